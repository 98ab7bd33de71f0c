"""A sentence is split between words, whatever script they are written in."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotations.text.gaps import behind_blanks, gaps, is_gap
from annotations.text.invisible import is_invisible_only

PIECES = [
    "a",
    "dam",
    " ",
    "\n",
    ".",
    "’",
    "“",
    "3",
    ",",
    "水",
    "ก",
    "\u0301",
    "\u200d",
    "😀",
    "ה",
    "-",
]
texts = st.lists(st.sampled_from(PIECES)).map("".join)


def halves(text):
    return [(text[:at], text[at:]) for at in gaps(text)]


@pytest.mark.parametrize(
    ("text", "seconds"),
    [
        ("", []),
        ("one", []),
        ("  one  ", []),
        ("one two", ["two"]),
        ("one  two", ["two"]),
        ("one\ntwo", ["two"]),
        ("1\N{NO-BREAK SPACE}percent", ["percent"]),
        ("It ended.Next came", ["ended.Next came", "Next came", "came"]),
        ("dams,and", ["and"]),
        ("war—peace", ["peace"]),
        ("one (two) three", ["(two) three", "three"]),
        ("well-known don’t don't 3.5 1,000 10:30", ["don’t", "don't", "3.5", "1,000", "10:30"]),
        ("see example.com", ["example.com"]),
        ("the U.S.A.", ["U.S.A."]),
        ("水は青い", ["は青い", "青い", "い"]),
        ("水。空", ["空"]),
        ("水「空」", ["「空」"]),
        ("人々", []),
        ("ราคาดี", ["าคาดี", "คาดี", "าดี", "ดี"]),
        ("हिन्दी में", ["में"]),
        ("cafe\u0301s", []),
        ("👩\u200d🚒 runs", ["runs"]),
        ("one \u200b", []),
        ("שלום עולם", ["עולם"]),
    ],
)
def test_a_second_half_begins_with_a_word(text, seconds):
    def is_offered(second):
        return any(half.startswith(second) for half in found)

    found = [second for _first, second in halves(text)]

    assert len(found) == len(seconds)
    assert all(map(is_offered, seconds))


@given(texts)
def test_both_halves_show_something_and_the_second_begins_with_it(text):
    for first, second in halves(text):
        assert not is_invisible_only(first)
        assert not is_invisible_only(second)
        assert not second[0].isspace()


@given(texts)
def test_one_place_is_judged_as_all_are(text):
    assert [at for at in range(-1, len(text) + 2) if is_gap(text, at)] == gaps(text)


@given(texts)
def test_every_word_behind_a_blank_is_offered(text):
    behind = {
        at
        for at in range(1, len(text))
        if text[at - 1].isspace()
        and not text[at].isspace()
        and not is_invisible_only(text[:at])
        and not is_invisible_only(text[at:])
    }

    assert behind <= set(gaps(text))


@pytest.mark.parametrize(("at", "behind"), [(0, 0), (3, 5), (4, 5), (5, 5), (8, 8), (99, 99)])
def test_a_place_moves_behind_the_blanks_that_stand_there(at, behind):
    assert behind_blanks("one  two", at) == behind


def test_a_long_text_takes_time_in_line_with_its_length():
    text = "word " * 20_000

    assert len(gaps(text)) == 19_999
