"""The lines of pages, as a PDF has them → paragraphs: furniture taken off, words put together.

A PDF knows glyphs at places, not paragraphs. What is done here is only what can be told from the
lines: what stands on most pages at the same end is furniture; a line that ends with a hyphen, and
goes on in lower case, ends inside a word; a short line that ends a sentence ends its paragraph.
"""

import re
from collections import Counter
from statistics import quantiles

EDGE = 2  # lines at the top and at the bottom of a page that may be furniture
FEWEST_PAGES = 3
DIGITS = re.compile(r"\d+")
HYPHENS = ("-", "\u2010", "\u00ad")
ENDING = re.compile(r"[.!?…:。！？؟۔][\"'”’»)\]]*$")
SHORT = 0.85  # of the usual length of a line
UNSTORABLE = re.compile("[\x00\ud800-\udfff]")

Page = list[str]


def pages_to_text(pages: list[str]) -> str:
    """The paragraphs of `pages`, a blank line between them; "" when nothing is written there."""
    read = [_lines(page) for page in pages]
    kept = _without_furniture(read)
    usual = _usual([line for page in kept for line in page])
    paragraphs: list[str] = []
    is_open = False
    for line in (line for page in kept for line in page):
        if not line:
            # At the end of a page a sentence goes on below; elsewhere a blank line ends it.
            is_open = is_open and not ENDING.search(paragraphs[-1])
            continue
        if is_open:
            paragraphs[-1] = _joined(paragraphs[-1], line)
        else:
            paragraphs.append(line)
        is_open = not (ENDING.search(line) and len(line) < SHORT * usual)
    return "\n\n".join(paragraphs)


def _lines(page: str) -> Page:
    return [" ".join(line.split()) for line in UNSTORABLE.sub("", page).split("\n")]


def _without_furniture(pages: list[Page]) -> list[Page]:
    seen: Counter[tuple[str, str]] = Counter()
    for page in pages:
        seen.update({(end, _shape(line)) for end, line in _edges(page)})
    most = max(FEWEST_PAGES, len(pages) / 2)
    furniture = {mark for mark, number in seen.items() if number >= most}
    return [_stripped(page, furniture) for page in pages]


def _edges(page: Page) -> list[tuple[str, str]]:
    written = [line for line in page if line]
    return [("top", line) for line in written[:EDGE]] + [("end", line) for line in written[-EDGE:]]


def _stripped(page: Page, furniture: set[tuple[str, str]]) -> Page:
    written = [number for number, line in enumerate(page) if line]
    ends = dict.fromkeys(written[:EDGE], "top")
    taken = {n for n, end in ends.items() if (end, _shape(page[n])) in furniture}
    taken |= {n for n in written[-EDGE:] if ("end", _shape(page[n])) in furniture}
    return [line for number, line in enumerate(page) if number not in taken]


def _shape(line: str) -> str:
    """A line without its numbers: “Page 3 of 9” is “Page 4 of 9”."""
    return DIGITS.sub("0", line)


def _usual(lines: list[str]) -> float:
    lengths = [len(line) for line in lines if line]
    return quantiles(lengths, n=4)[2] if len(lengths) > 1 else 0.0


def _joined(before: str, line: str) -> str:
    if before.endswith(HYPHENS) and before[-2:-1].isalpha() and line[:1].islower():
        return before[:-1] + line
    return f"{before} {line}"
