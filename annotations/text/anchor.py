"""Where a quotation stands in a text, though it was typed inexactly or the text changed.

The selector is that of the W3C Web Annotation model (TextQuoteSelector with a position hint):
the exact words, a little text before and after, and where they stood. All offsets are code
points. A quotation whose text is gone gets no place at all rather than a wrong one.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Literal, NamedTuple

from rapidfuzz.distance import Levenshtein

from annotations.text.diff import gap, image, is_claimed
from annotations.text.fold import Folded, fold
from annotations.text.infix import nearest
from annotations.text.narrow import windows

MOST_CONTEXT = 64
LEAST_CONTEXT = 32
MOST_PLACES = 500  # places of a frequent quote that are compared
FIRM = 12  # characters of context that hold an end in place
SHORTEST_FUZZY = 12  # fewer characters resemble too much
# Measured on revisions of real documents: likeness that is enough without any context, and what
# context takes off; context that an exact but short quotation needs.
FUZZY_TOP = 0.95
FUZZY_TOP_REVISED = 0.85  # other old text has been ruled out
FUZZY_SLOPE = 0.5
NEED_TOP = 0.6
NEED_LEN = 120
WORD = re.compile(r"\w+")
# Scripts that are written without blanks between words.
LONE = re.compile(r"[\u0e00-\u0eff\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff]")

Span = tuple[int, int]
Method = Literal["selected", "exact", "folded", "fuzzy"]


class Anchor(NamedTuple):
    """A place for a quotation: text[start:end], how it was found, and how sure that is (0 to 1)."""

    start: int
    end: int
    method: Method
    score: float


@dataclass(frozen=True)
class Quote:
    """What is sought: a selector, folded."""

    exact: str
    prefix: str = ""
    suffix: str = ""
    hint: int | None = None
    strict: bool = True  # nothing but its likeness speaks for a place that has changed

    @cached_property
    def lower(self) -> str:
        return fold(self.exact).lower.strip()

    @cached_property
    def has_context(self) -> bool:
        return bool(self.prefix.strip() or self.suffix.strip())


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
    sought = Quote(exact, prefix, suffix, start_hint)
    if old_text is not None and start_hint is not None and exact and start_hint >= 0:
        source = (start_hint, start_hint + len(exact))
        if old_text[slice(*source)] == exact:
            return _revised(text, old_text, source, replace(sought, strict=False))
    return next(iter(_candidates(text, sought)), None)


def _revised(text: str, old: str, source: Span, sought: Quote) -> Anchor | None:
    """The place of old[source] in its revision, which says more than the quotation alone."""
    exact = old[slice(*source)]
    if kept := image(old, text, *source):
        return Anchor(*kept, _method(text, kept, exact), 1.0)
    found = _candidates(text, sought)
    free = [place for place in found if not is_claimed(old, text, place[:2], source)]
    if free and free[0].method != "fuzzy":
        return free[0]
    rewritten = gap(old, text, *source)
    likeness = Levenshtein.normalized_similarity(exact, text[slice(*rewritten)]) if rewritten else 0
    if rewritten and likeness >= 0.5:
        return Anchor(*rewritten, _method(text, rewritten, exact), round(likeness, 4))
    return free[0] if free else None


def candidates(
    text: str, exact: str, prefix: str = "", suffix: str = "", start_hint: int | None = None
) -> list[Anchor]:
    """Every acceptable place for the quotation, the best first.

    Places that agree to the letter, or up to typography, come alone; only where there are none
    are similar ones sought. When the first two lie within 0.05 of each other and a person typed
    the quotation, the person should choose.
    """
    return _candidates(text, Quote(exact, prefix, suffix, start_hint))


def _candidates(text: str, wanted: Quote) -> list[Anchor]:
    exact = wanted.exact
    prefix, suffix = fold(wanted.prefix).text, fold(wanted.suffix).text
    sought = replace(wanted, exact=fold(exact).text.strip(), prefix=prefix, suffix=suffix)
    if not sought.exact:
        return []
    page = fold(text)
    found = _exactly(page, sought) or _roughly(page, sought)
    places = (_placed(text, page, exact, place, score) for place, score in found)
    return sorted(places, key=lambda place: (-place.score, place.start))


def describe(text: str, start: int, end: int, most: int = MOST_CONTEXT) -> tuple[str, str]:
    """The prefix and suffix that tell text[start:end] from its other occurrences.

    At least 32 code points each where the text has them, more (to the border of a word) until
    no other occurrence shares them, at most `most`.
    """
    exact = text[start:end]
    for size in range(min(LEAST_CONTEXT, most), most, 8):
        prefix, suffix = text[max(0, start - size) : start], text[end : end + size]
        around = prefix + exact + suffix
        first = text.find(around)
        if first + len(prefix) == start and text.find(around, first + 1) < 0:
            return prefix, suffix
    return text[max(0, start - most) : start], text[end : end + most]


def _placed(text: str, page: Folded, exact: str, place: Span, score: float) -> Anchor:
    span = page.span(*place)
    return Anchor(*span, _method(text, span, exact), round(score, 4))


def _method(text: str, span: Span, exact: str) -> Method:
    words = text[span[0] : span[1]]
    if words == exact.strip() or words == exact:
        return "exact"
    return "folded" if fold(words).text.strip() == fold(exact).text.strip() else "fuzzy"


Scored = tuple[Span, float]


def _exactly(page: Folded, sought: Quote) -> list[Scored]:
    """The occurrences of the quotation, scored by their surroundings."""
    scored = []
    for start in _occurrences(page.text, sought.exact):
        place = (start, start + len(sought.exact))
        likeness = _context(page, sought, place)
        if likeness >= _context_needed(page, sought, place):
            nearness = _nearness(page, sought, start)
            scored.append((place, 0.5 + 0.4 * likeness + 0.1 * nearness))
    return scored


def _occurrences(text: str, exact: str) -> Iterable[int]:
    start = text.find(exact)
    for _ in range(MOST_PLACES):
        if start < 0:
            return
        yield start
        start = text.find(exact, start + 1)


def _context_needed(page: Folded, sought: Quote, place: Span) -> float:
    """The shorter the quotation, the easier it stands elsewhere by chance."""
    if _cuts_words(page.text, *place):
        return 0.8
    if not sought.has_context:
        return 0.0
    return max(0.0, NEED_TOP - len(sought.exact) / NEED_LEN)


def _cuts_words(text: str, start: int, end: int) -> bool:
    return _inside_word(text, start) or _inside_word(text, end)


def _inside_word(text: str, at: int) -> bool:
    around = text[max(0, at - 1) : at + 1]
    return len(around) == 2 and at > 0 and around.isalnum() and not LONE.search(around)


def _context(page: Folded, sought: Quote, place: Span) -> float:
    """How alike the surroundings are, 0 to 1; without context to compare, 1."""
    before = page.text[: place[0]][-len(sought.prefix) :] if sought.prefix else ""
    after = page.text[place[1] : place[1] + len(sought.suffix)]
    size = len(sought.prefix) + len(sought.suffix)
    if not size:
        return 1.0
    left = Levenshtein.normalized_similarity(sought.prefix, before)
    right = Levenshtein.normalized_similarity(sought.suffix, after)
    even = (left * len(sought.prefix) + right * len(sought.suffix)) / size
    return max(even, 0.8 * max(left if sought.prefix else 0, right if sought.suffix else 0))


def _nearness(page: Folded, sought: Quote, start: int) -> float:
    if sought.hint is None:
        return 1.0
    distance = abs(page.span(start, start + 1)[0] - sought.hint)
    return 1.0 / (1.0 + distance / 500)


def _roughly(page: Folded, sought: Quote) -> list[Scored]:
    """The places that resemble the quotation enough."""
    if len(sought.exact) < SHORTEST_FUZZY:
        return []
    found: dict[Span, float] = {}
    for low, high in windows(
        page.lower, sought.lower, sought.prefix.lower(), sought.suffix.lower()
    ):
        near = nearest(sought.lower, page.lower[low:high])
        span = (low + near.start, low + near.end)
        for start, end in (_firm(page.lower, sought, *span), span):
            place = _grown(page.text, start, end)
            if place[0] < place[1] and (score := _resemblance(page, sought, place)):
                found[place] = score
                break
    return list(found.items())


def _firm(text: str, sought: Quote, start: int, end: int) -> Span:
    """The span with each end moved to where the context begins, if that stands near by.

    Words put in or taken out at the edge of a quotation leave the edit distance undecided.
    """
    reach = len(sought.exact) * 2 // 3 + FIRM
    before, after = sought.prefix[-FIRM:].lower(), sought.suffix[:FIRM].lower()
    if len(after) == FIRM:
        at = text.find(after, max(start + 1, end - reach), end + reach)
        end = at if at > 0 else end
    if len(before) == FIRM:
        at = text.rfind(before, max(0, start - reach), min(end, start + reach))
        start = at + FIRM if at >= 0 else start
    return (start, end) if start < end else (end, end)


def _resemblance(page: Folded, sought: Quote, place: Span) -> float:
    """A score from 0 to 1, or 0 when the place is too unlike what is sought."""
    words = page.lower[place[0] : place[1]]
    likeness = Levenshtein.normalized_similarity(sought.lower, words)
    surroundings = _context(page, sought, place) if sought.has_context else None
    if surroundings is None:
        enough = likeness >= 0.65 and _shared_words(sought.lower, words) >= 0.5
        return likeness * 0.95 if enough else 0.0
    if likeness < (FUZZY_TOP if sought.strict else FUZZY_TOP_REVISED) - FUZZY_SLOPE * surroundings:
        return 0.0
    return 0.9 * (0.6 * likeness + 0.3 * surroundings + 0.1 * _nearness(page, sought, place[0]))


def _shared_words(sought: str, found: str) -> float:
    wanted = set(WORD.findall(sought))
    if LONE.search(sought) or not wanted:
        return 1.0
    return len(wanted & set(WORD.findall(found))) / len(wanted)


def _grown(text: str, start: int, end: int) -> Span:
    """The span with its ends moved out to word borders and in from blanks."""
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    low, high = start - 30, end + 30
    while start > max(0, low) and _inside_word(text, start):
        start -= 1
    while end < min(len(text), high) and _inside_word(text, end):
        end += 1
    return start, end
