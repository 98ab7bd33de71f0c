from django.contrib import admin
from django.utils.translation import gettext_lazy as _

from annotations.admin import columns
from annotations.admin.base import DeskAdmin
from annotations.admin.filters import OfArticle, PicksArticle
from annotations.models import Event, Revision


@admin.register(Revision)
class RevisionAdmin(PicksArticle, DeskAdmin):
    """The text as reviewers read it, and as it came in."""

    list_display = [
        columns.text("article.title", _("article")),
        "number",
        "created_at",
        "raw_kind",
        "sanitiser",
    ]
    list_select_related = ["article", "created_by"]
    list_filter = [OfArticle, "raw_kind", "created_at"]
    search_fields = ["article__title", "sha256"]
    ordering = ["-created_at", "-pk"]
    fieldsets = [
        (
            None,
            {
                "fields": [
                    columns.link("article", _("article")),
                    "number",
                    "created_at",
                    columns.text("created_by.username", _("imported by")),
                    "sha256",
                    columns.words("text", _("text"), language="article.language"),
                ]
            },
        ),
        (
            _("As it came in"),
            {
                "classes": ["collapse"],
                "fields": ["raw_kind", "sanitiser", columns.words("raw", _("as it came in"))],
            },
        ),
    ]
    readonly_fields = [name for _title, part in fieldsets for name in part["fields"]]

    def get_queryset(self, request):
        return super().get_queryset(request).defer("text", "raw")

    def events(self, row):
        return Event.objects.filter(article=row.article_id, annotation=None).for_history()
