"""Sanitised HTML → lines of plain text, in the order in which they are read."""

import re
from html.parser import HTMLParser

from annotations.text.segment_tables import words

BLOCKS = words(
    "article blockquote div dl dt dd figcaption figure h1 h2 h3 h4 h5 h6 hr li main ol p pre"
    " section table tr ul caption"
)
CELLS = frozenset({"td", "th"})
ROOMS = ("article", "main")
LEAST_ARTICLE = 140  # code points; a shorter <article> is a teaser
BLANKS = re.compile(r"[ \t\n\r\f\v]+")


def readable(clean: str) -> tuple[str, str]:
    """The text of the article in `clean`, and all its text, unescaped once.

    One line a paragraph, a blank line between two; `<br>` and the lines of `<pre>` begin new
    lines of their own. No-break spaces stay.
    """
    reader = _Reader()
    reader.feed(clean)
    reader.close()
    reader.end_block()
    everything = _joined([line for _rooms, line in reader.lines])
    for room in ROOMS:
        texts = [_joined(lines) for lines in _by_room(reader.lines, room)]
        best = max(texts, key=len, default="")
        if len(best) >= LEAST_ARTICLE:
            return best, everything
    return everything, everything


Line = tuple[dict[str, int], str]


def _by_room(lines: list[Line], room: str) -> list[list[str]]:
    rooms: dict[int, list[str]] = {}
    for inside, line in lines:
        if room in inside:
            rooms.setdefault(inside[room], []).append(line)
    return list(rooms.values())


def _joined(lines: list[str]) -> str:
    return "\n\n".join(lines)


class _Reader(HTMLParser):
    """Collects the lines, each with the numbers of the rooms (outermost ones) that it stands in."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.lines: list[Line] = []
        self.parts: list[str] = []
        self.open: dict[str, int] = {}
        self.rooms: dict[str, int] = {}
        self.count = 0
        self.preformatted = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag == "br":
            self.parts.append("\n")
        elif tag in CELLS:
            self.parts.append(" ")
        if tag in BLOCKS:
            self.end_block()
        self.preformatted += tag == "pre"
        if tag in ROOMS:
            self._enter(tag)

    def handle_endtag(self, tag: str) -> None:
        if tag in BLOCKS:
            self.end_block()
        self.preformatted -= tag == "pre"
        if tag in ROOMS:
            self._leave(tag)

    def handle_data(self, data: str) -> None:
        self.parts.append(data if self.preformatted > 0 else BLANKS.sub(" ", data))

    def end_block(self) -> None:
        """Take what was read since the last block as one paragraph."""
        lines = "".join(self.parts).split("\n")
        tidy = (BLANKS.sub(" ", line).strip(" ") for line in lines)
        self.parts = []
        if text := "\n".join(line for line in tidy if line):
            self.lines.append((dict(self.rooms), text))

    def _enter(self, tag: str) -> None:
        self.open[tag] = self.open.get(tag, 0) + 1
        if self.open[tag] == 1:
            self.count += 1
            self.rooms[tag] = self.count

    def _leave(self, tag: str) -> None:
        self.open[tag] = max(0, self.open.get(tag, 0) - 1)
        if not self.open[tag]:
            self.rooms.pop(tag, None)
