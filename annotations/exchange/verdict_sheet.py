"""The verdict CSV on its way back: the file of `csv_table`, perhaps edited in a spreadsheet.

Spreadsheets change what they save: the separator, the line ends, the encoding, a mark at the
beginning, the order of columns. All of that is undone here. A row that cannot be read is refused
with its column; the others are read.
"""

import csv
import io
from datetime import date
from typing import Any
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.dateparse import parse_datetime
from django.utils.translation import gettext as _

from annotations.exchange.cells import split, unguard
from annotations.exchange.columns import NAMES, SCHEMA_VERSION
from annotations.models import Annotation, Batch, BatchRow, User, Verdict
from annotations.services import batches
from annotations.services.batches import Outcome, Row, RowRefused
from annotations.services.importing import Desk, Fate, Incoming, Piece, Result, bring_in, foresee
from annotations.text.plain import decode
from annotations.text.refusal import TextRefused
from annotations.text.separated import separator

MOST = 10_000  # rows
NEEDED = ("annotation_id", "verdict", "reviewer")
CLAIM = ("claim_text", "claimant", "claim_date")


def read(content: bytes) -> list[Row]:
    """The rows, their cells as they were before they were guarded, by name of column.

    Raises TextRefused for what is no such file.
    """
    text = decode(content).removeprefix("\ufeff")
    lines = csv.reader(io.StringIO(text, newline=""), delimiter=separator(text))
    try:
        names = [name.strip() for name in next(lines, [])]
        _check_names(names)
        filled = (line for line in lines if any(line))
        rows = [_row(number, names, line) for number, line in enumerate(filled, start=1)]
    except csv.Error as fault:
        raise TextRefused("csv", _("This is no CSV that can be read.")) from fault
    if len(rows) > MOST:
        raise TextRefused("rows", _("More than 10,000 rows: send them in several files."))
    return rows


def _row(number: int, names: list[str], line: list[str]) -> Row:
    cells = {name: unguard(cell) for name, cell in zip(names, line, strict=False)}
    refusal = _("This row has more cells than there are columns.") if len(line) > len(names) else ""
    return Row(number, cells, refusal=refusal)


def _check_names(names: list[str]) -> None:
    missing = [name for name in NEEDED if name not in names]
    if missing:
        said = _("The first row has to name the columns; these are missing: %s.")
        raise TextRefused("columns", said % ", ".join(missing))
    twice = sorted({name for name in names if names.count(name) > 1} & set(NAMES))
    if twice:
        raise TextRefused("columns", _("These columns are there twice: %s.") % ", ".join(twice))


def incoming(row: Row) -> Incoming:
    """What a row says. Raises RowRefused, with the column, for what cannot be read."""
    cells = row.values
    if cells.get("schema_version", "") not in ("", str(SCHEMA_VERSION)):
        raise RowRefused("schema_version", _("This version of the columns is not known here."))
    urls, quotes = split(cells.get("evidence_urls", "")), split(cells.get("evidence_quotes", ""))
    size = max(len(urls), len(quotes))
    pieces = [Piece(_at(urls, n), _at(quotes, n)) for n in range(size)]
    start, end = (_read(cells, name, int) for name in ("span_start", "span_end"))
    return Incoming(
        number=row.number,
        annotation=_read(cells, "annotation_id", UUID),
        article=_read(cells, "article_id", int),
        title=cells.get("article_title", ""),
        span=(start, end) if start is not None and end is not None else None,
        quote=cells.get("quote", ""),
        claim={name: _field(cells, name, Annotation) for name in CLAIM},
        verdict=_field(cells, "verdict", Verdict, "kind"),
        grounds=_grounds(cells),
        evidence=pieces,
        primary=_read(cells, "primary_evidence_count", int) or 0,
        state=cells.get("state", ""),
        reviewer=cells.get("reviewer", ""),
        reviewed_at=_read(cells, "reviewed_at", _moment),
    )


def _grounds(cells: dict[str, str]) -> dict[str, Any]:
    names = ("reason", "note", "confidence", "as_of", "recheck_by")
    said = {name: _field(cells, name, Verdict) for name in names}
    if cells.get("caveat", "") not in ("", "yes"):
        raise RowRefused("caveat", _("Only “yes” or nothing."))
    return said | {"caveat": bool(cells.get("caveat"))}


def _at(values: list[str], number: int) -> str:
    return values[number] if number < len(values) else ""


def _moment(said: str) -> Any:
    found = parse_datetime(said)
    if found is None or found.tzinfo is None:
        raise ValueError(said)
    return found


def _read(cells: dict[str, str], name: str, reading: Any) -> Any:
    """A cell that has a form of its own; None when it is empty or not there."""
    said = cells.get(name, "").strip()
    try:
        return reading(said) if said else None
    except (ValueError, TypeError) as fault:
        raise RowRefused(name, _("“%s” cannot be read.") % said[:80]) from fault


def _field(cells: dict[str, str], name: str, model: type[models.Model], to: str = "") -> Any:
    """A cell that becomes a field of `model`, by the rules of that."""
    field: Any = model._meta.get_field(to or name)
    said = cells.get(name, "")
    if isinstance(field, models.DateField):
        return _read(cells, name, date.fromisoformat)
    try:
        return field.clean(said, None) if said else ""
    except ValidationError as fault:
        raise RowRefused(name, " ".join(fault.messages)) from fault


# -- as a batch -----------------------------------------------------------------------------------

RESULTS = {
    Fate.NEW: BatchRow.Result.DONE,
    Fate.CHANGED: BatchRow.Result.DONE,
    Fate.SAME: BatchRow.Result.SAME,
    Fate.LEFT: BatchRow.Result.SAME,
    Fate.CONFLICT: BatchRow.Result.CONFLICT,
}


def upload(filename: str, content: bytes, *, by: User) -> Batch:
    """Keep a sheet to be brought in. Raises TextRefused."""
    rows = read(content)
    if not rows:
        raise TextRefused("empty", _("There is no row in this file."))
    return batches.upload(Batch.Kind.VERDICTS, filename, content, {}, len(rows), by=by)


def step(batch: Batch, *, by: User, seconds: float | None = batches.SECONDS) -> bool:
    """Bring in the next rows; as `batches.run`."""
    desk = Desk(by)

    def one(row: Row) -> Outcome:
        return outcome(bring_in(incoming(row), desk))

    return batches.run(batch, read(bytes(batch.content)), one, seconds=seconds)


def outcome(result: Result) -> Outcome:
    """What a batch keeps of what became of a row."""
    told = RESULTS.get(result.fate, BatchRow.Result.REFUSED)
    reason = result.reason or ("" if told != BatchRow.Result.REFUSED else result.fate.label)
    target = f"annotation:{result.annotation}" if result.annotation else ""
    return Outcome(told, target=target, column=result.column, reason=str(reason))


def foreseen(rows: list[Row], *, by: User) -> list[Result]:
    """What would become of each row, in their order; nothing is written."""
    desk = Desk(by)
    return [_foreseen(row, desk) for row in rows]


def _foreseen(row: Row, desk: Desk) -> Result:
    if row.refusal:
        return Result(_unread(row), Fate.REFUSED, row.refusal, row.column)
    try:
        return foresee(incoming(row), desk)
    except RowRefused as refusal:
        return Result(_unread(row), Fate.REFUSED, refusal.message, refusal.column)


def _unread(row: Row) -> Incoming:
    cells = row.values
    names = {"title": cells.get("article_title", ""), "quote": cells.get("quote", "")}
    said = {"verdict": cells.get("verdict", ""), "reviewer": cells.get("reviewer", "")}
    nothing: dict[str, Any] = {"annotation": None, "article": None, "span": None, "state": ""}
    return Incoming(
        number=row.number,
        claim={},
        grounds={},
        evidence=[],
        primary=0,
        reviewed_at=None,
        **names,
        **said,
        **nothing,
    )
