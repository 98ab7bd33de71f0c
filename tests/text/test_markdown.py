import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotations.text.markdown import markdown_to_text


@pytest.mark.parametrize(
    ("markdown", "text"),
    [
        ("# A title #\n\nWords.", "A title\n\nWords."),
        ("One line\nthat goes on.", "One line that goes on."),
        ("A **strong** and *soft* and `code` word.", "A strong and soft and code word."),
        ("See [the report](https://example.org/a_b) now.", "See the report now."),
        ("![a dam](dam.png)", "a dam"),
        ("- one\n- two\n3. three", "one\n\ntwo\n\nthree"),
        ("> “Quoted,” she said.", "“Quoted,” she said."),
        ("snake_case_name stays", "snake_case_name stays"),
        ("2 * 3 * 4 stays", "2 * 3 * 4 stays"),
        ("Title\n=====\n\nText", "Title\n\nText"),
        ("a\n\n---\n\nb", "a\n\nb"),
        ("```\nx = *y*\n```", "x = *y*"),
        (r"5 \* 4 \[sic\]", "5 * 4 [sic]"),
    ],
)
def test_marks_go_and_words_stay(markdown, text):
    assert markdown_to_text(markdown) == text


@given(st.text(alphabet="ab *_`[]()#>-\\\n", max_size=200))
def test_no_letter_is_lost_or_moved(markdown):
    kept = [character for character in markdown_to_text(markdown) if character in "ab"]
    # The address of a link and the text beside it are both words; only the address may go.
    if "](" not in markdown:
        assert kept == [character for character in markdown if character in "ab"]


@pytest.mark.parametrize("hostile", ["[" * 50_000, "*a" * 50_000, "`" * 50_000, "> " * 50_000])
def test_hostile_text_is_read_to_its_end(hostile):
    assert isinstance(markdown_to_text(hostile), str)


@pytest.mark.parametrize(
    ("markdown", "text"),
    [
        (
            "It opened in\n2017. It closed in\n2018. The end.",
            "It opened in 2017. It closed in 2018. The end.",
        ),
        ("These:\n1. one\n2. two", "These:\n\none\n\ntwo"),
    ],
)
def test_a_number_that_ends_a_sentence_begins_no_list(markdown, text):
    assert markdown_to_text(markdown) == text


@pytest.mark.parametrize(
    "hostile", ["> " * 250_000, "# a" + " " * 500_000 + "b", "# a" + " #" * 250_000]
)
def test_half_a_megabyte_takes_no_time(hostile):
    began = time.perf_counter()

    markdown_to_text(hostile)

    assert time.perf_counter() - began < 5
