"""A text fragment leads to its passage: what a browser finds first is the passage."""

import re
from urllib.parse import unquote

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from annotations.text.fragment import Fragments

PAGE = "https://paper.example/dam"
TEXT = (
    "The dam is safe. Officials said: the dam is safe – R&D, well-known data, agree.\n"
    "Nobody was hurt.\n\n"
    "The dam is safe, they said again; nobody was hurt, nor was anybody’s house.\n"
    "高い塔は、安全です。高い塔は、危険です。\n"
    "قال المتحدث إن السد آمن. Capacity: 40,000 l."
)


def link(text, passage, nth=0):
    start = [found.start() for found in re.finditer(re.escape(passage), text)][nth]
    return Fragments(text).link(PAGE, start, start + len(passage))


def directive(text, passage, nth=0):
    return link(text, passage, nth).removeprefix(f"{PAGE}#:~:")


# -- a small browser: its own reading of the draft, by one regular expression ---------------------


def landing(text, said):
    """Where a browser lands: the first match of a directive, ends at borders of words."""
    parts = re.fullmatch(r"text=(?:([^,]+)-,)?([^,]+?)(?:,([^,-][^,]*))?(?:,-([^,]+))?", said)
    prefix, start, end, suffix = (part and searched(unquote(part)) for part in parts.groups())
    edge = r"(?:(?<![^\W_])|(?![^\W_]))"
    before = rf"{edge}{prefix}\s*" if prefix else ""
    middle = rf"{start}{edge}.*?{edge}{end}" if end else start
    after = rf"(?=\s*{suffix}{edge})" if suffix else ""
    pattern = rf"{before}(?P<it>{edge}{middle}{edge}){after}"
    found = re.search(pattern, text, re.IGNORECASE | re.DOTALL)
    return found and found.span("it")


def searched(part):
    return r"\s+".join(re.escape(word) for word in part.split())


# -- forms ----------------------------------------------------------------------------------------


def test_a_passage_that_stands_once_is_its_own_directive():
    assert directive(TEXT, "they said again") == "text=they%20said%20again"


def test_what_a_directive_is_made_of_is_escaped_in_its_parts():
    said = directive(TEXT, "R&D, well-known data")

    assert said == "text=R%26D%2C%20well%2Dknown%20data"


def test_a_passage_that_stands_before_is_told_apart_by_what_is_around_it():
    first, second, third = (directive(TEXT, "dam is safe", nth) for nth in range(3))

    assert len({first, second, third}) == 3


@pytest.mark.parametrize("nth", [0, 1])
def test_whatever_the_case_the_first_match_is_the_passage(nth):
    passage = ["Nobody was hurt", "nobody was hurt"][nth]

    start = TEXT.index(passage)
    assert landing(TEXT, directive(TEXT, passage)) == (start, start + len(passage))


def test_a_passage_over_several_lines_is_told_by_its_ends():
    passage = TEXT[TEXT.index("Officials") : TEXT.index(", they said")]

    said = directive(TEXT, passage)

    start = TEXT.index(passage)
    assert "%0A" not in said
    assert landing(TEXT, said) == (start, start + len(passage))


def test_a_long_passage_is_told_by_its_ends():
    words = " ".join(f"word{n}" for n in range(100))

    said = directive(f"Before. {words}. After.", words)

    assert said == "text=word0%20word1%20word2,word97%20word98%20word99"


@pytest.mark.parametrize("passage", ["危険です", "高い塔は、危険です", "السد آمن"])
def test_any_script_will_do(passage):
    start = TEXT.index(passage)

    assert landing(TEXT, directive(TEXT, passage)) == (start, start + len(passage))


def test_blanks_at_the_ends_of_a_passage_do_not_count():
    assert directive(TEXT, " they said again") == "text=they%20said%20again"


# -- when there is none ---------------------------------------------------------------------------


@pytest.mark.parametrize("passage", ["anybod", "anybody", "hous", "40", " ", "\n\n"])
def test_a_part_of_a_word_has_no_directive(passage):
    assert link(TEXT, passage) == PAGE


def test_a_mark_belongs_to_the_letter_before_it():
    assert link("यह हिन्दी है", "हिन्") == PAGE


def test_a_passage_that_nothing_tells_apart_has_no_directive():
    assert link("na na na na na na na na na na " * 9, "na na", 20) == PAGE


def test_without_the_text_there_is_no_directive():
    assert Fragments("").link(PAGE, 0, 12) == PAGE


def test_without_an_address_there_is_no_link():
    assert Fragments(TEXT).link("", 0, 7) == ""


# -- the address ----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("address", "page"),
    [
        (PAGE, f"{PAGE}#"),
        (f"{PAGE}?a=1&b=2", f"{PAGE}?a=1&b=2#"),
        (f"{PAGE}#part", f"{PAGE}#part"),
        (f"{PAGE}#:~:text=old", f"{PAGE}#"),
        (f"{PAGE}#part:~:text=old", f"{PAGE}#part"),
    ],
)
def test_the_directive_goes_behind_the_addresss_own_fragment(address, page):
    assert Fragments("Safe.").link(address, 0, 4) == f"{page}:~:text=Safe"


# -- whatever the text ----------------------------------------------------------------------------

words = st.lists(st.sampled_from(["a", "b", "A", "b.", "c-d", "é,", "塔", "“آ”", "\n"]), min_size=1)


@settings(max_examples=80, deadline=None)
@given(words, st.data())
def test_a_browser_finds_the_passage_first(drawn, data):
    text = " ".join(drawn)
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(start, len(text)))

    said = Fragments(text).directive(start, end)

    if said:
        first, last = landing(text, str(said))
        assert text[first:last].strip() == text[start:end].strip()
        assert start <= first <= last <= end


def test_a_text_of_one_word_over_and_over_is_soon_given_up():
    text = "na " * 20_000

    assert Fragments(text).directive(30_000, 30_500) is None
