"""The re-check queue: verdicts that stand but do not count, why, and what to do about each."""

from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Exists, F, OuterRef, Prefetch, Q, Subquery, TextChoices
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from annotations.models import Adjudication, Annotation, Outcome, Placement, Verdict
from annotations.models.adjudication import settled
from annotations.models.verdict import broken_since

SOON = timedelta(days=7)
MOST = 100  # rows of a group; the rest are counted


class Why(TextChoices):
    """Why a verdict waits, in the order of the queue."""

    OVERDUE = "overdue", _("The day to check again has passed")
    GONE = "gone", _("The text is gone")
    REWORDED = "reworded", _("The words have changed")
    BROKEN = "broken", _("A quote is not in its source")
    CONTESTED = "contested", _("The verdicts contradict each other")
    SOON = "soon", _("To be checked again within a week")

    @property
    def still_counts(self) -> bool:
        return self in (Why.CONTESTED, Why.SOON)

    @property
    def next_step(self) -> str:
        """What to do about one."""
        return str(NEXT[self])


NEXT = {
    Why.OVERDUE: _("Look at its sources again, then give the verdict with a new day."),
    Why.GONE: _("Attach the claim to a passage again, or keep it as history."),
    Why.REWORDED: _("Read the passage as it stands now, then say whether the verdict still holds."),
    Why.BROKEN: _("Find the words in the source, or give the verdict on other evidence."),
    Why.CONTESTED: _("Compare the reasons; an editor settles what reviewers cannot."),
    Why.SOON: _("These still count. Look at their sources before the day comes."),
}


@dataclass(frozen=True)
class Row:
    """A claim to look at, with the verdicts on it that wait for the same reason."""

    claim: Annotation
    passage: str
    verdicts: list[Verdict]
    due: date | None = None


@dataclass(frozen=True)
class Group:
    why: Why
    rows: list[Row]
    rest: int  # further ones that are not shown


def queue(user, articles, *, mine: bool) -> list[Group]:
    """What waits in `articles`, a query set, as `user` may see it, soonest first.

    `mine`: the user's own verdicts, and contradictions that they are part of. Four queries.
    """
    today = timezone.localdate()
    found: dict[Why, list[Row]] = {why: [] for why in Why}
    for verdict in waiting(user, articles, today, mine=mine):
        row = Row(verdict.annotation, verdict.passage, [verdict], verdict.recheck_by)
        found[why(verdict, today)].append(row)
    found[Why.CONTESTED] = contradicted(user, articles, mine=mine)
    return [Group(why, rows[:MOST], len(rows[MOST:])) for why, rows in found.items() if rows]


def waiting(user, articles, today: date, *, mine: bool):
    """Open verdicts that do not count, or will not within a week. One query."""
    claims = Annotation.objects.visible_to(user).present().filter(shelved_at=None)
    places = Placement.objects.current().filter(annotation=OuterRef("annotation"))
    open_ones = Verdict.objects.open().visible_to(user).filter(annotation__in=claims)
    if mine:
        open_ones = open_ones.by(user)
    told = open_ones.filter(annotation__article__in=articles).annotate(
        is_broken=broken_since(),
        is_placed=Exists(places),
        is_worded=Exists(places.filter(wording=OuterRef("wording"))),
        passage=Subquery(places.values("passage")[:1]),
    )
    stale = Q(recheck_by__lte=today + SOON) | Q(is_broken=True) | Q(is_worded=False)
    people = told.filter(stale).select_related("annotation__article", "reviewer")
    return people.order_by(F("recheck_by").asc(nulls_last=True), "created_at", "pk")


def why(verdict, today: date) -> Why:
    """The first reason why a verdict from `waiting` waits: what has to be done first."""
    if not verdict.is_placed:
        return Why.GONE
    if not verdict.is_worded:
        return Why.REWORDED
    if verdict.is_broken:
        return Why.BROKEN
    return Why.OVERDUE if verdict.is_overdue(today) else Why.SOON


def contradicted(user, articles, *, mine: bool) -> list[Row]:
    """Claims whose verdicts contradict each other, without a decision that holds, the longest
    waiting first. Three queries.

    In a blind article for those who see everything alone.
    """
    counting = Verdict.objects.valid().visible_to(user)
    decided = Adjudication.objects.open().visible_to(user)
    claims = conflicting(user, counting.filter(annotation=OuterRef("pk")), mine=mine)
    rows = [
        Row(claim, claim.passage, claim.counted)
        for claim in claims.filter(article__in=articles).prefetch_related(
            Prefetch("verdicts", counting.select_related("reviewer"), to_attr="counted"),
            Prefetch("adjudications", decided, to_attr="decided"),
        )
        if settled(claim.counted, next(iter(claim.decided), None)) == Outcome.CONTESTED
    ]
    return sorted(rows, key=lambda row: max(one.created_at for one in row.verdicts))


def conflicting(user, counting, *, mine: bool):
    """Claims of which one of the verdicts `counting` is disputed and another is not."""
    disputed = Q(kind=Verdict.Kind.DISPUTED)
    split = Exists(counting.filter(disputed)) & Exists(counting.exclude(disputed))
    claims = Annotation.objects.visible_to(user).present().filter(split)
    if not user.sees_everything:
        claims = claims.filter(article__is_blind=False)
    if mine:
        claims = claims.filter(Exists(counting.by(user)))
    places = Placement.objects.current().filter(annotation=OuterRef("pk"))
    told = claims.annotate(passage=Subquery(places.values("passage")[:1]))
    return told.select_related("article").order_by("pk")
