"""Verifying a history: whether its lines are the ones that were written, and all of them.

Each line is sealed together with the seal of the line before (`models.event`), and the article
counts its lines, so one changed byte shows, as does a line deleted, put in or moved. What no chain
can tell by itself is a history that was written anew from some line on, seals, counts and all. Who
keeps a file of it can: `parting` says where the two differ.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any, NamedTuple

from django.db import DEFAULT_DB_ALIAS

from annotations.models import Article, Event
from annotations.models.event import FIRST

BATCH = 500


class Line(NamedTuple):
    """An event as far as its place in the chain goes; `seal` is what `hash` should be."""

    article: Any
    sequence: Any
    prev_hash: str
    seal: str
    hash: str


class Finding(NamedTuple):
    """Something that is not as it was written; without `sequence` it is about the whole."""

    article: str
    sequence: Any
    says: str

    def __str__(self) -> str:
        where = f"event {self.sequence}" if self.sequence is not None else "the whole"
        return f"{self.article}, {where}: {self.says}"


@dataclass(frozen=True)
class Chain:
    """What is known of a history apart from its lines: whose, and how many there must be."""

    name: str
    article: int
    events: int
    last_hash: str = ""  # empty: nobody wrote it down apart

    def finding(self, sequence: Any, says: str) -> Finding:
        return Finding(self.name, sequence, says)


def findings(chain: Chain, lines: Iterable[Line]) -> Iterator[Finding]:
    """What is wrong with `lines`, in their order. Constant memory."""
    number, last = 0, FIRST
    for line in lines:
        yield from (
            chain.finding(line.sequence, says) for says in faults(chain, line, number, last)
        )
        number = line.sequence if isinstance(line.sequence, int) else number + 1
        last = line.hash
    if number != chain.events:
        yield chain.finding(None, missing(chain.events, number))
    elif chain.last_hash and last != chain.last_hash:
        yield chain.finding(number, "this is not the last hash that was written down.")


def faults(chain: Chain, line: Line, number: int, last: str) -> Iterator[str]:
    """What is wrong with the line that follows event `number`, whose hash is `last`."""
    if line.sequence != number + 1:
        yield f"event {number + 1} is expected here: one was deleted, put in or moved."
    if line.article != chain.article:
        yield "it belongs to another article."
    if line.seal != line.hash:
        yield "it does not say what was written: a field or its hash was changed."
    if line.prev_hash != last:
        yield "it does not follow the event before it: that one was changed, deleted or put in."


def missing(counted: int, number: int) -> str:
    return f"{counted} events were counted, the last one found is event {number}."


def parting(chain: Chain, lines: Iterable[Line], others: Iterable[Line]) -> Finding | None:
    """Where the desk's `lines` part from `others`, of a file that was kept; None when they go on
    from its end, or end with it. Constant memory.
    """
    desk = iter(lines)
    for number, other in enumerate(others, start=1):
        line = next(desk, None)
        if line is None:
            return chain.finding(number, "the file goes on from here, and the desk does not.")
        if line != other:
            return chain.finding(number, "the desk and the file part here: one was written anew.")
    return None


# -- from the database ----------------------------------------------------------------------------


def chain_of(article: Article) -> Chain:
    return Chain(article.slug, article.pk, article.last_event)


def verify(article: Article, using: str = DEFAULT_DB_ALIAS) -> Iterator[Finding]:
    """What is wrong with the history of `article`, in constant memory. One query."""
    yield from findings(chain_of(article), lines_of(article, using))


def lines_of(article: Article, using: str = DEFAULT_DB_ALIAS) -> Iterator[Line]:
    """The lines of its history. One query; constant memory."""
    for event in rows(article, using):
        if event is None:
            yield Line(article.pk, None, "", "", "unreadable")
        else:
            yield Line(event.article_id, event.sequence, event.prev_hash, seal(event), event.hash)


def rows(article: Article, using: str) -> Iterator[Event | None]:
    """Its events; None, and no further, where one cannot be read."""
    events = Event.objects.using(using).filter(article=article).order_by("sequence")
    try:
        yield from events.iterator(chunk_size=BATCH)
    except (TypeError, ValueError):  # SQLite takes any value in any column
        yield None


def seal(event: Event) -> str:
    try:
        return event.sealed()
    except (AttributeError, TypeError, ValueError):  # as above
        return ""
