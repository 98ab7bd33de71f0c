"""Does a sentence end here? The questions that decide about one possible boundary.

What they need to know of a language stands in `segment_tables`.
"""

import re

from annotations.text.segment_tables import OPENERS, QUOTES, Language

LOOK_BACK = 60  # characters before a boundary that decide about it
LOOK_AHEAD = 120
SHORT = 25  # characters that may not yet be a sentence: "At around 9 a.m."

FIRST_WORD = re.compile(r"\W{0,3}([^\W_]+(?:['’][^\W\d_]+)?)([.-]?)")
PLAIN_END = re.compile(r"[^\W\d_]{3}[.!?]+$")
BREAK = re.compile(r"[—–(\[{“„«\"]")
INITIALS = re.compile(r"[^\W\d_](?:\.-?[^\W\d_])*")
SPACED_LETTER = re.compile(r"\W*[^\W\d_]\.")
ROMAN = re.compile(r"[IVXLC]+")
NUMBER = re.compile(r"\W*(?:\d\S*|[IVXLC]+)")
HOUR = re.compile(r"\b[ap]\.\s?m\.$", re.IGNORECASE)
ZONE = re.compile(r"(?:[A-Z]\w+\s){1,2}[Tt]ime\b")
ATTRIBUTION = re.compile(r"(?:[^\W_][^\s,:;!?()“”\"]*,?|\([^()]{1,40}\),?)(?:\s+|$)")


class Seam:
    """Where a boundary may be, and what stands on its two sides."""

    def __init__(
        self, piece: str, sentence: tuple[int, int], start: int, is_headline: bool, rules: Language
    ) -> None:
        """`sentence` is the span that would end here, `start` where the next would begin."""
        begin, end = sentence
        before = piece[max(0, end - LOOK_BACK) : end]
        self.rules = rules
        self.is_headline = is_headline
        self.stem = before.rstrip(rules.ending)  # without closing quotation marks and brackets
        # The last two words before a full stop, and how tables may write the last.
        self.earlier, self.word = _last_words(self.stem) if self.stem[-1:] == "." else ("", "")
        self.forms = _forms(self.word) if self.word else []
        self.closed = len(self.stem) < len(before)
        self.joined = end == start  # no blank comes between
        self.after = piece[start : start + LOOK_AHEAD]
        self.short = piece[begin:end] if end - begin < SHORT else ""

    def is_in(self, table: frozenset[str]) -> bool:
        """Is the last word in `table`?"""
        return not table.isdisjoint(self.forms)

    @property
    def opens(self) -> bool:
        """Does a word follow that begins sentences, not an initial or half of a compound?"""
        first, mark = _first_word(self.after)
        is_whole = not mark or (mark == "." and len(first) > 2)
        return is_whole and not self.is_headline and first in self.rules.starters

    @property
    def leads(self) -> bool:
        """Is the sentence so far no more than "At 9 a.m."?"""
        return bool(self.short) and _first_word(self.short)[0] in self.rules.leads


def _last_words(stem: str) -> tuple[str, str]:
    """The last two; "z. B." is one."""
    words = stem[:-1].rsplit(None, 4)[-4:]
    word = BREAK.split(words.pop())[-1].lstrip(OPENERS) if words else ""
    while words and len(word) <= 3 and SPACED_LETTER.fullmatch(words[-1]):
        word = words.pop().lstrip(OPENERS) + word
    return words[-1] if words else "", word


def stands(seam: Seam) -> bool:
    """Is the boundary one that a reader would set?"""
    if _goes_on(seam) or _is_attributed(seam):
        return False
    if seam.joined and seam.stem.endswith((".", "!", "?", "…")):
        return _is_joined(seam)
    return not (seam.stem.endswith(".") and _is_abbreviation(seam))


def _goes_on(seam: Seam) -> bool:
    """Does the same sentence go on: in lower case, with a comma, behind an open ellipsis?

    Careless writers begin sentences in lower case, so behind a plain word and its stop it may.
    """
    bare = seam.after[:9].lstrip(QUOTES + "([{–—- ")
    if bare[:1].islower() and not bare[1:2].isupper():
        plain = seam.rules.careless and not seam.closed and PLAIN_END.search(seam.stem)
        return not plain or _is_known(seam)
    if seam.stem.endswith(("…", "...")) and not seam.closed:
        return bare[:1].isalpha() and not bare[:1].isupper()
    return seam.after[0] in ",;:"


def _is_joined(seam: Seam) -> bool:
    """The blank behind a stop was forgotten, as the word that follows tells."""
    last = seam.stem.rstrip(".!?…")[-2:]
    return seam.opens and seam.after[0].isupper() and last.isalpha() and last.islower()


def _is_attributed(seam: Seam) -> bool:
    """“This is outrageous!” Rep. Cole said: the quotation is part of a longer sentence."""
    if seam.rules.reported:
        return seam.closed and bool(re.match(seam.rules.reported, seam.after))
    if not seam.stem.endswith(("!", "?", "…", "।")):
        return False
    if seam.opens or not (seam.closed or seam.after[0].islower()):
        return False
    return _is_reported(seam.after, seam.rules)


def _is_reported(after: str, rules: Language) -> bool:
    at = 0
    for _ in range(8):
        found = ATTRIBUTION.match(after, at)
        if not found:
            return False
        word = found[0].rstrip()
        if word.rstrip(",.।").lower() in rules.reporting:
            return word[-1] in ",.।" or _first_word(after[found.end() :])[0] not in rules.subjects
        if word.endswith(".") and not _shortens(word[:-1], rules):
            return False
        at = found.end()
    return False


def _shortens(word: str, rules: Language) -> bool:
    return bool(INITIALS.fullmatch(word)) or not rules.abbreviations.isdisjoint(_forms(word))


def _is_known(seam: Seam) -> bool:
    """Is the last word an abbreviation, so that lower case may follow it?"""
    return seam.is_in(seam.rules.abbreviations) or _is_measure(seam)


def _is_measure(seam: Seam) -> bool:
    return seam.is_in(seam.rules.measures) and bool(NUMBER.fullmatch(seam.earlier))


def _is_abbreviation(seam: Seam) -> bool:
    """Does the stop belong to the word, with the sentence going on behind it?"""
    rules = seam.rules
    if seam.stem[-2:-1] in "mM" and HOUR.search(seam.stem):
        return _is_timed(seam)
    if seam.is_in(rules.vocabulary):
        if seam.after[0].isdigit() and seam.is_in(rules.counted):
            return True
        if seam.is_in(rules.closing) or _is_measure(seam):
            return seam.leads and not seam.opens
        if seam.is_in(rules.tied) or (seam.word.lower(), _first_word(seam.after)[0]) in rules.pairs:
            return True
    return (_is_unfinished(seam) or _is_ordinal(seam)) and not seam.opens


def _is_timed(seam: Seam) -> bool:
    """8 p.m. London time; At 9 a.m. Smith left."""
    if _first_word(seam.after)[0] in seam.rules.after_hour:
        return True
    return not seam.opens and (seam.leads or bool(ZONE.match(seam.after)))


def _is_ordinal(seam: Seam) -> bool:
    if not seam.rules.ordinals or seam.earlier.lower() in seam.rules.cardinal:
        return False
    return (seam.word.isdigit() and len(seam.word) <= 2) or bool(ROMAN.fullmatch(seam.word))


def _is_unfinished(seam: Seam) -> bool:
    if seam.is_in(seam.rules.places):
        return not (seam.earlier.endswith(",") and seam.after[0].isalpha())
    return seam.is_in(seam.rules.final) or bool(INITIALS.fullmatch(seam.word))


def _first_word(text: str) -> tuple[str, str]:
    """The first word in lower case, and the stop or hyphen behind it."""
    found = FIRST_WORD.match(text)
    return (found[1].lower().replace("’", "'"), found[2]) if found else ("", "")


def _forms(word: str) -> list[str]:
    """How tables may write `word` or its part behind a hyphen. See there for capitals."""
    lower = word.lower()
    forms = [lower] if word in (lower, word[:2].upper()) else [lower, word.capitalize()]
    return forms + _forms(word.rpartition("-")[2]) if "-" in word else forms
