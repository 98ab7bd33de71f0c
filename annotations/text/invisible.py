"""Characters that nobody sees but that change what is read, made visible.

Direction controls can show text in another order than it is stored (Unicode UAX #9; the attack
is known as Trojan Source, CVE-2021-42574); zero-width characters make two different names look
the same. `reveal` is for display: the stored text stays as it is.
"""

import re
import unicodedata

DIRECTION = "\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069"
UNSEEN = (
    "\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f"  # controls, but tab and line ends
    "\u00ad\u034f\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b\u2028\u2029\u2060-\u2065"
    "\u206a-\u206f\u3164\ufeff\uffa0\ufff9-\ufffb\ud800-\udfff"
    "\U0001bca0-\U0001bca3\U0001d173-\U0001d17a\U000e0000-\U000e0fff"
)
HIDDEN = re.compile(f"[{DIRECTION}{UNSEEN}\u200c\u200d\ufe00-\ufe0f]")
# Flags of regions are spelled with tag characters behind U+1F3F4 (Unicode TR #51).
FLAG = re.compile("\U0001f3f4[\U000e0020-\U000e007e]+\U000e007f")

# Scripts whose letters join, or stack, so that the joiners say how they are written.
JOINING = re.compile(
    "[\u0600-\u08ff\u0900-\u0dff\u0e80-\u109f\u1780-\u18af\u1900-\u1cff\ua840-\ua8ff\ufb50-\ufdff"
    "\ufe70-\ufeff\U00010a00-\U00011fff]"
)
PICTURE = re.compile(
    "[\u00a9\u00ae\u203c-\u3299\ufe0f\U0001f000-\U0001faff\U0001f1e6-\U0001f1ff#*0-9]"
)


def reveal(text: str) -> str:
    """`text` with each invisible character as a mark such as ⟦U+202E⟧.

    Joiners and variation selectors stay where a writing system or an emoji needs them.
    """
    flags = {at for flag in FLAG.finditer(text) for at in range(*flag.span())}

    def shown(found: re.Match[str]) -> str:
        at = found.start()
        if at in flags or _is_at_home(text, at):
            return found[0]
        return f"⟦U+{ord(found[0]):04X}⟧"

    return HIDDEN.sub(shown, text)


def is_invisible_only(text: str) -> bool:
    """Is there nothing in `text` that a reader could see?"""
    return all(_is_unseen(character) for character in text)


def _is_at_home(text: str, at: int) -> bool:
    before, here, after = text[max(0, at - 1) : at], text[at], text[at + 1 : at + 2]
    if "\ufe00" <= here <= "\ufe0f":
        return bool(before) and not before.isspace() and not HIDDEN.match(before)
    if here == "\u200d" and PICTURE.match(before) and PICTURE.match(after):
        return True
    if here in "\u200c\u200d":
        return bool(JOINING.match(before) and (not after or JOINING.match(after)))
    return False


def _is_unseen(character: str) -> bool:
    if character.isspace() or HIDDEN.match(character) or character == "\u2800":
        return True
    return unicodedata.category(character) in {"Cc", "Cf", "Cs", "Cn"}
