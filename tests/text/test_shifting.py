"""A stretch of an old text is found again in a new one by what was kept of it."""

from hypothesis import given
from hypothesis import strategies as st

from annotations.text.diff import blocks
from annotations.text.shifting import shifted

FIRST = "The mayor opened the new bridge over the river on Monday morning. "
SECOND = "Critics in the council said that the money was needed elsewhere this year. "
THIRD = "Nobody from the ministry was there to answer what the press had asked. "

wordy = st.lists(st.sampled_from(["Ada ", "said ", "yes. ", "no. ", "\n\n", "Bela "])).map("".join)
sentences = st.lists(st.sampled_from([FIRST, SECOND, THIRD]), min_size=1, max_size=5)


def stands(old, new, part, least=0.0):
    """What `part` of the old text became in the new one."""
    start = old.index(part)
    span = shifted(blocks(old, new), start, start + len(part), least)
    return span and new[span[0] : span[1]]


def test_a_sentence_is_found_behind_what_was_put_before_it():
    assert stands(FIRST + SECOND, FIRST + THIRD + SECOND, SECOND) == SECOND


def test_what_was_inserted_within_belongs_to_it():
    assert stands(FIRST + SECOND, FIRST + THIRD + SECOND, FIRST + SECOND) == FIRST + THIRD + SECOND


def test_a_sentence_is_found_where_it_was_moved():
    old, new = FIRST + SECOND + THIRD + FIRST[::-1], SECOND + THIRD + FIRST + FIRST[::-1]

    assert stands(old, new, FIRST) == FIRST


def test_of_a_stretch_that_went_apart_the_largest_part_counts():
    old, new = FIRST + SECOND + THIRD + FIRST[::-1], SECOND + THIRD + FIRST + FIRST[::-1]

    assert stands(old, new, FIRST + SECOND + THIRD) == SECOND + THIRD


def test_what_was_deleted_stands_nowhere():
    assert stands(FIRST + SECOND + THIRD, FIRST + THIRD, SECOND) is None


def test_a_sentence_of_which_too_little_is_left_stands_nowhere():
    old = FIRST + "The dog of my aunt is quite a big one, as all of us know. " + THIRD
    new = FIRST + "Prices for the flats rose by nine per cent, which is too much. " + THIRD
    dog = "The dog of my aunt is quite a big one, as all of us know."

    assert stands(old, new, dog) == "."
    assert stands(old, new, dog, least=0.25) is None


@given(sentences, sentences, st.integers(0, 400), st.integers(1, 400))
def test_it_stands_within_the_new_text_and_holds_words_of_the_old_one(old, new, start, length):
    old, new = "".join(old), "".join(new)
    end = min(start + length, len(old))

    span = shifted(blocks(old, new), start, end) if start < end else None

    assert span is None or 0 <= span[0] < span[1] <= len(new)


@given(wordy, wordy, wordy, wordy)
def test_a_text_put_before_it_shifts_it_by_its_length(before, part, after, inserted):
    old = before + part + after
    start, end = len(before), len(before) + len(part)
    same = shifted(blocks(old, old), start, end)

    assert same == ((start, end) if part else None)


@given(sentences, st.integers(0, 400), st.integers(1, 80))
def test_the_larger_of_two_stretches_holds_the_smaller_in_a_text_without_moves(old, at, length):
    old = "".join(old)
    new = old.replace("river", "lake and the river").replace("money ", "")
    both = blocks(old, new)
    assert not any(block.moved for block in both)

    inner, outer = shifted(both, at, at + length), shifted(both, max(0, at - 9), at + length + 9)

    assert inner is None or (outer[0] <= inner[0] and inner[1] <= outer[1])
