import hashlib

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from annotations.text.wording import Stand


class RevisionQuerySet(models.QuerySet):
    def for_reading(self):
        """Newest first, without the raw input, which no page shows."""
        return self.defer("raw").order_by("-number")


class Revision(models.Model):
    """One immutable, content-hashed version of an article's text; the newest is current.

    Its sentences may be corrected: `cuts` counts how often.
    All offsets in this application are Unicode code points of a revision's `text`.
    """

    class RawKind(models.TextChoices):
        TEXT = "text", _("plain text")
        HTML = "html", _("HTML")
        MARKDOWN = "markdown", _("Markdown")
        DOCX = "docx", _("Word document")
        PDF = "pdf", _("PDF")

    article = models.ForeignKey("Article", models.PROTECT, related_name="revisions")
    number = models.PositiveIntegerField(_("number"))
    text = models.TextField(_("text"))
    sha256 = models.CharField(max_length=64, editable=False)
    raw = models.TextField(_("as it came in"), editable=False)
    raw_kind = models.CharField(max_length=16, choices=RawKind, default=RawKind.TEXT)
    sanitiser = models.CharField(max_length=40, blank=True, help_text="blank when none was needed")
    is_current = models.BooleanField(_("current"), default=True, editable=False)
    cuts = models.PositiveIntegerField(default=1, help_text="how often its sentences were cut")
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
            models.UniqueConstraint(
                fields=["article"], condition=Q(is_current=True), name="revision_one_current"
            ),
            models.CheckConstraint(condition=Q(number__gte=1), name="revision_from_one"),
            models.CheckConstraint(condition=Q(cuts__gte=1), name="revision_cut_once"),
            models.CheckConstraint(condition=~Q(text=""), name="revision_has_text"),
        ]

    def __str__(self) -> str:
        return _("revision %(number)s") % {"number": self.number}

    def in_article(self):
        return self.article

    def in_annotation(self) -> None:
        return None

    @property
    def edition(self) -> str:
        """Names a text with its sentences: two pages of one edition number them alike."""
        return f"{self.number}.{self.cuts}"

    @staticmethod
    def digest(text: str) -> str:
        """SHA-256 of the text's UTF-8 bytes, hexadecimal."""
        return hashlib.sha256(text.encode()).hexdigest()

    def cut(self, start: int, end: int) -> str:
        """The passage [start, end), in code points."""
        return self.text[start:end]

    def touched(self, start: int, end: int) -> list:
        """The sentences of which [start, end) has a character, in order. One query."""
        return list(self.sentences.filter(start__lt=end, end__gt=start).order_by("start"))

    def stand(self, start: int, end: int, touched: list) -> Stand:
        """The passage [start, end) within the sentences it touches."""
        return Stand(self.text, (start, end), (touched[0].start, touched[-1].end))

    def lock_current(self) -> bool:
        """Keep the article's text as it is until the end of the transaction; one query.

        False when another revision is current by now. Whoever locks the article too locks it after
        this: one order for all.
        """
        # Not the key: a verdict that is being saved refers to this row, and its article is locked.
        mine = type(self).objects.select_for_update(no_key=True)
        rows = mine.filter(pk=self.pk, is_current=True)
        return rows.values_list("pk", flat=True).first() is not None
