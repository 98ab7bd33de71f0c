"""Everything about articles as JSON Lines, to be read by programs and to be put on another desk.

UTF-8; each line is a JSON object, keys sorted, no white space between tokens, characters unescaped,
a line feed at its end. `jsonl.schema.json` describes every line.

- The first line: `format` ("factcheck record") and `version` (1).
- Of each article a line of the `noun` article, whose `history` says where its chain of events ended
  (`events`, `last_hash`), and then its rows, noun by noun in the order of `services.restoring`.
  Rows name each other by `key`, people by user name, and times are UTC with six decimals.
- The last line: `articles`, how many there were, so that a file that was cut off shows.

What stays at the desk: the events themselves (`history_file` has them), who has read what, who was
asked to look, publications and captures. Read in and written again, a file is the same to the byte
but for `history`, since that begins anew.
"""

import json
from collections.abc import Iterable, Iterator
from datetime import UTC, date, datetime
from itertools import groupby, islice
from pathlib import Path
from typing import Any
from uuid import UUID

from django.db import models
from django.db.models import QuerySet

from annotations.exchange.snapshot import snapshot
from annotations.models import Annotation, Article, SignOff, User, Verdict
from annotations.reports.approval import voiding
from annotations.services.restoring import HIDDEN, NOUNS, NotReadable, Noun, Row, people_of, rows_of

CONTENT_TYPE = "application/jsonl; charset=utf-8"
FORMAT = {"format": "factcheck record", "version": 1}
SCHEMA = Path(__file__).with_name("jsonl.schema.json")
BLOCK = 100  # lines
LONGEST = 64 * 2**20  # bytes of a line; no text that comes in is nearly as long
Keys = dict[tuple[type, Any], str]


# -- writing --------------------------------------------------------------------------------------


def filename(articles: QuerySet[Article], day: date) -> str:
    slugs = list(articles.values_list("slug", flat=True)[:2])
    name = slugs[0] if len(slugs) == 1 else "desk"
    return f"record-{name}-{day.isoformat()}.jsonl"


def stream(articles: QuerySet[Article]) -> Iterator[bytes]:
    """The file in blocks, of one snapshot of the desk; memory for the rows of one article.

    Twenty queries for each. It tells of everybody's work: `articles` are those of which its reader
    may see that.
    """
    with snapshot() as alias:
        lines = _lines(articles.using(alias).order_by("pk"), alias)
        while block := b"".join(islice(lines, BLOCK)):
            yield block


def encoded(said: Any) -> bytes:
    text = json.dumps(said, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    return text.encode() + b"\n"


def _lines(articles: QuerySet[Article], using: str) -> Iterator[bytes]:
    yield encoded(FORMAT)
    names = dict(User.objects.using(using).values_list("pk", "username"))
    number = 0
    for article in articles:
        number += 1
        yield encoded(_head(article, names, using))
        keys: Keys = {}
        for name, noun in NOUNS.items():
            yield from map(encoded, _rows(name, noun, article, (keys, names, using)))
    yield encoded({"articles": number})


def _head(article: Article, names: dict[int, str], using: str) -> Row:
    fields = [
        field
        for field in Article._meta.concrete_fields
        if field.name not in HIDDEN and not isinstance(field, models.AutoField)
    ]
    newest = article.events.using(using).order_by("-sequence").values("sequence", "hash").first()
    pointer = {"events": newest["sequence"], "last_hash": newest["hash"]} if newest else None
    said = {field.name: _value(field, article, {}, names) for field in fields}
    return {"noun": "article", "history": pointer} | said


def _rows(name: str, noun: Noun, article: Article, known: Any) -> Iterator[Row]:
    keys, names, using = known
    rows = rows_of(name, article, using)
    if name == "verdict":
        rows = rows.prefetch_related("evidence")
    for number, row in enumerate(rows.iterator(chunk_size=BLOCK), start=1):
        key = f"{name}:{row.pk if isinstance(row, Annotation) else number}"
        keys[type(row), row.pk] = key
        said = {field.name: _value(field, row, keys, names) for field in noun.fields}
        yield {"noun": name, "key": key} | said | _more(row, keys)


def _more(row: Any, keys: Keys) -> Row:
    """What is no plain field of a row."""
    if isinstance(row, Verdict):
        return {"evidence": [keys[type(item), item.pk] for item in row.rests_on()]}
    if isinstance(row, SignOff):
        return {"is_void": voiding(row, row.article).using(row._state.db).exists()}
    if hasattr(row, "votes"):
        return {"votes": [keys[Verdict, key] for key in row.votes]}
    return {}


def _value(field: Any, row: Any, keys: Keys, names: dict[int, str]) -> Any:
    value = getattr(row, field.attname)
    if value is not None and field.is_relation:
        related = field.related_model
        return names[value] if related is User else keys[related, value]
    if isinstance(value, datetime):
        return value.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.%fZ")
    if isinstance(value, date):
        return value.isoformat()
    return str(value) if isinstance(value, UUID) else value


# -- reading --------------------------------------------------------------------------------------


def read(lines: Iterable[bytes]) -> Iterator[tuple[Row, Iterator[Row]]]:
    """Each article's own row, and its others, which are to be read before the next article.

    Raises NotReadable where a line is none of such a file, or its end is missing.
    """
    numbered = enumerate(lines, start=1)
    first = _parsed(*next(numbered, (1, b"")))
    if not FORMAT.items() <= first.items():
        raise NotReadable("line 1: this is no record of a desk, or one of another version")
    number = 0
    rows = (_parsed(at, line) for at, line in numbered)
    head: Row = {}
    for is_head, group in groupby(rows, key=lambda row: row.get("noun") in ("article", None)):
        if not is_head:
            yield head, group
            continue
        for row in group:
            if row.get("noun") is None:
                if row != {"articles": number}:
                    raise NotReadable("the end is not that of this file")
                return
            head, number = row, number + 1
    raise NotReadable("the file is not complete")


def _parsed(number: int, line: bytes) -> Row:
    if len(line) > LONGEST:
        raise NotReadable(f"line {number}: it is too long")
    try:
        said = json.loads(line)
    except (ValueError, RecursionError) as fault:
        raise NotReadable(f"line {number}: it is no JSON") from fault
    if not isinstance(said, dict):
        raise NotReadable(f"line {number}: it is no object")
    return said


def people_in(lines: Iterable[bytes]) -> set[str]:
    """The user names that a file names. Raises NotReadable."""
    return people_of(_parsed(number, line) for number, line in enumerate(lines, start=1))
