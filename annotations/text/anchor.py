"""Where a quotation stands in a text, though it was typed inexactly or the text changed.

The selector is that of the W3C Web Annotation model (TextQuoteSelector with a position hint):
the exact words, a little text before and after, and where they stood. All offsets are code
points. A quotation whose text is gone gets no place at all rather than a wrong one.
"""

from collections.abc import Sequence
from dataclasses import replace
from functools import lru_cache
from typing import Literal, NamedTuple

from annotations.text.diff import Comparison, Span, compared
from annotations.text.edges import is_inside_word, likeness
from annotations.text.fold import Folded, fold
from annotations.text.image import Rewritten, image, is_claimed, rewritten
from annotations.text.search import TYPED, Quote, Scored, places

MOST_CONTEXT = 64
LEAST_CONTEXT = 32
STEP = 8  # code points that a context is lengthened by
LIKE_ENOUGH = 0.5  # for words that stand between the old neighbours

Method = Literal["selected", "exact", "folded", "fuzzy"]


class Anchor(NamedTuple):
    """A place for a quotation: text[start:end], how it was found, and how sure that is (0 to 1).

    `moved` when its words stand out of order with the text around them that was kept.
    """

    start: int
    end: int
    method: Method
    score: float
    moved: bool = False


def anchor(
    text: str,
    exact: str,
    prefix: str = "",
    suffix: str = "",
    start_hint: int | None = None,
    old_text: str | None = None,
) -> Span | None:
    """The span of `text` that `exact` stands for, or None when it is not there.

    `prefix` and `suffix` are the text around the quotation when it was made, `start_hint` its
    offset then, `old_text` the whole text then; each may be left out. Never raises.
    """
    found = locate(text, exact, prefix, suffix, start_hint, old_text)
    return (found.start, found.end) if found else None


def locate(
    text: str,
    exact: str,
    prefix: str = "",
    suffix: str = "",
    start_hint: int | None = None,
    old_text: str | None = None,
) -> Anchor | None:
    """As `anchor`, with the method and a score from 0 to 1."""
    sought = Quote.of(exact, prefix, suffix, start_hint)
    if old_text is not None and start_hint is not None and exact and start_hint >= 0:
        source = (start_hint, start_hint + len(exact))
        if old_text[slice(*source)] == exact:
            return _carried(compared(old_text, text), source, replace(sought, revised=True))
    return next(iter(_candidates(text, exact, places(fold(text), sought))), None)


def carry(old: str, new: str, spans: Sequence[Span]) -> list[Anchor | None]:
    """Where each of `spans` of the old text stands in the new one, as `locate` finds it.

    The comparison of the texts is paid once; each span costs next to nothing where its text was
    kept, and a search of the new text where it was not.
    """
    return [
        locate(new, old[start:end], *describe(old, start, end), start, old) for start, end in spans
    ]


def candidates(
    text: str, exact: str, prefix: str = "", suffix: str = "", start_hint: int | None = None
) -> list[Anchor]:
    """Every acceptable place for the quotation, the best first.

    Places that agree to the letter, or up to typography, come alone; only where there are none
    are similar ones sought. When the first two lie within 0.05 of each other and a person typed
    the quotation, the person should choose.
    """
    sought = Quote.of(exact, prefix, suffix, start_hint)
    return _candidates(text, exact, places(fold(text), sought))


def describe(text: str, start: int, end: int, most: int = MOST_CONTEXT) -> tuple[str, str]:
    """The prefix and suffix that tell text[start:end] from its other occurrences.

    At least 32 code points each where the text has them, more until no other occurrence shares
    them, at most `most`; from and to the border of a word, as far as there is one.
    """
    least = min(LEAST_CONTEXT, most)
    for size in range(least, most, STEP):
        low = _border(text, range(start - size, start - most - 1, -1))
        high = _border(text, range(end + size, end + most + 1))
        if _is_unique(text, low, high):
            return text[low:start], text[end:high]
    low = _border(text, range(start - most, start - least + 1))
    high = _border(text, range(end + most, end + least - 1, -1))
    return text[low:start], text[end:high]


def _border(text: str, positions: range) -> int:
    """The first of `positions` that is no cut through a word; if none, the first."""
    within = (max(0, min(at, len(text))) for at in positions)
    first = max(0, min(positions[0], len(text)))
    return next((at for at in within if not is_inside_word(text, at)), first)


def _is_unique(text: str, start: int, end: int) -> bool:
    stretch = text[start:end]
    return text.find(stretch) == start and text.find(stretch, start + 1) < 0


def _carried(texts: Comparison, source: Span, sought: Quote) -> Anchor | None:
    """The place of old[source] in its revision, which says more than the quotation alone."""
    exact = texts.old[slice(*source)]
    if kept := image(texts, *source):
        return _kept(texts, kept.span, exact, moved=kept.moved)
    found = _candidates(texts.new, exact, places(fold(texts.new), sought, _shown(texts, source)))
    free = [place for place in found if not is_claimed(texts, place[:2], source)]
    if free and free[0].method != "fuzzy":
        return free[0]._replace(moved=True)
    between = rewritten(texts, *source)
    if between and _is_alike(texts, exact, between):
        return _kept(texts, between.span, exact, moved=False)
    return free[0]._replace(moved=True) if free else None


def _is_alike(texts: Comparison, exact: str, found: Rewritten) -> bool:
    enough = LIKE_ENOUGH if found.firm else TYPED
    return likeness(exact, texts.new[slice(*found.span)]) >= enough


def _kept(texts: Comparison, span: Span, exact: str, *, moved: bool) -> Anchor:
    method = _method(texts.new, span, exact)
    alike = likeness(exact, texts.new[slice(*span)]) if method == "fuzzy" else 1.0
    return Anchor(*span, method, round(alike, 4), moved)


def _shown(texts: Comparison, source: Span) -> str:
    """The new text, folded, in lower case, with all old text blotted out but that of `source`."""
    page = fold(texts.new)
    own = sorted((piece.at, piece.upto) for piece in texts.pieces(*source))
    return _with_parts(_blotted(texts), page, own)


@lru_cache(maxsize=4)
def _blotted(texts: Comparison) -> str:
    page = fold(texts.new)
    return _with_parts("\0" * len(page.text), page, texts.unclaimed)


def _with_parts(text: str, page: Folded, spans: Sequence[Span]) -> str:
    """`text` with those spans of the original in which `page` is shown, in lower case."""
    parts: list[str] = []
    upto = 0
    for start, end in spans:
        low, high = page.position(start), page.position(end)
        parts += (text[upto:low], page.lower[low:high])
        upto = high
    return "".join((*parts, text[upto:]))


def _candidates(text: str, exact: str, found: list[Scored]) -> list[Anchor]:
    """The places found in the folded text as anchors in the text, the best first."""
    spans = ((fold(text).span(*place), score) for place, score in found)
    placed = (Anchor(*span, _method(text, span, exact), round(score, 4)) for span, score in spans)
    return sorted(placed, key=lambda place: (-place.score, place.start))


def _method(text: str, span: Span, exact: str) -> Method:
    words = text[span[0] : span[1]]
    if words == exact.strip() or words == exact:
        return "exact"
    return "folded" if fold(words).text.strip() == fold(exact).text.strip() else "fuzzy"
