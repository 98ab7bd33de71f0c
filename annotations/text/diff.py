"""Which stretches of an old text stand in a new one, in order or moved.

The texts are compared as words (a character each in scripts without blanks), punctuation marks by
themselves; typography and blanks do not count. `matching` holds the algorithms.
"""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property, lru_cache
from itertools import groupby
from os.path import commonprefix
from typing import NamedTuple

from annotations.text.fold import ONE_TO_ONE
from annotations.text.matching import Run, in_order, out_of_order

# Scripts without blanks between words: Thai, Lao, Burmese, Khmer, kana, Chinese characters.
UNSPACED = (
    r"\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff"
    r"\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
)
TOKEN = re.compile(rf"[^\W{UNSPACED}]+|[^\w\s]|[{UNSPACED}]")

Span = tuple[int, int]


class Block(NamedTuple):
    """old[start:end] stands at `at` in the new text; `moved` when out of order with the rest."""

    start: int
    end: int
    at: int
    moved: bool = False

    @property
    def upto(self) -> int:
        """Where the block ends in the new text."""
        return self.at + self.end - self.start

    def within(self, start: int, end: int) -> "Block":
        """The part of the block between two offsets of the old text; may be empty."""
        low, high = max(start, self.start), min(end, self.end)
        return Block(low, max(low, high), self.at + low - self.start, self.moved)


def blocks(old: str, new: str) -> tuple[Block, ...]:
    """What both texts have: the blocks that stand in order, then the moved ones.

    No two overlap, in either text; each list is in the order of the old one. The last few answers
    are kept. The first call for a pair of texts costs the comparison: about 1 s for 1 MB each.
    """
    return compared(old, new).blocks


@dataclass(frozen=True, eq=False)
class Comparison:
    """The blocks of two texts, by their place in either."""

    old: str
    new: str
    blocks: tuple[Block, ...]

    @cached_property
    def by_old(self) -> list[Block]:
        return sorted(self.blocks)

    @cached_property
    def by_new(self) -> list[Block]:
        return sorted(self.blocks, key=lambda block: block.at)

    def pieces(self, start: int, end: int) -> list[Block]:
        """What was kept of old[start:end], in old order."""
        first = bisect_right(self.by_old, start, key=lambda block: block.end)
        after = bisect_left(self.by_old, end, key=lambda block: block.start)
        return [block.within(start, end) for block in self.by_old[first:after]]

    def covering(self, start: int, end: int) -> list[Block]:
        """The blocks that new[start:end] is made of, whole, in new order."""
        first = bisect_right(self.by_new, start, key=lambda block: block.upto)
        after = bisect_left(self.by_new, end, key=lambda block: block.at)
        return self.by_new[first:after]

    def before(self, at: int) -> Block:
        """The last block that starts before old[at], up to there; empty at the text's start."""
        i = bisect_left(self.by_old, at, key=lambda block: block.start) - 1
        return self.by_old[i].within(0, at) if i >= 0 else Block(0, 0, 0)

    def after(self, at: int) -> Block:
        """The first block that ends after old[at], from there on; empty at the text's end."""
        i = bisect_right(self.by_old, at, key=lambda block: block.end)
        end = Block(len(self.old), len(self.old), len(self.new))
        return self.by_old[i].within(at, len(self.old)) if i < len(self.by_old) else end

    def free_before(self, at: int) -> int:
        """From where on new[…:at] is no old text."""
        i = bisect_left(self.by_new, at, key=lambda block: block.at) - 1
        return min(self.by_new[i].upto, at) if i >= 0 else 0

    def free_after(self, at: int) -> int:
        """Up to where new[at:…] is no old text."""
        i = bisect_right(self.by_new, at, key=lambda block: block.upto)
        return max(self.by_new[i].at, at) if i < len(self.by_new) else len(self.new)

    @cached_property
    def unclaimed(self) -> list[Span]:
        """The stretches of the new text that are no text of the old one, in order."""
        starts = [0, *(block.upto for block in self.by_new)]
        ends = [*(block.at for block in self.by_new), len(self.new)]
        return [span for span in zip(starts, ends, strict=True) if span[0] < span[1]]


@lru_cache(maxsize=4)
def compared(old: str, new: str) -> Comparison:
    """The comparison of two texts; the last few are kept."""
    if old == new:
        return Comparison(old, new, (Block(0, len(old), 0),) if old else ())
    numbers: dict[str, int] = {}
    before, after = _tokens(old, numbers), _tokens(new, numbers)
    kept = _settled(before, after, in_order(before.ids, after.ids))
    moved = out_of_order(before.ids, after.ids, kept)
    found = [piece for run in kept for piece in _blocks(before, after, run, moved=False)]
    found += [piece for run in moved for piece in _blocks(before, after, run, moved=True)]
    return Comparison(old, new, tuple(found))


class Tokens(NamedTuple):
    """The words of a text, as numbers, and where each starts and ends.

    The first is the empty word at 0, which all texts share; the last of `starts` is the end.
    """

    text: str
    ids: list[int]
    starts: list[int]
    ends: list[int]


def _tokens(text: str, numbers: dict[str, int]) -> Tokens:
    plain = text.translate(ONE_TO_ONE)
    found = [token.span() for token in TOKEN.finditer(plain)]
    ids = [numbers.setdefault(plain[start:end], len(numbers)) for start, end in [(0, 0), *found]]
    starts, ends = [start for start, _end in found], [end for _start, end in found]
    return Tokens(text, ids, [0, *starts, len(text)], [0, *ends])


def _settled(old: Tokens, new: Tokens, runs: list[Run]) -> list[Run]:
    """`runs` with each gap of one side alone slid to where paragraphs or sentences end.

    "A b. A c." made "A c." has lost "A b. " sooner than "b. A ": Fraser's lossless clean-up (2006).
    """
    settled = runs[:1]
    for run in runs[1:]:
        last = settled[-1]
        by = 0
        if last.new_end == run.new:
            by = _slide(old, last, run.size, last.old_end, run.old)
        elif last.old_end == run.old:
            by = _slide(new, last, run.size, last.new_end, run.new)
        settled[-1] = Run(last.old, last.new, last.size + by)
        settled.append(Run(run.old + by, run.new + by, run.size - by))
    return [run for run in settled if run.size]


def _slide(text: Tokens, before: Run, after: int, start: int, end: int) -> int:
    """By how much the gap text[start:end], between two runs, had better stand further on."""
    ids = text.ids
    most = before.size
    back = next((i for i in range(most) if ids[start - i - 1] != ids[end - i - 1]), most)
    forth = next((i for i in range(after) if ids[start + i] != ids[end + i]), after)
    return max(range(-back, forth + 1), key=lambda by: (_break(text, start + by), -abs(by)))


def _break(text: Tokens, at: int) -> int:
    """How much of a border there is before a word: of a paragraph, a sentence, or none."""
    blank = text.text[text.ends[at - 1] : text.starts[at]]
    if "\n" in blank:
        return 2
    return int(text.text[text.ends[at - 1] - 1] in ".!?…。！？" and bool(blank))


def _blocks(old: Tokens, new: Tokens, run: Run, *, moved: bool) -> Iterator[Block]:
    """The run as blocks, cut where blanks of other lengths stand between the words."""

    def shift(i: int) -> int:
        return new.starts[run.new + i] - old.starts[run.old + i]

    for by, group in groupby(range(run.size), shift):
        indexes = list(group)
        first, last = indexes[0], indexes[-1]
        start = old.starts[run.old + first]
        end = old.ends[run.old + last] + _blanks(old, new, run.old + last, run.new + last)
        if start < end:
            yield Block(start, end, start + by, moved)


def _blanks(old: Tokens, new: Tokens, i: int, j: int) -> int:
    """How many blanks behind the words old[i] and new[j] are the same."""
    left = old.text[old.ends[i] : old.starts[i + 1]]
    right = new.text[new.ends[j] : new.starts[j + 1]]
    return len(left) if left == right else len(commonprefix([left, right]))
