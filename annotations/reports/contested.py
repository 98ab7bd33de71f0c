"""Contested: which claims wait for an editor's decision, and what a decision differs from."""

import hashlib
import json
from collections import defaultdict
from dataclasses import dataclass
from datetime import datetime
from fractions import Fraction
from typing import NamedTuple
from uuid import UUID

from django.db.models import (
    Count,
    Exists,
    F,
    Max,
    Min,
    OuterRef,
    Prefetch,
    Q,
    Subquery,
    TextChoices,
)
from django.utils.translation import gettext_lazy as _

from annotations.models import (
    Adjudication,
    Annotation,
    Article,
    Evidence,
    Outcome,
    Placement,
    Verdict,
)
from annotations.models.adjudication import LADDER

DISPUTED = Q(kind=Verdict.Kind.DISPUTED)
MOST = 100  # claims accepted at once: what somebody can still look through


class Waiting(TextChoices):
    """For what a claim waits for an editor."""

    CONTESTED = "contested", _("Contested")
    STALE = "stale", _("Decision gone stale")
    UNANIMOUS = "unanimous", _("Unanimous, not settled")


class Standing(NamedTuple):
    """How the valid verdicts on a claim stand to each other, and since when."""

    claim: UUID
    since: datetime
    counts: tuple[int, ...] = (0,) * len(LADDER)  # as many as say each of the LADDER
    reason: str = ""  # the first one's, by its name
    was_decided: bool = False  # about other verdicts than these

    @property
    def total(self) -> int:
        return sum(self.counts)

    @property
    def evenness(self) -> Fraction:
        """The share of the smaller side, at most a half: those who dispute it, or the others."""
        disputed = self.counts[LADDER.index(Verdict.Kind.DISPUTED)]
        return Fraction(min(disputed, self.total - disputed), self.total or 1)

    @property
    def split(self) -> dict[Outcome, int]:
        """How many say what, in the order in which pages show them."""
        return {Outcome(kind): n for kind, n in zip(LADDER, self.counts, strict=True) if n}


class Decided(NamedTuple):
    """An open decision: whether the verdicts that count are those it rests on."""

    holds: bool
    at: datetime


class Entry(NamedTuple):
    """A claim in a list, with its article and place; `unanswered` evidence speaks against it."""

    claim: Annotation
    standing: Standing


# -- the queue ------------------------------------------------------------------------------------


def queue(reader, waiting: str, article: Article | None = None) -> list[Standing]:
    """What waits in `article`, else on the whole desk: the most even split of the most verdicts
    first, and of these what waits longest.

    Three queries at most, and plain rows: there may be thousands.
    """
    claims = claims_of(reader, article)
    found = {
        Waiting.CONTESTED: contested,
        Waiting.STALE: stale,
        Waiting.UNANIMOUS: unanimous,
    }[Waiting(waiting)](claims, reader)
    return sorted(found, key=lambda one: (-one.evenness, -one.total, one.since, one.claim))


def claims_of(reader, article: Article | None):
    claims = Annotation.objects.visible_to(reader).present()
    return claims.filter(article=article) if article else claims


def contested(claims, reader) -> list[Standing]:
    """Some dispute what others vouch for, and no decision about just these verdicts stands."""
    rows = standings(claims, reader).filter(disputed__gt=0, disputed__lt=F("total"))
    decided = decisions(claims, reader)
    split = [standing(row, was_decided=row["annotation"] in decided) for row in rows]
    return [one for one in split if not (one.was_decided and decided[one.claim].holds)]


def stale(claims, reader) -> list[Standing]:
    """An editor has decided, but other verdicts count by now, or none."""
    decided = decisions(claims, reader)
    rows = {row["annotation"]: row for row in standings(decided_of(claims), reader)}
    return [
        standing(rows[claim], was_decided=True)
        if claim in rows
        else Standing(claim, one.at, was_decided=True)
        for claim, one in decided.items()
        if not one.holds
    ]


def unanimous(claims, reader) -> list[Standing]:
    """As many reviews as the article requires, all saying the same, and nobody has decided."""
    open_ones = Adjudication.objects.open().filter(annotation=OuterRef("pk"))
    rows = standings(claims.exclude(Exists(open_ones)), reader)
    agreed = rows.filter(kinds=1, reasons=1, total__gte=F("annotation__article__required_reviews"))
    return [standing(row) for row in agreed]


def standings(claims, reader):
    """The valid verdicts on each of `claims` that has any, counted. One query."""
    valid = Verdict.objects.valid().visible_to(reader).filter(annotation__in=claims.values("pk"))
    said = {kind.value: Count("pk", filter=Q(kind=kind)) for kind in LADDER}
    grouped = valid.order_by().values("annotation", "annotation__article__required_reviews")
    return grouped.annotate(
        **said,
        total=Count("pk"),
        kinds=Count("kind", distinct=True),
        reasons=Count("reason", distinct=True),
        why=Min("reason"),
        disputed_since=Min("created_at", filter=DISPUTED),
        vouched_since=Min("created_at", filter=~DISPUTED),
        newest=Max("created_at"),
    )


def standing(row: dict, *, was_decided: bool = False) -> Standing:
    """Of a row of `standings`. Contested it is since the first verdict of the later side."""
    sides = row["disputed_since"], row["vouched_since"]
    since = max(sides) if all(sides) else row["newest"]
    counts = tuple(row[kind] for kind in LADDER)
    return Standing(row["annotation"], since, counts, row["why"], was_decided)


def decided_of(claims):
    return claims.filter(Exists(Adjudication.objects.open().filter(annotation=OuterRef("pk"))))


def decisions(claims, reader) -> dict[UUID, Decided]:
    """The open decisions on `claims`, by claim. Two queries."""
    rows = Adjudication.objects.open().visible_to(reader).filter(annotation__in=claims.values("pk"))
    counting = votes(decided_of(claims), reader)
    return {
        claim: Decided(counting[claim] == rests_on, at)
        for claim, rests_on, at in rows.values_list("annotation", "votes", "created_at")
    }


def votes(claims, reader) -> dict[UUID, list[int]]:
    """The keys of the valid verdicts on each of `claims`, sorted. One query."""
    valid = Verdict.objects.valid().visible_to(reader).filter(annotation__in=claims.values("pk"))
    found = defaultdict(list)
    for claim, key in valid.order_by("pk").values_list("annotation", "pk"):
        found[claim].append(key)
    return found


def entries(found: list[Standing], reader) -> list[Entry]:
    """`found` with the claims, in the same order. Two queries."""
    claims = listed(reader).in_bulk([one.claim for one in found])
    return [Entry(claims[one.claim], one) for one in found if one.claim in claims]


def listed(reader):
    """Claims as lists show them."""
    places = Placement.objects.current().select_related("sentence", "wording")
    return (
        Annotation.objects.visible_to(reader)
        .select_related("article")
        .annotate(unanswered=Exists(unanswered(reader).filter(annotation=OuterRef("pk"))))
        .prefetch_related(Prefetch("placements", queryset=places, to_attr="placed"))
    )


def unanswered(reader):
    """Evidence against a claim to which nobody has replied."""
    against = Evidence.objects.present().visible_to(reader)
    return against.filter(stance=Evidence.Stance.REFUTES, reply="")


# -- what all agree on ----------------------------------------------------------------------------


class Agreed(NamedTuple):
    """A claim that can be accepted as unanimous, and the verdicts on it."""

    claim: Annotation
    standing: Standing
    votes: list[int]

    @property
    def outcome(self) -> Outcome:
        return next(iter(self.standing.split))

    @property
    def reason_label(self) -> str:
        reason = self.standing.reason
        return str(Verdict.Reason(reason).label) if reason else ""

    @property
    def said(self) -> dict:
        """The decision, as `Annotation.adjudicate` takes it, but for its note."""
        return {"kind": self.outcome.value, "reason": self.standing.reason, "votes": self.votes}


@dataclass(frozen=True)
class Batch:
    """What can be accepted at once in an article, in reading order."""

    article: Article
    agreed: list[Agreed]
    held_back: int  # unanimous, but evidence against it has no reply
    more: int  # beyond what is accepted at once

    @property
    def fingerprint(self) -> str:
        """The same as long as nothing that it shows has changed."""
        told = [[str(one.claim.pk), one.said] for one in self.agreed]
        return hashlib.sha256(json.dumps(told, sort_keys=True).encode()).hexdigest()


def acceptable(article: Article, reader) -> Batch:
    """The claims of `article` about which nobody disagrees. Six queries."""
    claims = claims_of(reader, article)
    against = set(unanswered(reader).filter(annotation__in=claims).values_list("annotation"))
    found = {one.claim: one for one in unanimous(claims, reader)}
    free = [key for key in in_reading_order(claims) if key in found and (key,) not in against]
    chosen, keys = free[:MOST], votes(claims, reader)
    shown = entries([found[key] for key in chosen], reader)
    agreed = [Agreed(*entry, keys[entry.claim.pk]) for entry in shown]
    return Batch(article, agreed, len(found) - len(free), len(free) - len(chosen))


def in_reading_order(claims) -> list[UUID]:
    here = claims.placed().order_by("placements__start", "placements__end", "pk")
    return list(here.values_list("pk", flat=True))


# -- what the editor changed ----------------------------------------------------------------------


class Overruled(NamedTuple):
    """A decision, on a claim as lists show it, and the reader's verdict that says otherwise."""

    decision: Adjudication
    claim: Annotation
    verdict: Verdict


def overruled(reader) -> list[int]:
    """The keys of decisions that hold and say otherwise than `reader` last did, newest first.

    Two queries.
    """
    last = Verdict.objects.visible_to(reader).by(reader).order_by("-pk")
    mine = last.filter(annotation=OuterRef("annotation"))
    said = {"my_kind": mine.values("kind")[:1], "my_reason": mine.values("reason")[:1]}
    judged = Annotation.objects.visible_to(reader).present().filter(verdicts__reviewer=reader)
    rows = (
        Adjudication.objects.open()
        .visible_to(reader)
        .filter(annotation__in=judged.values("pk"))
        .annotate(**{name: Subquery(value) for name, value in said.items()})
        .exclude(kind=F("my_kind"), reason=F("my_reason"))
        .order_by("-created_at", "-pk")
    )
    counting = votes(decided_of(judged), reader)
    found = rows.values_list("pk", "annotation", "votes")
    return [key for key, claim, rests_on in found if counting[claim] == rests_on]


def differences(keys: list[int], reader) -> list[Overruled]:
    """The decisions `keys`, in their order, with the reader's own words. Four queries."""
    decided = Adjudication.objects.visible_to(reader).for_card().in_bulk(keys)
    about = [one.annotation_id for one in decided.values()]
    claims = listed(reader).in_bulk(about)
    said = Verdict.objects.visible_to(reader).by(reader).filter(annotation__in=about)
    mine = {verdict.annotation_id: verdict for verdict in said.order_by("pk")}
    found = [decided[key] for key in keys if key in decided]
    return [Overruled(one, claims[one.annotation_id], mine[one.annotation_id]) for one in found]
