"""Where a sentence may be split: between two words, never inside one."""

import re
import unicodedata

from annotations.text.invisible import is_invisible_only

# What may end a first half without a blank behind it: stops, commas, dashes, closing marks.
ENDERS = frozenset(".!?…,;:—–»”’)]}>，、。．！？；：｡・」』》〉】）’؟،؛۔।॥‼⁇⁈⁉")
OPENERS = frozenset("\"'“‘„‚«»‹([{¿¡「『《〈【（")
# Scripts that write words without blanks between them.
SPACELESS = re.compile(
    "[\u0e00-\u0eff\u0f00-\u0fff\u1000-\u109f\u1780-\u17ff\u2e80-\u2fdf\u3005-\u3007\u3021-\u3029"
    "\u3040-\u30ff\u3100-\u312f\u31a0-\u31ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\uff66-\uff9f"
    "\U00020000-\U000323af]"
)


def gaps(text: str) -> list[int]:
    """Where `text` may be split, in code points, in order: before each word but the first.

    Time grows in line with its length.
    """
    seen = [at for at, character in enumerate(text) if not is_invisible_only(character)]
    if not seen:
        return []
    return [at for at in range(seen[0] + 1, seen[-1] + 1) if _is_between_words(text, at)]


def is_gap(text: str, at: int) -> bool:
    """Whether `gaps(text)` has `at`."""
    if not 0 < at < len(text) or not _is_between_words(text, at):
        return False
    return not (is_invisible_only(text[:at]) or is_invisible_only(text[at:]))


def behind_blanks(text: str, at: int) -> int:
    """`at`, or where the blanks that stand there end."""
    rest = text[at:]
    return at + len(rest) - len(rest.lstrip())


def _is_between_words(text: str, at: int) -> bool:
    before, here = text[at - 1], text[at]
    if here.isspace() or before.isspace():
        return before.isspace() and not here.isspace()
    if _continues(here) or before in "\u200c\u200d":
        return False
    if SPACELESS.match(here) or SPACELESS.match(before):
        return _begins(here) and before not in OPENERS
    return before in ENDERS and _begins(here) and not _is_inside(text, at)


def _continues(here: str) -> bool:
    """Whether a character belongs to the one before it: accents, joiners, marks of repetition."""
    kind = unicodedata.category(here)
    return kind[0] == "M" or kind == "Cf" or (kind == "Lm" and bool(SPACELESS.match(here)))


def _begins(here: str) -> bool:
    return here.isalnum() or here in OPENERS


def _is_inside(text: str, at: int) -> bool:
    """Whether what stands before `at` joins parts of a number, a word, an address or initials."""
    joint, here = text[at - 1], text[at]
    left, further = text[max(0, at - 2) : at - 1], text[max(0, at - 3) : max(0, at - 2)]
    if joint in ".,:" and left.isdigit() and here.isdigit():
        return True
    if joint == "’":
        return left.isalnum() and here.isalnum()
    return joint == "." and left.isalnum() and (here.islower() or not further.isalnum())
