import csv
import io
from datetime import UTC, date, datetime, timedelta, timezone

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from annotations.exchange.cells import BREAKS, FORMULA, guard, is_live, join, plain, split, unguard
from annotations.text.invisible import is_invisible_only

TEXT = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"))
# Mostly what matters to the guard, so that it is met often.
TRICKY = st.text(st.sampled_from("=+-@＝＋－＠'\t\r\n \u00a0\u200b\ufeff\u202e\u2060|\\a1.,%"))


@given(TEXT | TRICKY)
@example("'=1+1")
def test_a_guarded_cell_comes_back(cell):
    assert unguard(guard(cell)) == cell


@given(TEXT | TRICKY)
def test_no_guarded_cell_is_live(cell):
    assert not is_live(guard(cell))


@given(TRICKY)
def test_what_a_spreadsheet_would_run_first_is_an_apostrophe(cell):
    kept = guard(cell)
    seen = [character for character in kept if not is_invisible_only(character)]

    assert kept[:1] not in BREAKS
    assert seen[:1] != ["="]


@pytest.mark.parametrize(
    "cell",
    [
        "=1+1",
        "+49 30 123456",
        "-5 degrees",
        "@SUM(A1)",
        "-",
        "＝1+1",
        "＋1",
        "－1",
        "＠x",
        "\t=1+1",
        "\ttext",
        "\rtext",
        "\ntext",
        "  =1+1",
        "\u00a0=1+1",
        "\u200b=1+1",
        "\ufeff=1+1",
        "\u202e\u2066=1+1",
        "\u3164=1+1",
        "\x01=1+1",
        "-3.5 ",
        "+1+1",
    ],
)
def test_what_could_run_gets_an_apostrophe(cell):
    assert guard(cell) == "'" + cell


@pytest.mark.parametrize(
    "cell",
    ["-3.5", "+5", "-1,000.50", "-.5", "+1e5", "-5%", "0012", "3 = 4", "a@b.example", "−5", " a-b"],
)
def test_plain_numbers_and_plain_text_stay(cell):
    assert guard(cell) == cell


@pytest.mark.parametrize("cell", ["'quoted' start", "''", "'=1+1"])
def test_an_apostrophe_of_ones_own_gets_one_more(cell):
    assert guard(cell) == "'" + cell


@pytest.mark.parametrize("start", sorted(FORMULA))
def test_a_guarded_formula_survives_the_csv_module(start):
    out = io.StringIO(newline="")
    csv.writer(out, lineterminator="\r\n").writerow([guard(f'{start}HYPERLINK("x","y")\r\n')])

    [[cell]] = csv.reader(io.StringIO(out.getvalue(), newline=""))

    assert unguard(cell) == f'{start}HYPERLINK("x","y")\r\n'


@given(st.lists(TEXT | TRICKY).filter(any))
@example([r"\| a", "| b", " | ", ""])
def test_joined_values_come_back(values):
    assert split(join(values)) == values


def test_values_that_are_all_empty_make_an_empty_cell():
    assert join(["", ""]) == ""


@pytest.mark.parametrize(
    ("value", "cell"),
    [
        (None, ""),
        (False, ""),
        (True, "yes"),
        (0, "0"),
        (date(2026, 11, 22), "2026-11-22"),
        (datetime(2026, 11, 22, 9, 30, 0, 999_999, UTC), "2026-11-22T09:30:00Z"),
        (
            datetime(2026, 11, 22, 1, 30, tzinfo=timezone(timedelta(hours=2))),
            "2026-11-21T23:30:00Z",
        ),
    ],
)
def test_a_value_is_written_as_the_contract_says(value, cell):
    assert plain(value) == cell
