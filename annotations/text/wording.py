"""What a judgement rests on: a passage, with the rest of the sentences that it touches.

A word changed anywhere in them may change what the passage says ("not" slipped in beside it), so
two texts word a passage alike only when all of it is the same, typography apart.
"""

import hashlib
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from typing import Literal, NamedTuple

from annotations.text.fold import fold

REACH = 2_000  # code points beside a passage that still belong to it; sentences end long before

Span = tuple[int, int]
Likeness = Literal["same", "touched", "edited"]


class Worded(NamedTuple):
    """A passage and what stands before and after it in its sentences, as the text has them."""

    before: str
    passage: str
    after: str

    @property
    def folded(self) -> tuple[str, ...]:
        """The same without its typography."""
        return tuple(fold(part).text.strip() for part in self)

    @property
    def sha256(self) -> str:
        """Two wordings that differ in nothing but typography have the same; hexadecimal."""
        parts = "\0".join(self.folded).encode("utf-8", "surrogatepass")
        return hashlib.sha256(parts).hexdigest()


class Stand(NamedTuple):
    """Where a passage stands in a text: its span, and the span of the sentences it touches."""

    text: str
    span: Span
    cover: Span

    def within(self, reach: Span) -> Worded:
        """What is worded when `reach` code points count before and after the passage."""
        start, end = self.span
        first, last = max(0, start - reach[0]), min(len(self.text), end + reach[1])
        return Worded(self.text[first:start], self.text[start:end], self.text[end:last])

    @property
    def reach(self) -> Span:
        """How far its sentences reach beyond it on both sides, at most `REACH`."""
        before, after = self.span[0] - self.cover[0], self.cover[1] - self.span[1]
        return min(REACH, before), min(REACH, after)

    @property
    def worded(self) -> Worded:
        return self.within(self.reach)


def cover(sentences: Sequence[Span], start: int, end: int) -> Span:
    """The span of the sentences, in order and without gaps, that [start, end) touches."""
    first = bisect_right(sentences, start, key=lambda span: span[0]) - 1
    last = bisect_left(sentences, end, key=lambda span: span[0]) - 1
    return sentences[first][0], sentences[last][1]


def likeness(old: Stand, new: Stand) -> Likeness:
    """Whether `new` words a passage as `old` did: to the letter, but for typography, or not.

    Where only the cuts between sentences differ, the same words beyond the cuts count.
    """
    if old.worded == new.worded:
        return "same"
    if old.worded.folded == new.worded.folded:
        return "touched"
    wider = max(old.reach[0], new.reach[0]), max(old.reach[1], new.reach[1])
    return "same" if old.within(wider) == new.within(wider) else "edited"
