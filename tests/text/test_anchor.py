"""A quotation is found again, or declared gone; it never lands on something else."""

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from rapidfuzz.distance import Levenshtein

from annotations.text.anchor import Anchor, anchor, candidates, carry, describe, locate
from annotations.text.edges import cuts_words
from annotations.text.fold import fold
from annotations.text.infix import nearest

SEED = (
    (Path(__file__).parents[2] / "seeds" / "000_8571044f9f1d5040.txt").read_bytes().decode("utf-8")
)
any_text = st.text(st.characters(exclude_categories=()), max_size=60)
few_letters = st.text("ab c", max_size=12)
sentences = st.lists(
    st.lists(
        st.sampled_from(["ada", "bela", "cleo", "said", "that", "it", "rained", "市长"]), min_size=1
    )
    .map(" ".join)
    .map("{}. ".format),
    min_size=1,
).map("".join)

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


@settings(max_examples=75, deadline=None)
@given(
    any_text, any_text, any_text, any_text, st.none() | st.integers(-9, 99), st.none() | any_text
)
def test_anchoring_never_raises_and_stays_inside(text, exact, prefix, suffix, hint, old):
    start, end = anchor(text, exact, prefix, suffix, hint, old) or (0, 0)

    assert 0 <= start <= end <= len(text)


@settings(max_examples=50, deadline=None)
@given(any_text, st.data())
def test_any_selection_is_found_where_it_was(text, data):
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(start, len(text)))

    if text[start:end].strip():
        assert locate(text, text[start:end], "", "", start, text)[:2] == (start, end)


@settings(max_examples=50, deadline=None)
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
    around = "again and " * 4
    text = f"One, {around}END {around}two. Three, {around}END {around}four."

    _prefix, suffix = describe(text, text.index("END"), text.index("END") + 3)

    assert suffix == f" {around}two. Three"


def test_a_description_begins_and_ends_with_whole_words():
    prefix, suffix = describe(SEED, 1400, 1445)

    assert (prefix.split()[0] in SEED.split(), suffix.split()[-1] in SEED.split()) == (True, True)


def test_a_description_has_at_most_sixty_four_code_points():
    assert [len(part) for part in describe("ab " * 200, 300, 302)] == [64, 64]


@settings(max_examples=100, deadline=None)
@given(any_text)
def test_folding_maps_every_stretch_back_into_the_text(text):
    folded = fold(text)

    spans = [folded.span(at, at + 1) for at in range(len(folded.text))]

    assert all(0 <= start < end <= len(text) for start, end in spans)


@given(st.text("abc “”…\u00a0\u200be\u0301\n", max_size=30))
@settings(max_examples=100, deadline=None)
def test_folding_a_stretch_found_by_folding_gives_it_again(text):
    folded = fold(text)
    wanted = folded.text.strip()

    start = folded.text.find(wanted)
    first, last = folded.span(start, start + len(wanted))

    assert fold(text[first:last]).text.strip() == wanted


@settings(max_examples=100, deadline=None)
@given(few_letters.filter(len), few_letters)
def test_the_nearest_stretch_is_the_best_of_all(pattern, text):
    every = [text[i:j] for i in range(len(text) + 1) for j in range(i, len(text) + 1)]

    near = nearest(pattern, text)

    assert near.distance == min(Levenshtein.distance(pattern, stretch) for stretch in every)
    assert near.distance == Levenshtein.distance(pattern, text[near.start : near.end])


def test_a_sentence_that_moved_says_so():
    first, rest = OLD.split(". ", 1)

    assert locate(f"{rest} {first}.", first, "", "", 0, OLD).moved


def test_a_sentence_that_stayed_does_not():
    assert not locate("News. " + OLD, OLD[:37], "", "", 0, OLD).moved


def test_four_values_make_an_anchor():
    assert Anchor(1, 2, "exact", 1.0).moved is False


def test_a_sentence_moved_and_edited_at_once_is_followed():
    sentences = OLD.split(". ")
    edited = sentences[1].replace("two million", "three million")
    new = ". ".join([sentences[0], sentences[2], sentences[3], edited])
    start = OLD.index(sentences[1])

    assert found(new, sentences[1], "", "", start, OLD) == edited


def test_a_cut_inside_a_word_grows_to_the_word_that_replaced_it():
    start = OLD.index("million euros and")
    new = OLD.replace("two million", "two billions of")

    assert found(new, "illion euros", "", "", start + 1, OLD) == "billions of euros"


@pytest.mark.parametrize("quote", ["the", "the money", "money was needed"])
def test_a_few_words_of_a_deleted_sentence_are_gone(quote):
    new = OLD.replace("Critics said the money was needed elsewhere. ", "")
    new += " Much later the money was counted, and more was needed."
    start = OLD.index(quote, OLD.index("Critics"))
    prefix, suffix = describe(OLD, start, start + len(quote))

    assert anchor(new, quote, prefix, suffix, start, OLD) is None


def test_a_near_copy_is_not_taken_where_the_neighbours_have_closed_ranks():
    gone = "It cost two million euros and took nine years."
    copy = (
        "Elsewhere in the land it was worse. It cost six million euros and took nine years. Alas."
    )
    prefix, suffix = "opened the bridge on Monday. ", " Critics said the money was"

    assert anchor(OLD.replace(gone + " ", "") + copy, gone, prefix, suffix) is None


def test_a_few_words_alone_do_not_stand_in_for_others():
    assert anchor(OLD, "the money", "He had won all ", " in a lottery, he said") is None


def test_more_than_256_characters_of_an_alphabet_are_no_limit():
    text = "".join(map(chr, range(0x4E00, 0x5200)))
    start = 600

    assert anchor(text[:300] + "桥" + text[300:], text[600:640], "", "", start, text) == (601, 641)


@settings(max_examples=50, deadline=None)
@given(sentences, st.data())
def test_what_is_put_in_before_shifts_a_selection_by_its_length(text, data):
    start = data.draw(st.integers(0, len(text) - 1))
    end = data.draw(st.integers(start + 1, len(text)))
    new = "Zoe wakes up at noon. " + text

    if text[start:end].strip():
        assert anchor(new, text[start:end], "", "", start, text) == (start + 22, end + 22)


@settings(max_examples=50, deadline=None)
@given(sentences, sentences, st.data())
def test_many_spans_are_carried_as_each_is_located(old, new, data):
    ends = st.integers(0, len(old))
    spans = data.draw(st.lists(st.tuples(ends, ends).map(sorted).map(tuple), max_size=4))

    each = [locate(new, old[s:e], *describe(old, s, e), s, old) for s, e in spans]

    assert carry(old, new, spans) == each


@settings(max_examples=100, deadline=None)
@given(sentences, sentences, st.data())
def test_a_span_of_whole_words_stays_one(old, new, data):
    start = data.draw(st.integers(0, len(old) - 1))
    end = data.draw(st.integers(start + 1, len(old)))

    (found,) = carry(old, new, [(start, end)])

    if found and not cuts_words(old, start, end):
        assert not cuts_words(new, found.start, found.end)
