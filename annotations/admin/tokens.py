from django.contrib import admin
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from annotations import policy
from annotations.admin import columns
from annotations.admin.base import ByPolicy, Readable
from annotations.models import Token


@admin.action(description=_("Revoke"), permissions=["revoke"])
def revoke(model_admin, request, queryset):
    """Through the verb; those that are revoked already stay as they are."""
    live = list(queryset.filter(revoked_at=None))
    for token in live:
        token.revoke()
    text = ngettext("%d token revoked.", "%d tokens revoked.", len(live))
    model_admin.message_user(request, text % len(live))


@admin.register(Token)
class TokenAdmin(ByPolicy, Readable):
    """Whose programs act here. A token is made by its person, and its words are kept nowhere."""

    actions = [revoke]
    list_display = [
        columns.text("name", _("what it is for")),
        columns.text("user.username", _("whose")),
        "hint",
        "created_at",
        "used_at",
        "revoked_at",
    ]
    list_select_related = ["user"]
    list_filter = ["created_at", "revoked_at"]
    search_fields = ["name", "user__username"]
    ordering = ["-created_at", "-pk"]
    fields = readonly_fields = [
        columns.text("name", _("what it is for")),
        columns.text("user.username", _("whose")),
        "hint",
        "created_at",
        "used_at",
        "revoked_at",
    ]

    def has_revoke_permission(self, request):
        return self.allows(request, policy.RUN_DESK)
