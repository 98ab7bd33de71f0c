"""An update of a text as people read of it: before it is saved, and afterwards."""

from bisect import bisect_right
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from itertools import groupby
from typing import NamedTuple

from django.utils.translation import ngettext

from annotations.models import Article, Event, Revision, Sentence, Verdict, Wording
from annotations.reports.carrying import Carried, Fate, Plan
from annotations.reports.comparison import Change, Pair, planned_pairs, squeezed
from annotations.text.wording import Worded
from annotations.text.words import word_diff

Counts = Mapping[Fate, int]
MOST = 200  # changed sentences, and claims; nobody reads more of them before saving


class Count(NamedTuple):
    """How many claims share a fate, in words."""

    fate: Fate
    text: str


def tell(counts: Counts) -> list[Count]:
    """How many claims had which fate, those that were kept first; fates of none are left out."""
    kept_first = sorted(Fate, key=list(Fate).index, reverse=True)
    return [Count(fate, in_words(fate, counts[fate])) for fate in kept_first if counts.get(fate)]


def in_words(fate: Fate, n: int) -> str:
    words = {
        Fate.KEPT: ngettext("%(n)s kept", "%(n)s kept", n),
        Fate.RETURNED: ngettext("%(n)s has its text back", "%(n)s have their text back", n),
        Fate.TOUCHED: ngettext("%(n)s kept, text touched", "%(n)s kept, text touched", n),
        Fate.MOVED: ngettext("%(n)s moved", "%(n)s moved", n),
        Fate.GONE: ngettext("%(n)s is gone", "%(n)s are gone", n),
        Fate.EDITED: ngettext("%(n)s needs a re-check", "%(n)s need a re-check", n),
    }
    return words[fate] % {"n": n}


# -- afterwards -----------------------------------------------------------------------------------


class Entry(NamedTuple):
    """A revision in the list, and what its update did to the claims; the first has none."""

    revision: Revision
    counts: list[Count]


def entries(article: Article) -> list[Entry]:
    """All revisions, newest first, without their texts. Two queries."""
    revisions = article.revisions.for_reading().defer("text", "raw").select_related("created_by")
    counts = counts_by_number(article)
    return [Entry(one, tell(counts.get(one.number, {}))) for one in revisions]


def counts_by_number(article: Article, **which) -> dict[int, Counts]:
    """How many claims had which fate when each revision was saved, by its number. One query."""
    told = article.events.filter(verb=Event.Verb.REVISED, **which)
    said = [after or {} for after in told.values_list("after", flat=True)]
    return {one["revision"]: {fate: one.get(fate.value, 0) for fate in Fate} for one in said}


def counts_of(revision: Revision) -> Counts:
    """The same of one revision. One query."""
    number = revision.number
    return counts_by_number(revision.article, after__revision=number)[number]


# -- before it is saved ---------------------------------------------------------------------------


class Piece(NamedTuple):
    """A run of a word diff, or the part of one that is inside the passage, or outside of it."""

    kind: str
    text: str
    inside: bool


@dataclass(frozen=True)
class Told:
    """A claim that is not simply kept: its sentence before and after, and its verdicts."""

    claim: Carried
    old: int | None  # None: it stood in an older revision
    new: int | None  # None: gone
    verdicts: list[Verdict]

    @property
    def is_stale(self) -> bool:
        """Whether its verdicts will not count any more."""
        return self.claim.fate in (Fate.EDITED, Fate.GONE)

    @property
    def diff(self) -> list[Piece]:
        """Its sentences before and after, word by word; none when they say the same."""
        claim = self.claim
        if claim.worded is None or claim.fate is Fate.MOVED:
            return []
        return [*pieces(claim.was.wording, claim.worded)]


@dataclass(frozen=True)
class Preview:
    """What a plan would do, as a page shows it."""

    plan: Plan
    claims: list[Told]

    @property
    def counts(self) -> list[Count]:
        return tell(self.plan.counts)

    @property
    def groups(self) -> list[tuple[Fate, list[Told]]]:
        """The claims that are not simply kept, by fate; those to look at first."""
        grouped = groupby(self.claims, key=lambda told: told.claim.fate)
        return [(fate, list(group)) for fate, group in grouped]

    @property
    def more_claims(self) -> int:
        """How many of them are not shown."""
        return len(self.plan.news) - len(self.claims)

    @cached_property
    def pairs(self) -> list[Pair]:
        return planned_pairs(self.plan)

    @property
    def changed(self) -> list[Pair]:
        return [pair for pair in self.pairs if pair.change is not Change.SAME]

    @property
    def shown(self) -> list[Pair]:
        return self.changed[:MOST]

    @property
    def more_pairs(self) -> int:
        return len(self.changed) - len(self.shown)

    @property
    def changes(self) -> list[tuple[Change, int]]:
        """How many rows of sentences had which change."""
        counted = Counter(pair.change for pair in self.pairs)
        return [(change, counted[change]) for change in Change if counted[change]]

    @property
    def handmade(self) -> tuple[int, int]:
        """How many sentences that people cut or marked stay so, and how many there were."""
        stay, were = (
            sum(map(is_handmade, side)) for side in (self.plan.sentences, self.plan.before)
        )
        return stay, were


def is_handmade(sentence: Sentence) -> bool:
    return sentence.is_corrected or bool(sentence.not_checkable)


def preview(plan: Plan) -> Preview:
    """Read what a page shows of `plan`. One query."""
    shown = plan.news[:MOST]
    verdicts = counting(shown)
    old, new = ([one.start for one in side] for side in (plan.before, plan.sentences))
    claims = [
        Told(
            claim,
            bisect_right(old, claim.was.start) if claim.was.revision_id == plan.base.pk else None,
            bisect_right(new, claim.found.start) if claim.found else None,
            verdicts[claim.annotation.pk],
        )
        for claim in shown
    ]
    return Preview(plan, claims)


def counting(claims: list[Carried]) -> dict:
    """The verdicts by claim that count, or will again if its text is back. One query."""
    words = {one.annotation.pk: (one.wording or one.was.wording).pk for one in claims}
    given = Verdict.objects.open().filter(annotation__in=words, wording__in=words.values())
    found = defaultdict(list)
    for verdict in given.select_related("reviewer").order_by("created_at", "pk"):
        if verdict.wording_id == words[verdict.annotation_id] and not verdict.is_overdue():
            found[verdict.annotation_id].append(verdict)
    return found


def pieces(old: Wording, new: Worded) -> Iterator[Piece]:
    """The word diff of two wordings of a passage, cut at the ends of the passage."""
    before, after = tidy(old), tidy(new)
    inside = {"gone": inner(before), "new": inner(after)}
    at = {"gone": 0, "new": 0}
    for kind, text in word_diff("".join(before), "".join(after)):
        side = "gone" if kind == "gone" else "new"
        low, high = (min(max(edge - at[side], 0), len(text)) for edge in inside[side])
        parts = [(text[:low], False), (text[low:high], True), (text[high:], False)]
        yield from (Piece(kind, part, within) for part, within in parts if part)
        for moved in ("gone", "new") if kind == "same" else (side,):
            at[moved] += len(text)


def tidy(words: Wording | Worded) -> tuple[str, str, str]:
    before, passage, after = map(squeezed, (words.before, words.passage, words.after))
    return before.lstrip(), passage, after.rstrip()


def inner(parts: tuple[str, str, str]) -> tuple[int, int]:
    """Where the passage stands in the three parts joined."""
    start = len(parts[0])
    return start, start + len(parts[1])
