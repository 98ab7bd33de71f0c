"""Where a quotation may stand in a text, by its words and by what stood around them.

To the letter first (up to typography), else by edit distance: the better the surroundings agree,
the more slips are allowed. Works on folded texts; `anchor` maps the places back.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property

from annotations.text.edges import LONE, Span, cuts_words, fitted, grown, likeness
from annotations.text.fold import Folded, fold
from annotations.text.infix import nearest
from annotations.text.narrow import windows

MOST_PLACES = 500  # places of a frequent quotation that are compared
DISAGREE = 0.5  # less alike says that surroundings are others
CLOSE = 12  # characters of context right beside the quotation, which count twice
FIRM = 12  # characters of context that hold an end in place
SHORTEST_FUZZY = 12  # fewer characters resemble too much
TYPED = 0.65  # likeness that is enough when a person typed the words from memory
TYPED_SHORT = 0.7  # and for fewer than 32 characters, where two words in common say little
FEW = 32
# The likeness that is enough without any context, and what full context takes off it.
FUZZY_TOP = 0.95
FUZZY_TOP_REVISED = 0.85  # other old text has been ruled out
FUZZY_SLOPE = 0.5
# A quotation of fewer characters, about four words, may stand anywhere by chance: it needs this
# much of its surroundings.
SHORT = 24
SHORT_NEEDS = 0.5
CUT_NEEDS = 0.8  # one that begins or ends inside a word needs nearly all
WORD = re.compile(r"\w+")

Scored = tuple[Span, float]


@dataclass(frozen=True)
class Quote:
    """What is sought: a selector, folded by `of`."""

    exact: str
    prefix: str = ""
    suffix: str = ""
    hint: int | None = None
    revised: bool = False  # the old text is known: what it claims has been ruled out

    @classmethod
    def of(cls, exact: str, prefix: str = "", suffix: str = "", hint: int | None = None) -> "Quote":
        return cls(fold(exact).text.strip(), fold(prefix).text, fold(suffix).text, hint)

    @cached_property
    def lower(self) -> str:
        return fold(self.exact).lower

    @cached_property
    def has_context(self) -> bool:
        return bool(self.prefix.strip() or self.suffix.strip())


def places(page: Folded, sought: Quote, shown: str | None = None) -> list[Scored]:
    """Every acceptable place for the quotation, with a score from 0 to 1, in no order.

    Similar places are sought only where there is none that agrees; and only in `shown`, the text
    in lower case with what cannot be meant blotted out.
    """
    if not sought.exact:
        return []
    if exactly := _exactly(page, sought):
        return exactly
    found = _roughly(page, sought, page.lower if shown is None else shown)
    if sought.revised or not found or not _has_closed(page.text, sought):
        return found
    return [place for place in found if max(_sides(page, sought, place[0])) >= DISAGREE]


def _has_closed(text: str, sought: Quote) -> bool:
    """Does what stood before and after the quotation stand together without it?"""
    before, after = sought.prefix.rstrip()[-FIRM:], sought.suffix.lstrip()[:FIRM]
    if len(before + after) < 2 * FIRM:
        return False
    return bool(re.search(rf"{re.escape(before)}\s?{re.escape(after)}", text))


def _exactly(page: Folded, sought: Quote) -> list[Scored]:
    """The occurrences of the quotation, scored by their surroundings."""
    scored = []
    for start in _occurrences(page.text, sought.exact):
        place = (start, start + len(sought.exact))
        if _is_at_home(page, sought, place):
            nearness = _nearness(page, sought, start)
            surroundings = _context(page, sought, place)
            scored.append((place, 0.5 + 0.4 * surroundings + 0.1 * nearness))
    return scored


def _occurrences(text: str, exact: str) -> Iterator[int]:
    start = text.find(exact)
    for _ in range(MOST_PLACES):
        if start < 0:
            return
        yield start
        start = text.find(exact, start + 1)


def _is_at_home(page: Folded, sought: Quote, place: Span) -> bool:
    """Do the surroundings agree as far as a quotation of that length needs it?

    Of a few words that left a text that is known, both sides have to: they do not move alone.
    """
    if cuts_words(page.text, *place):
        return _context(page, sought, place) >= CUT_NEEDS
    if not sought.has_context or len(sought.exact) >= SHORT:
        return True
    if not sought.revised:
        return _context(page, sought, place) >= SHORT_NEEDS
    sides = zip((sought.prefix, sought.suffix), _sides(page, sought, place), strict=True)
    return min(side for words, side in sides if words.strip()) >= SHORT_NEEDS


def _context(page: Folded, sought: Quote, place: Span) -> float:
    """How alike the surroundings are, 0 to 1; without context to compare, 1."""
    left, right = _sides(page, sought, place)
    size = len(sought.prefix) + len(sought.suffix)
    if not size:
        return 1.0
    even = (left * len(sought.prefix) + right * len(sought.suffix)) / size
    return max(even, 0.8 * left, 0.8 * right)


def _sides(page: Folded, sought: Quote, place: Span) -> tuple[float, float]:
    """How alike the text before and the text after is; 0 without context on that side."""
    before = page.text[max(0, place[0] - len(sought.prefix)) : place[0]]
    after = page.text[place[1] : place[1] + len(sought.suffix)]
    close = likeness(sought.prefix[-CLOSE:], before[-CLOSE:])
    left = (likeness(sought.prefix, before) + close) / 2 if sought.prefix else 0.0
    close = likeness(sought.suffix[:CLOSE], after[:CLOSE])
    return left, (likeness(sought.suffix, after) + close) / 2 if sought.suffix else 0.0


def _nearness(page: Folded, sought: Quote, start: int) -> float:
    if sought.hint is None:
        return 1.0
    distance = abs(page.span(start, start + 1)[0] - sought.hint)
    return 1.0 / (1.0 + distance / 500)


def _roughly(page: Folded, sought: Quote, shown: str) -> list[Scored]:
    """The places that resemble the quotation enough."""
    if len(sought.exact) < SHORTEST_FUZZY:
        return []
    parts = windows(shown, sought.lower, sought.prefix.lower(), sought.suffix.lower())
    found: dict[Span, float] = {}
    for span in _nearest(page.lower, sought.lower, parts):
        ways = [grown(page.text, *way) for way in (_held(page.lower, sought, *span), span)]
        place = max(ways, key=lambda way: _fit(page, sought, way))
        found[place] = _resemblance(page, sought, place)
    return [(place, score) for place, score in found.items() if score]


def _fit(page: Folded, sought: Quote, place: Span) -> float:
    """How well a span that may be cut in several ways agrees, inside and outside, 0 to 2."""
    inside = likeness(sought.lower, page.lower[slice(*place)])
    return inside + sum(_sides(page, sought, place)) / 2


def _nearest(text: str, sought: str, parts: Iterable[Span]) -> Iterator[Span]:
    """The stretch of each part that is most like what is sought, from word to word."""
    found = set()
    for low, high in parts:
        near = nearest(sought, text[low:high])
        if near.distance <= len(sought) * TYPED:
            found.add((low + near.start, low + near.end))
    for start, end in found:
        yield fitted(text, sought, start, end)


def _held(text: str, sought: Quote, start: int, end: int) -> Span:
    """Where the context before the span ends and the context behind it begins, if near by.

    Words put in or taken out at the edge of a quotation leave the edit distance undecided.
    """
    reach = len(sought.exact) * 2 // 3 + FIRM
    before, after = sought.prefix[-FIRM:].lower(), sought.suffix[:FIRM].lower()
    if len(before) == FIRM:
        start = _hit(text, before, start - FIRM, reach) + FIRM
    if len(after) == FIRM:
        end = _hit(text, after, end, reach)
    return start, end


def _hit(text: str, words: str, at: int, reach: int) -> int:
    """Where `words` stand nearest to `at`, within `reach`; else `at`."""
    back = text.rfind(words, max(0, at - reach), at + len(words))
    on = text.find(words, max(0, at), max(0, at + reach))
    return min((hit for hit in (back, on) if hit >= 0), key=lambda hit: abs(hit - at), default=at)


def _resemblance(page: Folded, sought: Quote, place: Span) -> float:
    """A score from 0 to 1, or 0 when the place is too unlike what is sought."""
    words = page.lower[slice(*place)]
    alike = likeness(sought.lower, words)
    if not sought.has_context:
        enough = TYPED_SHORT if len(sought.lower) < FEW else TYPED
        known = alike >= enough and _shared_words(sought.lower, words) > 0.5
        return alike * 0.95 if known else 0.0
    surroundings = _context(page, sought, place)
    top = FUZZY_TOP_REVISED if sought.revised else FUZZY_TOP
    least = max(TYPED if sought.revised else 0.0, top - FUZZY_SLOPE * surroundings)
    if alike < least or not _is_at_home(page, sought, place):
        return 0.0
    return 0.9 * (0.6 * alike + 0.3 * surroundings + 0.1 * _nearness(page, sought, place[0]))


def _shared_words(sought: str, found: str) -> float:
    wanted = set(WORD.findall(sought))
    if LONE.search(sought) or not wanted:
        return 1.0
    return len(wanted & set(WORD.findall(found))) / len(wanted)
