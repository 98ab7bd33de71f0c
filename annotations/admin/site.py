from functools import wraps

from django.contrib import admin
from django.utils.translation import gettext_lazy as _

from annotations import policy
from annotations.admin.history import recent


class DeskSite(admin.AdminSite):
    """The admin for editors: who may enter is policy's answer, not the is_staff flag's."""

    site_header = _("Factcheck admin")
    site_title = _("Factcheck")
    index_title = _("The desk")

    def __init__(self, name="admin"):
        super().__init__(name)
        self.disable_action("delete_selected")

    def has_permission(self, request):
        return policy.may(request.user, policy.RUN_DESK)

    def admin_view(self, view, cacheable=False):
        """Somebody signed in is refused in plain words, not sent to a login page again."""
        behind_login = super().admin_view(view, cacheable)

        @wraps(behind_login)
        def guarded(request, *args, **kwargs):
            if request.user.is_authenticated:
                policy.require(request.user, policy.RUN_DESK)
            return behind_login(request, *args, **kwargs)

        return guarded

    def index(self, request, extra_context=None):
        return super().index(request, {"recent": recent(), **(extra_context or {})})
