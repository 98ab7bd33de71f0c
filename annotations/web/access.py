"""Deny by default: a view is for people with a role unless it says otherwise."""

from django.contrib.auth.middleware import LoginRequiredMiddleware

from annotations import policy


def role_not_required(view):
    """Open to every account. `login_not_required` is Django's: open to everybody."""
    view.role_required = False
    return view


class RolesOnly(LoginRequiredMiddleware):
    """Strangers log in; an account without a role is refused, whatever the view forgot to ask."""

    def process_view(self, request, view_func, view_args, view_kwargs):
        to_login = super().process_view(request, view_func, view_args, view_kwargs)
        if to_login or not getattr(view_func, "login_required", True):
            return to_login
        if getattr(view_func, "role_required", True):
            policy.require(request.user, policy.READ)
        return None
