"""W3C Web Annotations on their way in: ours (`web_annotation`), and those of other tools.

One annotation, a list of them, or the items of a page or collection. The passage is found by the
TextQuoteSelector; a body that classifies begins a verdict, and what comments or links after it
belongs to that. Of a claim that this desk wrote out, the identifier stays.
"""

from collections.abc import Iterator
from contextlib import suppress
from datetime import date
from typing import Any
from uuid import UUID

from annotations.exchange.mark import rows, table, whole, words
from annotations.models import Evidence, Source
from annotations.services.importing import Piece

URN = "urn:uuid:"
REMARKS = (None, "commenting", "describing", "questioning", "replying")  # purposes of a body


def fits(record: dict[str, Any]) -> bool:
    kinds = record.get("type")
    return "AnnotationCollection" in (kinds if isinstance(kinds, list) else [kinds]) or (
        kinds in ("Annotation", "AnnotationPage")
    )


def marks(record: dict[str, Any]) -> Iterator[dict[str, Any]]:
    """What `Mark` takes, but for the number."""
    if record.get("type") == "Annotation":
        yield from _marks(record)
        return
    page = record.get("items") or table(record.get("first")).get("items")
    for item in map(table, rows(page)):
        yield from _marks(item)


def _marks(said: dict[str, Any]) -> Iterator[dict[str, Any]]:
    passage = _passage(table(said.get("target"))) | {"key": _key(said), "claim": _claim(said)}
    verdicts = list(_verdicts(_several(said.get("body"))))
    for verdict in verdicts or [_remark(said)]:
        yield passage | verdict


def _passage(target: dict[str, Any]) -> dict[str, Any]:
    chosen = {one.get("type"): one for one in _several(target.get("selector"))}
    quote = table(chosen.get("TextQuoteSelector"))
    position = table(chosen.get("TextPositionSelector"))
    around = {name: words(quote.get(name)) for name in ("prefix", "suffix")}
    return around | {
        "quote": words(quote.get("exact")),
        "start": whole(position.get("start")),
        "address": words(target.get("source")),
        "home": words(target.get("scope")) or words(target.get("source")),
    }


def _verdicts(bodies: list[dict[str, Any]]) -> Iterator[dict[str, Any]]:
    found: list[dict[str, Any]] = []
    for body in bodies:
        purpose = body.get("purpose")
        if body.get("decides"):
            break  # an editor's decision is theirs to make here; so is what comes after
        if purpose in ("classifying", "tagging"):
            found.append(_verdict(body))
        elif found and purpose == "commenting" and not found[-1]["note"]:
            found[-1]["note"] = words(body.get("value"))
        elif found and purpose == "linking":
            found[-1]["evidence"] = (*found[-1]["evidence"], _piece(body))
    yield from found


def _remark(said: dict[str, Any]) -> dict[str, Any]:
    """What an annotation without a verdict comments, and who does."""
    bodies = [one for one in _several(said.get("body")) if one.get("purpose") in REMARKS]
    told = [words(one.get("value")) for one in bodies] + [words(said.get("bodyValue"))]
    note = next(filter(None, told), "")
    return {"note": note, "person": _person(said) if note else ""}


def _person(said: dict[str, Any]) -> str:
    creator = table(said.get("creator"))
    return words(creator.get("nickname")) or words(creator.get("name"))


def _claim(said: dict[str, Any]) -> dict[str, Any]:
    names = {"claim_text": "claimText", "claimant": "claimant"}
    told = {name: words(said.get(theirs)) for name, theirs in names.items()}
    return told | {"claim_date": _day(said.get("claimDate"))}


def _piece(body: dict[str, Any]) -> Piece:
    kind, stance = words(body.get("sourceKind")), words(body.get("stance"))
    return Piece(
        url=words(body.get("source")),
        quote=words(body.get("exactQuote")),
        title=words(body.get("sourceTitle")) or words(body.get("value")),
        kind=kind if kind in Source.Kind.values else "",
        stance=stance if stance in Evidence.Stance.values else "",
        locator=words(body.get("locator")),
        opened_on=_day(body.get("openedOn")),
    )


def _verdict(body: dict[str, Any]) -> dict[str, Any]:
    days = {"as_of": _day(body.get("asOf")), "recheck_by": _day(body.get("recheckBy"))}
    more = {"confidence": words(body.get("confidence")), "caveat": body.get("caveat") is True}
    return {
        "labels": (words(body.get("value")), words(body.get("reason"))),
        "note": "",
        "evidence": (),
        "grounds": days | more,
        "person": _person(body),
    }


def _several(value: Any) -> list[dict[str, Any]]:
    """One or many, as JSON-LD has it."""
    return [table(one) for one in (value if isinstance(value, list) else [value])]


def _day(said: Any) -> date | None:
    with suppress(ValueError):
        return date.fromisoformat(words(said)) if said else None
    return None


def _key(said: dict[str, Any]) -> UUID | None:
    canonical = words(said.get("canonical"))
    with suppress(ValueError):
        return UUID(canonical.removeprefix(URN)) if canonical.startswith(URN) else None
    return None
