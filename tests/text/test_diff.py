"""Two texts are compared by what they both have, in order or moved, without ever taking long."""

import random
import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from annotations.text.diff import TOKEN, Block, blocks, compared
from annotations.text.fold import fold
from annotations.text.image import image

any_text = st.text(st.characters(exclude_categories=()), max_size=60)
wordy = st.lists(st.sampled_from(["Ada ", "said ", "yes. ", "no. ", "\n\n", "Bela "])).map("".join)

FIRST = "The mayor opened the new bridge over the river on Monday morning. "
SECOND = "Critics in the council said that the money was needed elsewhere this year. "
THIRD = "Nobody from the ministry was there to answer what the press had asked. "


def tokens(text):
    return TOKEN.findall(fold(text).text)


def kept(old, new):
    return [(old[block.start : block.end], block.moved) for block in blocks(old, new)]


def test_the_same_text_is_one_block():
    assert blocks(FIRST, FIRST) == (Block(0, len(FIRST), 0),)


def test_texts_without_a_word_in_common_share_nothing():
    assert blocks("Ada said yes.", "Bela nods") == ()


def test_an_empty_text_shares_nothing():
    assert (blocks("", FIRST), blocks(FIRST, ""), blocks("", "")) == ((), (), ())


def test_what_stands_around_an_insertion_is_kept():
    assert kept(FIRST + THIRD, FIRST + SECOND + THIRD) == [(FIRST, False), (THIRD, False)]


def test_a_sentence_out_of_order_is_a_moved_block():
    old, new = FIRST + SECOND + THIRD + FIRST[::-1], SECOND + THIRD + FIRST + FIRST[::-1]

    assert (FIRST, True) in kept(old, new)


def test_words_in_common_by_chance_are_not_kept():
    old = FIRST + "The dog of my aunt is quite a big one, as all of us know. " + THIRD
    new = FIRST + "Prices for the flats rose by nine per cent, which is too much. " + THIRD

    assert [text for text, _moved in kept(old, new)] == [FIRST, ". " + THIRD]


def test_of_two_equal_sentences_the_whole_one_is_gone():
    old = f"{FIRST}“Stop!” he cried and ran. “Stop!” he cried and fell. {THIRD}"
    new = f"{FIRST}“Stop!” he cried and fell. {THIRD}"

    assert kept(old, new)[-1][0].startswith("“Stop!” he cried and fell.")


def test_typography_does_not_part_a_block():
    assert blocks('He said "yes" - twice.', "He said “yes” – twice.") == (Block(0, 22, 0),)


def test_characters_are_compared_one_by_one_where_words_have_no_blanks():
    old = "市长周一开放了这座新桥并发表讲话"

    assert kept(old, old.replace("周一", "周二")) == [("市长周", False), (old[4:], False)]


@settings(max_examples=75, deadline=None)
@given(wordy | any_text, wordy | any_text)
def test_blocks_hold_the_same_words_and_never_overlap(old, new):
    found = compared(old, new)

    for block in found.blocks:
        assert tokens(old[block.start : block.end]) == tokens(new[block.at : block.upto])
    for spans in (
        [(block.start, block.end) for block in found.by_old],
        [(block.at, block.upto) for block in found.by_new],
    ):
        ends = [at for span in spans for at in span]
        assert ends == sorted(ends)


@settings(max_examples=50, deadline=None)
@given(wordy, wordy)
def test_blocks_in_order_are_in_order(old, new):
    places = [block.at for block in sorted(blocks(old, new)) if not block.moved]

    assert places == sorted(places)


@settings(max_examples=50, deadline=None)
@given(wordy, st.data())
def test_a_stretch_of_the_same_text_is_its_own_image(text, data):
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(start, len(text)))

    if text[start:end].strip():
        assert image(compared(text, text), start, end) == (start, end, False)


def shuffled(words):
    return random.Random(1).sample(words, len(words))


PROSE = [f"word{(i * i) % 4093}" for i in range(30_000)]


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("a " * 100_000, "a " * 90_000 + "b"),
        ("a b " * 50_000, " ".join(shuffled(["a", "b"] * 50_000))),
        (" ".join(PROSE), " ".join(shuffled(PROSE))),
        (" ".join(PROSE), " ".join(word + "x" for word in PROSE)),
        (" " * 200_000, " " * 100_000 + "x"),
        ("新" * 100_000, "新桥" * 50_000),
    ],
    ids=["one word", "two words", "shuffled", "unrelated", "blanks", "one character"],
)
def test_hostile_texts_do_not_take_long(old, new):
    before = time.process_time()

    blocks(old, new)

    assert time.process_time() - before < 5
