"""How two short texts differ, word by word, for a reader's eye."""

import re
from itertools import groupby
from typing import Literal, NamedTuple

from rapidfuzz.distance import LCSseq

TOKEN = re.compile(r"\d[\d.,:]*\d|\w+|\s+|[^\w\s]")  # 300,000 is one word
MOST_CELLS = 4_000_000  # tokens × tokens; above it the old text goes as a whole

Kind = Literal["same", "gone", "new"]


class Run(NamedTuple):
    """A stretch of words that both texts have, or only the old one, or only the new one."""

    kind: Kind
    text: str


def word_diff(old: str, new: str) -> list[Run]:
    """The runs that make `new` out of `old`.

    All but the new ones joined are `old`, all but the gone ones `new`. What is gone comes before
    what is new in its place; blanks between two changes belong to both.
    """
    before, after = TOKEN.findall(old), TOKEN.findall(new)
    if len(before) * len(after) > MOST_CELLS:
        return _runs([("gone", old), ("new", new)])
    parts: list[tuple[Kind, str]] = []
    for code in LCSseq.opcodes(before, after):
        gone = "".join(before[code.src_start : code.src_end])
        if code.tag == "equal":
            parts.append(("same", gone))
        else:
            parts.append(("gone", gone))
            parts.append(("new", "".join(after[code.dest_start : code.dest_end])))
    return _runs(_bridged(parts))


def _bridged(parts: list[tuple[Kind, str]]) -> list[tuple[Kind, str]]:
    """Lone blanks between changes are changed with them, so that phrases stay together."""
    bridged: list[tuple[Kind, str]] = []
    for i, (kind, text) in enumerate(parts):
        inner = 0 < i < len(parts) - 1
        if kind == "same" and inner and text.isspace():
            bridged += [("gone", text), ("new", text)]
        else:
            bridged.append((kind, text))
    return bridged


def _runs(parts: list[tuple[Kind, str]]) -> list[Run]:
    """Between two same runs all that is gone in one run, then all that is new in one."""
    runs: list[Run] = []
    for same, group in groupby((part for part in parts if part[1]), lambda part: part[0] == "same"):
        stretch = list(group)
        kinds: tuple[Kind, ...] = ("same",) if same else ("gone", "new")
        joined = [
            Run(kind, "".join(part[1] for part in stretch if part[0] == kind)) for kind in kinds
        ]
        runs += [run for run in joined if run.text]
    return runs
