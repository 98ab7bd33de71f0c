from typing import Any

from django.contrib import admin
from django.db.models import Prefetch
from django.utils.translation import gettext_lazy as _

from annotations.admin import columns
from annotations.admin.base import DeskAdmin
from annotations.admin.exports import export_verdicts
from annotations.admin.filters import Ended, GivenBy, OfClaimsArticle, PicksArticle
from annotations.models import Placement, Verdict


@admin.display(description=_("verdict"), ordering="kind")
def kind(verdict):
    return f"{verdict.symbol} {verdict.get_kind_display()}"


@admin.display(description=_("state"))
def state(verdict):
    return verdict.state()


@admin.display(description=_("evidence it rests on"))
def evidence(verdict):
    return columns.joined(verdict.rests_on())


@admin.register(Verdict)
class VerdictAdmin(PicksArticle, DeskAdmin):
    """Read-only: a verdict is given, replaced and withdrawn by its reviewer, at the desk."""

    actions = [export_verdicts]
    list_display = [
        kind,
        columns.text("annotation.quote", _("claim")),
        "reason",
        columns.text("reviewer.username", _("reviewer")),
        columns.link("annotation.article", _("article")),
        "created_at",
        state,
    ]
    list_select_related = ["annotation__article", "reviewer"]
    list_filter = ["kind", "reason", GivenBy, OfClaimsArticle, Ended, "created_at"]
    search_fields = [
        "note",
        "annotation__quote",
        "annotation__claim_text",
        "annotation__article__title",
    ]
    date_hierarchy = "created_at"
    ordering = ["-created_at", "-pk"]
    fields = readonly_fields = [
        kind,
        "reason",
        columns.words("note", _("note")),
        "confidence",
        "caveat",
        "as_of",
        "recheck_by",
        columns.link("annotation", _("claim")),
        columns.link("annotation.article", _("article")),
        columns.text("reviewer.username", _("reviewer")),
        "created_at",
        evidence,
        "rule",
        columns.link("revision", _("revision")),
        "start",
        "end",
        state,
        "ended_at",
        columns.text("ended_by.username", _("ended by")),
        "ending",
    ]

    def get_queryset(self, request):
        placed = Prefetch("annotation__placements", Placement.objects.current(), to_attr="placed")
        rows: Any = super().get_queryset(request)
        return rows.with_broken().prefetch_related("evidence__source", placed)
