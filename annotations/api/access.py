"""Who asks: a token stands for its person. Cookies and sessions are never looked at."""

from django.http import HttpRequest
from ninja.security import HttpBearer

from annotations import policy
from annotations.api.problems import Refusal
from annotations.models import Token, User

SAFE = {"GET", "HEAD", "OPTIONS"}


class ApiRequest(HttpRequest):
    """A request that has been let in; `auth` is the person. For type checkers."""

    auth: User


class Bearer(HttpBearer):
    """`Authorization: Bearer fc_…` (RFC 6750). Deny by default: a person without a role, who may
    read nothing, gets no further than here.
    """

    def authenticate(self, request, token: str) -> User | None:
        shown = Token.objects.of(token)
        if shown is None:
            return None
        policy.require(shown.user, policy.READ)
        shown.use()
        wait = 0 if request.method in SAFE else shown.spend()
        if wait:
            raise Refusal(429, "Too many changes in one minute.", headers={"Retry-After": wait})
        return shown.user
