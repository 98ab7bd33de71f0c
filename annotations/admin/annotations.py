from typing import Any

from django import forms
from django.contrib import admin
from django.contrib.admin.widgets import AdminTextareaWidget
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from annotations import policy
from annotations.admin import columns
from annotations.admin.base import DeskAdmin, ReadOnlyInline, VersionedForm, check_visible
from annotations.admin.exports import export_annotations
from annotations.admin.filters import (
    Deleted,
    HasReason,
    HasVerdict,
    JudgedBy,
    OfArticle,
    PicksArticle,
    Standing,
)
from annotations.models import Annotation, Evidence, Placement, Verdict

LONGEST_CLAIM = 10_000  # characters


class ClaimForm(VersionedForm):
    edits = Annotation.CLAIM

    claim_text = forms.CharField(
        label=_("Claim in plain words"),
        required=False,
        max_length=LONGEST_CLAIM,
        widget=AdminTextareaWidget(attrs={"dir": "auto", "rows": 4}),
        validators=[check_visible],
    )
    claimant = forms.CharField(
        label=_("Who makes the claim"),
        required=False,
        max_length=300,
        widget=forms.TextInput(attrs={"dir": "auto", "class": "vTextField"}),
        validators=[check_visible],
    )

    class Meta:
        model = Annotation
        fields = Annotation.CLAIM

    def clean_claim_text(self):
        # Browsers send line ends as CRLF; what stands has LF.
        return self.cleaned_data["claim_text"].replace("\r\n", "\n")


class PlacementInline(ReadOnlyInline):
    model = Placement
    fields = readonly_fields = [
        "revision",
        "sentence",
        columns.words("passage", _("passage"), language="annotation.article.language"),
        "start",
        "end",
        "change",
        "method",
        "score",
    ]
    show_change_link = False

    def get_queryset(self, request):
        rows = super().get_queryset(request)
        named = rows.select_related("revision", "sentence", "annotation__article")
        return named.defer("revision__text", "revision__raw").order_by("-revision__number")


class VerdictInline(ReadOnlyInline):
    model = Verdict
    fields = readonly_fields = [
        "kind",
        "reason",
        columns.words("note", _("note")),
        columns.text("reviewer.username", _("reviewer")),
        "created_at",
        "ended_at",
        "ending",
    ]

    def get_queryset(self, request):
        return super().get_queryset(request).select_related("reviewer").order_by("-created_at")


class EvidenceInline(ReadOnlyInline):
    model = Evidence
    fields = readonly_fields = [
        columns.text("source.title", _("source")),
        "stance",
        columns.words("quote", _("exact quote or figure")),
        columns.text("locator", _("where in the source")),
        columns.text("added_by.username", _("added by")),
        "removed_at",
    ]

    def get_queryset(self, request):
        return super().get_queryset(request).select_related("source", "added_by")


@admin.display(description=_("outcome"))
def outcome(annotation):
    return f"{annotation.outcome.symbol} {annotation.outcome.label}"


@admin.action(description=_("Restore deleted"), permissions=["restore"])
def restore(model_admin, request, queryset):
    """Through the verb, each in its own transaction; those on the desk stay as they are."""
    deleted = list(queryset.deleted())
    for annotation in deleted:
        annotation.restore(by=request.user)
    text = ngettext("%d claim restored.", "%d claims restored.", len(deleted))
    model_admin.message_user(request, text % len(deleted))


@admin.register(Annotation)
class AnnotationAdmin(PicksArticle, DeskAdmin):
    change_action = policy.EDIT_CLAIM
    form = ClaimForm
    actions = [export_annotations, restore]
    list_display = [
        columns.text("quote", _("passage")),
        columns.text("claim_text", _("claim")),
        columns.link("article", _("article")),
        outcome,
        columns.text("created_by.username", _("marked by")),
        "created_at",
        "deleted_at",
    ]
    list_filter = [HasVerdict, HasReason, JudgedBy, OfArticle, Standing, Deleted, "created_at"]
    search_fields = ["quote", "claim_text", "claimant", "article__title"]
    date_hierarchy = "created_at"
    ordering = ["-created_at", "pk"]
    inlines = [VerdictInline, EvidenceInline, PlacementInline]
    readonly_fields = [
        columns.words("quote", _("passage as marked"), language="article.language"),
        columns.words("typed", _("words as typed"), language="article.language"),
        columns.link("article", _("article")),
        outcome,
        columns.text("created_by.username", _("marked by")),
        "created_at",
        columns.text("deleted_by.username", _("deleted by")),
        "deleted_at",
    ]
    fields = ["seen", *readonly_fields[:4], *Annotation.CLAIM, *readonly_fields[4:]]

    def get_queryset(self, request):
        rows: Any = super().get_queryset(request)
        return rows.visible_to(request.user).for_card(request.user)

    def has_change_permission(self, request, obj=None):
        is_gone = obj is not None and obj.deleted_at is not None
        return super().has_change_permission(request, obj) and not is_gone

    def has_restore_permission(self, request):
        return self.allows(request, policy.RUN_DESK)

    def view_on_site(self, obj):
        return obj.get_absolute_url()
