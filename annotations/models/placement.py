from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _


class Placement(models.Model):
    """Where an annotation stands in one revision; none there means gone from that revision."""

    class Method(models.TextChoices):
        SELECTED = "selected", _("selected by a person")
        EXACT = "exact", _("found word for word")
        FOLDED = "folded", _("found but for typography")
        FUZZY = "fuzzy", _("found with small differences")

    annotation = models.ForeignKey("Annotation", models.PROTECT, related_name="placements")
    revision = models.ForeignKey("Revision", models.PROTECT, related_name="placements")
    sentence = models.ForeignKey("Sentence", models.PROTECT, related_name="placements")
    start = models.PositiveIntegerField()
    end = models.PositiveIntegerField(help_text="exclusive")
    passage = models.TextField(_("passage"))
    method = models.CharField(max_length=16, choices=Method, default=Method.SELECTED)
    score = models.FloatField(default=1.0, help_text="0 to 1, as the anchoring gave it")

    class Meta:
        verbose_name = _("placement")
        verbose_name_plural = _("placements")
        constraints = [
            models.UniqueConstraint(fields=["annotation", "revision"], name="placement_once"),
            models.CheckConstraint(condition=Q(start__lt=F("end")), name="placement_has_length"),
            models.CheckConstraint(condition=~Q(passage=""), name="placement_has_passage"),
            models.CheckConstraint(
                condition=Q(score__gte=0) & Q(score__lte=1), name="placement_score_range"
            ),
        ]
        indexes = [models.Index(fields=["revision", "start", "end"], name="placement_order")]

    def __str__(self) -> str:
        return f"[{self.start}, {self.end})"
