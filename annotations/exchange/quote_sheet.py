"""A table of quotes only: article, quote, verdict, note, link. The names of columns are guessed."""

from typing import Any

from annotations.exchange.cells import unguard

GUESSES = {
    "article": ("article", "article_title", "title", "text", "document"),
    "quote": ("quote", "exact", "passage", "claim", "sentence"),
    "verdict": ("verdict", "rating", "label", "tag", "tags"),
    "reason": ("reason", "why"),
    "note": ("note", "comment", "notes", "comments"),
    "url": ("url", "link", "source", "evidence", "evidence_urls"),
    "address": ("article_url", "uri", "page"),
    "person": ("reviewer", "user"),
}


def guessed(names: list[str]) -> dict[str, int]:
    """Which column is what, by the first name that fits."""
    here = {name.strip().casefold().replace(" ", "_"): at for at, name in enumerate(names)}
    found = {
        field: next((here[word] for word in words if word in here), None)
        for field, words in GUESSES.items()
    }
    return {field: at for field, at in found.items() if at is not None}


def fits(names: list[str]) -> bool:
    found = guessed(names)
    return "quote" in found and ("article" in found or "address" in found)


def mark(line: list[str], columns: dict[str, int]) -> dict[str, Any]:
    """What `Mark` takes, but for the number."""
    cells = {
        field: unguard(line[at]).strip() if at < len(line) else "" for field, at in columns.items()
    }
    said = tuple(cells.get(name, "") for name in ("verdict", "reason"))
    plain = ("quote", "note", "url", "address", "person")
    return {
        "title": cells.get("article", ""),
        "labels": tuple(filter(None, said)),
        **{name: cells[name] for name in plain if name in cells},
    }
