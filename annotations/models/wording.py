from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from annotations.text.wording import Worded


class Wording(models.Model):
    """What a verdict judges: the words of a passage, with the rest of the sentences it touches.

    A verdict stands as long as its annotation is worded so in the newest revision. Texts that
    differ in nothing but typography share one (`text.wording`); a text that returns to older words
    returns to their wording, and the verdicts on it stand again.
    """

    annotation = models.ForeignKey("Annotation", models.PROTECT, related_name="wordings")
    before = models.TextField(blank=True)
    passage = models.TextField(_("passage"))
    after = models.TextField(blank=True)
    sha256 = models.CharField(max_length=64)

    class Meta:
        verbose_name = _("wording")
        verbose_name_plural = _("wordings")
        constraints = [
            models.UniqueConstraint(fields=["annotation", "sha256"], name="wording_once"),
            models.CheckConstraint(condition=~Q(passage=""), name="wording_has_passage"),
        ]

    def __str__(self) -> str:
        return self.passage

    @classmethod
    def of(cls, annotation, worded: Worded) -> "Wording":
        """An unsaved one."""
        return cls(annotation=annotation, sha256=worded.sha256, **worded._asdict())

    @classmethod
    def found(cls, annotation, worded: Worded, *, is_new: bool = False) -> "Wording":
        """The one that the annotation has of these words, else a new one, saved."""
        known = None if is_new else annotation.wordings.filter(sha256=worded.sha256).first()
        if known:
            return known
        wording = cls.of(annotation, worded)
        wording.save(force_insert=True)
        return wording

    @property
    def text(self) -> str:
        """Its sentences."""
        return f"{self.before}{self.passage}{self.after}"
