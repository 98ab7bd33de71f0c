from django.contrib import admin
from django.utils.translation import gettext_lazy as _

from annotations import policy
from annotations.admin import columns
from annotations.admin.base import DeskAdmin
from annotations.models import Publication, Tip


@admin.register(Publication)
class PublicationAdmin(DeskAdmin):
    """What readers got, version by version. It is published and withdrawn at the desk."""

    list_display = [
        columns.text("article.title", _("article")),
        "number",
        "is_quotes_only",
        columns.text("editor.username", _("published by")),
        "created_at",
        "ended_at",
        "ending",
    ]
    list_filter = ["is_quotes_only", "ending", "created_at"]
    search_fields = ["article__slug"]
    ordering = ["-created_at", "-pk"]
    fields = readonly_fields = [
        columns.text("article.title", _("article")),
        "number",
        "is_quotes_only",
        columns.text("note", _("note")),
        "sha256",
        columns.text("editor.username", _("published by")),
        "created_at",
        "ended_at",
        columns.text("ended_by.username", _("ended by")),
        "ending",
    ]

    def get_queryset(self, request):
        people = super().get_queryset(request).select_related("article", "editor", "ended_by")
        return people.defer("content")


@admin.register(Tip)
class TipAdmin(DeskAdmin):
    """What readers sent. It is decided on at the desk."""

    view_action = policy.HANDLE_TIPS
    list_display = [
        columns.text("annotation.article.title", _("article")),
        columns.text("words", _("what it says")),
        "state",
        "received_at",
        "handled_at",
    ]
    list_filter = ["state", "received_at"]
    list_select_related = ["annotation__article", "handled_by"]
    search_fields = ["url", "words"]
    ordering = ["-received_at", "pk"]
    fields = readonly_fields = [
        columns.text("annotation.article.title", _("article")),
        columns.text("annotation", _("claim")),
        columns.text("url", _("link")),
        columns.text("words", _("what it says")),
        columns.text("contact", _("how to reach the sender")),
        "state",
        columns.text("note", _("why")),
        "received_at",
        "handled_at",
        columns.text("handled_by.username", _("decided by")),
    ]
