import uuid

from django.conf import settings
from django.db import models, transaction
from django.db.models import F, Prefetch, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from annotations.models.conflict import Conflict
from annotations.models.event import Event
from annotations.models.evidence import Evidence
from annotations.models.placement import Placement
from annotations.models.source import Source
from annotations.models.verdict import Verdict, check_grounds, combine


class AnnotationQuerySet(models.QuerySet):
    def visible_to(self, user):
        """The annotations `user` may read; deleted ones are asked for with `deleted()`."""
        return self if user.is_superuser or user.roles() else self.none()

    def present(self) -> "AnnotationQuerySet":
        return self.filter(deleted_at=None)

    def deleted(self):
        return self.filter(deleted_at__isnull=False)

    def placed_in(self, revision):
        """Those that stand in `revision`, in reading order, with `.place`. Two queries."""
        placed = Placement.objects.filter(revision=revision).select_related("sentence")
        return (
            self.filter(placements__revision=revision)
            .order_by("placements__start", "placements__end", "pk")
            .prefetch_related(Prefetch("placements", queryset=placed, to_attr="placed"))
        )

    def for_card(self):
        """With all that a card shows. Three queries, however many cards."""
        verdicts = Verdict.objects.open().for_card()
        evidence = Evidence.objects.present().for_card()
        return self.select_related("article", "created_by").prefetch_related(
            Prefetch("verdicts", queryset=verdicts, to_attr="open_verdicts"),
            Prefetch("evidence", queryset=evidence, to_attr="present_evidence"),
        )


class Annotation(models.Model):
    """A highlighted passage that makes a claim, with the selector as it was made.

    Quote, prefix and suffix (W3C TextQuoteSelector) and start and end (TextPositionSelector, code
    points of `revision`) never change; where the passage stands now is its Placement.
    """

    CLAIM = ("claim_text", "claimant", "claim_date")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    article = models.ForeignKey("Article", models.PROTECT, related_name="annotations")
    revision = models.ForeignKey("Revision", models.PROTECT, related_name="annotations")
    quote = models.TextField(_("quote"))
    prefix = models.CharField(max_length=64, blank=True)
    suffix = models.CharField(max_length=64, blank=True)
    start = models.PositiveIntegerField()
    end = models.PositiveIntegerField(help_text="exclusive")
    typed = models.TextField(_("words as typed"), blank=True)
    claim_text = models.TextField(_("claim in plain words"), blank=True)
    claimant = models.CharField(_("who makes the claim"), max_length=300, blank=True)
    claim_date = models.DateField(_("when it was made"), null=True, blank=True)
    version = models.PositiveIntegerField(default=1, editable=False)
    created_at = models.DateTimeField(_("marked"), default=timezone.now, editable=False)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="annotations", editable=False
    )
    deleted_at = models.DateTimeField(_("deleted"), null=True, blank=True, editable=False)
    deleted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", null=True, editable=False
    )

    objects = AnnotationQuerySet.as_manager()

    # What `placed_in` and `for_card` bring along.
    placed: list[Placement]
    open_verdicts: list[Verdict]
    present_evidence: list[Evidence]

    class Meta:
        verbose_name = _("annotation")
        verbose_name_plural = _("annotations")
        constraints = [
            models.CheckConstraint(condition=Q(start__lt=F("end")), name="annotation_has_length"),
            models.CheckConstraint(condition=~Q(quote=""), name="annotation_has_a_quote"),
            models.CheckConstraint(condition=Q(version__gte=1), name="annotation_version_from_one"),
            models.CheckConstraint(
                condition=Q(deleted_at=None, deleted_by=None)
                | Q(deleted_at__isnull=False, deleted_by__isnull=False),
                name="annotation_deleted_by_somebody",
            ),
        ]

    def __str__(self) -> str:
        return self.quote if len(self.quote) <= 80 else self.quote[:79] + "…"

    def get_absolute_url(self) -> str:
        """The permalink: lands on the passage, card open."""
        return reverse("annotations.show", args=[self.pk])

    def in_article(self):
        return self.article

    def in_annotation(self):
        return self.pk

    @property
    def dom_id(self) -> str:
        return f"claim-{self.pk}"

    @property
    def place(self) -> Placement:
        """Where it stands in the revision given to `placed_in`."""
        return self.placed[0]

    @property
    def outcome(self):
        """What the valid verdicts add up to; needs `for_card`."""
        return combine(verdict.kind for verdict in self.open_verdicts if not verdict.is_stale())

    @property
    def is_stale(self) -> bool:
        """Whether it looks unchecked only because its verdicts ran out; needs `for_card`."""
        return bool(self.open_verdicts) and all(one.is_stale() for one in self.open_verdicts)

    def facts(self) -> dict:
        """What the history keeps of it."""
        names = ("quote", "start", "end", "typed", *self.CLAIM, "version")
        return {name: getattr(self, name) for name in names}

    # -- verbs ----------------------------------------------------------------------------------

    def edit(self, *, by, version: int, **claim) -> None:
        """Change the claim's words, claimant or date.

        Raises Conflict, with the row as it is now, when `version` is not the current one and the
        words differ from what stands. Saying what stands already is harmless.
        """
        with transaction.atomic():
            now = type(self).objects.get(pk=self.pk)
            if all(getattr(now, name) == value for name, value in claim.items()):
                return
            self._advance(version, now, **claim)
            before, after = now.facts(), now.facts() | claim | {"version": version + 1}
            Event.record(by, Event.Verb.EDITED, self, before=before, after=after)
        self.refresh_from_db(fields=[*claim, "version"])

    def delete_softly(self, *, by, version: int) -> None:
        """Take it off the desk; `restore` undoes it. Repeat is harmless. Raises Conflict."""
        with transaction.atomic():
            now = type(self).objects.get(pk=self.pk)
            if now.deleted_at:
                return
            self._advance(version, now, deleted_at=timezone.now(), deleted_by=by)
            Event.record(by, Event.Verb.DELETED, self, before=now.facts())
        self.refresh_from_db(fields=["deleted_at", "deleted_by", "version"])

    def restore(self, *, by) -> None:
        """Bring a deleted annotation back with all that hung on it. Repeat is harmless."""
        with transaction.atomic():
            now = type(self).objects.get(pk=self.pk)
            if not now.deleted_at:
                return
            self._advance(now.version, now, deleted_at=None, deleted_by=None)
            Event.record(by, Event.Verb.RESTORED, self, after=now.facts())
        self.refresh_from_db(fields=["deleted_at", "deleted_by", "version"])

    def _advance(self, version: int, now: "Annotation", **fields) -> None:
        """Compare and swap in one statement; raises Conflict when somebody was faster."""
        rows = type(self).objects.filter(pk=self.pk, version=version)
        if not rows.update(version=version + 1, **fields):
            raise Conflict(now)

    def judge(self, *, by, kind, supersedes=None, evidence=(), without_evidence=False, **grounds):
        """Give a verdict: the only way a reviewer's verdict on an annotation changes.

        `supersedes` is the key of the open verdict that the reviewer saw as their own, None for
        none: another one open now raises Conflict with it. `evidence` are Evidence rows of this
        annotation. Saying again what stands is harmless and returns it. Raises ValidationError by
        the rule in force.
        """
        with transaction.atomic():
            self.article.lock()
            before = self.verdicts.open().by(by).first()
            if before and says(before, kind=kind, evidence=evidence, **grounds):
                return before
            if (before.pk if before else None) != supersedes:
                raise Conflict(before)
            return self._replace(before, by, kind, evidence, without_evidence, grounds)

    def _replace(self, before, by, kind, evidence, without_evidence, grounds):
        check_grounds(
            before,
            kind=kind,
            reason=grounds.get("reason", ""),
            note=grounds.get("note", ""),
            evidence=evidence,
            without_evidence=without_evidence,
        )
        if before:
            before.end_as(Verdict.Ending.REPLACED, by=by)
        where = self.placements.latest("revision__number")
        span = {"revision_id": where.revision_id, "start": where.start, "end": where.end}
        verdict = self.verdicts.create(kind=kind, reviewer=by, **span, **grounds)
        verdict.evidence.set(evidence)
        facts = before.facts() if before else None
        Event.record(by, Event.Verb.JUDGED, verdict, before=facts, after=verdict.facts())
        return verdict

    def add_evidence(self, *, by, source: Source, **details) -> Evidence:
        """Put evidence on the card."""
        with transaction.atomic():
            item = self.evidence.create(source=source, added_by=by, **details)
            Event.record(by, Event.Verb.ADDED_EVIDENCE, item, after=item.facts())
        return item


def says(verdict: Verdict, **grounds) -> bool:
    """Whether `verdict` already says all of this."""
    said = verdict.grounds()
    said["evidence"] = {item.pk for item in said["evidence"]}
    wanted = {name: said[name] for name in said} | grounds
    wanted["evidence"] = {item.pk for item in grounds.get("evidence", ())}
    return said == wanted
