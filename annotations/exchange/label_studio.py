"""Label Studio's JSON export: tasks with the text and the regions that were labelled in it.

Its offsets are those of the browser, in UTF-16 units; a region of a hypertext has others, so the
words decide when both disagree.
"""

from collections.abc import Iterator
from typing import Any

from annotations.exchange.mark import from_utf16, rows, table, whole, words


def fits(record: dict[str, Any]) -> bool:
    return "annotations" in record and isinstance(record.get("data"), dict)


def marks(record: dict[str, Any]) -> Iterator[dict[str, Any]]:
    """What `Mark` takes, but for the number, of each region of a task."""
    data = table(record["data"])
    for annotation in map(table, rows(record["annotations"])):
        if annotation.get("was_cancelled"):
            continue
        person = table(annotation.get("completed_by")).get("username")
        results = [table(one) for one in rows(annotation.get("result"))]
        notes = {one.get("id"): _note(one) for one in results if one.get("type") == "textarea"}
        for result in results:
            if region := _region(result, data):
                yield region | {"person": words(person), "note": notes.get(result.get("id"), "")}


def _note(result: dict[str, Any]) -> str:
    return "\n".join(map(words, rows(table(result.get("value")).get("text"))))


def _region(result: dict[str, Any], data: dict[str, Any]) -> dict[str, Any] | None:
    value = table(result.get("value"))
    if result.get("type") not in ("labels", "hypertextlabels"):
        return None
    text = words(data.get(words(result.get("to_name")))) or words(data.get("text"))
    start, end = whole(value.get("start")), whole(value.get("end"))
    start = None if start is None else from_utf16(text, start)
    cut = "" if start is None or end is None else text[start : from_utf16(text, end)]
    labels = rows(value.get("labels")) or rows(value.get("hypertextlabels"))
    return {
        "quote": words(value.get("text")) or cut,
        "start": start if cut else None,
        "text": text,
        "title": words(data.get("title")),
        "address": words(data.get("url")),
        "labels": tuple(map(words, labels)),
    }
