"""What became of one stretch of an old text: kept, kept in part, rewritten where it stood, or gone.

The words of the stretch that both texts have point to its place; words at its edges that were
rewritten lie between the last word kept and the first one kept beyond the edge.
"""

from collections.abc import Sequence
from typing import NamedTuple

from annotations.text.diff import Block, Comparison, Span
from annotations.text.edges import cuts_words, divided, grown, trimmed

WIDEST = 1.8  # times as long as before: more was put in than belongs to the stretch
LEAST_KEPT = 0.5  # of a stretch, for its words to point to its place
REACH = 16  # code points that may be rewritten at an edge, beside twice what stood there

MOST = 2_000  # code points that are compared letter by letter


class Image(NamedTuple):
    """A place in the new text, and whether it left the text around it."""

    start: int
    end: int
    moved: bool = False

    @property
    def span(self) -> Span:
        return self.start, self.end


def image(texts: Comparison, start: int, end: int) -> Image | None:
    """Where old[start:end] stands, when at least half of it was kept close together."""
    pieces = [piece for piece in texts.pieces(start, end) if _words(texts.old, piece)]
    near = _densest(texts, pieces, int((end - start) * WIDEST))
    size = len("".join(texts.old[start:end].split()))
    kept = sum(_words(texts.old, piece) for piece in near)
    if not near or kept < size * LEAST_KEPT:
        return None
    low, high = _start(texts, near, start), _end(texts, near, end)
    if cuts_words(texts.new, low, high) and not cuts_words(texts.old, start, end):
        low, high = grown(texts.new, low, high)
    if trimmed(texts.old, start, end) == (start, end):
        low, high = trimmed(texts.new, low, high)
    moved = 2 * sum(_words(texts.old, piece) for piece in near if piece.moved) > kept
    return Image(low, high, moved)


class Rewritten(NamedTuple):
    """A place in the new text, and whether the words right beside the stretch hold both ends."""

    span: Span
    firm: bool


def rewritten(texts: Comparison, start: int, end: int) -> Rewritten | None:
    """What old[start:end] was rewritten to, between the nearest words before and after it that
    were kept, in order. An empty span where it was deleted; None where nobody could tell.
    """
    before, after = texts.before(start), texts.after(end)
    if before.moved != after.moved or not 0 <= after.at - before.upto <= MOST:
        return None
    new = texts.new[before.upto : after.at]
    left, inside = texts.old[before.end : start], texts.old[start:end]
    right = texts.old[end : after.start]
    if len(left) + len(inside) + len(right) > MOST:
        return None
    low = divided(left, inside + right, new) if left.strip() else 0
    high = divided(left + inside, right, new) if right.strip() else len(new)
    span = trimmed(texts.new, before.upto + low, before.upto + max(low, high))
    return Rewritten(span, firm=not (left + right).strip())


def is_claimed(texts: Comparison, place: Span, source: Span) -> bool:
    """Is new[place] mostly old text from elsewhere than old[source]?"""
    foreign = 0
    for block in texts.covering(*place):
        shift = block.at - block.start
        here = block.within(place[0] - shift, place[1] - shift)
        own = here.within(*source)
        foreign += here.end - here.start - (own.end - own.start)
    return foreign * 2 > place[1] - place[0]


def _words(text: str, piece: Block) -> int:
    """How many code points of a piece are not blank."""
    return len("".join(text[piece.start : piece.end].split()))


def _densest(texts: Comparison, pieces: list[Block], room: int) -> list[Block]:
    """The pieces within `room` of each other in the new text that are most of all, in its order."""
    ordered = sorted(pieces, key=lambda piece: piece.at)
    weights = [_words(texts.old, piece) for piece in ordered]
    best, most, first, weight = (0, 0), 0, 0, 0
    for last, piece in enumerate(ordered):
        weight += weights[last]
        while first < last and piece.upto - ordered[first].at > room:
            weight -= weights[first]
            first += 1
        if weight > most:
            best, most = (first, last + 1), weight
    return ordered[slice(*best)]


def _start(texts: Comparison, near: Sequence[Block], start: int) -> int:
    """Where the stretch starts in the new text; its first words may have been rewritten."""
    kept, at = min(piece.start for piece in near), near[0].at
    inside = texts.old[start:kept]
    before, free = texts.before(start), texts.free_before(at)
    outside = texts.old[before.end : start]
    if texts.new.endswith(inside, 0, at):
        return at - len(inside)
    if not inside.strip() or free == at:
        return at
    if not outside.strip() and before.upto == free and at - free <= _reach(inside):
        return trimmed(texts.new, free, at)[0]
    low = max(free, at - _reach(inside))
    cut = divided(outside[low - at :], inside[-MOST:], texts.new[low:at])
    return trimmed(texts.new, low + cut, at)[0]


def _end(texts: Comparison, near: Sequence[Block], end: int) -> int:
    """Where it ends; as `_start`."""
    kept, upto = max(piece.end for piece in near), max(piece.upto for piece in near)
    inside = texts.old[kept:end]
    after, free = texts.after(end), texts.free_after(upto)
    outside = texts.old[end : after.start]
    if texts.new.startswith(inside, upto):
        return upto + len(inside)
    if not inside.strip() or free == upto:
        return upto
    if not outside.strip() and after.at == free and free - upto <= _reach(inside):
        return trimmed(texts.new, upto, free)[1]
    high = min(free, upto + _reach(inside))
    cut = divided(inside[:MOST], outside[: high - upto], texts.new[upto:high])
    return trimmed(texts.new, upto, upto + cut)[1]


def _reach(words: str) -> int:
    """How long the words may be that `words` at an edge were rewritten to."""
    return min(2 * len(words) + REACH, MOST)
