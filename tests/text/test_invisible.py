"""What nobody sees is shown, and what writing needs is left alone."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from annotations.text.invisible import HIDDEN, is_invisible_only, reveal

any_text = st.text(st.characters(exclude_categories=()), max_size=60)


@pytest.mark.parametrize("code", [*range(0x202A, 0x202F), *range(0x2066, 0x206A), 0x200E, 0x61C])
def test_direction_controls_are_shown(code):
    assert reveal(f"a{chr(code)}b") == f"a⟦U+{code:04X}⟧b"


@pytest.mark.parametrize("hidden", ["\u200b", "\u2060", "\ufeff", "\u00ad", "\u3164", "\x08"])
def test_invisible_characters_are_shown(hidden):
    assert reveal(f"pay{hidden}pal") == f"pay⟦U+{ord(hidden):04X}⟧pal"


@pytest.mark.parametrize("joiner", ["\u200c", "\u200d"])
def test_joiners_between_latin_letters_are_shown(joiner):
    assert reveal(f"a{joiner}b") == f"a⟦U+{ord(joiner):04X}⟧b"


@pytest.mark.parametrize(
    "text",
    [
        "👩‍👩‍👧",
        "❤️",
        "👩🏽‍🚀",
        "🏳️‍🌈",
        "1️⃣",
        "\U0001f3f4\U000e0067\U000e0062\U000e0073\U000e0063\U000e0074\U000e007f",
        "می‌خواهم",
        "क्‍ष",
        "שלום",
        "tab\tand\nline",
        "e\u0301",
        "a\u00a0b",
    ],
)
def test_what_writing_needs_stays(text):
    assert reveal(text) == text


def test_tags_outside_a_flag_are_shown():
    assert reveal("a\U000e0041") == "a⟦U+E0041⟧"


@settings(max_examples=100, deadline=None)
@given(any_text)
def test_taking_the_marks_back_gives_the_text(text):
    shown = reveal(text)

    for character in set(HIDDEN.findall(text)):
        shown = shown.replace(f"⟦U+{ord(character):04X}⟧", character)

    assert shown == text or "⟦" in text


@pytest.mark.parametrize("text", ["", " \n", "\u200b\u200d", "\u202e", "\u3164\u2800", "\xa0\xad"])
def test_nothing_to_see_is_invisible_only(text):
    assert is_invisible_only(text)


@pytest.mark.parametrize("text", ["a", "\u200b.", "👩‍👧", "٣", "\u202eb"])
def test_anything_to_see_is_not(text):
    assert not is_invisible_only(text)
