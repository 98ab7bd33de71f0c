import hashlib
import re

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from annotations.text.anchor import candidates
from annotations.text.diff import Span
from annotations.text.edges import cuts_words, grown
from annotations.text.fold import fold

LONGEST = 1_000_000  # code points

# "40" is not said by "1,040", "40.5" or "-40".
GROUPING = ".,'’٫٬\u00a0\u202f"
FIGURE_BEFORE = re.compile(rf"(?:\d[{GROUPING}]|(?:\A|[\s(])[-–−])\Z")
FIGURE_AFTER = re.compile(rf"[{GROUPING}]\d")


class SourceText(models.Model):
    """The text of a source as somebody kept it on a day, so that quotes can be looked for in it."""

    class How(models.TextChoices):
        PASTED = "pasted", _("pasted")
        UPLOADED = "uploaded", _("uploaded")
        FETCHED = "fetched", _("fetched")

    source = models.ForeignKey("Source", models.PROTECT, related_name="texts")
    text = models.TextField(_("text"))
    sha256 = models.CharField(max_length=64, editable=False)
    how = models.CharField(max_length=16, choices=How, default=How.PASTED)
    kept_at = models.DateTimeField(_("kept"), default=timezone.now, editable=False)
    kept_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", editable=False
    )

    class Meta:
        verbose_name = _("text of a source")
        verbose_name_plural = _("texts of sources")
        constraints = [
            models.UniqueConstraint(fields=["source", "sha256"], name="source_text_once"),
            models.CheckConstraint(condition=~Q(text=""), name="source_text_has_words"),
            models.CheckConstraint(
                condition=Q(how__in=["pasted", "uploaded", "fetched"]), name="source_text_how"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.source}, {self.kept_at:%Y-%m-%d}"

    @staticmethod
    def digest(text: str) -> str:
        """SHA-256 of the text's UTF-8 bytes, hexadecimal."""
        return hashlib.sha256(text.encode()).hexdigest()

    def locate(self, quote: str) -> Span | None:
        """Where the quote stands word for word, typography apart; None when it is not there.

        In code points. What is part of a longer word or figure there is another one.
        """
        page, sought = fold(self.text), fold(quote).text.strip()
        start = page.text.find(sought) if sought else -1
        while start >= 0:
            span = page.span(start, start + len(sought))
            if not cuts_words(self.text, *span) and not cuts_figure(self.text, *span):
                return span
            start = page.text.find(sought, start + 1)
        return None

    def nearest(self, quote: str) -> Span | None:
        """The place that comes nearest to a quote that is not there, if any does.

        Takes a second for the longest texts.
        """
        found = candidates(self.text, quote)
        return grown(self.text, found[0].start, found[0].end) if found else None


def cuts_figure(text: str, start: int, end: int) -> bool:
    """Does text[start:end] begin or end inside a figure, or leave out its sign?"""
    before = text[start].isdigit() and FIGURE_BEFORE.search(text[max(0, start - 2) : start])
    after = text[end - 1].isdigit() and FIGURE_AFTER.match(text[end : end + 2])
    return bool(before or after)
