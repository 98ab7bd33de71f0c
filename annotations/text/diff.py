"""What became of a stretch of an old text in a new one.

A first, careful form: the common head and tail of the two texts, and between them a longest
common subsequence of words (rapidfuzz, after Hyyrö 2004) where that is affordable. It answers
only for stretches that are the same on both sides.
"""

import re
from bisect import bisect_right
from functools import lru_cache
from os.path import commonprefix
from typing import NamedTuple

from rapidfuzz.distance import LCSseq

TOKEN = re.compile(r"\w+|\s+|[^\w\s]")
FIRM = 12  # code points of a neighbour that must be kept for it to hold
MOST_CELLS = 40_000_000  # tokens × tokens: the cost of the subsequence


class Block(NamedTuple):
    """old[start:end] stands at `at` in the new text."""

    start: int
    end: int
    at: int


def image(old: str, new: str, start: int, end: int) -> tuple[int, int] | None:
    """Where old[start:end] stands in `new`, or None when it was not kept in one piece, in order.

    The first call for a pair of texts costs the comparison, the next ones next to nothing.
    """
    if not 0 <= start < end <= len(old):
        return None
    blocks = _kept(old, new)
    i = bisect_right(blocks, (start, len(old), len(new))) - 1
    if i < 0 or blocks[i].end < end or blocks[i].start > start:
        return None
    shift = blocks[i].at - blocks[i].start
    return start + shift, end + shift


def gap(old: str, new: str, start: int, end: int) -> tuple[int, int] | None:
    """What stands in `new` between the neighbours of old[start:end], when both of them were kept.

    That is what the stretch was rewritten to, or an empty span where it was deleted.
    """
    left = image(old, new, max(0, start - FIRM), start) if start else (0, 0)
    right = image(old, new, end, min(len(old), end + FIRM)) if end < len(old) else (len(new),) * 2
    if left is None or right is None or left[1] > right[0]:
        return None
    return left[1], right[0]


def is_claimed(old: str, new: str, place: tuple[int, int], source: tuple[int, int]) -> bool:
    """Is new[place] mostly old text from elsewhere than old[source]?"""
    blocks = _kept(old, new)
    i = max(0, bisect_right(blocks, place[0], key=lambda block: block.at) - 1)
    foreign = 0
    for block in blocks[i:]:
        if block.at >= place[1]:
            break
        shift = block.start - block.at
        low, high = max(place[0], block.at), min(place[1], block.end - shift)
        own = min(high + shift, source[1]) - max(low + shift, source[0])
        foreign += max(0, high - low) - max(0, own)
    return foreign * 2 > place[1] - place[0]


@lru_cache(maxsize=4)
def _kept(old: str, new: str) -> list[Block]:
    head = len(commonprefix([old, new]))
    room = min(len(old), len(new)) - head
    tail = len(commonprefix([old[::-1][:room], new[::-1][:room]]))
    middle = _between(old[head : len(old) - tail], new[head : len(new) - tail])
    blocks = [Block(0, head, 0)]
    blocks += [Block(a + head, b + head, at + head) for a, b, at in middle]
    blocks.append(Block(len(old) - tail, len(old), len(new) - tail))
    return _joined([block for block in blocks if block.start < block.end])


def _between(old: str, new: str) -> list[Block]:
    before, after = TOKEN.findall(old), TOKEN.findall(new)
    if len(before) * len(after) > MOST_CELLS:
        return []
    from_, to = _offsets(before), _offsets(after)
    return [
        Block(from_[code.src_start], from_[code.src_end], to[code.dest_start])
        for code in LCSseq.opcodes(before, after)
        if code.tag == "equal"
    ]


def _offsets(tokens: list[str]) -> list[int]:
    offsets = [0]
    for token in tokens:
        offsets.append(offsets[-1] + len(token))
    return offsets


def _joined(blocks: list[Block]) -> list[Block]:
    """Neighbours that touch on both sides made one."""
    joined: list[Block] = []
    for block in blocks:
        last = joined[-1] if joined else None
        if last and last.end == block.start and last.at + last.end - last.start == block.at:
            joined[-1] = Block(last.start, block.end, last.at)
        else:
            joined.append(block)
    return joined
