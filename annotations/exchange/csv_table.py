"""Verdicts as CSV (RFC 4180: CRLF, a field quoted only where it must be), safe in a spreadsheet.

`stream` for a response or a file, `rows` for the cells themselves.
"""

import csv
import io
from collections.abc import Callable, Generator, Iterable, Iterator
from itertools import islice

from django.db import DEFAULT_DB_ALIAS
from django.utils import timezone

from annotations.exchange import verdict_rows
from annotations.exchange.cells import guard, plain, unguard
from annotations.exchange.columns import COLUMNS, NAMES
from annotations.exchange.selection import State, VerdictFilter, count
from annotations.exchange.snapshot import snapshot

__all__ = [
    "CONTENT_TYPE",
    "State",
    "VerdictFilter",
    "count",
    "filename",
    "guard",
    "preview",
    "rows",
    "stream",
    "unguard",
]

CONTENT_TYPE = "text/csv; charset=utf-8; header=present"
BOM = "\ufeff".encode()
BLOCK = 100  # rows
Tap = Callable[[Iterator[list[str]]], Iterator[list[str]]]


def rows(wanted: VerdictFilter) -> Generator[list[str], None, None]:
    """The guarded cells of each row, without the header, all of one snapshot of the desk."""
    with snapshot() as alias:
        for row in verdict_rows.rows(wanted, alias):
            yield _cells(row)


def preview(wanted: VerdictFilter, most: int) -> list[list[str]]:
    """The first rows as `rows` gives them, on the default connection. Ten queries at the most."""
    return [_cells(row) for row in verdict_rows.rows(wanted, DEFAULT_DB_ALIAS, most)]


def stream(wanted: VerdictFilter, *, bom: bool = False, tap: Tap = iter) -> Iterator[bytes]:
    """The file in blocks, its header first. Constant memory; close it when it is not read on.

    `tap` may wrap the rows on their way, to count them or to show progress.
    """
    yield (BOM if bom else b"") + _encoded([list(NAMES)])
    lines = rows(wanted)
    try:
        passing = tap(lines)
        while block := list(islice(passing, BLOCK)):
            yield _encoded(block)
    finally:
        lines.close()


def filename(wanted: VerdictFilter) -> str:
    """What to call it: the day, and the article when it is about one."""
    parts = ["verdicts", wanted.article, timezone.localdate().isoformat()]
    return "-".join(part for part in parts if part) + ".csv"


def _cells(row: verdict_rows.Row) -> list[str]:
    return [guard(plain(column.cell(row))) for column in COLUMNS]


def _encoded(lines: Iterable[list[str]]) -> bytes:
    text = io.StringIO(newline="")
    csv.writer(text, lineterminator="\r\n").writerows(lines)
    return text.getvalue().encode()
