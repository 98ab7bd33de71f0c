import uuid

from django.conf import settings
from django.db import models, transaction
from django.db.models import Count, Exists, F, OuterRef, Prefetch, Q, Subquery
from django.db.models.functions import Coalesce
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from annotations.models.adjudication import Adjudication
from annotations.models.attempt import Attempt
from annotations.models.conflict import Conflict
from annotations.models.event import Event
from annotations.models.evidence import Evidence
from annotations.models.look import Look
from annotations.models.placement import Placement
from annotations.models.reviewed import Reviewed
from annotations.models.skip import Skip
from annotations.models.thread import Comment
from annotations.models.verdict import Verdict


class AnnotationQuerySet(models.QuerySet):
    def visible_to(self, user):
        """The annotations `user` may read; deleted ones are asked for with `deleted()`.

        Passages are everybody's, in a blind article too: all judge the same ones.
        """
        if not (user.is_superuser or user.roles()):
            return self.none()
        return self.filter(article__deleted_at=None)

    def present(self) -> "AnnotationQuerySet":
        return self.filter(deleted_at=None)

    def deleted(self):
        return self.filter(deleted_at__isnull=False)

    def placed_in(self, revision):
        """Those that stand in `revision`, in reading order."""
        here = self.filter(placements__revision=revision)
        return here.order_by("placements__start", "placements__end", "pk")

    def in_reading_order(self):
        """As they stand in the newest revision, and then the orphans as they were made."""
        place = Placement.objects.current().filter(annotation=OuterRef("pk"))
        spans = {f"placed_{side}": Subquery(place.values(side)[:1]) for side in ("start", "end")}
        last = F("placed_start").asc(nulls_last=True)
        return self.annotate(**spans).order_by(last, "placed_end", "start", "end", "pk")

    def placed(self):
        """Those that stand in the newest revision of their article."""
        return self.filter(placements__revision__is_current=True)

    def orphaned(self) -> "AnnotationQuerySet":
        """Those whose text is gone from it."""
        placed = Placement.objects.current().filter(annotation=OuterRef("pk"))
        return self.exclude(Exists(placed))

    def in_tray(self) -> "AnnotationQuerySet":
        """Orphans about which nobody has decided yet, in the order of the texts they were in."""
        return self.present().orphaned().filter(shelved_at=None).order_by("start", "pk")

    def needing_recheck(self) -> "AnnotationQuerySet":
        """Placed ones of which somebody's verdict does not count any more, or whose words were
        edited before anybody judged them. The list form of `Annotation.needs_recheck`.
        """
        given = Verdict.objects.open().filter(annotation=OuterRef("pk"))
        stale = given.exclude(pk__in=Verdict.objects.valid().values("pk"))
        edited = Placement.objects.current().filter(
            annotation=OuterRef("pk"), change=Placement.Change.EDITED
        )
        return self.placed().filter(Exists(stale) | (Exists(edited) & ~Exists(given)))

    def for_card(self, reader, revision=None):
        """With all that a card shows `reader`, as it stands in `revision`, else in the newest.

        Seven queries, however many cards.
        """
        places = Placement.objects.select_related("sentence", "wording")
        placed = places.filter(revision=revision) if revision else places.current()
        brought = {
            "verdicts": ("open_verdicts", Verdict.objects.open().for_card()),
            "evidence": ("present_evidence", Evidence.objects.present().for_card()),
            "attempts": ("present_attempts", Attempt.objects.present().for_card()),
            "adjudications": ("open_decisions", Adjudication.objects.open().for_card()),
        }
        prefetches = [
            Prefetch(name, queryset=rows.visible_to(reader), to_attr=to)
            for name, (to, rows) in brought.items()
        ]
        mine = Skip.objects.open().filter(annotation=OuterRef("pk"), reviewer=reader)
        rows = self.select_related("article", "created_by").annotate(is_skipped=Exists(mine))
        return (
            rows.with_comments(reader)
            .with_looks(reader)
            .prefetch_related(
                Prefetch("placements", queryset=placed, to_attr="placed"), *prefetches
            )
        )

    def with_looks(self, reader) -> "AnnotationQuerySet":
        """With who else is looking at each just now (`looking`). One query."""
        now = Look.objects.now().for_card(reader).visible_to(reader)
        return self.prefetch_related(Prefetch("looks", queryset=now, to_attr="looking"))

    def with_comments(self, reader):
        """With the number of comments that `reader` may see (`comments`)."""
        seen = Comment.objects.present().visible_to(reader)
        said = seen.filter(thread__annotation=OuterRef("pk")).order_by()
        count = said.values("thread__annotation").annotate(count=Count("pk")).values("count")
        return self.annotate(comments=Coalesce(Subquery(count), 0))


class Annotation(Reviewed, models.Model):
    """A highlighted passage that makes a claim, with the selector as it was made.

    Quote, prefix and suffix (W3C TextQuoteSelector) and start and end (TextPositionSelector, code
    points of `revision`) never change; where the passage stands now is its Placement. One without
    a placement in the newest revision is an orphan; shelved, it is kept as history.
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

    shelved_at = models.DateTimeField(_("kept as history"), null=True, blank=True, editable=False)
    shelved_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", null=True, editable=False
    )

    objects = AnnotationQuerySet.as_manager()

    # What `for_card` brings along.
    placed: list[Placement]
    stood: list[Placement]  # the desk's orphans

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
            models.CheckConstraint(
                condition=Q(shelved_at=None, shelved_by=None)
                | Q(shelved_at__isnull=False, shelved_by__isnull=False),
                name="annotation_shelved_by_somebody",
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

    @cached_property
    def place(self) -> Placement | None:
        """Where it stands in the revision given to `for_card`, else in the newest (one query)."""
        if "placed" not in self.__dict__:
            return self.placements.current().select_related("wording").first()
        return self.placed[0] if self.placed else None

    @cached_property
    def last_place(self) -> Placement:
        """Where it stood last, in whichever revision; one query unless the desk brought it."""
        if "stood" not in self.__dict__:
            return self.placements.select_related("wording").latest("revision__number")
        return self.stood[0]

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

    def stand_in(self, revision, span, change=Placement.Change.MADE, **known) -> Placement:
        """Write down where it stands in `revision`: `span` is what `text.anchor` found.

        At most four queries.
        """
        where = Placement.standing(self, revision, span, **known)
        return self.placements.create(revision=revision, change=change, **where)

    def move(self, revision, span, *, by, version: int) -> None:
        """Let it stand at `span` of the newest revision: its ends moved, or an orphan attached.

        Verdicts on other words than those become stale; the mover's own is said again of them.
        Saying where it stands already is harmless. Raises Conflict when `version` or `revision` is
        not the current one.
        """
        with transaction.atomic():
            now = type(self).objects.get(pk=self.pk)
            if not revision.lock_current():
                raise Conflict(now)
            before = self.placements.filter(revision=revision).first()
            if before and (before.start, before.end) == (span.start, span.end):
                return
            self._advance(version, now, shelved_at=None, shelved_by=None)
            after = self._moved(before, revision, span)
            verb = Event.Verb.MOVED if before else Event.Verb.ATTACHED
            said = before.facts() if before else None
            Event.record(by, verb, self, before=said, after=after.facts())
            self._judge_again(before, by)
        self.refresh_from_db(fields=["shelved_at", "shelved_by", "version"])

    def resettle(self, revision, span, change: str, *, now: Placement | None, by) -> None:
        """Let it stand at `span` of the newest revision, where another search has found it.

        Raises Conflict when the text is another by now, or the claim does not stand at `now`.
        """
        with transaction.atomic():
            stands = revision.lock_current() and self.placements.filter(revision=revision).first()
            if stands is False or stands != now:
                raise Conflict(self)
            after = self._moved(stands, revision, span, change)
            said = stands.facts() if stands else None
            Event.record(by, Event.Verb.CARRIED, self, before=said, after=after.facts())

    def _moved(self, before, revision, span, change=Placement.Change.ATTACHED) -> Placement:
        if before is None:
            return self.stand_in(revision, span, change)
        rows = self.placements.filter(pk=before.pk)
        rows.update(**Placement.standing(self, revision, span))
        return rows.get()

    def _judge_again(self, before: Placement | None, by) -> None:
        """Who moves the ends of a claim stands by their verdict on it, if it stood until now."""
        mine = self.verdicts.open().by(by).first()
        stood = mine and before and mine.wording_id == before.wording_id
        if mine and stood and not mine.is_overdue():
            self.judge(by=by, supersedes=mine.pk, **mine.still_says())

    def detach(self, *, by, version: int) -> None:
        """Make it an orphan again: the undo of attaching one. Repeat is harmless.

        Raises Conflict, when the text has been updated since, too.
        """
        with transaction.atomic():
            current = self.article.current().lock_current()
            now = type(self).objects.get(pk=self.pk)
            place = now.place
            if place is None:
                return
            if not current or place.change != Placement.Change.ATTACHED:
                raise Conflict(now)
            self._advance(version, now)
            place.delete()
            Event.record(by, Event.Verb.DETACHED, self, before=place.facts())
        self.refresh_from_db(fields=["version"])

    def _advance(self, version: int, now: "Annotation", **fields) -> None:
        """Compare and swap in one statement; raises Conflict when somebody was faster."""
        rows = type(self).objects.filter(pk=self.pk, version=version)
        if not rows.update(version=version + 1, **fields):
            raise Conflict(now)

    def shelve(self, *, by, version: int) -> None:
        """Keep an orphan as history, out of the tray. Repeat is harmless.

        Raises Conflict, when its text is there again, too.
        """
        with transaction.atomic():
            current = self.article.current().lock_current()
            now = type(self).objects.get(pk=self.pk)
            if now.shelved_at:
                return
            if not current or now.place:
                raise Conflict(now)
            self._advance(version, now, shelved_at=timezone.now(), shelved_by=by)
            Event.record(by, Event.Verb.SHELVED, self)
        self.refresh_from_db(fields=["shelved_at", "shelved_by", "version"])

    def unshelve(self, *, by) -> None:
        """Bring it back into the tray. Repeat is harmless."""
        with transaction.atomic():
            now = type(self).objects.get(pk=self.pk)
            if not now.shelved_at:
                return
            self._advance(now.version, now, shelved_at=None, shelved_by=None)
            Event.record(by, Event.Verb.UNSHELVED, self)
        self.refresh_from_db(fields=["shelved_at", "shelved_by", "version"])
