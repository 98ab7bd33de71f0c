"""What an HTML page says of itself, and how much of it a reader sees.

Read without a parser of HTML5, from untrusted markup: values are plain text, cut to length.
"""

from dataclasses import dataclass
from html import unescape

from annotations.text.linked_data import declared
from annotations.text.markup import Tag, read
from annotations.text.sanitize import LANGUAGE

MOST_TITLE = 300
LINKED_DATA = "application/ld+json"
TITLES = ("og:title", "twitter:title", "title")
AUTHORS = ("author", "article:author", "byl", "dc.creator", "parsely-author")
PUBLISHERS = ("og:site_name", "publisher", "dc.publisher", "application-name")
DAYS = (
    *("article:published_time", "og:published_time", "datepublished", "date", "dc.date"),
    *("dc.date.issued", "dcterms.created", "pubdate", "publish-date", "parsely-pub-date"),
)
LANGUAGES = ("html lang", "content-language", "og:locale")


@dataclass(frozen=True)
class Page:
    """What the page declares of itself, empty where it does not; `published_on` as it writes it."""

    title: str
    byline: str
    publisher: str
    published_on: str
    language: str


def describe_page(html: str) -> Page:
    """Read what a page says of itself: in JSON-LD, else in its meta tags (OpenGraph among them)."""
    meta, scripts = _facts(html)
    linked = {name: _tidy(value) for name, value in declared(scripts).items()}
    languages = [meta.get(name, "").replace("_", "-") for name in LANGUAGES]
    languages.append(linked.get("language", ""))
    return Page(
        title=linked.get("title") or _first(meta, TITLES),
        byline=linked.get("byline") or _byline(_first(meta, AUTHORS)),
        publisher=linked.get("publisher") or _first(meta, PUBLISHERS),
        published_on=linked.get("published_on") or _first(meta, DAYS),
        language=next(filter(LANGUAGE.fullmatch, languages), ""),
    )


def _facts(html: str) -> tuple[dict[str, str], list[str]]:
    """The meta tags by name, the title among them, and what stands in scripts of JSON-LD."""
    meta: dict[str, str] = {}
    scripts, last = [], ""
    for part in read(html):
        if isinstance(part, Tag):
            name, value = _fact(part)
            last = _content(part)
        elif last == LINKED_DATA:
            scripts.append(part)
            continue
        else:
            name, value = last, part
        meta.setdefault(name.lower(), _tidy(value))
    return meta, scripts


def _content(tag: Tag) -> str:
    """What the text right behind a tag is, if it is anything that a page says of itself."""
    if tag.closing or tag.name not in ("title", "script"):
        return ""
    kind = tag.attributes.get("type", "").partition(";")[0].strip().lower()
    return "title" if tag.name == "title" else kind


def _fact(tag: Tag) -> tuple[str, str]:
    if tag.closing:
        return "", ""
    if tag.name == "html":
        return "html lang", tag.attributes.get("lang", "")
    if tag.name != "meta":
        return "", ""
    names = [tag.attributes.get(name) for name in ("property", "name", "itemprop", "http-equiv")]
    name = next(filter(None, names), "")
    return name, tag.attributes.get("content", "")


def _first(meta: dict[str, str], names: tuple[str, ...]) -> str:
    return next((meta[name] for name in names if meta.get(name)), "")


def _byline(author: str) -> str:
    return "" if author.startswith(("http://", "https://")) else author


def _tidy(value: str) -> str:
    return " ".join(unescape(value).split())[:MOST_TITLE]
