"""What an HTML page says of itself, and how much of it a reader sees.

Read without a parser of HTML5, from untrusted markup: values are plain text, cut to length.
"""

from dataclasses import dataclass
from html import unescape

from annotations.text.markup import Tag, read
from annotations.text.sanitize import LANGUAGE

MOST_TITLE = 300
TITLES = ("og:title", "twitter:title", "title")
AUTHORS = ("author", "article:author", "byl", "dc.creator", "parsely-author")
PUBLISHERS = ("og:site_name", "publisher", "dc.publisher", "application-name")


@dataclass(frozen=True)
class Page:
    """Title, byline, publisher and language as the page declares them; empty where it does not."""

    title: str
    byline: str
    publisher: str
    language: str


def describe_page(html: str) -> Page:
    """Read from its markup what a page says of itself."""
    meta: dict[str, str] = {}
    last = ""
    for part in read(html):
        name, value = _fact(part) if isinstance(part, Tag) else (last, part)
        meta.setdefault(name.lower(), _tidy(value))
        last = "title" if isinstance(part, Tag) and part.name == "title" else ""
    return Page(
        title=_first(meta, TITLES),
        byline=_byline(_first(meta, AUTHORS)),
        publisher=_first(meta, PUBLISHERS),
        language=_language(meta.get("html lang", "")),
    )


def _fact(tag: Tag) -> tuple[str, str]:
    if tag.closing:
        return "", ""
    if tag.name == "html":
        return "html lang", tag.attributes.get("lang", "")
    if tag.name != "meta":
        return "", ""
    name = tag.attributes.get("property") or tag.attributes.get("name") or ""
    return name, tag.attributes.get("content", "")


def _first(meta: dict[str, str], names: tuple[str, ...]) -> str:
    return next((meta[name] for name in names if meta.get(name)), "")


def _byline(author: str) -> str:
    return "" if author.startswith(("http://", "https://")) else author


def _language(declared: str) -> str:
    return declared if LANGUAGE.fullmatch(declared) else ""


def _tidy(value: str) -> str:
    return " ".join(unescape(value).split())[:MOST_TITLE]
