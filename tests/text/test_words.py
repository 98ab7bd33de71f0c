"""A word diff shows what a reader would say was changed, and loses nothing of either text."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from annotations.text.words import word_diff

texts = st.lists(st.sampled_from(["a", "dam", " ", "  ", "\n", ".", "é", "水", "no"])).map("".join)


def shown(old, new):
    marks = {"same": "{}", "gone": "[-{}-]", "new": "{{+{}+}}"}
    return "".join(marks[run.kind].format(run.text) for run in word_diff(old, new))


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ("", "", ""),
        ("It holds.", "It holds.", "It holds."),
        ("It holds.", "It never holds.", "It {+never +}holds."),
        ("It holds 40 litres.", "It holds 50 litres.", "It holds [-40-]{+50+} litres."),
        ("one two three four", "one 2 3 four", "one [-two three-]{+2 3+} four"),
        ("gone", "", "[-gone-]"),
    ],
)
def test_it_shows_what_changed(old, new, expected):
    assert shown(old, new) == expected


@settings(max_examples=100, deadline=None)
@given(texts, texts)
def test_it_loses_nothing_of_either_text(old, new):
    runs = word_diff(old, new)

    assert "".join(run.text for run in runs if run.kind != "new") == old
    assert "".join(run.text for run in runs if run.kind != "gone") == new


@settings(max_examples=50, deadline=None)
@given(texts)
def test_the_same_text_has_no_difference(text):
    assert {run.kind for run in word_diff(text, text)} <= {"same"}


def test_texts_too_long_to_compare_are_shown_one_after_the_other():
    assert [run.kind for run in word_diff("a b " * 2_000, "c d " * 2_000)] == ["gone", "new"]
