"""What each verdict must rest on: the evidence rules, in one place.

Sourced: a source that was opened, can be found again, and carries it word for word. Verified: one
primary or two independent ones of that kind, an as-of date, and no refuting evidence without a
reply. Disputed: its reason, and the source that speaks against it (or the citation that failed);
where the article names no source at all, a note.
"""

from collections.abc import Iterable, Sequence
from typing import Any, NamedTuple
from urllib.parse import urlsplit

from django.utils.translation import gettext as _

SUPPORTS, REFUTES = "supports", "refutes"


class Twin(NamedTuple):
    """A source that counts once with another, and why."""

    other: Any
    why: str


def gaps(item) -> list[str]:
    """What a piece of evidence lacks to carry a verdict; nothing when it does."""
    missing = []
    if not item.opened_on:
        missing.append(_("nobody said when it was opened"))
    if not is_traceable(item):
        missing.append(_("it has neither link nor place"))
    if item.is_broken:
        missing.append(_("its quote is not in the text that was kept"))
    elif not item.is_quoted:
        missing.append(_("the passage that carries it is not quoted"))
    return missing


def is_traceable(item) -> bool:
    """Whether somebody else could find it again."""
    return bool(item.source.url or item.locator.strip())


def carrying(evidence: Iterable) -> list:
    """Those that say what the claim says, opened, traceable and quoted."""
    return [item for item in evidence if item.stance == SUPPORTS and not gaps(item)]


def host(url: str) -> str:
    """The host that serves `url`, without "www."; empty for none."""
    try:
        name = urlsplit(url).hostname or ""
    except ValueError:  # half an address
        return ""
    return name.casefold().removeprefix("www.")


def identities(source) -> dict[tuple[str, str], str]:
    """What makes two sources one, with the words for it: host, publisher, declared origin.

    A source whose declared origin is another's publisher has it from there.
    """
    publisher, origin = named(source.publisher), named(source.origin)
    found = {
        ("host", host(source.url)): _("same host, %s") % host(source.url),
        ("name", publisher): _("same publisher, %s") % source.publisher,
        ("name", origin): _("has it from %s too") % source.origin,
        ("title", "" if source.url or publisher else named(source.title)): _("same source"),
    }
    return {key: why for key, why in found.items() if key[1]}


def named(name: str) -> str:
    return " ".join(name.casefold().split())


def twins(evidence: Sequence) -> dict[int, Twin]:
    """The items, by key, that count once with an earlier one of `evidence`.

    Being the same is passed on: with A and B, and B and C, all three count once.
    """
    owner: dict[tuple[str, str], Any] = {}
    found = {}
    for item in evidence:
        keys = identities(item.source)
        shared = next((key for key in keys if key in owner), None)
        if shared:
            found[item.pk] = Twin(owner[shared], keys[shared])
        for key in keys:
            owner.setdefault(key, item)
    return found


def independent(evidence: Sequence) -> int:
    """How many of `evidence` are independent of each other."""
    groups: list[set[tuple[str, str]]] = []
    for item in evidence:
        keys = set(identities(item.source))
        apart = [group for group in groups if not group & keys]
        met = [group for group in groups if group & keys]
        groups = [*apart, keys.union(*met)]
    return len(groups)


def missing(kind: str, *, evidence, refuting=(), reason="", note="", as_of=None) -> dict:
    """What a verdict lacks: sentences by the name of the form field that would mend it.

    `evidence` is what it names, `refuting` the evidence against the claim that its reviewer sees.
    """
    if kind == "disputed":
        return missing_to_dispute(evidence, reason, note)
    lacking: dict[str, list[str]] = {}
    carries = carrying(evidence)
    if not carries:
        lacking["evidence"] = [missing_source(evidence)]
    if kind == "verified":
        lacking |= missing_to_verify(evidence, carries, as_of, refuting)
    return lacking


def missing_source(evidence) -> str:
    """What is missing when no source carries the claim."""
    supporting = [item for item in evidence if item.stance == SUPPORTS]
    if not supporting:
        return _("Name a source that says so: opened, with its link or place, quoted.")
    said = [f"“{item.source}”: {', '.join(gaps(item))}" for item in supporting]
    return _("No source carries it yet. %s.") % "; ".join(said)


def missing_to_verify(evidence, carries, as_of, refuting) -> dict[str, list[str]]:
    lacking: dict[str, list[str]] = {}
    is_primary = any(item.source.kind == "primary" for item in carries)
    if carries and not is_primary and independent(carries) < 2:
        lacking["evidence"] = [missing_second(carries)]
    elif not carries:
        lacking["evidence"] = [missing_source(evidence)]
    if not as_of:
        lacking["as_of"] = [_("Say as of which day it is true.")]
    if unanswered := [item for item in refuting if item.is_unanswered]:
        names = ", ".join(f"“{item.source}”" for item in unanswered)
        sentence = _("Reply to the evidence against it first: %s.") % names
        lacking["evidence"] = [*lacking.get("evidence", []), sentence]
    return lacking


def missing_second(carries) -> str:
    """Why the sources that carry it are not enough."""
    why = [f"“{carry.source}”: {twin.why}" for carry, twin in paired(carries)]
    sentence = _("Verified rests on one primary or two independent sources: one more is needed.")
    return f"{sentence} {_('Counted once: %s.') % '; '.join(why)}" if why else sentence


def paired(carries) -> list[tuple[Any, Twin]]:
    same = twins(carries)
    return [(item, same[item.pk]) for item in carries if item.pk in same]


def missing_to_dispute(evidence, reason: str, note: str) -> dict[str, list[str]]:
    if not reason:
        return {"reason": [_("Say why it is disputed.")]}
    if reason == "unsupported":
        return {} if note.strip() else {"note": [_("Say in the note what source is missing.")]}
    against = [item for item in evidence if item.stance != SUPPORTS]
    if any(is_traceable(item) for item in against):
        return {}
    if against:
        return {"evidence": [_("Say where the source can be found: its link, or the place in it.")]}
    return {"evidence": [_("Name the source that speaks against it, or the citation that failed.")]}


def uncounted(evidence: Sequence) -> dict[int, str]:
    """Why a piece of supporting evidence on a card does not count towards verified, by its key."""
    supporting = [item for item in evidence if item.stance == SUPPORTS]
    lacking = {item.pk: ", ".join(gaps(item)) for item in supporting if gaps(item)}
    same = paired(carrying(evidence))
    return lacking | {
        item.pk: _("counts once with “%(other)s”: %(why)s")
        % {"other": twin.other.source, "why": twin.why}
        for item, twin in same
    }
