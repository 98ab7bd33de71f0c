"""Deny by default: a view is for people with a role unless it says otherwise."""

from django.contrib.auth.decorators import login_not_required
from django.contrib.auth.middleware import LoginRequiredMiddleware
from django.views.decorators.cache import cache_control
from django.views.decorators.http import conditional_page, require_safe

from annotations import policy


def role_not_required(view):
    """Open to every account. `login_not_required` is Django's: open to everybody."""
    view.role_required = False
    return view


def public_page(view):
    """For everybody, and the same for everybody: neither session nor cookie is looked at or set, so
    a cache may keep it. For a minute: what is withdrawn has to go. Asked again, it is a 304.
    """
    kept = cache_control(public=True, max_age=60)(view)
    return login_not_required(conditional_page(require_safe(kept)))


class RolesOnly(LoginRequiredMiddleware):
    """Strangers log in; an account without a role is refused, whatever the view forgot to ask."""

    def process_view(self, request, view_func, view_args, view_kwargs):
        if not getattr(view_func, "login_required", True):
            return None  # before it is asked who that is: a public page reads no session
        to_login = super().process_view(request, view_func, view_args, view_kwargs)
        if to_login:
            return to_login
        if getattr(view_func, "role_required", True):
            policy.require(request.user, policy.READ)
        return None
