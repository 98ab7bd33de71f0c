"""Hypothesis' annotations as its API gives them (JSON, one by one or in `rows`).

Its text positions are those of the rendered page, so only the quote and the text around it count.
"""

from collections.abc import Iterator
from typing import Any

from annotations.exchange.mark import rows, table, words


def fits(record: dict[str, Any]) -> bool:
    return "uri" in record and isinstance(record.get("target"), list)


def marks(record: dict[str, Any]) -> Iterator[dict[str, Any]]:
    """What `Mark` takes, but for the number; nothing for a page note or a reply."""
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


def _title(record: dict[str, Any]) -> str:
    titles = rows(table(record.get("document")).get("title"))
    return words(titles[0]) if titles else ""
