"""Passages marked elsewhere come in: a table of quotes, or what Label Studio, doccano and
Hypothesis export. They go through the same dry run and the same verbs as the verdict sheet.

The same file again says the same: a claim's identifier is made of its article and its place.
"""

import csv
import io
import json
from collections.abc import Callable, Iterable, Iterator
from itertools import count
from typing import Any
from uuid import NAMESPACE_URL, uuid5

from django.utils.translation import gettext as _

from annotations.exchange import (
    annotation_file,
    doccano,
    hypothesis_file,
    label_studio,
    quote_sheet,
)
from annotations.exchange.mark import Mark
from annotations.exchange.verdict_sheet import outcome
from annotations.models import Batch, Revision, User
from annotations.services import batches
from annotations.services.batches import Outcome, Row
from annotations.services.importing import (
    Desk,
    Incoming,
    Piece,
    Result,
    article_named,
    bring_in,
    foresee,
)
from annotations.text.anchor import locate
from annotations.text.plain import decode
from annotations.text.refusal import TextRefused
from annotations.text.separated import separator

MOST = 10_000  # marks
TOOLS = (annotation_file, label_studio, hypothesis_file, doccano)


def kind_of(content: bytes) -> str:
    """ANNOTATIONS for JSON, QUOTES for a table with quotes, "" for neither. Raises TextRefused."""
    text = decode(content).lstrip()
    if text[:1] in ("{", "["):
        return Batch.Kind.ANNOTATIONS
    names = next(_table(text), [])
    if hypothesis_file.is_table(names):
        return Batch.Kind.QUOTES
    known = {"annotation_id", "verdict", "reviewer"} <= {name.strip() for name in names}
    return Batch.Kind.QUOTES if quote_sheet.fits(names) and not known else ""


def read(content: bytes) -> list[Mark]:
    """All marks, numbered from 1. Raises TextRefused for what is no such file."""
    text = decode(content).lstrip()
    if "\0" in text:
        raise TextRefused("nul", _("There is a NUL character in this file."))
    said = _of_records(text) if text[:1] in ("{", "[") else _of_table(text)
    found = [Mark(number=number, **one) for number, one in zip(count(1), said)]
    if not found:
        raise TextRefused("empty", _("There is no passage in this file."))
    if len(found) > MOST:
        raise TextRefused("rows", _("More than 10,000 rows: send them in several files."))
    return found


def _table(text: str) -> Iterator[list[str]]:
    lines = csv.reader(io.StringIO(text, newline=""), delimiter=separator(text))
    try:
        yield from (line for line in lines if any(line))
    except csv.Error as fault:
        raise TextRefused("csv", _("This is no CSV that can be read.")) from fault


def _of_table(text: str) -> Iterator[dict[str, Any]]:
    lines = _table(text)
    names = next(lines, [])
    if hypothesis_file.is_table(names):
        return hypothesis_file.marks_of_table(names, lines)
    columns = quote_sheet.guessed(names)
    return (quote_sheet.mark(line, columns) for line in lines)


def _of_records(text: str) -> Iterator[dict[str, Any]]:
    for record in _records(text):
        fitting = [tool for tool in TOOLS if isinstance(record, dict) and tool.fits(record)]
        if not fitting:
            said = _("These are no Web Annotations, and no export of the other tools known here.")
            raise TextRefused("tool", said)
        yield from fitting[0].marks(record)


def _records(text: str) -> Iterable[Any]:
    try:
        try:
            whole = json.loads(text)
        except json.JSONDecodeError:
            return [json.loads(line) for line in text.split("\n") if line.strip()]
    except (ValueError, RecursionError) as fault:
        raise TextRefused("json", _("This is no JSON that can be read.")) from fault
    if isinstance(whole, list):
        return whole
    within = whole.get("annotations" if "export_date" in whole else "rows")
    return within if isinstance(within, list) else [whole]


# -- onto the desk --------------------------------------------------------------------------------


class Marks:
    """The marks of one file on the desk as it is now; each article is looked for once."""

    def __init__(self, by: User) -> None:
        self.desk = Desk(by)
        self.known: dict[tuple[str, str, str, str], Revision | None] = {}

    def incoming(self, mark: Mark) -> Incoming:
        """`mark` as the verdict sheet would say it, at the place where its words stand now."""
        revision = self.revision(mark)
        text = revision.text if revision else ""
        around = (mark.prefix, mark.suffix, mark.start)
        found = locate(text, mark.quote, *around) if text and mark.quote.strip() else None
        kind, reason = mark.verdict()
        nothing = {"confidence": "", "caveat": False, "as_of": None, "recheck_by": None}
        return Incoming(
            number=mark.number,
            annotation=mark.key or (_identity(revision, found) if revision and found else None),
            article=revision.article_id if revision else None,
            title=revision.article.title if revision else mark.title,
            span=(found.start, found.end) if found else None,
            quote=text[found.start : found.end] if found else mark.quote,
            claim=mark.claim,
            verdict=kind,
            grounds={"reason": reason, "note": mark.note} | nothing | mark.grounds,
            evidence=[*mark.evidence] or ([Piece(mark.url, "")] if mark.url else []),
            primary=0,
            state="",
            reviewer=mark.person or self.desk.by.username,
            reviewed_at=None,
        )

    def revision(self, mark: Mark) -> Revision | None:
        """The newest text of the article that `mark` is about."""
        about = (mark.title, mark.home, mark.address, mark.text)
        if about not in self.known:
            title, home, address, text = about
            article = article_named(
                self.desk.by, title=title, home=home, address=address, text=text
            )
            self.known[about] = article.current() if article else None
        return self.known[about]


def _identity(revision: Revision, found: Any) -> Any:
    return uuid5(NAMESPACE_URL, f"mark:{revision.pk}:{found.start}:{found.end}")


def upload(filename: str, content: bytes, *, by: User) -> Batch:
    """Keep a file to be brought in. Raises TextRefused."""
    kind, marks = kind_of(content) or Batch.Kind.QUOTES, read(content)
    return batches.upload(kind, filename, content, {}, len(marks), by=by)


def foreseen(marks: Iterable[Mark], *, by: User) -> list[Result]:
    """What would become of each, in their order; nothing is written."""
    return _each(marks, Marks(by), foresee)


def _each(marks: Iterable[Mark], here: Marks, verb: Callable[..., Result]) -> list[Result]:
    return [verb(here.incoming(mark), here.desk) for mark in marks]


def step(batch: Batch, *, by: User, seconds: float | None = batches.SECONDS) -> bool:
    """Bring in the next marks; as `batches.run`."""
    marks, here = read(bytes(batch.content)), Marks(by)

    def one(row: Row) -> Outcome:
        return outcome(*_each([marks[row.number - 1]], here, bring_in))

    return batches.run(batch, [Row(mark.number) for mark in marks], one, seconds=seconds)
