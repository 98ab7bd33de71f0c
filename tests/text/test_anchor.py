"""A quotation is found again, or declared gone; it never lands on something else."""

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from rapidfuzz.distance import Levenshtein

from annotations.text.anchor import anchor, candidates, describe, locate
from annotations.text.fold import fold
from annotations.text.infix import nearest

SEED = (
    (Path(__file__).parents[2] / "seeds" / "000_8571044f9f1d5040.txt").read_bytes().decode("utf-8")
)
any_text = st.text(st.characters(exclude_categories=()), max_size=60)
few_letters = st.text("ab c", max_size=12)

OLD = (
    "The mayor opened the bridge on Monday. It cost two million euros and took nine years. "
    "Critics said the money was needed elsewhere. The council has not replied to them."
)


def found(text, *selector, **more):
    span = anchor(text, *selector, **more)
    return text[slice(*span)] if span else None


def test_words_typed_inexactly_land_on_the_passage():
    assert anchor(SEED, "less than 1 percent of pre-war population") == (1400, 1445)


def test_a_quotation_that_is_not_there_has_no_place():
    assert anchor(SEED, "unemployment fell to its lowest level since the 1970s") is None


def test_an_exact_quotation_is_exact():
    assert locate(SEED, "Over 300,000 people").method == "exact"


def test_typography_does_not_matter():
    assert locate(SEED, "less than 1 percent of its").method == "folded"


def test_a_changed_word_is_fuzzy_and_scored_lower():
    place = locate(SEED, "most of Raqqa is a booby-trapped wreck")

    assert (place.method, place.score < 1) == ("fuzzy", True)


def test_case_alone_is_forgiven():
    assert found(SEED, "over 300,000 PEOPLE have fled") == "Over 300,000 people have fled"


@pytest.mark.parametrize("exact", ["", " ", "\n\t", "\u200b"])
def test_nothing_is_nowhere(exact):
    assert anchor(SEED, exact) is None


def test_linus_is_not_in_the_machines():
    assert anchor("The chines of the machine are linuslike.", "Linus") is None


def test_a_short_quotation_is_never_guessed():
    assert anchor("The cat sat.", "the bat") is None


def test_context_chooses_among_repetitions():
    text = "Ada said yes on Monday. Bela said yes on Tuesday. Cleo said yes on Friday."

    assert anchor(text, "said yes", "Bela ", " on Tuesday") == (29, 37)


def test_without_context_the_old_position_chooses():
    text = "It rained. " * 5

    assert anchor(text, "It rained.", start_hint=34) == (33, 43)


def test_two_equal_places_are_both_offered():
    assert len(candidates("Team Alpha won. Team Alpha lost.", "Team Alpha")) == 2


def test_a_near_copy_does_not_stand_in_for_a_deleted_passage():
    old = OLD + " Team Alpha won the tender in May. Team Beta won the tender in May."
    new = OLD + " Team Beta won the tender in May."
    exact = "Team Alpha won the tender in May."

    assert anchor(new, exact, OLD[-32:] + " ", " Team Beta", old.index(exact), old) is None


def test_an_edited_word_is_not_attached_to_its_other_occurrence():
    old = "The report was good. Nobody read it then. The speech was good and long."
    new = old.replace("report was good", "report was poor", 1)
    start = old.index("good")

    assert found(new, "good", "The report was ", ". Nobody", start, old) != "good"


def test_words_deleted_with_their_sentence_do_not_move_to_another():
    old = "It cost much. The bridge is closed. " + OLD
    new = OLD
    start = old.index("The bridge")

    assert anchor(new, "The bridge", "It cost much. ", " is closed. ", start, old) is None


def test_a_moved_sentence_is_followed():
    first, rest = OLD.split(". ", 1)
    new = f"{rest} {first}."

    assert found(new, first, "", ". It cost", 0, OLD) == first


def test_a_rewritten_passage_between_its_old_neighbours_is_found_whole():
    new = OLD.replace("two million euros", "about three million euros")
    start = OLD.index("two million")

    assert "three million euros" in found(new, "two million euros", "", "", start, OLD)


def test_the_same_text_keeps_its_place():
    start = OLD.index("nine")

    assert anchor(OLD, "nine", "", "", start, OLD) == (start, start + 4)


def test_a_fuzzy_place_never_ends_inside_a_word():
    assert found(OLD, "Critics sad the money was neede") == "Critics said the money was needed"


@pytest.mark.parametrize(
    "text",
    [
        "😀 The 👩‍👩‍👧 family moved to the coast in 1999 🎉.",
        "Cafe\u0301 society moved to the coast in 1999, alas.",
        "אמרו: The family moved to the coast in 1999 שלום.",
    ],
)
def test_offsets_count_code_points(text):
    assert found(text, "moved to the coast in 1999") == "moved to the coast in 1999"


def test_chinese_is_found_with_a_character_changed():
    text = "".join(map(chr, range(0x4E00, 0x4F40))) + "。市长周一开放了这座新桥并发表讲话。"

    assert found(text, "市长周二开放了这座新桥并发表讲话").endswith("开放了这座新桥并发表讲话")


@settings(max_examples=150, deadline=None)
@given(
    any_text, any_text, any_text, any_text, st.none() | st.integers(-9, 99), st.none() | any_text
)
def test_anchoring_never_raises_and_stays_inside(text, exact, prefix, suffix, hint, old):
    start, end = anchor(text, exact, prefix, suffix, hint, old) or (0, 0)

    assert 0 <= start <= end <= len(text)


@settings(max_examples=100, deadline=None)
@given(any_text, st.data())
def test_any_selection_is_found_where_it_was(text, data):
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(start, len(text)))

    if text[start:end].strip():
        assert locate(text, text[start:end], "", "", start, text)[:2] == (start, end)


@settings(max_examples=100, deadline=None)
@given(any_text, st.data())
def test_a_description_is_cut_from_the_text(text, data):
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(start, len(text)))

    prefix, suffix = describe(text, start, end)

    assert text[:start].endswith(prefix)
    assert text[end:].startswith(suffix)


def test_a_description_takes_at_least_thirty_two_code_points():
    prefix, suffix = describe(SEED, 1400, 1445)

    assert (len(prefix) >= 32, len(suffix) >= 32) == (True, True)


def test_a_description_grows_until_it_is_unique():
    text = "x" * 40 + " one " + "a" * 34 + "END" + "b" * 40 + " two " + "a" * 34 + "END" + "b" * 34

    prefix, _suffix = describe(text, text.index("END"), text.index("END") + 3)

    assert len(prefix) > 34


def test_a_description_has_at_most_sixty_four_code_points():
    assert [len(part) for part in describe("ab " * 200, 300, 302)] == [64, 64]


@settings(max_examples=200, deadline=None)
@given(any_text)
def test_folding_maps_every_stretch_back_into_the_text(text):
    folded = fold(text)

    spans = [folded.span(at, at + 1) for at in range(len(folded.text))]

    assert all(0 <= start < end <= len(text) for start, end in spans)


@given(st.text("abc “”…\u00a0\u200be\u0301\n", max_size=30))
@settings(max_examples=200, deadline=None)
def test_folding_a_stretch_found_by_folding_gives_it_again(text):
    folded = fold(text)
    wanted = folded.text.strip()

    start = folded.text.find(wanted)
    first, last = folded.span(start, start + len(wanted))

    assert fold(text[first:last]).text.strip() == wanted


@settings(max_examples=200, deadline=None)
@given(few_letters.filter(len), few_letters)
def test_the_nearest_stretch_is_the_best_of_all(pattern, text):
    every = [text[i:j] for i in range(len(text) + 1) for j in range(i, len(text) + 1)]

    near = nearest(pattern, text)

    assert near.distance == min(Levenshtein.distance(pattern, stretch) for stretch in every)
    assert near.distance == Levenshtein.distance(pattern, text[near.start : near.end])
