"""Sentences partition any text, and end where a reader would end them."""

from pathlib import Path

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from annotations.text.segment import paragraphs, segment

SEED = Path(__file__).parents[2] / "seeds" / "000_8571044f9f1d5040.txt"

any_text = st.text(st.characters(exclude_categories=()), max_size=200)
# Text made of what rules look at, so that they meet each other.
crafted = st.lists(
    st.sampled_from(
        ["A", "b", "Mr", "U.S", "a.m", "The", "said", "5", ".", "!", "?", "…", " ", "\n", "\r\n"]
        + ['"', "“", "”", "'", "’", "(", ")", "[1]", "«", "»", "\u00a0", "。", "\x00", "\ud800"]
        + ["👩‍👩‍👧", "e\u0301", "שלום", "\u2028", "\ufdd0"]
    ),
    max_size=40,
).map("".join)


def sentences(text, language="en"):
    return [text[start:end].strip() for start, end in segment(text, language)]


def is_partition(text, spans):
    ends = [0, *(end for _start, end in spans)]
    starts = [*(start for start, _end in spans), len(text)]
    return ends == starts and all(start < end for start, end in spans)


@settings(max_examples=150, deadline=None)
@given(any_text | crafted, st.sampled_from(["en", "de", "fr", "zh", "xx", ""]))
@example("", "en")
@example("\r\n \u2028", "en")
def test_the_spans_partition_any_text(text, language):
    assert is_partition(text, segment(text, language))


@settings(max_examples=100, deadline=None)
@given(crafted)
def test_no_sentence_but_the_first_begins_with_a_blank(text):
    assert not any(text[start].isspace() for start, _end in segment(text)[1:])


def test_an_empty_text_has_no_sentence():
    assert segment("") == []


def test_blanks_alone_are_one_sentence():
    assert segment(" \n ") == [(0, 3)]


def test_the_seed_article_has_twenty_one_sentences():
    text = SEED.read_bytes().decode()

    assert len(segment(text)) == 21


def test_the_seed_articles_quotation_is_cut_where_a_sentence_of_it_ends():
    assert "“And it needs prospects that are beyond ours, our energy.”" in sentences(
        SEED.read_bytes().decode()
    )


@pytest.mark.parametrize(
    "text",
    [
        "“Stop!” shouted the guard.|Nobody moved.",
        "“We are late!” Gov. Ann Lee (D-Ohio) said.|“Hurry!”",
        "“Who paid?” the clerk asked.|No answer came.",
        "She called it “a farce.”|Others left.",
        "“It rained.|The road was gone.|We walked,” said Ada Byron.",
        "‘He waved,’ she said.|‘Then he ran.’",
        "(The paper regrets the error.)|It has no comment.",
        "Talks open at 8 a.m. Friday and close at 6 p.m.|Dinner follows.",
        "The train left at 7:15 p.m. GMT.|It was late.",
        "He lives in the U.S.|She lives in Peru.",
        "The U.S. Navy sent a ship.|It arrived.",
        "Shares of Weir Bros. Ltd. rose.|Nobody knew why.",
        "Dr. Ada Byron met Lt. Gen. Roe at No. 10.|They talked.",
        "She waited…|Then she left.",
        "Prices rose in 2019.|2020 was worse.",
        "It grew.[3] The rest fell.".replace("] ", "]|"),
        "1. Norway|2. Chile".replace("|", "\n|"),
        "Yahoo! said it would close.|Why now?",
        "He said no... and yes.|Fine.",
    ],
)
def test_it_cuts_english_where_a_reader_would(text):
    expected = [part.strip() for part in text.split("|")]

    assert sentences(text.replace("|", " ")) == expected


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("de", "Im 19. Jahrhundert war das anders.|Dann kam die Bahn."),
        ("de", "Sie rief: „Halt!“|Niemand hörte es."),
        ("de", "Er kam am 3. August.|1999 ging er."),
        ("fr", "« Je pars. »|Elle resta."),
        ("es", "Nació en EE. UU. en 1990.|¿Y ahora?"),
        ("ru", "Он сказал: «Нет.»|Она ушла."),
        ("hi", "वह आया।|वह गया।"),
    ],
)
def test_it_knows_the_quotation_marks_and_ordinals_of_other_languages(language, text):
    assert sentences(text.replace("|", " "), language) == text.split("|")


def test_chinese_needs_no_blanks():
    assert sentences("他说：“走吧。”我们走了。2012年回来。", "zh") == [
        "他说：“走吧。”",
        "我们走了。",
        "2012年回来。",
    ]


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r", "\u2028", "\u2029", "\x85"])
def test_a_line_is_a_paragraph(end):
    assert sentences(f"Council votes{end}By Ada Byron") == ["Council votes", "By Ada Byron"]


def test_an_unclosed_quotation_does_not_swallow_the_rest():
    assert len(segment("“It began. It went on. It ended. Nobody noticed.")) == 4


def test_paragraphs_are_counted_by_lines_that_are_not_blank():
    text = "\n\nOne. Two.\n\n \nThree. Four.\nFive."

    assert paragraphs(text, segment(text)) == [1, 1, 2, 2, 3]


def test_a_line_longer_than_a_piece_is_not_cut_where_the_piece_ends():
    assert len(segment("word " * 5_000)) == 1


def test_sentences_of_a_long_line_are_all_found():
    assert len(segment("The cat sat on the mat. " * 1_000)) == 1_000
