import json

from django.contrib import admin
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _

from annotations.admin import columns
from annotations.admin.base import DeskAdmin
from annotations.admin.filters import DoneBy, OfArticle, PicksArticle
from annotations.models import Event
from annotations.templatetags.annotations_ui import reveal


def state(name, label):
    """A read-only field for `before` or `after`, one fact a line."""

    @admin.display(description=label)
    def facts(event):
        found = getattr(event, name)
        if found is None:
            return columns.NOTHING
        listed = json.dumps(found, indent=2, ensure_ascii=False)
        return format_html('<pre class="words" dir="auto">{}</pre>', reveal(listed))

    facts.__name__ = name
    return facts


@admin.register(Event)
class EventAdmin(PicksArticle, DeskAdmin):
    """The history, read-only as it is everywhere."""

    list_display = [
        "at",
        columns.text("actor.username", _("who")),
        "verb",
        columns.text("annotation.quote", _("claim")),
        columns.link("article", _("article")),
        "sequence",
    ]
    list_select_related = ["actor", "annotation", "article"]
    list_filter = ["verb", DoneBy, OfArticle, "at"]
    search_fields = ["target", "article__title", "annotation__quote"]
    date_hierarchy = "at"
    ordering = ["-at", "-pk"]
    fields = readonly_fields = [
        columns.link("article", _("article")),
        "sequence",
        columns.text("actor.username", _("who")),
        "verb",
        columns.link("annotation", _("claim")),
        "target",
        "at",
        state("before", _("before")),
        state("after", _("after")),
        "prev_hash",
        "hash",
    ]

    def events(self, row):
        return Event.objects.filter(pk=row.pk).for_history()
