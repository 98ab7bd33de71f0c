"""Articles in bulk: a CSV or JSONL file, one article a row.

How the file is read (`Batch.reading`): `format` (csv or jsonl), `encoding` when somebody said it,
`assumed` when nobody did and the file did not, `delimiter`, and `columns`, which column holds which
of `FIELDS`.
"""

import csv
import io
import json
from collections.abc import Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from datetime import date
from itertools import islice

from django.core.exceptions import ValidationError
from django.core.validators import URLValidator
from django.utils.dateparse import parse_date
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.utils.translation import ngettext as _n

from annotations.models import Article, Batch
from annotations.models.article import RESERVED
from annotations.models.conflict import Conflict
from annotations.services import batches, intake
from annotations.services.batches import Outcome, Result, Row, RowRefused
from annotations.text.invisible import is_invisible_only
from annotations.text.limits import (
    MAX_BODY_BYTES,
    check_html_limits,
    check_markdown_limits,
    check_sentence_limit,
)
from annotations.text.plain import decode_as, decode_assuming, normalise
from annotations.text.refusal import TextRefused
from annotations.text.sanitize import LANGUAGE
from annotations.text.separated import separator

FIELDS = {
    "title": gettext_lazy("Title"),
    "text": gettext_lazy("Text"),
    "html": gettext_lazy("HTML"),
    "markdown": gettext_lazy("Markdown"),
    "byline": gettext_lazy("Byline"),
    "publisher": gettext_lazy("Publisher"),
    "source_url": gettext_lazy("Original address"),
    "language": gettext_lazy("Language"),
    "published_on": gettext_lazy("Published on"),
    "slug": gettext_lazy("Address here"),
}
WORDS = ("text", "html", "markdown")
# What columns are called elsewhere, in small letters.
OTHER_NAMES = {
    "title": ("headline", "name"),
    "text": ("body", "content", "article", "articlebody", "full_text"),
    "html": ("body_html", "content_html"),
    "markdown": ("md", "body_markdown"),
    "byline": ("author", "authors", "creator"),
    "publisher": ("source", "site", "outlet", "publication"),
    "source_url": ("url", "link", "address", "permalink"),
    "language": ("lang", "inlanguage"),
    "published_on": ("date", "published", "published_at", "datepublished", "pubdate"),
    "slug": ("id", "key"),
}
MOST_ROWS = 10_000
MOST_COLUMNS = 200
LONGEST = {"title": 300, "byline": 300, "publisher": 300, "source_url": 2000, "slug": 80}
WEB = URLValidator(schemes=["http", "https"])

csv.field_size_limit(MAX_BODY_BYTES)


@dataclass(frozen=True)
class Table:
    """A file read into rows; the values are by its own column names."""

    columns: list[str]
    rows: list[Row]


@dataclass(frozen=True)
class DryRun:
    """What would become of a file: nothing was saved."""

    total: int
    first: list[Row]
    refused: list[tuple[int, str, str]]  # number, column, why

    @property
    def good(self) -> int:
        return self.total - len(self.refused)


def guess(filename: str, content: bytes, encoding: str = "", delimiter: str = "") -> dict:
    """How a file is probably read, as far as it is not said. Raises TextRefused for no table."""
    text, assumed = decoded(content, encoding)
    is_lines = filename.lower().endswith((".jsonl", ".ndjson")) or text.lstrip().startswith("{")
    reading = {"format": "jsonl" if is_lines else "csv", "assumed": assumed, "encoding": encoding}
    if not is_lines:
        reading["delimiter"] = delimiter or separator(text)
    found = table(content, reading)
    return reading | {"columns": guessed_columns(found.columns)}


def guessed_columns(columns: list[str]) -> dict[str, str]:
    small = {column.strip().lower().replace(" ", "_"): column for column in reversed(columns)}
    named = {
        field: next((small[name] for name in (field, *OTHER_NAMES[field]) if name in small), "")
        for field in FIELDS
    }
    return {field: column for field, column in named.items() if column}


def decoded(content: bytes, encoding: str = "") -> tuple[str, str]:
    """Its text, and the encoding that was assumed. Raises TextRefused."""
    text, assumed = (decode_as(content, encoding), "") if encoding else decode_assuming(content)
    if "\x00" in text:
        raise TextRefused("nul", _("This file holds a NUL character, so it is not a table."))
    return text, assumed


def table(content: bytes, reading: dict) -> Table:
    """The rows of a file. Raises TextRefused when it is no table, or has more than 10,000 rows."""
    text, _assumed = decoded(content, reading.get("encoding", ""))
    found = lines(text) if reading["format"] == "jsonl" else cells(text, reading["delimiter"])
    if not found.rows:
        raise TextRefused("no_rows", _("There are no rows in this file."))
    if len(found.rows) > MOST_ROWS:
        raise TextRefused("too_many_rows", _("More than 10,000 rows: cut the file into several."))
    if len(found.columns) > MOST_COLUMNS:
        raise TextRefused("too_many_columns", _("More than 200 columns: this is no such table."))
    return found


def cells(text: str, delimiter: str) -> Table:
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=False)
    try:
        columns = [column.strip() for column in next(reader, [])]
        read = [row for row in islice(reader, MOST_ROWS + 2) if row]
    except csv.Error:
        raise TextRefused("csv", _("This is not a CSV file.")) from None
    return Table(columns, [named(number, columns, row) for number, row in enumerate(read, 1)])


def named(number: int, columns: list[str], row: list[str]) -> Row:
    if len(row) > len(columns):
        more = len(row) - len(columns)
        message = _n(
            "%d cell more than the header has.", "%d cells more than the header has.", more
        )
        return Row(number, refusal=message % more)
    return Row(number, dict(zip(columns, row, strict=False)))


def lines(text: str) -> Table:
    # Not splitlines: U+2028 may stand inside a string of JSON.
    written = [line for line in islice(text.split("\n"), MOST_ROWS * 2) if line.strip()]
    rows = [parsed(number, line) for number, line in enumerate(written, start=1)]
    columns = dict.fromkeys(name for row in rows for name in row.values)
    return Table(list(islice(columns, MOST_COLUMNS + 1)), rows)


def parsed(number: int, line: str) -> Row:
    try:
        said = json.loads(line)
    except (ValueError, RecursionError):
        return Row(number, refusal=_("This line is not JSON."))
    if not isinstance(said, dict):
        return Row(number, refusal=_("This line is no JSON object."))
    return Row(number, said)


def rows(table: Table, columns: dict[str, str]) -> Iterator[Row]:
    """The rows by `FIELDS`, as `columns` says which is which."""
    for row in table.rows:
        values = {field: row.values.get(column) for field, column in columns.items()}
        yield Row(row.number, values, row.column, row.refusal)


def dry_run(content: bytes, reading: dict, shown: int = 5) -> DryRun:
    """Look at every row without saving. HTML is measured, not parsed: that is for the run."""
    refused = []
    found = list(rows(table(content, reading), reading["columns"]))
    for row in found:
        try:
            check(row)
        except RowRefused as refusal:
            refused.append((row.number, refusal.column, refusal.message))
    return DryRun(len(found), found[:shown], refused)


def check(row: Row) -> None:
    """Raise RowRefused for a row that cannot be used."""
    if row.refusal:
        raise RowRefused(row.column, row.refusal)
    check_words(*words(row))
    details(row)


def check_words(field: str, raw: str) -> None:
    """Raise RowRefused for words that are above the limits."""
    try:
        if field == "html":
            check_html_limits(normalise(raw))
        elif field == "markdown":
            check_markdown_limits(normalise(raw))
        check_sentence_limit(normalise(raw) if field != "html" else "")
    except TextRefused as refusal:
        raise RowRefused(field, refusal.message) from refusal


def words(row: Row) -> tuple[str, str]:
    """Which of `WORDS` a row has, and what stands there. Raises RowRefused."""
    found = [(field, row.values[field]) for field in WORDS if row.values.get(field)]
    if not found:
        raise RowRefused("text", _("There is no text in this row."))
    field, raw = found[0]
    if not isinstance(raw, str):
        raise RowRefused(field, _("This is no text."))
    return field, raw


def details(row: Row) -> dict:
    """The fields of the article that a row names, checked. Raises RowRefused."""
    told = {field: row.values.get(field) for field in FIELDS if field not in WORDS}
    return {
        field: CHECKS.get(field, checked_line)(field, value)
        for field, value in told.items()
        if value not in (None, "")
    }


def checked_line(field: str, value: object) -> str:
    if not isinstance(value, str | int):
        raise RowRefused(field, _("This is no text."))
    line = " ".join(str(value).split())
    if len(line) > LONGEST.get(field, 35):
        raise RowRefused(field, _("This is too long."))
    if line and (is_invisible_only(line) or "\x00" in line):
        raise RowRefused(field, _("There is nothing to read in it."))
    try:
        line.encode()
    except UnicodeEncodeError:
        raise RowRefused(field, _("There is half a character in it.")) from None
    return line


def checked_url(field: str, value: object) -> str:
    url = checked_line(field, value)
    try:
        WEB(url)
    except ValidationError:
        raise RowRefused(field, _("This is no address of the web.")) from None
    return url


def checked_language(field: str, value: object) -> str:
    code = checked_line(field, value)
    if not LANGUAGE.fullmatch(code):
        raise RowRefused(field, _("A language code, such as en or pt-BR."))
    return code


def checked_date(field: str, value: object) -> date:
    # The day of a time stamp (ISO 8601) too; other ways of writing a date are ambiguous.
    try:
        day = parse_date(checked_line(field, value)[:10])
    except ValueError:
        day = None
    if day is None:
        raise RowRefused(field, _("A date such as 2026-11-30."))
    return day


def checked_slug(field: str, value: object) -> str:
    slug = checked_line(field, value).lower()
    allowed = slug.replace("-", "").replace("_", "")
    if not (allowed.isascii() and allowed.isalnum()) or slug in RESERVED:
        raise RowRefused(field, _("Letters, digits, - and _ only."))
    return slug


CHECKS = {
    "source_url": checked_url,
    "language": checked_language,
    "published_on": checked_date,
    "slug": checked_slug,
}


def bring_in(row: Row, *, by, language: str | None = None) -> Outcome:
    """Store the article of one row. Raises RowRefused; the very same article is left as it is."""
    field, raw = words(row)
    told = details(row)
    try:
        draft = intake.read(raw, field)
        title = told.pop("title", draft.title)
        known = intake.stored(draft.text, title).first()
        if known:
            return Outcome(Result.SAME, target=f"article:{known.pk}")
        slug = told.get("slug")
        if slug and Article.objects.filter(slug=slug).exists():
            raise RowRefused("slug", _("Another article stands at this address."))
        spoken = told.pop("language", language or draft.language)
        article = intake.store_draft(draft, by=by, title=title, language=spoken, **told)
    except RowRefused:
        raise
    except TextRefused as refusal:
        raise RowRefused(field, refusal.message) from refusal
    return Outcome(Result.DONE, target=f"article:{article.pk}")


def upload(filename: str, content: bytes, *, by, **said) -> Batch:
    """Keep a file, read as it is `said` (`encoding`, `delimiter`), else as it is guessed.

    Sent again, the very same file goes on where it was, or is read as it is said now if nothing of
    it was brought in yet. Raises TextRefused.
    """
    reading = guess(filename, content, **said)
    total = len(table(content, reading).rows)
    name = intake.clean_name(filename)
    batch = batches.upload(Batch.Kind.ARTICLES, name, content, reading, total, by=by)
    if any(said.values()) and batch.reading != reading:
        with suppress(Conflict):
            batches.reread(batch, reading, total)
    return batch


def step(
    batch: Batch, *, by, seconds: float | None = batches.SECONDS, tap=iter, language=None
) -> bool:
    """Bring in the next rows; whether all are done. `tap` may wrap the rows on their way."""
    found = table(bytes(batch.content), batch.reading)
    told: Iterable[Row] = tap(list(rows(found, batch.reading["columns"])))
    return batches.run(
        batch, told, lambda row: bring_in(row, by=by, language=language), seconds=seconds
    )
