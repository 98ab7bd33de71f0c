"""Text fragments: links that land on a passage of somebody else's page (WICG, URL Fragment Text
Directives): `#:~:text=[prefix-,]start[,end][,-suffix]`.

A browser scrolls to the first match, which begins and ends at borders of words, whatever the case
and however many blanks; prefix, start, end and suffix each lie in one block. So the directive says
as much around the passage as makes it the first match, in our copy of the text.
"""

import re
import unicodedata
from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple
from urllib.parse import quote

LONGEST = 200  # code points of a passage that is quoted whole
ENDS = (3, 5, 8, 12, 20)  # words at the ends of a longer one
AROUND = (0, 2, 4, 8, 16)  # words before and after
STOPS = "、。，！？；："  # what parts words where no blanks are written
WORD = re.compile(rf"[^\s{STOPS}]+[{STOPS}]*|[{STOPS}]+")
JOINING = "'’.:·_,"  # between letters or digits these end no word (UAX 29)


class Directive(NamedTuple):
    """The parts of a text directive; "" for what it leaves out."""

    prefix: str
    start: str
    end: str
    suffix: str

    def __str__(self) -> str:
        parts = [
            f"{encoded(self.prefix)}-" if self.prefix else "",
            encoded(self.start),
            encoded(self.end),
            f"-{encoded(self.suffix)}" if self.suffix else "",
        ]
        return f"text={','.join(part for part in parts if part)}"


def encoded(part: str) -> str:
    """A part in which no character can be taken for one of the directive's own."""
    return quote(part, safe="").replace("-", "%2D")


@dataclass(frozen=True)
class Fragments:
    """Text directives for passages of `text`, which is folded once for all of them."""

    text: str

    def link(self, url: str, start: int, end: int) -> str:
        """`url` with a directive for [start, end), in code points; without where none is sure."""
        directive = self.directive(start, end)
        if not (url and directive):
            return url
        page = url.partition(":~:")[0]  # it may have been copied with a directive
        return f"{page}{'' if '#' in page else '#'}:~:{directive}"

    def directive(self, start: int, end: int) -> Directive | None:
        """The shortest directive whose first match is [start, end), blanks at its ends apart."""
        start, end = trimmed(self.text, start, end)
        if end > len(self.text) or start >= end or self._cuts(start) or self._cuts(end):
            return None
        wanted = self._folded(start), self._folded(end)
        tried = self._directives(start, end)
        return next((one for one in tried if self._first(one) == wanted), None)

    def _cuts(self, at: int) -> bool:
        """Whether a word goes on at `at`, or may go on: a browser's rules are finer than ours."""
        before, after = self.text[max(0, at - 2) : at], self.text[at : at + 2]
        if not (before and after):
            return False
        if after[0] in JOINING:
            return is_of_word(before[-1]) and is_of_word(after[1:])
        if before[-1] in JOINING:
            return is_of_word(before[:-1]) and is_of_word(after[0])
        return is_of_word(before[-1]) and is_of_word(after[0])

    def _directives(self, start: int, end: int) -> Iterator[Directive]:
        """From the shortest to the longest."""
        line, rest = self._before(start), self._after(end)
        for first, last in self._wholes(start, end):
            for after in AROUND:
                yield Directive("", first, last, leading(rest, after))
            for around in AROUND[1:]:
                yield Directive(trailing(line, around), first, last, "")
            for around in AROUND[1:]:
                yield Directive(trailing(line, around), first, last, leading(rest, around))

    def _wholes(self, start: int, end: int) -> Iterator[tuple[str, str]]:
        """The passage itself, or its first and last words."""
        passage = self.text[start:end]
        if len(passage) <= LONGEST and "\n" not in passage:
            yield passage, ""
            return
        lines = [line for line in passage.split("\n") if line.strip()]
        for words in ENDS:
            first, last = leading(lines[0], words), trailing(lines[-1], words)
            if len(first) + len(last) < len(passage):
                yield first, last

    def _before(self, start: int) -> str:
        """What stands before, in the nearest line that has something."""
        lines = self.text[max(0, start - 500) : start].split("\n")
        return next((line for line in reversed(lines) if line.strip()), "")

    def _after(self, end: int) -> str:
        lines = self.text[end : end + 500].split("\n")
        return next((line for line in lines if line.strip()), "")

    # -- what a browser finds -----------------------------------------------------------------

    @cached_property
    def _page(self) -> tuple[str, list[int]]:
        """The text as it is compared, and where each of its characters came from."""
        return folded(self.text)

    def _folded(self, at: int) -> int:
        """The place of `at` in the folded text."""
        return bisect_left(self._page[1], at)

    def _first(self, directive: Directive) -> tuple[int, int] | None:
        """Where a browser lands, in the folded text."""
        text, _ = self._page
        prefix, start, end, suffix = (folded(part)[0].strip() for part in directive)
        for begin, stop in occurrences(text, start):
            if prefix and not stands_before(text, begin, prefix):
                continue
            stops = (at for _, at in occurrences(text, end, stop)) if end else [stop]
            for last in stops:
                if not suffix or stands_after(text, last, suffix):
                    return begin, last
            if end:  # a later beginning has no ends that this one has not
                return None
        return None


def folded(text: str) -> tuple[str, list[int]]:
    """`text` without case and with single blanks, none at its beginning."""
    found: list[str] = []
    places: list[int] = []
    blank = True
    for at, character in enumerate(text):
        if character.isspace():
            if not blank:
                found.append(" ")
                places.append(at)
            blank = True
            continue
        for folding in character.casefold():
            found.append(folding)
            places.append(at)
        blank = False
    return "".join(found), places


def occurrences(text: str, words: str, begin: int = 0) -> Iterator[tuple[int, int]]:
    """Where `words` stand as whole words, in order."""
    at = text.find(words, begin)
    while at >= 0:
        end = at + len(words)
        if is_border(text, at) and is_border(text, end):
            yield at, end
        at = text.find(words, at + 1)


def stands_before(text: str, at: int, words: str) -> bool:
    end = at - 1 if text[at - 1 : at] == " " else at
    begin = end - len(words)
    return begin >= 0 and text.startswith(words, begin) and is_border(text, begin)


def stands_after(text: str, at: int, words: str) -> bool:
    begin = at + 1 if text[at : at + 1] == " " else at
    return text.startswith(words, begin) and is_border(text, begin + len(words))


def is_border(text: str, at: int) -> bool:
    return not (0 < at < len(text) and text[at - 1].isalnum() and text[at].isalnum())


def is_of_word(character: str) -> bool:
    """Whether it is a letter, a digit or a mark on one; "" is none."""
    return bool(character) and unicodedata.category(character)[0] in "LNM"


def leading(line: str, words: int) -> str:
    """The first words of a line."""
    found = [*WORD.finditer(line)][:words]
    return line[found[0].start() : found[-1].end()] if found else ""


def trailing(line: str, words: int) -> str:
    """The last words of a line."""
    found = [*WORD.finditer(line)][-words:] if words else []
    return line[found[0].start() : found[-1].end()] if found else ""


def trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    """[start, end) without blanks at its ends."""
    passage = text[start:end]
    left = len(passage) - len(passage.lstrip())
    return start + left, end - (len(passage) - len(passage.rstrip()))
