"""Hypothesis' annotations: what its API gives (JSON, one by one or in `rows`), and what its client
exports (JSON with `annotations`, CSV).

Its text positions are those of the rendered page, so only the quote and the text around it count.
Replies are left out.
"""

from collections.abc import Iterator
from typing import Any

from annotations.exchange.mark import rows, table, words


def fits(record: dict[str, Any]) -> bool:
    return "uri" in record and isinstance(record.get("target"), list)


def marks(record: dict[str, Any]) -> Iterator[dict[str, Any]]:
    """What `Mark` takes, but for the number; nothing for a page note or a reply."""
    if record.get("references"):
        return
    for target in map(table, rows(record["target"])):
        for one in map(table, rows(target.get("selector"))):
            if one.get("type") == "TextQuoteSelector":
                yield {
                    "quote": words(one.get("exact")),
                    "prefix": words(one.get("prefix")),
                    "suffix": words(one.get("suffix")),
                    "address": words(record.get("uri")),
                    "title": _title(record),
                    "labels": tuple(map(words, rows(record.get("tags")))),
                    "note": words(record.get("text")),
                    "person": words(record.get("user")).removeprefix("acct:").partition("@")[0],
                }


def is_table(names: list[str]) -> bool:
    """Whether these are the columns of its CSV, where URL is the page and Body the comment."""
    return {"URL", "Annotation/Reply Type", "Quote", "Body", "Tags"} <= set(names)


def marks_of_table(names: list[str], lines: Iterator[list[str]]) -> Iterator[dict[str, Any]]:
    """As `marks`, of the rows of its CSV."""
    for line in lines:
        cells = dict(zip(names, line, strict=False))
        if cells.get("Annotation/Reply Type") != "Reply":
            yield {
                "quote": cells.get("Quote", ""),
                "address": cells.get("URL", ""),
                "labels": tuple(filter(None, cells.get("Tags", "").split(","))),
                "note": cells.get("Body", ""),
                "person": cells.get("User", ""),
            }


def _title(record: dict[str, Any]) -> str:
    titles = rows(table(record.get("document")).get("title"))
    return words(titles[0]) if titles else ""
