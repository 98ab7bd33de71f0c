from django.contrib import admin
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from annotations import policy
from annotations.admin import columns
from annotations.admin.base import DeskAdmin
from annotations.admin.filters import OfClaimsArticle, PicksArticle, Removed
from annotations.models import Evidence


@admin.action(description=_("Restore removed"), permissions=["restore"])
def restore(model_admin, request, queryset):
    """Through the verb, each in its own transaction; what is on a card stays as it is."""
    removed = list(queryset.filter(removed_at__isnull=False))
    for item in removed:
        item.restore(by=request.user)
    text = ngettext("%d piece of evidence restored.", "%d pieces restored.", len(removed))
    model_admin.message_user(request, text % len(removed))


@admin.register(Evidence)
class EvidenceAdmin(PicksArticle, DeskAdmin):
    actions = [restore]
    list_display = [
        columns.text("source.title", _("source")),
        "stance",
        columns.text("quote", _("exact quote or figure")),
        columns.text("annotation.quote", _("claim")),
        columns.link("annotation.article", _("article")),
        columns.text("added_by.username", _("added by")),
        "created_at",
        "removed_at",
    ]
    list_select_related = ["source", "annotation__article", "added_by"]
    list_filter = ["stance", "source__kind", OfClaimsArticle, Removed, "created_at"]
    search_fields = ["quote", "locator", "source__title", "source__url", "annotation__quote"]
    date_hierarchy = "created_at"
    ordering = ["-created_at", "-pk"]
    fields = readonly_fields = [
        columns.link("source", _("source")),
        "stance",
        columns.words("quote", _("exact quote or figure")),
        columns.text("locator", _("where in the source")),
        "opened_on",
        columns.weblink("archive_url", _("archived copy")),
        columns.link("annotation", _("claim")),
        columns.link("annotation.article", _("article")),
        columns.text("added_by.username", _("added by")),
        "created_at",
        "removed_at",
        columns.text("removed_by.username", _("removed by")),
    ]

    def has_restore_permission(self, request):
        return self.allows(request, policy.RUN_DESK)
