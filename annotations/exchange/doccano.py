"""doccano's export for sequence labelling, JSON or JSONL: `label` (or `labels`) lists start, end
and label; with relations the spans are `entities`. Its offsets are code points.
"""

from collections.abc import Iterator
from typing import Any

from annotations.exchange.mark import rows, table, whole, words


def fits(record: dict[str, Any]) -> bool:
    has_text = "text" in record or "data" in record
    return has_text and any(isinstance(record.get(name), list) for name in SPANS)


SPANS = ("label", "labels", "entities")


def marks(record: dict[str, Any]) -> Iterator[dict[str, Any]]:
    """What `Mark` takes, but for the number, of each span."""
    text = words(record.get("text")) or words(record.get("data"))
    about = table(record.get("meta")) | record
    for name in SPANS:
        for start, end, label in filter(None, map(_span, rows(record.get(name)))):
            yield {
                "quote": text[start:end],
                "start": start,
                "text": text,
                "title": words(about.get("title")),
                "address": words(about.get("url")),
                "labels": (label,),
            }


def _span(said: Any) -> tuple[int, int, str] | None:
    one = table(said)
    values = [one.get(name) for name in ("start_offset", "end_offset", "label")]
    start, end, label = values if one else (*rows(said), None, None, None)[:3]
    start, end = whole(start), whole(end)
    return None if start is None or end is None else (start, end, words(label))
