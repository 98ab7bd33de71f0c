from django.conf import settings
from django.db import models
from django.db.models import F, OuterRef, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from annotations.models.event import Event
from annotations.models.removable import Removable
from annotations.models.sentence import Sentence


class AssignmentQuerySet(models.QuerySet):
    def present(self):
        return self.filter(removed_at=None)

    def for_list(self):
        """With person and the numbers of the first and the last sentence of a range."""
        here = Sentence.objects.filter(revision=OuterRef("revision"))
        first = here.filter(end__gt=OuterRef("start")).order_by("number")
        last = here.filter(start__lt=OuterRef("end")).order_by("-number")
        numbers = {"first": first.values("number")[:1], "last": last.values("number")[:1]}
        told = self.select_related("reviewer", "article").annotate(**numbers)
        return told.order_by("reviewer__username", "start", "pk")

    def of(self, user):
        return self.present().filter(reviewer=user)


class Assignment(Removable):
    """A reviewer is asked to review an article, or the sentences of it in [start, end).

    Code points of `revision`, which is the newest: an update of the text takes the range along.
    """

    REMOVED, RESTORED = Event.Verb.UNASSIGNED, Event.Verb.ASSIGNED

    article = models.ForeignKey("Article", models.PROTECT, related_name="assignments")
    reviewer = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="assignments"
    )
    revision = models.ForeignKey("Revision", models.PROTECT, related_name="+", null=True)
    start = models.PositiveIntegerField(null=True, blank=True)
    end = models.PositiveIntegerField(null=True, blank=True, help_text="exclusive")
    assigned_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    created_at = models.DateTimeField(_("assigned"), default=timezone.now, editable=False)

    objects = AssignmentQuerySet.as_manager()

    class Meta:
        verbose_name = _("assignment")
        verbose_name_plural = _("assignments")
        constraints = [
            *Removable.Meta.constraints,
            models.CheckConstraint(
                condition=Q(revision=None, start=None, end=None)
                | Q(revision__isnull=False, start__lt=F("end")),
                name="assignment_whole_or_range",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.reviewer}: {self.article}"

    def in_article(self):
        return self.article

    def in_annotation(self) -> None:
        return None

    def facts(self) -> dict:
        """What the history keeps of it."""
        names = ("reviewer_id", "revision_id", "start", "end")
        return {name: getattr(self, name) for name in names}


class Team(models.Model):
    """A group of reviewers, so that work can be handed out to all of them at once."""

    name = models.CharField(_("name"), max_length=100, unique=True)
    members: models.ManyToManyField = models.ManyToManyField(
        settings.AUTH_USER_MODEL, through="Membership", related_name="teams"
    )

    class Meta:
        verbose_name = _("team")
        verbose_name_plural = _("teams")
        ordering = ["name"]
        constraints = [models.CheckConstraint(condition=~Q(name=""), name="team_has_a_name")]

    def __str__(self) -> str:
        return self.name


class Membership(models.Model):
    """A reviewer in a team, and their share of its work: twice the weight, twice the sentences."""

    team = models.ForeignKey(Team, models.CASCADE, related_name="memberships")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="memberships")
    weight = models.PositiveSmallIntegerField(_("weight"), default=1)

    class Meta:
        verbose_name = _("member")
        verbose_name_plural = _("members")
        constraints = [
            models.UniqueConstraint(fields=["team", "person"], name="membership_once"),
            models.CheckConstraint(
                condition=Q(weight__gte=1) & Q(weight__lte=100), name="membership_weight"
            ),
        ]

    def __str__(self) -> str:
        return str(self.person)
