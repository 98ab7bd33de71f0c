import hashlib

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class RevisionQuerySet(models.QuerySet):
    def for_reading(self):
        """Newest first, without the raw input, which no page shows."""
        return self.defer("raw").order_by("-number")


class Revision(models.Model):
    """One immutable, content-hashed version of an article's text; the newest is current.

    All offsets in this application are Unicode code points of a revision's `text`.
    """

    class RawKind(models.TextChoices):
        TEXT = "text", _("plain text")
        HTML = "html", _("HTML")
        MARKDOWN = "markdown", _("Markdown")

    article = models.ForeignKey("Article", models.PROTECT, related_name="revisions")
    number = models.PositiveIntegerField(_("number"))
    text = models.TextField(_("text"))
    sha256 = models.CharField(max_length=64, editable=False)
    raw = models.TextField(_("as it came in"), editable=False)
    raw_kind = models.CharField(max_length=16, choices=RawKind, default=RawKind.TEXT)
    sanitiser = models.CharField(max_length=40, blank=True, help_text="blank when none was needed")
    created_at = models.DateTimeField(default=timezone.now, editable=False)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", null=True, editable=False
    )

    objects = RevisionQuerySet.as_manager()

    class Meta:
        verbose_name = _("revision")
        verbose_name_plural = _("revisions")
        ordering = ["article", "-number"]
        constraints = [
            models.UniqueConstraint(fields=["article", "number"], name="revision_number_once"),
            models.CheckConstraint(condition=Q(number__gte=1), name="revision_from_one"),
            models.CheckConstraint(condition=~Q(text=""), name="revision_has_text"),
        ]

    def __str__(self) -> str:
        return _("revision %(number)s") % {"number": self.number}

    @staticmethod
    def digest(text: str) -> str:
        """SHA-256 of the text's UTF-8 bytes, hexadecimal."""
        return hashlib.sha256(text.encode()).hexdigest()

    def cut(self, start: int, end: int) -> str:
        """The passage [start, end), in code points."""
        return self.text[start:end]

    def sentence_at(self, position: int):
        """The sentence that covers the code point at `position`. One query."""
        return self.sentences.get(start__lte=position, end__gt=position)
