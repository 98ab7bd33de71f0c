"""What a page says of its article in JSON-LD, in the terms of schema.org.

Publishers write it in many shapes: one object, a list, a `@graph`; an author as a name, an object
or a list of them. Whatever is not as it should be is passed over.
"""

import json
from collections.abc import Iterable, Iterator
from typing import Any

MOST = 1_000  # objects that are looked at
MOST_AUTHORS = 5
# Whatever is a kind of Article at schema.org is called so.
ENDINGS = ("article", "posting", "report")
WITHIN = ("@graph", "mainEntity", "mainEntityOfPage", "hasPart")


def declared(scripts: Iterable[str]) -> dict[str, str]:
    """`title`, `byline`, `publisher`, `published_on` and `language` of the first article in
    `scripts`, the contents of a page's JSON-LD; what is not said is not there.
    """
    article = next(filter(_is_article, _objects(scripts)), {})
    said = {
        "title": _name(article.get("headline")) or _name(article.get("name")),
        "byline": ", ".join(dict.fromkeys(_names(article.get("author")))),
        "publisher": next(_names(article.get("publisher")), ""),
        "published_on": _name(article.get("datePublished")),
        "language": next(_languages(article.get("inLanguage")), ""),
    }
    return {name: value for name, value in said.items() if value}


def _objects(scripts: Iterable[str]) -> Iterator[dict[str, Any]]:
    """The objects in them, those further out first."""
    waiting: list[Any] = [_parsed(script) for script in scripts]
    for _ in range(MOST):
        if not waiting:
            return
        one = waiting.pop(0)
        if isinstance(one, list):
            waiting[:0] = one[:MOST]
        elif isinstance(one, dict):
            yield one
            waiting += [one[name] for name in WITHIN if name in one]


def _parsed(script: str) -> Any:
    try:
        return json.loads(script)
    except (ValueError, RecursionError):
        return None


def _is_article(one: dict[str, Any]) -> bool:
    return any(kind.lower().endswith(ENDINGS) for kind in _several(one.get("@type")))


def _several(value: Any) -> list[str]:
    values = value if isinstance(value, list) else [value]
    return [one for one in values if isinstance(one, str)]


def _names(value: Any) -> Iterator[str]:
    """The names of people or organisations."""
    values = value if isinstance(value, list) else [value]
    for one in values[:MOST_AUTHORS]:
        if name := _name(one.get("name") if isinstance(one, dict) else one):
            yield name


def _languages(value: Any) -> Iterator[str]:
    """Codes, also of objects of type Language."""
    values = value if isinstance(value, list) else [value]
    for one in values:
        code = one.get("alternateName") if isinstance(one, dict) else one
        if isinstance(code, str):
            yield code


def _name(value: Any) -> str:
    """Words as they can be kept: JSON may write half a character, or NUL."""
    if not isinstance(value, str):
        return ""
    return " ".join(value.encode("utf-8", "ignore").decode().replace("\0", "").split())
