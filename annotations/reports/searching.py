"""Searching: the words of every published claim, kept in memory, since a version never changes."""

from collections.abc import Iterator
from functools import lru_cache
from typing import Any, NamedTuple

from annotations.models import Publication


class Entry(NamedTuple):
    """What a claim can be found by, and where it is told."""

    version: int  # the key of the Publication
    position: int  # in its claims
    language: str
    judged_at: str
    words: str  # case folded


def published_claims() -> Iterator[Entry]:
    """Those that readers get now, the newest versions first. One query, and one more for each
    version that is looked at for the first time.
    """
    rows = Publication.objects.open().newest_first().values_list("pk", "sha256")
    for row in rows:
        yield from entries(*row)


@lru_cache(maxsize=10_000)
def entries(key: int, sha256: str) -> tuple[Entry, ...]:
    """The claims of the version `key`; `sha256`, of its content, is what makes it that one."""
    content = Publication.objects.values_list("content", flat=True).get(pk=key)
    language = content["article"]["language"]
    return tuple(
        Entry(key, n, language, claim["judged_at"], words(claim))
        for n, claim in enumerate(content["claims"])
    )


def words(claim: dict[str, Any]) -> str:
    return f"{claim['claim_text']} {claim['quote']} {claim['claimant']}".casefold()


def told_of(found: list[Entry]) -> list[tuple[Publication, dict[str, Any]]]:
    """Each claim as it is told, with its version. One query."""
    rows = Publication.objects.select_related("article")
    versions = rows.in_bulk({entry.version for entry in found})
    pairs = [(versions[entry.version], entry.position) for entry in found]
    return [(version, version.content["claims"][n]) for version, n in pairs]
