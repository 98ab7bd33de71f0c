from typing import Any

from django import forms
from django.contrib import admin
from django.contrib.admin.widgets import AdminURLFieldWidget
from django.core.validators import RegexValidator, URLValidator
from django.utils.translation import gettext_lazy as _

from annotations import policy
from annotations.admin import columns
from annotations.admin.base import DeskAdmin, ReadOnlyInline, VersionedForm, check_visible
from annotations.admin.review_actions import (
    ReviewActions,
    hand_out,
    lock,
    review_blind,
    review_openly,
    set_review,
    unlock,
)
from annotations.models import Article, Revision

LANGUAGE = RegexValidator(
    r"\A[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*\Z", _("A language tag, as in en or pt-BR.")
)


def web_address(label) -> forms.URLField:
    return forms.URLField(
        label=label,
        required=False,
        max_length=2000,
        assume_scheme="https",
        validators=[URLValidator(["http", "https"])],
        widget=AdminURLFieldWidget,
    )


class DetailsForm(VersionedForm):
    edits = (*Article.DETAILS, *Article.REVIEW)

    source_url = web_address(_("Original address"))
    archive_url = web_address(_("Archived copy"))

    class Meta:
        model = Article
        fields = (*Article.DETAILS, *Article.REVIEW)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["title"].validators.append(check_visible)
        self.fields["language"].validators.append(LANGUAGE)


class RevisionInline(ReadOnlyInline):
    model = Revision
    fields = readonly_fields = ["number", "created_at", "raw_kind", "sha256"]

    def get_queryset(self, request):
        return super().get_queryset(request).defer("text", "raw").select_related("article")


@admin.register(Article)
class ArticleAdmin(DeskAdmin):
    change_action = policy.RUN_DESK
    form = DetailsForm
    list_display = [
        columns.text("title", _("title")),
        columns.text("publisher", _("publisher")),
        "required_reviews",
        "is_blind",
        "locked_at",
        "published_on",
        "created_at",
        columns.text("created_by.username", _("imported by")),
    ]
    list_select_related = ["created_by"]
    list_filter = ["is_blind", "required_reviews", "language", "published_on", "created_at"]
    search_fields = ["title", "byline", "publisher", "source_url"]
    date_hierarchy = "created_at"
    ordering = ["-created_at", "-pk"]
    action_form = ReviewActions
    actions = [set_review, review_blind, review_openly, hand_out, lock, unlock]
    fields = ["seen", *Article.DETAILS, *Article.REVIEW]
    fields += ["slug", "created_at", columns.text("created_by.username", _("imported by"))]
    readonly_fields = fields[-3:]
    inlines = [RevisionInline]

    def get_queryset(self, request):
        rows: Any = super().get_queryset(request)
        return rows.visible_to(request.user)

    def save_model(self, request, obj, form, change):
        """What it is, then how it is reviewed: a verb each."""
        said = form.cleaned_data
        details = {name: said[name] for name in Article.DETAILS}
        review = {name: said[name] for name in Article.REVIEW}
        obj.edit(by=request.user, version=said["seen"], **details)
        obj.refresh_from_db(fields=["version"])
        obj.set_review(by=request.user, version=obj.version, **review)

    def has_review_permission(self, request):
        return self.allows(request, policy.SET_REVIEW)

    def has_lock_permission(self, request):
        return self.allows(request, policy.LOCK_ARTICLE)

    def view_on_site(self, obj):
        return obj.get_absolute_url()
