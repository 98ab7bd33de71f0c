"""Deny by default: a view is for people with a role unless it says otherwise."""

from django.contrib.auth.decorators import login_not_required
from django.contrib.auth.middleware import LoginRequiredMiddleware
from django.views.decorators.cache import cache_control
from django.views.decorators.http import conditional_page, require_safe

from annotations import policy
from annotations.models import Token
from annotations.services.rates import STRANGERS
from annotations.web import throttle


def role_not_required(view):
    """Open to every account. `login_not_required` is Django's: open to everybody."""
    view.role_required = False
    return view


def uncounted(view):
    """Strangers may ask for it as often as they like."""
    view.is_uncounted = True
    return view


def public_page(view):
    """For everybody, and the same for everybody: neither session nor cookie is looked at or set, so
    a cache may keep it. For a minute: what is withdrawn has to go. Asked again, it is a 304.
    """
    kept = cache_control(public=True, max_age=60)(view)
    return login_not_required(conditional_page(require_safe(kept)))


class RolesOnly(LoginRequiredMiddleware):
    """Strangers log in; an account without a role is refused, whatever the view forgot to ask. What
    is open to strangers is counted, whatever it is.
    """

    def process_view(self, request, view_func, view_args, view_kwargs):
        if not getattr(view_func, "login_required", True):
            # Before it is asked who that is: a public page reads no session.
            return None if getattr(view_func, "is_uncounted", False) else too_often(request)
        to_login = super().process_view(request, view_func, view_args, view_kwargs)
        if to_login:
            return to_login
        if getattr(view_func, "role_required", True):
            policy.require(request.user, policy.READ)
        return None


def too_often(request):
    """The refusal of an address from which strangers read too much, or None.

    An answer 304 counts too: it costs what the page costs, and a cache in front of the desk asks
    for all its readers once. Writing has rates of its own. Who is signed in is asked last, when
    there is something to refuse, so that pages stay the same for everybody.
    """
    if request.method not in {"GET", "HEAD"} or has_token(request):
        return None
    wait = STRANGERS.wait(str(throttle.client_address(request)))
    return throttle.too_many(request, wait) if wait and not request.user.is_authenticated else None


def has_token(request) -> bool:
    """Whether a program asks for a person. A query when it says so."""
    scheme, _, words = request.headers.get("Authorization", "").partition(" ")
    return scheme.lower() == "bearer" and Token.objects.of(words.strip()) is not None
