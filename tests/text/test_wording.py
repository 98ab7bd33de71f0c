"""What a passage says is all the words of its sentences, typography apart."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotations.text.segment import segment
from annotations.text.wording import REACH, Stand, cover, likeness

TEXT = "It rained. The dam holds 40 million litres, he said. Nobody was hurt."


def stand(text, passage):
    start = text.index(passage)
    span = start, start + len(passage)
    return Stand(text, span, cover(segment(text), *span))


def change(new, passage="40 million litres", new_passage=None):
    return likeness(stand(TEXT, passage), stand(new, new_passage or passage))


def test_a_passage_is_worded_by_its_sentences():
    assert stand(TEXT, "40 million").worded == (
        "The dam holds ",
        "40 million",
        " litres, he said. ",
    )


def test_a_passage_across_sentences_is_worded_by_all_of_them():
    assert cover(segment(TEXT), 5, 20) == (0, 53)


@pytest.mark.parametrize(
    ("new", "expected"),
    [
        (TEXT, "same"),
        ("Correction below. " + TEXT, "same"),
        (TEXT.replace("It rained", "It snowed"), "same"),
        (TEXT.replace("dam holds", "dam\u00a0holds"), "touched"),
        (TEXT.replace("dam holds", "dam never holds"), "edited"),
        (TEXT.replace(", he said", ", she said"), "edited"),
        (TEXT.replace("The dam", "the dam"), "edited"),
    ],
)
def test_what_became_of_the_words(new, expected):
    assert change(new) == expected


def test_a_changed_passage_is_edited_though_its_sentence_reads_alike():
    assert change(TEXT, new_passage="40 million litres, he said") == "edited"


def test_the_same_words_in_other_sentences_are_the_same():
    wide = Stand(TEXT, (25, 42), (0, len(TEXT)))

    assert likeness(stand(TEXT, "40 million litres"), wide) == "same"


def test_words_added_to_the_sentence_count_where_the_old_one_ended():
    old, new = "He won\nNobody cared.", "He won nothing\nNobody cared."

    assert likeness(stand(old, "He won"), stand(new, "He won")) == "edited"


def test_typography_has_no_part_in_the_hash():
    plain, curly = stand('He said "no" twice.', '"no"'), stand("He said “no” twice.", "“no”")

    assert plain.worded.sha256 == curly.worded.sha256


def test_where_the_passage_ends_has_a_part_in_the_hash():
    assert stand(TEXT, "40 million").worded.sha256 != stand(TEXT, "million").worded.sha256


def test_a_sentence_without_end_counts_as_far_as_a_reader_reads():
    text = "word " * 5_000

    assert len(Stand(text, (10_000, 10_004), (0, len(text))).worded.before) == REACH


@given(st.text(st.characters(exclude_categories=()), min_size=1, max_size=40), st.data())
def test_a_wording_is_cut_from_the_text(text, data):
    start = data.draw(st.integers(0, len(text) - 1))
    end = data.draw(st.integers(start + 1, len(text)))

    worded = Stand(text, (start, end), cover(segment(text), start, end)).worded

    assert "".join(worded) in text
    assert len(worded.sha256) == 64
