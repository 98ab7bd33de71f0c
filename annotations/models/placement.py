from django.db import models
from django.db.models import F, OuterRef, Q, Subquery
from django.utils.translation import gettext_lazy as _

from annotations.models.wording import Wording


class PlacementQuerySet(models.QuerySet):
    def current(self):
        """Those in the newest revision of their article."""
        return self.filter(revision__is_current=True)

    def final(self) -> "PlacementQuerySet":
        """The last one of each annotation, with its wording and the number of its revision."""
        same = self.model._default_manager.filter(annotation=OuterRef("annotation"))
        last = same.order_by("-revision__number").values("pk")[:1]
        told = self.filter(pk=Subquery(last)).select_related("wording", "revision")
        return told.defer("revision__text", "revision__raw")


class Placement(models.Model):
    """Where an annotation stands in one revision; none there means gone from that revision."""

    class Method(models.TextChoices):
        SELECTED = "selected", _("selected by a person")
        EXACT = "exact", _("found word for word")
        FOLDED = "folded", _("found but for typography")
        FUZZY = "fuzzy", _("found with small differences")

    class Change(models.TextChoices):
        """What became of the annotation on the way from the revision before."""

        MADE = "made", _("marked here")
        KEPT = "kept", _("kept")
        TOUCHED = "touched", _("kept, text touched")
        MOVED = "moved", _("moved")
        EDITED = "edited", _("needs re-check")
        RETURNED = "returned", _("text is back")
        ATTACHED = "attached", _("attached again")

    annotation = models.ForeignKey("Annotation", models.PROTECT, related_name="placements")
    revision = models.ForeignKey("Revision", models.PROTECT, related_name="placements")
    sentence = models.ForeignKey("Sentence", models.PROTECT, related_name="placements")
    start = models.PositiveIntegerField()
    end = models.PositiveIntegerField(help_text="exclusive")
    passage = models.TextField(_("passage"))
    wording = models.ForeignKey("Wording", models.PROTECT, related_name="placements")
    change = models.CharField(max_length=16, choices=Change, default=Change.MADE)
    method = models.CharField(max_length=16, choices=Method, default=Method.SELECTED)
    score = models.FloatField(default=1.0, help_text="0 to 1, as the anchoring gave it")

    objects = PlacementQuerySet.as_manager()

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
            models.CheckConstraint(
                condition=Q(
                    change__in=[
                        "made",
                        "kept",
                        "touched",
                        "moved",
                        "edited",
                        "returned",
                        "attached",
                    ]
                ),
                name="placement_change",
            ),
        ]
        indexes = [models.Index(fields=["revision", "start", "end"], name="placement_order")]

    def __str__(self) -> str:
        return f"[{self.start}, {self.end})"

    @staticmethod
    def standing(annotation, revision, span, *, is_new: bool = False) -> dict:
        """The fields of a placement at `span` of `revision`. Three queries at most.

        An annotation that `is_new` has no wording yet.
        """
        touched = revision.touched(span.start, span.end)
        worded = revision.stand(span.start, span.end, touched).worded
        return {
            "sentence": touched[0],
            "start": span.start,
            "end": span.end,
            "passage": worded.passage,
            "wording": Wording.found(annotation, worded, is_new=is_new),
            "method": span.method,
            "score": span.score,
        }

    @property
    def sign(self) -> str:
        """What a card says of how it came here from the revision before; mostly nothing."""
        quiet = {self.Change.MADE, self.Change.KEPT, self.Change.EDITED}
        return "" if self.change in quiet else str(self.get_change_display())

    def facts(self) -> dict:
        """What the history keeps of it."""
        names = ("revision_id", "start", "end", "passage", "wording_id", "change", "method")
        return {name: getattr(self, name) for name in names}
