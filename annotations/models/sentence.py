from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _


class Sentence(models.Model):
    """A numbered span of a revision. A revision's sentences partition its text, in code points."""

    revision = models.ForeignKey("Revision", models.PROTECT, related_name="sentences")
    number = models.PositiveIntegerField(_("number"))
    paragraph = models.PositiveIntegerField(_("paragraph"))
    start = models.PositiveIntegerField()
    end = models.PositiveIntegerField(help_text="exclusive")

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
        ]

    def __str__(self) -> str:
        return _("sentence %(number)s") % {"number": self.number}
