"""Text as a reader compares it, with the way back to the offsets of the original.

Quotation marks and dashes become plain ones, "…" three stops, every run of blanks and line ends
one blank; soft hyphens and zero-width characters go; letters are composed (Unicode NFC, UAX #15).
Case stays. All offsets are code points.
"""

import re
import unicodedata
from bisect import bisect_left, bisect_right
from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import NamedTuple

PLAIN = {
    **dict.fromkeys("‘’‚‛′`´ʼ", "'"),
    **dict.fromkeys("“”„‟«»″", '"'),
    **dict.fromkeys("‐‑‒–—―−", "-"),
    "…": "...",
}
ONE_TO_ONE = str.maketrans({mark: plain for mark, plain in PLAIN.items() if len(plain) == 1})
# Blanks in a run, blanks that are not U+0020, what goes, what grows, and letters with marks.
UNEVEN = re.compile(
    r"\s{2,}|[^\S ]|[\u00ad\u200b-\u200d\u2060\ufeff]+|…"
    r"|[^\s\u0300-\u036f][\u0300-\u036f\u1dc0-\u1dff\u20d0-\u20f0\ufe20-\ufe2f]+"
    r"|[\u1100-\u115f][\u1160-\u11ff]+"
)


WORTH_KEEPING = 1_000  # code points; a quotation is folded sooner than it pushes out an article


class Piece(NamedTuple):
    """A stretch whose length folding changed: folded [start, end) was [first, last) before."""

    start: int
    end: int
    first: int
    last: int


@dataclass(frozen=True)
class Folded:
    """A folded text and the map from its offsets to those of the original."""

    text: str
    pieces: tuple[Piece, ...]

    @cached_property
    def lower(self) -> str:
        """The folded text in lower case, of the same length."""
        low = self.text.lower()
        if len(low) == len(self.text):
            return low
        return "".join(c.lower() if len(c.lower()) == 1 else c for c in self.text)

    @cached_property
    def _starts(self) -> list[int]:
        return [piece.start for piece in self.pieces]

    def span(self, start: int, end: int) -> tuple[int, int]:
        """The span of the original that folded [start, end) came from."""
        return self._first(start), self._last(end)

    def position(self, offset: int) -> int:
        """Where `offset` of the original lies in the folded text."""
        firsts = self._firsts
        i = bisect_right(firsts, offset) - 1
        if i < 0:
            return offset
        piece = self.pieces[i]
        if offset < piece.last:
            return min(piece.start + offset - piece.first, piece.end)
        return piece.end + offset - piece.last

    @cached_property
    def _firsts(self) -> list[int]:
        return [piece.first for piece in self.pieces]

    def _first(self, at: int) -> int:
        i = bisect_right(self._starts, at) - 1
        if i < 0:
            return at
        piece = self.pieces[i]
        return piece.first if at < piece.end else piece.last + at - piece.end

    def _last(self, at: int) -> int:
        i = bisect_left(self._starts, at) - 1
        if i < 0:
            return at
        piece = self.pieces[i]
        return piece.last + max(0, at - piece.end)


def fold(text: str) -> Folded:
    """Fold `text`. The last few answers are kept, for many quotes are sought in one text."""
    return _fold(text) if len(text) < WORTH_KEEPING else _kept(text)


@lru_cache(maxsize=8)
def _kept(text: str) -> Folded:
    return _fold(text)


def _fold(text: str) -> Folded:
    parts: list[str] = []
    pieces: list[Piece] = []
    upto = size = 0
    for found in UNEVEN.finditer(text):
        plain = _plain(found[0])
        first, last = found.span()
        parts += (text[upto:first], plain)
        size += first - upto
        if len(plain) != last - first:
            pieces.append(Piece(size, size + len(plain), first, last))
        size += len(plain)
        upto = last
    parts.append(text[upto:])
    return Folded("".join(parts).translate(ONE_TO_ONE), tuple(pieces))


def _plain(run: str) -> str:
    if run.isspace():
        return " "
    if run[0] in "\u00ad\u200b\u200c\u200d\u2060\ufeff":
        return ""
    return PLAIN.get(run) or unicodedata.normalize("NFC", run)
