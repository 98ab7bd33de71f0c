import hashlib

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class Batch(models.Model):
    """A file of many rows that is being imported: what it is, how it is read, how far it came.

    The rows that were dealt with are its `rows`; an import that was broken off goes on with the
    others.
    """

    class Kind(models.TextChoices):
        ARTICLES = "articles", _("articles")
        VERDICTS = "verdicts", _("verdicts")
        QUOTES = "quotes", _("quotes")
        ANNOTATIONS = "annotations", _("annotations")

    kind = models.CharField(_("what it brings"), max_length=16, choices=Kind)
    filename = models.CharField(_("file"), max_length=300, blank=True)
    content = models.BinaryField()
    sha256 = models.CharField(max_length=64, editable=False, help_text="of the file")
    reading = models.JSONField(
        default=dict, help_text="how it is read: format, encoding, which column is what"
    )
    total = models.PositiveIntegerField(_("rows"), default=0)
    created_at = models.DateTimeField(_("uploaded"), default=timezone.now, editable=False)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="batches", editable=False
    )
    finished_at = models.DateTimeField(_("finished"), null=True, blank=True, editable=False)

    class Meta:
        verbose_name = _("import")
        verbose_name_plural = _("imports")
        constraints = [
            models.CheckConstraint(
                condition=Q(kind__in=["articles", "verdicts", "quotes", "annotations"]),
                name="batch_kind",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()}: {self.filename}"

    @staticmethod
    def digest(content: bytes) -> str:
        """SHA-256 of the bytes, hexadecimal."""
        return hashlib.sha256(content).hexdigest()


class BatchRow(models.Model):
    """What became of one row of a file, saved in the transaction of what it brought."""

    class Result(models.TextChoices):
        DONE = "done", _("imported")
        SAME = "same", _("was there already")
        CONFLICT = "conflict", _("changed here meanwhile")
        REFUSED = "refused", _("refused")

    batch = models.ForeignKey("Batch", models.CASCADE, related_name="rows")
    number = models.PositiveIntegerField(_("row"), help_text="from 1, the header not counted")
    result = models.CharField(_("result"), max_length=16, choices=Result)
    column = models.CharField(_("column"), max_length=100, blank=True)
    reason = models.TextField(_("why"), blank=True)
    target = models.CharField(max_length=64, blank=True, help_text="noun:key, as in article:12")

    class Meta:
        verbose_name = _("row of an import")
        verbose_name_plural = _("rows of imports")
        ordering = ["batch", "number"]
        constraints = [
            models.UniqueConstraint(fields=["batch", "number"], name="batch_row_once"),
            models.CheckConstraint(
                condition=Q(result__in=["done", "same", "conflict", "refused"]),
                name="batch_row_result",
            ),
            models.CheckConstraint(
                condition=~Q(result="refused") | ~Q(reason=""), name="batch_row_refused_says_why"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.number}: {self.get_result_display()}"
