"""Batches: a file of many rows, brought in row by row, however often it is broken off.

What is common to all kinds; each kind has a service of its own that reads the file into `Row`s and
brings one of them in. To add a kind:

1. `upload(kind, filename, content, reading, total, by=)` keeps the file and says how it is read.
2. A function `step(batch, *, by)` reads its rows and calls
   `run(batch, rows, bring_in, seconds=SECONDS)`. `bring_in(row)` returns an `Outcome`, or raises
   TextRefused, ValidationError or Conflict: that becomes the row's outcome, and what it had
   written is rolled back. It runs in the transaction of its BatchRow, so a row never happens twice.
3. That function has a line in `web.views.batches.STEPS`. The page of a batch, its progress, its
   “Continue” and its report then work: `batches.show`, `batches.run`, `batches.report`. A page
   before the first row (a mapping, a dry run) is the kind's own; `batches.run` starts it.
"""

import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Count
from django.utils import timezone

from annotations import policy
from annotations.models import Batch, BatchRow
from annotations.models.conflict import Conflict
from annotations.text.refusal import TextRefused

SECONDS = 1.5  # of work in one request
Result = BatchRow.Result


@dataclass(frozen=True)
class Row:
    """One row of a file: its number (from 1, the header not counted) and its values.

    `refusal` says why it can not be used, `column` where.
    """

    number: int
    values: dict = field(default_factory=dict)
    column: str = ""
    refusal: str = ""


@dataclass(frozen=True)
class Outcome:
    """What became of a row. `target` is noun:key, as in article:12."""

    result: str
    target: str = ""
    column: str = ""
    reason: str = ""


class RowRefused(TextRefused):
    """A row can not be used because of what stands in `column`."""

    def __init__(self, column: str, message: str) -> None:
        super().__init__("row", message)
        self.column = column


@dataclass(frozen=True)
class Progress:
    """How far a batch has come."""

    done: int
    total: int
    counts: dict[str, int]  # rows by result
    is_finished: bool


def visible_to(user):
    """The batches `user` may see: their own, for editors everybody's. Without the files."""
    batches = Batch.objects.defer("content").select_related("created_by").order_by("-pk")
    return batches if policy.is_editor(user) else batches.filter(created_by=user)


def upload(kind: str, filename: str, content: bytes, reading: dict, total: int, *, by) -> Batch:
    """Keep a file to be imported; the very same one of the same person goes on where it was."""
    digest = Batch.digest(content)
    same = Batch.objects.filter(kind=kind, sha256=digest, created_by=by, finished_at=None)
    if found := same.order_by("-pk").first():
        return found
    return Batch.objects.create(
        kind=kind,
        filename=filename[-300:],
        content=content,
        sha256=digest,
        reading=reading,
        total=total,
        created_by=by,
    )


def reread(batch: Batch, reading: dict, total: int) -> None:
    """Say anew how the file is read. Raises Conflict once a row of it was dealt with."""
    with transaction.atomic():
        _lock(batch)
        if batch.rows.exists():
            raise Conflict(batch)
        batch.reading, batch.total = reading, total
        batch.save(update_fields=["reading", "total"])


def run(
    batch: Batch,
    rows: Iterable[Row],
    bring_in: Callable[[Row], Outcome],
    *,
    seconds: float | None = SECONDS,
) -> bool:
    """Deal with the rows that were not dealt with yet, for about `seconds` (None: to the end).

    Returns whether all are done. Breaking it off, running it twice or at once is harmless.
    """
    until = None if seconds is None else time.monotonic() + seconds
    known = set(batch.rows.values_list("number", flat=True))
    for row in rows:
        if row.number in known:
            continue
        _deal_with(batch, row, bring_in)
        if until is not None and time.monotonic() >= until:
            break
    else:
        Batch.objects.filter(pk=batch.pk, finished_at=None).update(finished_at=timezone.now())
        return True
    return False


def _deal_with(batch: Batch, row: Row, bring_in: Callable[[Row], Outcome]) -> None:
    with transaction.atomic():
        _lock(batch)
        if batch.rows.filter(number=row.number).exists():
            return  # another request was faster
        told = _outcome(row, bring_in)
        batch.rows.create(
            number=row.number,
            result=told.result,
            column=told.column[:100],
            reason=told.reason,
            target=told.target,
        )


def _lock(batch: Batch) -> None:
    Batch.objects.select_for_update().only("pk").get(pk=batch.pk)


def _outcome(row: Row, bring_in: Callable[[Row], Outcome]) -> Outcome:
    if row.refusal:
        return Outcome(Result.REFUSED, column=row.column, reason=row.refusal)
    try:
        with transaction.atomic():
            return bring_in(row)
    except Conflict:
        return Outcome(Result.CONFLICT)
    except TextRefused as refusal:
        return Outcome(
            Result.REFUSED, column=getattr(refusal, "column", ""), reason=refusal.message
        )
    except ValidationError as refusal:
        return Outcome(Result.REFUSED, reason=" ".join(refusal.messages))


def progress(batch: Batch) -> Progress:
    """How far it has come. One query."""
    found = batch.rows.order_by().values_list("result").annotate(n=Count("pk"))
    counts = dict.fromkeys(Result.values, 0) | dict(found)
    return Progress(sum(counts.values()), batch.total, counts, batch.finished_at is not None)
