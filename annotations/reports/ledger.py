"""The ledger: every sentence of an article's newest revision in one table, for one reader.

Built from plain rows, since an article may have a thousand sentences and several thousand verdicts.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple, TypeVar
from uuid import UUID

from django.db.models import TextChoices
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from annotations.models import Adjudication, Article, Attempt, Outcome, Revision, Verdict, combine
from annotations.models.adjudication import settled
from annotations.reports.desk import Line, Mark, covered, read_lines
from annotations.reports.progress import Coverage, tally


class State(TextChoices):
    """What can be said of a sentence in one word, in the order in which pages show them."""

    UNTOUCHED = "untouched", _("untouched")
    UNCHECKED = "unchecked", _("unchecked")
    TRIED = "tried", _("tried")
    STALE = "stale", _("needs re-check")
    CONTESTED = "contested", _("contested")
    CHECKED = "checked", _("checked")
    NOT_CHECKABLE = "not_checkable", _("not checkable")


class Vote(NamedTuple):
    """An open verdict; `counts` says whether it is valid."""

    pk: int
    claim: UUID
    kind: str
    reason: str
    as_of: date | None
    reviewer: int
    counts: bool


class Search(NamedTuple):
    """An attempt: a search without result."""

    claim: UUID
    place: str
    looked_on: date


Item = TypeVar("Item", Vote, Search)


@dataclass(frozen=True)
class Entry:
    """A claim as it stands, with what its reader may see of the work on it.

    `wording` is the SHA-256 of its wording, `required` the number of verdicts that it needs, and
    `waits` whether no verdict of the reader counts on it.
    """

    number: int
    id: UUID
    start: int
    end: int
    passage: str
    wording: str
    votes: list[Vote]
    attempts: list[Search]
    decision: Adjudication | None
    required: int
    waits: bool

    @cached_property
    def counting(self) -> list[Vote]:
        """The valid verdicts."""
        return [vote for vote in self.votes if vote.counts]

    @cached_property
    def ruling(self) -> Adjudication | None:
        """The editor's decision, while it holds."""
        return self.decision if self.decision and self.decision.holds(self.counting) else None

    @cached_property
    def outcome(self) -> Outcome:
        return settled(self.counting, self.decision)

    @cached_property
    def is_stale(self) -> bool:
        """Whether it looks unchecked only because no verdict counts now."""
        return bool(self.votes) and not self.counting

    @cached_property
    def look(self) -> Outcome:
        """The outcome as badges show it: a stale one for what it was."""
        return combine(vote.kind for vote in self.votes) if self.is_stale else self.outcome

    @property
    def is_tried(self) -> bool:
        """Whether it is unchecked though somebody looked."""
        return bool(self.attempts) and not self.votes

    @property
    def is_short(self) -> bool:
        """Whether it still needs verdicts, or an editor's decision."""
        return len(self.counting) < self.required and not self.ruling


@dataclass(frozen=True)
class Row:
    """A sentence, its state and the claims that touch it; a gap keeps it from being signed off."""

    line: Line
    entries: list[Entry]
    state: State
    is_gap: bool


@dataclass(frozen=True)
class Ledger:
    article: Article
    revision: Revision
    rows: list[Row]
    entries: list[Entry]
    coverage: Coverage

    @cached_property
    def progress(self) -> dict[Outcome, int]:
        return tally(entry.outcome for entry in self.entries)

    @cached_property
    def states(self) -> dict[State, int]:
        """How many sentences are in each state; states of none are left out."""
        counted = Counter(row.state for row in self.rows)
        return {state: counted[state] for state in State if counted[state]}

    @cached_property
    def gaps(self) -> list[Row]:
        return [row for row in self.rows if row.is_gap]

    @property
    def percent(self) -> int:
        return percent(self.coverage)

    @property
    def is_reached(self) -> bool:
        """Whether the coverage is the article's target."""
        return reaches(self.coverage, self.article.target)

    def where(self, *, state="", outcome="", mine=False, gaps=False) -> list[Row]:
        """The rows of that state, with a claim of that outcome, with one that waits for its
        reader's verdict, that are gaps; all that is asked for must hold.
        """
        return [
            row
            for row in self.rows
            if (not state or row.state == state)
            and (not outcome or any(entry.outcome == outcome for entry in row.entries))
            and (not mine or any(entry.waits for entry in row.entries))
            and (not gaps or row.is_gap)
        ]


def percent(coverage: Coverage) -> int:
    """Rounded down, so that 100 means all; of nothing to check everything is covered."""
    return coverage.covered * 100 // coverage.checkable if coverage.checkable else 100


def reaches(coverage: Coverage, target: int) -> bool:
    return coverage.covered * 100 >= target * coverage.checkable


def ledger(article: Article, reader) -> Ledger:
    """Read the whole ledger. Seven queries, however long the article."""
    revision = article.current()
    found = entries(revision, reader)
    lines = read_lines(revision, [mark_of(entry) for entry in found])
    by_id = {entry.id: entry for entry in found}
    rows = [row(line, [by_id[mark.id] for mark in line.marks]) for line in lines]
    return Ledger(article, revision, rows, found, covered(lines))


def mark_of(entry: Entry) -> Mark:
    return Mark(entry.id, entry.start, entry.end, entry.look, entry.is_stale)


def row(line: Line, touching: list[Entry]) -> Row:
    is_open = not line.not_checkable and not line.is_covered
    unsettled = any(one.outcome == Outcome.CONTESTED or one.is_short for one in touching)
    return Row(line, touching, state_of(line, touching), is_open or unsettled)


def state_of(line: Line, touching: list[Entry]) -> State:
    """The state of a sentence: what asks for somebody's attention goes before what does not."""
    states = {
        State.NOT_CHECKABLE: bool(line.not_checkable),
        State.UNTOUCHED: not touching,
        State.CONTESTED: any(entry.outcome == Outcome.CONTESTED for entry in touching),
        State.STALE: any(entry.is_stale for entry in touching),
        State.CHECKED: line.is_covered,
        State.TRIED: any(entry.is_tried for entry in touching),
    }
    return next((state for state, holds in states.items() if holds), State.UNCHECKED)


def entries(revision: Revision, reader) -> list[Entry]:
    """The claims that stand in `revision`, the newest, in reading order. Five queries."""
    claims = revision.article.annotations.present().visible_to(reader)
    places = revision.placements.filter(annotation__in=claims)
    here = places.values("annotation")
    votes = by_claim(votes_on(here, reader))
    attempts = by_claim(searches(here, reader))
    decided = Adjudication.objects.open().visible_to(reader).filter(annotation__in=here)
    decisions = {decision.annotation_id: decision for decision in decided}
    names = ("annotation", "start", "end", "passage", "wording__sha256")
    rows = places.order_by("start", "end", "annotation").values_list(*names)
    return [
        Entry(
            number=number,
            id=claim,
            start=start,
            end=end,
            passage=passage,
            wording=wording,
            votes=(on := votes.get(claim, [])),
            attempts=attempts.get(claim, []),
            decision=decisions.get(claim),
            required=revision.article.required_reviews,
            waits=not any(vote.counts and vote.reviewer == reader.pk for vote in on),
        )
        for number, (claim, start, end, passage, wording) in enumerate(rows, start=1)
    ]


def votes_on(claims, reader) -> list[Vote]:
    """The open verdicts on `claims` that `reader` may see, oldest first. Two queries."""
    seen = Verdict.objects.visible_to(reader).filter(annotation__in=claims)
    valid = set(Verdict.objects.valid().filter(annotation__in=claims).values_list("pk", flat=True))
    names = ("pk", "annotation", "kind", "reason", "as_of", "reviewer")
    rows = seen.open().order_by("created_at", "pk").values_list(*names)
    return [Vote._make((*row, row[0] in valid)) for row in rows]


def searches(claims, reader) -> list[Search]:
    """The attempts on `claims` that `reader` may see, oldest first. One query."""
    seen = Attempt.objects.present().visible_to(reader).filter(annotation__in=claims)
    rows = seen.order_by("looked_on", "pk").values_list("annotation", "place", "looked_on")
    return [Search(*values) for values in rows]


def by_claim(items: Iterable[Item]) -> dict[UUID, list[Item]]:
    found: dict[UUID, list[Item]] = defaultdict(list)
    for item in items:
        found[item.claim].append(item)
    return found
