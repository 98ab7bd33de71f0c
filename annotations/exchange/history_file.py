"""An article's history as a file that verifies anywhere: JSON Lines, UTF-8.

Every line is a JSON object as `encoded` writes it: keys sorted, no white space between tokens,
characters unescaped, a line feed at its end.

- The first line: `format` ("factcheck history"), `version` (1), the `article`'s key, `slug` and
  `title`, how many `events` follow, and the `last_hash` of them.
- One line for each event, in their order: `event` is its canonical form (`models.event`), `hash`
  the SHA-256 of that as it stands here. Beside it, for the reader and not in the hash, `people`:
  the names of the persons whose keys it has.
- The last line: `sha256` of all bytes before it, so that a copy gone bad shows as a whole.
"""

import json
from collections.abc import Iterator
from datetime import date
from functools import partial
from hashlib import sha256
from itertools import islice
from typing import Any, BinaryIO

from annotations.exchange.snapshot import snapshot
from annotations.models import Article, Event, User
from annotations.reports.verification import Chain, Finding, Line, findings

CONTENT_TYPE = "application/jsonl; charset=utf-8"
FORMAT = {"format": "factcheck history", "version": 1}
BLOCK = 100  # lines
LONGEST = 64 * 2**20  # bytes of a line; more is no history of ours
UNREADABLE = Line(None, None, "", "", "unreadable")
PEOPLE = ("reviewer_id",)  # facts that are keys of persons


class NoHistory(ValueError):
    """The file does not begin as a history file does."""


def encoded(said: Any) -> bytes:
    """One line of the file."""
    text = json.dumps(said, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    return text.encode() + b"\n"


# -- writing --------------------------------------------------------------------------------------


def filename(article: Article, day: date) -> str:
    return f"history-{article.slug}-{day.isoformat()}.jsonl"


def stream(article: Article) -> Iterator[bytes]:
    """The file in blocks, of one snapshot of the desk. Constant memory; four queries."""
    whole = sha256()
    with snapshot() as alias:
        lines = _lines(Article.objects.using(alias).get(pk=article.pk), alias)
        while block := b"".join(islice(lines, BLOCK)):
            whole.update(block)
            yield block
    yield _end(whole.hexdigest())


def _lines(article: Article, using: str) -> Iterator[bytes]:
    events = Event.objects.using(using).filter(article=article)
    last = events.order_by("-sequence").values_list("hash", flat=True).first()
    yield _head(article, last or "")
    names = dict(User.objects.using(using).values_list("pk", "username"))
    for event in events.order_by("sequence").iterator(chunk_size=BLOCK):
        yield _told(event, names)


def _head(article: Article, last_hash: str) -> bytes:
    told = {name: getattr(article, name) for name in ("slug", "title")}
    counted = {"article": article.pk, "events": article.last_event, "last_hash": last_hash}
    return encoded(FORMAT | told | counted)


def _told(event: Event, names: dict[int, str]) -> bytes:
    facts = [event.before or {}, event.after or {}]
    people = {event.actor_id, *(fact.get(name) for fact in facts for name in PEOPLE)}
    return encoded(
        {
            "event": json.loads(event.canonical()),
            "hash": event.hash,
            "people": {str(key): names[key] for key in people if key in names},
        }
    )


def _end(digest: str) -> bytes:
    return encoded({"sha256": digest})


# -- reading --------------------------------------------------------------------------------------


class HistoryFile:
    """A history file that is read once, from its first byte to its last, in constant memory.

    Raises NoHistory when its first line is none of such a file.
    """

    def __init__(self, file: BinaryIO) -> None:
        self._raw = iter(partial(file.readline, LONGEST), b"")
        self._whole, self._last = sha256(), b""
        self.title, self.chain = self._begin(next(self._raw, b""))

    def _begin(self, first: bytes) -> tuple[str, Chain]:
        self._whole.update(first)
        try:
            said = json.loads(first)
            numbers = int(said["article"]), int(said["events"])
            if not FORMAT.items() <= said.items():
                raise NoHistory
            return str(said["title"]), Chain(str(said["slug"]), *numbers, str(said["last_hash"]))
        except (ValueError, KeyError, TypeError, AttributeError, RecursionError) as fault:
            raise NoHistory from fault

    def findings(self) -> Iterator[Finding]:
        """What is wrong with it."""
        yield from findings(self.chain, self.lines())
        if self._last != _end(self._whole.hexdigest()):
            yield self.chain.finding(None, "the file is not complete, or was changed somewhere.")

    def lines(self) -> Iterator[Line]:
        """Its events."""
        self._last = next(self._raw, b"")
        for raw in self._raw:
            self._whole.update(self._last)
            yield _read(self._last)
            self._last = raw


def _read(raw: bytes) -> Line:
    """The event in a line, which must be written as `encoded` does: only then what a reader sees
    is what is verified.
    """
    try:
        said = json.loads(raw)
        event = said["event"]
        if encoded(said) != raw:
            return UNREADABLE
        seal = sha256(encoded(event)[:-1]).hexdigest()
        return Line(event["article"], event["sequence"], event["prev_hash"], seal, said["hash"])
    except (ValueError, KeyError, TypeError, RecursionError):
        return UNREADABLE
