import csv
import io
from pathlib import Path

import pytest
import time_machine

from annotations.exchange import csv_table
from annotations.exchange.cells import unguard
from annotations.exchange.csv_table import VerdictFilter
from tests import factories
from tests.exchange import desk

GOLDEN = Path(__file__).parent.parent / "golden" / "export.csv"
ALL = ["unchecked", "stale", "withdrawn"]


@pytest.fixture
def exported(db):
    """The bytes of the desk, whatever its rows' states."""
    desk.build()
    with time_machine.travel(desk.TODAY, tick=False):
        return b"".join(csv_table.stream(VerdictFilter(include=ALL)))


def parsed(content):
    return list(csv.DictReader(io.StringIO(content.decode(), newline="")))


def test_the_export_is_the_golden_file_to_the_byte(exported):
    assert exported == GOLDEN.read_bytes()


def test_python_reads_every_row_with_every_column(exported):
    rows = parsed(exported)

    assert [len(row) for row in rows] == [38] * 10
    assert not any(None in row for row in rows)


def test_a_quote_is_the_slice_of_its_text(exported):
    dam = [row for row in parsed(exported) if row["article_id"] == "41"]

    for row in dam:
        start, end = int(row["span_start"]), int(row["span_end"])
        assert unguard(row["quote"]) == desk.DAM[start:end]
        assert desk.DAM[:start].endswith(unguard(row["prefix"]))
        assert desk.DAM[end:].startswith(unguard(row["suffix"]))


def test_lines_end_with_crlf_and_only_needy_cells_are_quoted(db):
    article = factories.Article(text="The dam holds 40 million litres.")
    factories.Verdict(annotation__article=article, note="plain")

    content = b"".join(csv_table.stream(VerdictFilter()))

    assert content.endswith(b"\r\n")
    assert b'"' not in content


def test_a_bom_comes_on_request_only(db):
    bom = "\ufeff".encode()

    plain, marked = (b"".join(csv_table.stream(VerdictFilter(), bom=bom)) for bom in (False, True))

    assert marked == bom + plain


def test_an_empty_desk_gives_the_header_alone(db):
    content = b"".join(csv_table.stream(VerdictFilter()))

    assert content.count(b"\r\n") == 1


def test_the_preview_is_the_beginning_of_the_file(db):
    desk.build()
    wanted = VerdictFilter(include=ALL, today=desk.TODAY.date())

    assert csv_table.preview(wanted, 4) == list(csv_table.rows(wanted))[:4]


def test_the_count_is_the_number_of_rows(db):
    desk.build()
    wanted = VerdictFilter(include=ALL, today=desk.TODAY.date())

    assert csv_table.count(wanted) == len(list(csv_table.rows(wanted)))


def test_rows_and_articles_cost_no_further_queries(same_queries):
    factories.Verdict()

    same_queries(
        lambda: list(csv_table.rows(VerdictFilter(include=ALL))),
        lambda: factories.Verdict.create_batch(5),
    )


def test_the_file_is_named_for_its_day_and_article():
    with time_machine.travel(desk.TODAY, tick=False):
        assert csv_table.filename(VerdictFilter()) == "verdicts-2026-11-22.csv"
        assert csv_table.filename(VerdictFilter(article="dam")) == "verdicts-dam-2026-11-22.csv"
