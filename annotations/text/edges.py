"""Where a stretch of text may begin and end: at the borders of words."""

import re
import unicodedata
from collections.abc import Iterable

from rapidfuzz.distance import Levenshtein

from annotations.text.diff import UNSPACED

WORD = re.compile(r"\w+")
LONE = re.compile(f"[{UNSPACED}]")
LONGEST_WORD = 30  # code points that an end is moved by at most
MOST_BETWEEN = 2  # words between a span and a word that belongs to it
ROUNDS = 4  # of moving one end, then the other

Span = tuple[int, int]


def is_inside_word(text: str, at: int) -> bool:
    """Would a cut at `at` part the letters of a word?"""
    return 0 < at < len(text) and _goes_on(text[at - 1]) and _goes_on(text[at])


def _goes_on(letter: str) -> bool:
    if LONE.match(letter):
        return False
    return letter.isalnum() or unicodedata.category(letter)[0] == "M"


def cuts_words(text: str, start: int, end: int) -> bool:
    """Does text[start:end] begin or end inside a word?"""
    return is_inside_word(text, start) or is_inside_word(text, end)


def trimmed(text: str, start: int, end: int) -> Span:
    """The span without the blanks at its ends."""
    words = text[start:end]
    start += len(words) - len(words.lstrip())
    return start, start + len(words.strip())


def grown(text: str, start: int, end: int) -> Span:
    """The span with its ends moved in from blanks and out to the borders of words."""
    start, end = trimmed(text, start, end)
    low, high = start - LONGEST_WORD, end + LONGEST_WORD
    while start > low and is_inside_word(text, start):
        start -= 1
    while end < high and is_inside_word(text, end):
        end += 1
    return start, end


def starts(text: str, low: int, high: int) -> list[int]:
    """Where a word or a mark starts in text[low:high]."""
    return [
        at
        for at in range(max(0, low), min(high, len(text)))
        if not text[at].isspace() and not is_inside_word(text, at)
    ]


def ends(text: str, low: int, high: int) -> list[int]:
    """Where a word or a mark ends, from `low` to `high`."""
    return [
        at
        for at in range(max(1, low), min(high, len(text)) + 1)
        if not text[at - 1].isspace() and not is_inside_word(text, at)
    ]


def divided(left: str, right: str, text: str) -> int:
    """Where `text` has to be cut for its parts to be most like `left` and `right`.

    When one of them is blank, its part may be anything that was put in.
    """

    def cost(at: int) -> float:
        if not left.strip():
            return -likeness(right, text[at:])
        if not right.strip():
            return -likeness(left, text[:at])
        return Levenshtein.distance(left, text[:at]) + Levenshtein.distance(right, text[at:])

    return min((0, *starts(text, 1, len(text)), len(text)), key=cost)


def fitted(text: str, sought: str, start: int, end: int) -> Span:
    """The span with its ends moved to the borders of words that make it most like `sought`.

    The nearest stretch by edit distance stops short of words that were put in or replaced near
    its ends, as leaving them out costs the same.
    """
    reach = len(sought) // 2
    firsts = starts(text, start - reach, end)
    lasts = ends(text, start + 1, end + reach)
    for _ in range(ROUNDS):
        before = start, end
        end = _likest(sought, text, ((start, at) for at in lasts if at > start), before)[1]
        start = _likest(sought, text, ((at, end) for at in firsts if at < end), before)[0]
        if (start, end) == before:
            break
    return _reaching(text, sought, start, end)


def _reaching(text: str, sought: str, start: int, end: int) -> Span:
    """The span with its ends moved out to the first and the last word sought, if just beyond.

    To leave a word at the edge out costs less than all that stands between, yet it was sought.
    """
    wanted, found = WORD.findall(sought), WORD.findall(text[start:end])
    if not wanted or not found:
        return start, end
    if wanted[0] != found[0]:
        at = text.rfind(wanted[0], max(0, start - LONGEST_WORD), start)
        between = at + len(wanted[0]), start
        start = at if _is_near(text, wanted[0], at, between) else start
    if wanted[-1] != found[-1]:
        at = text.find(wanted[-1], end, end + LONGEST_WORD)
        end = at + len(wanted[-1]) if _is_near(text, wanted[-1], at, (end, at)) else end
    return start, end


def _is_near(text: str, word: str, at: int, between: Span) -> bool:
    """Is it a whole word, with at most two others between it and the span?"""
    whole = at >= 0 and len(word) > 1 and not cuts_words(text, at, at + len(word))
    return whole and len(WORD.findall(text[slice(*between)])) <= MOST_BETWEEN


def _likest(sought: str, text: str, spans: Iterable[Span], current: Span) -> Span:
    return max(spans, key=lambda span: likeness(sought, text[slice(*span)]), default=current)


def likeness(sought: str, found: str) -> float:
    """From 0 to 1, by edit distance."""
    return Levenshtein.normalized_similarity(sought, found)
