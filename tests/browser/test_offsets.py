"""The module that counts code points, run in Chromium against the file the Python tests read."""

import json
from pathlib import Path

import pytest

GOLDEN = Path(__file__).parent.parent / "golden/offsets.json"
MODULE = "/static/annotations/js/offsets.js"


@pytest.fixture
def offsets(page):
    """`offsets("points", "text")`: what the module answers."""
    page.goto("/login/")

    def call(name, *arguments):
        return page.evaluate(
            "async ([path, name, list]) => (await import(path))[name](...list)",
            [MODULE, name, list(arguments)],
        )

    return call


@pytest.mark.parametrize(
    ("text", "count"),
    [("plain", 5), ("👩🏽‍🚒", 4), ("e\u0301", 2), ("𝒎𝒂", 2), ("", 0), ("a\nb", 3)],
)
def test_points_counts_as_python_does(offsets, text, count):
    assert offsets("points", text) == count == len(text)


def test_units_says_where_a_code_point_begins(offsets):
    assert offsets("units", "a👩b", 2) == 3


def test_slice_cuts_as_python_does(offsets):
    text = "She said 👩🏽‍🚒 e\u0301tude."

    assert offsets("slice", text, 5, 12) == text[5:12]


def test_trimmed_leaves_blanks_out(offsets):
    assert offsets("trimmed", "  🎉 word \n", 0, 10) == {"start": 2, "end": 8}


def test_trimmed_of_blanks_alone_is_nothing(offsets):
    assert offsets("trimmed", " \n ", 0, 3) is None


@pytest.mark.parametrize(
    ("text", "language", "words"),
    [
        ("The pre-war 1,000 people.", "en", ["The", "pre", "war", "1,000", "people"]),
        ("Cafe\u0301 🎉 open", "fr", ["Cafe\u0301", "open"]),
        ("خمسين شخصا", "ar", ["خمسين", "شخصا"]),
        ("人口は百万人", "ja", ["人口", "は", "百", "万", "人"]),
    ],
)
def test_words_are_found_in_every_script(offsets, text, language, words):
    found = offsets("words", text, language)

    assert [text[start:end] for start, end in found] == words


@pytest.mark.parametrize(
    ("edge", "step", "moved"),
    [
        ("end", -1, {"start": 4, "end": 7}),
        ("end", 1, {"start": 4, "end": 18}),
        ("start", 1, {"start": 8, "end": 13}),
        ("start", -1, {"start": 0, "end": 13}),
    ],
)
def test_moved_takes_an_end_to_the_next_word(offsets, edge, step, moved):
    found = offsets("words", "One two three four", "en")

    assert offsets("moved", {"start": 4, "end": 13}, edge, step, found) == moved


@pytest.mark.parametrize(("edge", "step"), [("start", 1), ("end", -1)])
def test_moved_leaves_one_word(offsets, edge, step):
    found = offsets("words", "One two three", "en")
    word = {"start": 4, "end": 7}

    assert offsets("moved", word, edge, step, found) == word


def test_moved_stops_at_the_ends_of_the_text(offsets):
    found = offsets("words", "One two", "en")
    whole = {"start": 0, "end": 7}

    assert offsets("moved", whole, "start", -1, found) == whole
    assert offsets("moved", whole, "end", 1, found) == whole
