from django.db import models, transaction
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from annotations.models.conflict import Conflict
from annotations.models.event import Event


class NotCheckable(models.TextChoices):
    """Why there is nothing to check in a sentence."""

    OPINION = "opinion", _("opinion")
    PREDICTION = "prediction", _("prediction")
    QUESTION = "question", _("question")
    FIGURE_OF_SPEECH = "figure_of_speech", _("figure of speech")


class Sentence(models.Model):
    """A numbered span of a revision. A revision's sentences partition its text, in code points."""

    NotCheckable = NotCheckable

    revision = models.ForeignKey("Revision", models.PROTECT, related_name="sentences")
    number = models.PositiveIntegerField(_("number"))
    paragraph = models.PositiveIntegerField(_("paragraph"))
    start = models.PositiveIntegerField()
    end = models.PositiveIntegerField(help_text="exclusive")
    is_corrected = models.BooleanField(default=False, help_text="cut by a person")
    not_checkable = models.CharField(
        _("not checkable"), max_length=16, choices=NotCheckable, blank=True
    )

    class Meta:
        verbose_name = _("sentence")
        verbose_name_plural = _("sentences")
        ordering = ["revision", "number"]
        constraints = [
            models.UniqueConstraint(fields=["revision", "number"], name="sentence_number_once"),
            models.UniqueConstraint(fields=["revision", "start"], name="sentence_start_once"),
            models.CheckConstraint(condition=Q(start__lt=F("end")), name="sentence_has_length"),
            models.CheckConstraint(condition=Q(number__gte=1), name="sentence_from_one"),
            models.CheckConstraint(
                condition=Q(paragraph__gte=1), name="sentence_paragraph_from_one"
            ),
            models.CheckConstraint(
                condition=Q(not_checkable__in=["", *NotCheckable.values]),
                name="sentence_not_checkable",
            ),
        ]

    def __str__(self) -> str:
        return _("sentence %(number)s") % {"number": self.number}

    def in_article(self):
        return self.revision.article

    def in_annotation(self) -> None:
        return None

    @property
    def text(self) -> str:
        return self.revision.cut(self.start, self.end)

    def mark(self, kind: str, *, by, before: str) -> None:
        """Say why there is nothing to check in it (`NotCheckable`), or "" that there is.

        `before` is what the person saw; raises Conflict when that is not so any more, or when the
        sentence was cut otherwise since this row was read. Saying what stands already is harmless.
        """
        with transaction.atomic():
            self.revision.article.lock()
            here = {"pk": self.pk, "start": self.start, "end": self.end}
            rows = type(self).objects.filter(**here, revision__is_current=True)
            stands = rows.values_list("not_checkable", flat=True).first()
            if stands == kind:
                return
            if stands != before:
                raise Conflict(self)
            rows.update(not_checkable=kind)
            was, now = ({"number": self.number, "not_checkable": one} for one in (before, kind))
            Event.record(by, Event.Verb.MARKED_SENTENCE, self, before=was, after=now)
        self.not_checkable = kind
