"""Refusals as problem details (RFC 9457)."""

from collections.abc import Mapping
from http import HTTPStatus
from typing import Any

from django.core.exceptions import PermissionDenied, RequestDataTooBig, ValidationError
from django.http import Http404, HttpResponse
from django.utils.translation import gettext as _
from ninja import NinjaAPI
from ninja.errors import AuthenticationError, HttpError
from ninja.errors import ValidationError as Unfit

from annotations.exchange.shapes import Fault, Given, Problem
from annotations.models.conflict import Locked
from annotations.text.refusal import TextRefused

MEDIA_TYPE = "application/problem+json"


class Refusal(Exception):
    """Nothing was written. `current` is what stands now, where that is why."""

    def __init__(
        self,
        status: int,
        detail: str,
        *,
        current: Given | None = None,
        headers: Mapping[str, Any] | None = None,
    ) -> None:
        super().__init__(detail)
        self.status, self.detail, self.current = status, detail, current
        self.headers = headers or {}


def problem(status: int, detail: str, *, headers: Mapping[str, Any] | None = None, **more: Any):
    """The answer that says what is wrong."""
    title = HTTPStatus(status).phrase
    said = Problem(title=title, status=status, detail=detail, **more)
    content = said.model_dump_json(exclude_none=True, exclude_defaults=False)
    return HttpResponse(content, status=status, content_type=MEDIA_TYPE, headers=headers)


def unknown(request, refusal: AuthenticationError) -> HttpResponse:
    shown = "Authorization" in request.headers
    challenge = 'Bearer realm="factcheck"' + (', error="invalid_token"' if shown else "")
    words = _("Send the header Authorization: Bearer with a token of yours that is not revoked.")
    return problem(401, words, headers={"WWW-Authenticate": challenge})


def forbidden(request, refusal: PermissionDenied) -> HttpResponse:
    return problem(403, _("You may not do this."))


def missing(request, refusal: Http404) -> HttpResponse:
    return problem(404, _("There is nothing here, or nothing that you may see."))


def locked(request, refusal: Locked) -> HttpResponse:
    return problem(423, _("This article is locked: nothing was saved. An editor can unlock it."))


def too_big(request, refusal: RequestDataTooBig) -> HttpResponse:
    return problem(413, _("This is more than can be taken at once."))


def refused(request, refusal: Refusal) -> HttpResponse:
    current = refusal.current.model_dump(mode="json") if refusal.current else None
    return problem(refusal.status, refusal.detail, current=current, headers=refusal.headers)


def unreadable(request, refusal: HttpError) -> HttpResponse:
    return problem(refusal.status_code, refusal.message)


def text_refused(request, refusal: TextRefused) -> HttpResponse:
    return unfit([Fault(detail=refusal.message, pointer="/text")])


def not_accepted(request, refusal: ValidationError) -> HttpResponse:
    """A verb's refusal, by the name of the argument where it names one."""
    if not hasattr(refusal, "error_dict"):
        return unfit([Fault(detail=words) for words in refusal.messages])
    return unfit(
        [
            Fault(detail=words, pointer=None if name == "__all__" else f"/{name}")
            for name, sentences in refusal.message_dict.items()
            for words in sentences
        ]
    )


def misshapen(request, refusal: Unfit) -> HttpResponse:
    return unfit([fault(error) for error in refusal.errors])


def fault(error: dict[str, Any]) -> Fault:
    where, *path = error["loc"]
    if where != "body":
        return Fault(detail=error["msg"], parameter=str(path[-1]))
    # The first step names the argument of the view, which is the whole body.
    return Fault(detail=error["msg"], pointer="".join(f"/{step}" for step in path[1:]))


def unfit(faults: list[Fault]) -> HttpResponse:
    return problem(422, " ".join(one.detail for one in faults), errors=faults)


HANDLERS: dict[type[Exception], Any] = {
    AuthenticationError: unknown,
    PermissionDenied: forbidden,
    Http404: missing,
    Locked: locked,
    RequestDataTooBig: too_big,
    Refusal: refused,
    HttpError: unreadable,
    TextRefused: text_refused,
    ValidationError: not_accepted,
    Unfit: misshapen,
}


def told_by(api: NinjaAPI) -> None:
    """Let `api` say its refusals so."""
    for kind, handler in HANDLERS.items():
        api.add_exception_handler(kind, handler)
