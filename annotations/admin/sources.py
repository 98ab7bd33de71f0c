from django.contrib import admin
from django.db.models import CharField, Value
from django.db.models.functions import Cast, Concat
from django.utils.translation import gettext_lazy as _

from annotations.admin import columns
from annotations.admin.base import DeskAdmin, ReadOnlyInline
from annotations.models import Event, Evidence, Source


class EvidenceInline(ReadOnlyInline):
    model = Evidence
    fields = readonly_fields = [
        "stance",
        columns.words("quote", _("exact quote or figure")),
        columns.link("annotation", _("claim")),
        columns.text("added_by.username", _("added by")),
        "removed_at",
    ]

    def get_queryset(self, request):
        rows = super().get_queryset(request).select_related("source", "annotation", "added_by")
        return rows.order_by("-created_at")


@admin.register(Source)
class SourceAdmin(DeskAdmin):
    """Read-only: verdicts rest on it as it is. Another source is cited at the desk."""

    list_display = [
        columns.text("title", _("title")),
        "kind",
        columns.text("publisher", _("publisher")),
        columns.weblink("url", _("link")),
        "created_at",
    ]
    list_filter = ["kind", "created_at"]
    search_fields = ["title", "url", "publisher"]
    ordering = ["-created_at", "-pk"]
    fields = readonly_fields = [
        columns.text("title", _("title")),
        "kind",
        columns.text("publisher", _("publisher")),
        columns.weblink("url", _("link")),
        "created_at",
        columns.text("created_by.username", _("added by")),
    ]
    list_select_related = ["created_by"]
    inlines = [EvidenceInline]

    def events(self, row):
        """Those of the evidence that was drawn from it."""
        key = Concat(Value("evidence:"), Cast("pk", CharField()))
        drawn = row.evidence.annotate(target=key).values("target")
        return Event.objects.filter(target__in=drawn).for_history().order_by("-at", "-pk")
