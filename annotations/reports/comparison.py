"""Two texts of an article side by side: which sentences belong together, how their words differ,
and which claims stand beside them.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from itertools import groupby
from typing import NamedTuple

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from annotations.models import Annotation, Revision
from annotations.reports.carrying import Plan
from annotations.reports.desk import article_claims
from annotations.text.realign import Row, realign
from annotations.text.words import Run, word_diff

LONGEST = 6  # unchanged pairs in a row; more of them are folded away
CONTEXT = 2  # of those that stay in sight before and after a change
BLANKS = re.compile(r"[ \t\n\r\f\v]+")


class Change(TextChoices):
    """What became of sentences, in the order in which pages tell it."""

    EDITED = "edited", _("edited")
    REMOVED = "removed", _("removed")
    ADDED = "added", _("added")
    SPLIT = "split", _("split")
    MERGED = "merged", _("merged")
    MOVED = "moved", _("moved")
    TOUCHED = "touched", _("typography")
    SAME = "same", _("unchanged")


class Numbered(NamedTuple):
    """A sentence as it is read: blanks and line ends are one blank each."""

    number: int
    text: str


@dataclass(frozen=True)
class Pair:
    """Sentences of two texts that belong together; one side may have none."""

    change: Change
    old: list[Numbered]
    new: list[Numbered]

    @cached_property
    def runs(self) -> list[Run]:
        """How the words differ; those of sentences that stayed are one run."""
        return word_diff(joined(self.old), joined(self.new))

    @property
    def left(self) -> list[tuple[int, list[Run]]]:
        """The old sentences by their numbers, without what is new."""
        return cut(self.old, [run for run in self.runs if run.kind != "new"])

    @property
    def right(self) -> list[tuple[int, list[Run]]]:
        """The new sentences by their numbers, without what is gone."""
        return cut(self.new, [run for run in self.runs if run.kind != "gone"])


def joined(sentences: list[Numbered]) -> str:
    return "".join(one.text for one in sentences).rstrip()


def cut(sentences: list[Numbered], runs: list[Run]) -> list[tuple[int, list[Run]]]:
    """`runs`, which are the words of `sentences`, cut where one ends and the next begins."""
    rest, parts = [*reversed(runs)], []
    for number, text in sentences:
        part, length = [], len(text)
        while length and rest:
            kind, words = rest.pop()
            part.append(Run(kind, words[:length]))
            if words[length:]:
                rest.append(Run(kind, words[length:]))
            length -= len(part[-1].text)
        parts.append((number, part))
    return parts


def pairs(rows: Iterable[Row], old: Sequence[Numbered], new: Sequence[Numbered]) -> list[Pair]:
    """`rows` of `text.realign` with their sentences."""
    return [pair(row, [old[i] for i in row.old], [new[j] for j in row.new]) for row in rows]


def pair(row: Row, old: list[Numbered], new: list[Numbered]) -> Pair:
    change = Change(row.kind)
    if change is Change.SAME and joined(old) != joined(new):
        change = Change.TOUCHED
    return Pair(change, old, new)


def planned_pairs(plan: Plan) -> list[Pair]:
    """What an update would do to the sentences. Nothing is asked of the database."""
    return pairs(plan.rows, read(plan.base.text, plan.before), read(plan.text, plan.sentences))


def read(text: str, sentences: Iterable) -> list[Numbered]:
    return [Numbered(one.number, squeezed(text[one.start : one.end])) for one in sentences]


def squeezed(text: str) -> str:
    return BLANKS.sub(" ", text)


# -- two revisions --------------------------------------------------------------------------------


class Mark(TextChoices):
    """What of a claim differs between two revisions; mostly nothing."""

    NOTHING = "", ""
    STALE = "stale", _("needs re-check")
    EDITED = "edited", _("text edited")
    GONE = "gone", _("not in the other text")


@dataclass(frozen=True)
class Beside:
    """A claim in the margin, as it stands in that revision."""

    card: Annotation
    mark: Mark


@dataclass(frozen=True)
class Aligned:
    """A pair with the claims that begin in it; `index` counts the changed ones from 1."""

    pair: Pair
    index: int
    old_claims: list[Beside] = field(default_factory=list)
    new_claims: list[Beside] = field(default_factory=list)

    @property
    def is_quiet(self) -> bool:
        """Whether there is nothing to see here."""
        return not self.index and not any(one.mark for one in self.old_claims + self.new_claims)


@dataclass(frozen=True)
class Stretch:
    """Pairs that are shown, or unchanged ones that are folded away."""

    rows: list[Aligned]
    is_folded: bool

    @property
    def claims(self) -> int:
        """How many claims stand in it."""
        return sum(len(row.new_claims) for row in self.rows)


@dataclass(frozen=True)
class Comparison:
    """Two revisions of one article; either may be the older."""

    old: Revision
    new: Revision
    stretches: list[Stretch]
    changes: int


def compare(old: Revision, new: Revision, user) -> Comparison:
    """The two texts aligned, in the order of the new one. Ten queries, however long they are."""
    before, after = (list(one.sentences.order_by("number")) for one in (old, new))
    rows = realign(old.text, new.text, spans(before), spans(after))
    told = pairs(rows, read(old.text, before), read(new.text, after))
    left, right = beside(old, new, user)
    aligned, changes = [], 0
    for one in told:
        changed = one.change is not Change.SAME
        changes += changed
        index = changes if changed else 0
        aligned.append(Aligned(one, index, among(left, one.old), among(right, one.new)))
    return Comparison(old, new, [*stretches(aligned)], changes)


def spans(sentences) -> list[tuple[int, int]]:
    return [(one.start, one.end) for one in sentences]


def among(claims: dict[int, list[Beside]], sentences: list[Numbered]) -> list[Beside]:
    return [claim for one in sentences for claim in claims.get(one.number, ())]


def beside(old: Revision, new: Revision, user) -> tuple[dict, dict]:
    """The claims of both revisions by the number of the sentence in which they begin."""
    left, right = (
        {card.pk: card for card in article_claims(one.article, one, user).visible_to(user)}
        for one in (old, new)
    )
    first, last = (left, right) if old.number <= new.number else (right, left)
    marks = {key: mark(first.get(key), last.get(key)) for key in first | last}
    return by_sentence(left, marks), by_sentence(right, marks)


def mark(first: Annotation | None, last: Annotation | None) -> Mark:
    """What became of a claim from the older revision to the newer one."""
    if not first or not last or not first.place or not last.place:
        return Mark.GONE
    words = first.place.wording_id
    if words == last.place.wording_id:
        return Mark.NOTHING
    judged = any(verdict.wording_id == words for verdict in last.open_verdicts)
    return Mark.STALE if judged else Mark.EDITED


def by_sentence(cards: dict, marks: dict) -> dict[int, list[Beside]]:
    found: dict[int, list[Beside]] = {}
    for key, card in cards.items():
        found.setdefault(card.placed[0].sentence.number, []).append(Beside(card, marks[key]))
    return found


def stretches(rows: list[Aligned]) -> Iterator[Stretch]:
    """Long runs of quiet rows folded, but for a little context around what changed."""
    for quiet, group in groupby(rows, key=lambda row: row.is_quiet):
        here = list(group)
        if not quiet or len(here) <= LONGEST:
            yield Stretch(here, is_folded=False)
            continue
        head = 0 if here[0] is rows[0] else CONTEXT
        tail = len(here) - (0 if here[-1] is rows[-1] else CONTEXT)
        parts = [(here[:head], False), (here[head:tail], True), (here[tail:], False)]
        yield from (Stretch(part, folded) for part, folded in parts if part)
