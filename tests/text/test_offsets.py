"""Offsets count code points here and UTF-16 units in a browser: the same cases hold for both."""

import json
from pathlib import Path

import pytest

CASES = json.loads((Path(__file__).parents[1] / "golden" / "offsets.json").read_text("utf-8"))


@pytest.fixture(params=CASES, ids=[case["name"] for case in CASES])
def case(request):
    return request.param


def units(text):
    return len(text.encode("utf-16-le")) // 2


def test_the_span_of_code_points_is_the_quotation(case):
    assert case["text"][case["start"] : case["end"]] == case["quote"]


def test_the_utf16_span_is_the_same_place(case):
    text, start, end = case["text"], case["start"], case["end"]

    assert (units(text[:start]), units(text[:end])) == (case["utf16_start"], case["utf16_end"])


def test_the_texts_have_normalised_line_ends(case):
    assert "\r" not in case["text"]
