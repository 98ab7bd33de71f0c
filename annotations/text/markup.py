"""HTML → tags and text, in one pass whose time grows with the length alone.

Python's `html.parser` needs minutes for 200 KB of `<!--`; this reads what the HTML standard calls
tags and nothing more, and takes what does not end (a quote, a comment, a tag) as text, where a
browser would let it swallow the rest of the page. It decides nothing about safety.
"""

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

from annotations.text.refusal import TextRefused
from annotations.text.segment_tables import words

MAX_ATTRIBUTES = 64
MOST_TAG = 100_000  # code points of one tag; longer ones are text

NAME = re.compile(r"</?([A-Za-z][^\s/<>]*)")
ATTRIBUTE = re.compile(r"[\s/]*([^\s/<>=]+)?(?:\s*=\s*(?:([\"'])|([^\s\"'<>]?[^\s<>]*)))?")
# What these hold is not markup.
RAW = words("script style title textarea xmp iframe noembed noframes noscript")


class Tag(NamedTuple):
    """An opening or closing tag, its name in lower case."""

    name: str
    closing: bool
    attributes: dict[str, str]


@lru_cache(maxsize=1)
def read(html: str) -> tuple["Tag | str", ...]:
    """The tags of `html` and its runs of text, still escaped. Several readers share the last one.

    Raises `TextRefused` for a tag with too many attributes.
    """
    return tuple(_Markup(html))


class _Markup:
    """A page being read, with what is known to be absent from the rest of it."""

    def __init__(self, html: str) -> None:
        self.html = html
        self._absent: dict[str, int] = {}

    def __iter__(self) -> Iterator[Tag | str]:
        at = upto = 0
        while (at := self._find("<", at)) >= 0:
            end, tag = self._token(at)
            if end == at:
                at += 1
                continue
            yield from filter(None, [self.html[upto:at]])
            yield from filter(None, [tag])
            upto, at = end, self._past_raw(tag, end)
        yield from filter(None, [self.html[upto:]])

    def _token(self, at: int) -> tuple[int, Tag | None]:
        """The end of what begins at the "<", `at` itself when that is mere text."""
        if self.html.startswith("<!--", at):
            return self._after("-->", at + 4, at), None
        if self.html.startswith(("<!", "<?"), at):
            return self._after(">", at, at), None
        found = NAME.match(self.html, at, at + 100)
        return self._tag(found) if found else (at, None)

    def _tag(self, found: re.Match[str]) -> tuple[int, Tag | None]:
        start, at = found.span()
        attributes: dict[str, str] = {}
        for _ in range(MAX_ATTRIBUTES + 1):
            if (end := self._closed(at)) is not None:
                return end, Tag(found[1].lower(), found[0][1] == "/", attributes)
            name, value, after = self._attribute(at)
            if after <= at or after - start > MOST_TAG:
                return start, None
            attributes.setdefault(name.lower(), value)
            at = after
        raise TextRefused(
            "too_many_attributes", f"A tag of this HTML has more than {MAX_ATTRIBUTES} attributes."
        )

    def _closed(self, at: int) -> int | None:
        while at < len(self.html) and (self.html[at].isspace() or self.html[at] == "/"):
            at += 1
        return at + 1 if self.html.startswith(">", at) else None

    def _attribute(self, at: int) -> tuple[str, str, int]:
        """Name, value, and where it ends; an end of -1 for a quote that is never closed."""
        found = ATTRIBUTE.match(self.html, at, at + MOST_TAG)
        if not found:
            return "", "", -1
        name, quote, bare = found[1] or "", found[2], found[3] or ""
        if not quote:
            return name, bare, found.end()
        end = self._find(quote, found.end())
        return name, self.html[found.end() : end], end + 1 if end >= 0 else -1

    def _past_raw(self, tag: Tag | None, at: int) -> int:
        if tag is None or tag.closing or tag.name not in RAW:
            return at
        return self._raw_end(tag.name, at)

    def _raw_end(self, name: str, at: int) -> int:
        closing = re.compile(f"</{name}(?=[\\s/>])", re.IGNORECASE)
        if self._absent.get(name, len(self.html)) <= at:
            return len(self.html)
        found = closing.search(self.html, at)
        if not found:
            self._absent[name] = at
        return found.start() if found else len(self.html)

    def _after(self, mark: str, at: int, otherwise: int) -> int:
        found = self._find(mark, at)
        return found + len(mark) if found >= 0 else otherwise

    def _find(self, mark: str, at: int) -> int:
        """As str.find, remembering what is no longer there, so that no search is made twice."""
        if self._absent.get(mark, len(self.html) + 1) <= at:
            return -1
        found = self.html.find(mark, at)
        if found < 0:
            self._absent[mark] = at
        return found
