from collections.abc import Iterable

from django.conf import settings
from django.db import models, transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from annotations.models.blind import BlindQuerySet
from annotations.models.conflict import Conflict
from annotations.models.event import Event
from annotations.models.verdict import Kind, Outcome, Reason, combine

# What reviewers may say, from the most that they vouch for to its contrary.
LADDER = (Kind.VERIFIED, Kind.SOURCED, Kind.DISPUTED)


class AdjudicationQuerySet(BlindQuerySet):
    own = "editor"

    def open(self) -> "AdjudicationQuerySet":
        return self.filter(ended_at=None)

    def ended(self) -> "AdjudicationQuerySet":
        return self.filter(ended_at__isnull=False)

    def for_card(self):
        return self.select_related("editor")

    def for_history(self):
        """Newest first, with the people."""
        return self.select_related("editor", "ended_by").order_by("-created_at", "-pk")


class Adjudication(models.Model):
    """An editor settles what the verdicts on a claim add up to, with a reason. The votes stay.

    It holds as long as exactly the verdicts that it rests on count; a change of any makes it
    stale. A row is never changed, except to be ended once.
    """

    class Ending(models.TextChoices):
        REPLACED = "replaced", _("replaced")
        WITHDRAWN = "withdrawn", _("withdrawn")

    annotation = models.ForeignKey("Annotation", models.PROTECT, related_name="adjudications")
    kind = models.CharField(_("outcome"), max_length=16, choices=Kind)
    reason = models.CharField(_("reason"), max_length=32, choices=Reason, blank=True)
    note = models.TextField(_("why it is decided so"))
    votes = models.JSONField(default=list, help_text="keys of the verdicts it rests on, sorted")
    shows_dissent = models.BooleanField(
        _("say publicly how the votes were split, and the minority's reason"), default=False
    )
    editor = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="adjudications"
    )
    created_at = models.DateTimeField(_("decided"), default=timezone.now, editable=False)
    ended_at = models.DateTimeField(_("ended"), null=True, blank=True, editable=False)
    ended_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", null=True, editable=False
    )
    ending = models.CharField(max_length=16, choices=Ending, blank=True, editable=False)

    objects = AdjudicationQuerySet.as_manager()

    class Meta:
        verbose_name = _("adjudication")
        verbose_name_plural = _("adjudications")
        constraints = [
            models.UniqueConstraint(
                fields=["annotation"],
                condition=Q(ended_at=None),
                name="adjudication_one_open_per_claim",
            ),
            models.CheckConstraint(condition=Q(kind__in=Kind.values), name="adjudication_kind"),
            models.CheckConstraint(condition=~Q(note=""), name="adjudication_says_why"),
            models.CheckConstraint(
                condition=(Q(kind="disputed") & Q(reason__in=Reason.values))
                | (~Q(kind="disputed") & Q(reason="")),
                name="adjudication_disputed_has_its_reason",
            ),
            models.CheckConstraint(
                condition=Q(ended_at=None, ended_by=None, ending="")
                | (
                    Q(ended_at__isnull=False, ended_by__isnull=False)
                    & Q(ending__in=["replaced", "withdrawn"])
                ),
                name="adjudication_ended_once_by_somebody",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} · {self.editor}"

    def in_article(self):
        return self.annotation.article

    def in_annotation(self):
        return self.annotation_id

    @property
    def symbol(self) -> str:
        return Outcome(self.kind).symbol

    def holds(self, counting: Iterable) -> bool:
        """Whether `counting`, the verdicts that count now, are those it rests on."""
        return sorted(verdict.pk for verdict in counting) == self.votes

    def differs(self, verdict) -> bool:
        """Whether `verdict` says otherwise: another outcome, or another reason to dispute."""
        return (verdict.kind, verdict.reason) != (self.kind, self.reason)

    def replaced(self) -> "Adjudication | None":
        """The decision that this one replaced. One query."""
        same = type(self).objects.filter(annotation=self.annotation_id, pk__lt=self.pk)
        before = same.order_by("-pk").first()
        return before if before and before.ending == self.Ending.REPLACED else None

    def facts(self) -> dict:
        """What the history keeps of it, and what decides the same when said again."""
        names = ("kind", "reason", "note", "votes", "shows_dissent")
        return {name: getattr(self, name) for name in names}

    def withdraw(self, *, by) -> None:
        """Take the decision back. Repeat is harmless. Raises Conflict if it was replaced."""
        with transaction.atomic():
            self.annotation.article.lock()
            self.refresh_from_db(fields=["ended_at", "ended_by", "ending"])
            if self.ending == self.Ending.WITHDRAWN:
                return
            self.end_as(self.Ending.WITHDRAWN, by=by)
            Event.record(by, Event.Verb.WITHDREW_DECISION, self, before=self.facts())

    def end_as(self, ending: str, *, by) -> None:
        """Compare and swap; only `withdraw` and `Annotation.adjudicate` call it. One query."""
        end = {"ended_at": timezone.now(), "ended_by": by, "ending": ending}
        if not type(self).objects.open().filter(pk=self.pk).update(**end):
            raise Conflict(self)
        self.ended_at, self.ended_by, self.ending = end["ended_at"], by, ending


def settled(counting: list, decision: Adjudication | None) -> Outcome:
    """The outcome of a claim: the editor's decision while it holds, else what `counting` verdicts
    add up to.
    """
    if decision and decision.holds(counting):
        return Outcome(decision.kind)
    return combine(verdict.kind for verdict in counting)
