from collections.abc import Iterable
from datetime import date

from django.conf import settings
from django.db import models, transaction
from django.db.models import Exists, F, OuterRef, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from annotations.models.blind import BlindQuerySet
from annotations.models.conflict import Conflict
from annotations.models.desk_rules import EvidenceRule
from annotations.models.event import Event


class Kind(models.TextChoices):
    VERIFIED = "verified", _("Verified")
    DISPUTED = "disputed", _("Disputed")
    SOURCED = "sourced", _("Sourced")


class Reason(models.TextChoices):
    CONTRADICTED = "contradicted", _("Contradicted by evidence")
    CONFLICTING_EVIDENCE = "conflicting_evidence", _("Evidence conflicts")
    SOURCE_DOES_NOT_SUPPORT = "source_does_not_support", _("Its source does not support it")
    MISCALCULATED = "miscalculated", _("Miscalculated")
    MISQUOTED = "misquoted", _("Misquoted")
    MISSING_CONTEXT = "missing_context", _("Missing context")
    EXAGGERATED = "exaggerated", _("Exaggerated")
    OUTDATED = "outdated", _("Outdated")
    UNSUPPORTED = "unsupported", _("The article names no source")


class Confidence(models.TextChoices):
    LOW = "low", _("Low")
    MEDIUM = "medium", _("Medium")
    HIGH = "high", _("High")


class Outcome(models.TextChoices):
    """What the verdicts of all reviewers add up to. Derived, never stored."""

    VERIFIED = "verified", _("Verified")
    SOURCED = "sourced", _("Sourced")
    DISPUTED = "disputed", _("Disputed")
    CONTESTED = "contested", _("Contested")
    UNCHECKED = "unchecked", _("Unchecked")

    @property
    def symbol(self) -> str:
        return {"verified": "✓", "sourced": "§", "disputed": "≠", "contested": "⇄"}.get(self, "○")


def combine(kinds: Iterable[str]) -> Outcome:
    """The outcome of several reviewers' valid verdicts. The newsroom's rule is here alone.

    Agreement is the outcome; sourced and verified are steps of one ladder, and the lower one is
    what all vouch for; disputed beside anything else is contested. Never a majority.
    """
    given = set(kinds)
    if not given:
        return Outcome.UNCHECKED
    if len(given) == 1:
        return Outcome(given.pop())
    return Outcome.CONTESTED if Kind.DISPUTED in given else Outcome.SOURCED


def broken_since() -> Exists:
    """Whether a verdict rests on a quote that was found not to be in its source any more."""
    through = Verdict.evidence.through.objects.filter(verdict=OuterRef("pk"))
    return Exists(
        through.filter(evidence__checked_at__gt=OuterRef("created_at"), evidence__quote_start=None)
    )


class VerdictQuerySet(BlindQuerySet):
    own = "reviewer"

    def open(self) -> "VerdictQuerySet":
        return self.filter(ended_at=None)

    def by(self, user):
        return self.filter(reviewer=user)

    def valid(self, today: date | None = None) -> "VerdictQuerySet":
        """Open, not past the date on which it wanted to be checked again, about words that stand
        so in the newest revision, and resting on quotes that nobody found missing since.
        """
        today = today or timezone.localdate()
        return self.open().filter(
            ~broken_since(),
            Q(recheck_by=None) | Q(recheck_by__gte=today),
            annotation__placements__revision__is_current=True,
            annotation__placements__wording=F("wording"),
        )

    def with_broken(self) -> "VerdictQuerySet":
        """With whether each rests on a quote that was found missing since (`is_broken`)."""
        return self.annotate(is_broken=broken_since())

    def for_card(self):
        """With what a card shows of each verdict, oldest first."""
        people = self.select_related("reviewer", "wording", "revision")
        told = people.with_broken()
        return told.defer("revision__text", "revision__raw").order_by("created_at", "pk")

    def for_history(self):
        """With what the history of a claim shows, newest first. Two queries."""
        people = self.select_related("reviewer", "ended_by").with_broken()
        return people.prefetch_related("evidence__source").order_by("-created_at", "-pk")


class Verdict(models.Model):
    """One reviewer's judgement of one annotation in one revision.

    A row is never changed, except to be ended once: replaced by the next one, or withdrawn.
    """

    Kind, Reason, Confidence = Kind, Reason, Confidence
    # Where it says what was judged; a Placement has the same.
    JUDGED = ("revision_id", "start", "end", "wording_id")

    class Ending(models.TextChoices):
        REPLACED = "replaced", _("replaced")
        WITHDRAWN = "withdrawn", _("withdrawn")

    annotation = models.ForeignKey("Annotation", models.PROTECT, related_name="verdicts")
    kind = models.CharField(_("verdict"), max_length=16, choices=Kind)
    reason = models.CharField(_("reason"), max_length=32, choices=Reason, blank=True)
    note = models.TextField(_("note"), blank=True)
    confidence = models.CharField(_("confidence"), max_length=8, choices=Confidence, blank=True)
    caveat = models.BooleanField(_("with a caveat"), default=False)
    as_of = models.DateField(_("as of"), null=True, blank=True)
    recheck_by = models.DateField(_("check again by"), null=True, blank=True)
    reviewer = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="verdicts")
    revision = models.ForeignKey("Revision", models.PROTECT, related_name="verdicts")
    start = models.PositiveIntegerField()
    end = models.PositiveIntegerField(help_text="exclusive")
    wording = models.ForeignKey("Wording", models.PROTECT, related_name="verdicts")
    evidence: models.ManyToManyField = models.ManyToManyField(
        "Evidence", related_name="verdicts", blank=True
    )
    rule = models.CharField(_("evidence rule"), max_length=16, choices=EvidenceRule)
    created_at = models.DateTimeField(_("given"), default=timezone.now, editable=False)
    ended_at = models.DateTimeField(_("ended"), null=True, blank=True, editable=False)
    ended_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", null=True, editable=False
    )
    ending = models.CharField(max_length=16, choices=Ending, blank=True, editable=False)

    objects = VerdictQuerySet.as_manager()

    class Meta:
        verbose_name = _("verdict")
        verbose_name_plural = _("verdicts")
        constraints = [
            models.UniqueConstraint(
                fields=["annotation", "reviewer"],
                condition=Q(ended_at=None),
                name="verdict_one_open_per_reviewer",
            ),
            models.CheckConstraint(condition=Q(kind__in=Kind.values), name="verdict_kind"),
            models.CheckConstraint(
                condition=(Q(kind="disputed") & Q(reason__in=Reason.values))
                | (~Q(kind="disputed") & Q(reason="")),
                name="verdict_disputed_has_its_reason",
            ),
            models.CheckConstraint(condition=Q(start__lt=F("end")), name="verdict_has_length"),
            models.CheckConstraint(condition=Q(rule__in=EvidenceRule.values), name="verdict_rule"),
            models.CheckConstraint(
                condition=Q(ended_at=None, ended_by=None, ending="")
                | (
                    Q(ended_at__isnull=False, ended_by__isnull=False)
                    & Q(ending__in=["replaced", "withdrawn"])
                ),
                name="verdict_ended_once_by_somebody",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} · {self.reviewer}"

    def in_article(self):
        return self.annotation.article

    def in_annotation(self):
        return self.annotation_id

    @property
    def symbol(self) -> str:
        return Outcome(self.kind).symbol

    def is_stale(self, today=None) -> bool:
        """Whether an open verdict no longer counts. `VerdictQuerySet.valid` is the list form.

        No query when it came with `Annotation.for_card`, else two.
        """
        return self.is_overdue(today) or self.is_outworded or self.rests_on_broken

    @property
    def rests_on_broken(self) -> bool:
        """Whether a quote it rests on was found missing since; one query unless `for_card`."""
        if "is_broken" not in self.__dict__:
            self.is_broken = type(self).objects.filter(broken_since(), pk=self.pk).exists()
        return self.is_broken

    def is_overdue(self, today=None) -> bool:
        """Whether the day by which it wanted to be checked again has passed."""
        return self.recheck_by is not None and self.recheck_by < (today or timezone.localdate())

    @property
    def is_outworded(self) -> bool:
        """Whether the text no longer says what was judged, or is gone."""
        place = self.annotation.place
        return place is None or place.wording_id != self.wording_id

    def state(self, today=None) -> str:
        """current, stale or withdrawn, as exports say it (replaced counts as withdrawn)."""
        if self.ended_at:
            return "withdrawn"
        return "stale" if self.is_stale(today) else "current"

    def grounds(self) -> dict:
        """What can be said again with `Annotation.judge` to give the same verdict. One query."""
        names = ["kind", "reason", "note", "confidence", "caveat", "as_of", "recheck_by"]
        return {name: getattr(self, name) for name in names} | {"evidence": self.rests_on()}

    def says(self, about, **grounds) -> bool:
        """Whether it says all of this already, of the words of the placement `about`."""
        said = self.grounds()
        said["evidence"] = {item.pk for item in said["evidence"]}
        wanted = {name: said[name] for name in said} | grounds
        wanted["evidence"] = {item.pk for item in grounds.get("evidence", ())}
        return said == wanted and self.wording_id == about.wording_id

    def still_says(self) -> dict:
        """Its grounds to say it again, without evidence that was removed from the card since."""
        grounds = self.grounds()
        present = [item for item in grounds["evidence"] if item.removed_at is None]
        return grounds | {"evidence": present, "rule": self.rule}

    def replaced(self) -> "Verdict | None":
        """The verdict that this one replaced. One query."""
        same = type(self).objects.filter(annotation=self.annotation_id, reviewer=self.reviewer_id)
        before = same.filter(pk__lt=self.pk).order_by("-pk").first()
        return before if before and before.ending == self.Ending.REPLACED else None

    def rests_on(self) -> list:
        if "evidence" in getattr(self, "_prefetched_objects_cache", {}):
            return sorted(self.evidence.all(), key=lambda item: item.pk)
        return list(self.evidence.select_related("source").order_by("pk"))

    def facts(self) -> dict:
        """What the history keeps of it."""
        grounds = self.grounds()
        named = [item.pk for item in grounds.pop("evidence")]
        return grounds | {"evidence": named, "rule": self.rule, "span": [self.start, self.end]}

    def withdraw(self, *, by) -> None:
        """End it without another in its place. Repeat is harmless. Raises Conflict if replaced."""
        with transaction.atomic():
            self.annotation.article.lock()
            self.refresh_from_db(fields=["ended_at", "ended_by", "ending"])
            if self.ending == self.Ending.WITHDRAWN:
                return
            self.end_as(self.Ending.WITHDRAWN, by=by)
            Event.record(by, Event.Verb.WITHDREW, self, before=self.facts())

    def end_as(self, ending: str, *, by) -> None:
        """Compare and swap; only `withdraw` and `Annotation.judge` call it. One query."""
        end = {"ended_at": timezone.now(), "ended_by": by, "ending": ending}
        if not type(self).objects.filter(pk=self.pk, ended_at=None).update(**end):
            raise Conflict(self)
        self.ended_at, self.ended_by, self.ending = end["ended_at"], by, ending
