"""Each sentence of a new text is known to come from one, several or none of the old one's."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from annotations.text.realign import keep_cuts, realign
from annotations.text.segment import segment

OLD = (
    "The mayor opened the bridge on Monday. It cost two million euros and took nine years to"
    " build. Critics said the money was needed elsewhere. The council has not replied to them."
)
FIRST, SECOND, THIRD, FOURTH = [OLD[start:end].strip() for start, end in segment(OLD)]


def rows(new, old=OLD):
    return [(row.kind, row.old, row.new) for row in realign(old, new, segment(old), segment(new))]


def kinds(new):
    return [kind for kind, _old, _new in rows(new)]


def test_the_same_text_stays_as_it_is():
    assert rows(OLD) == [("same", (n,), (n,)) for n in range(4)]


@pytest.mark.parametrize(
    ("new", "expected"),
    [
        (OLD.replace("two million", "three million"), ["same", "edited", "same", "same"]),
        (f"{FIRST} {SECOND} {FOURTH}", ["same", "same", "removed", "same"]),
        (f"{FIRST} It was a cold day. {SECOND} {THIRD} {FOURTH}", ["same", "added"] + ["same"] * 3),
        (OLD.replace("euros and took", "euros. It took"), ["same", "split", "same", "same"]),
        (
            OLD.replace("elsewhere. The council", "elsewhere, but the council"),
            ["same", "same", "merged"],
        ),
        (OLD.replace("mayor opened", "mayor\u00a0opened"), ["same"] * 4),
    ],
)
def test_what_became_of_each_sentence(new, expected):
    assert kinds(new) == expected


def test_a_removed_sentence_stands_behind_what_it_followed():
    new = f"{FIRST} {THIRD} {FOURTH}"

    assert rows(new)[1] == ("removed", (1,), ())


def test_a_moved_sentence_is_followed():
    assert kinds(f"{SECOND} {THIRD} {FOURTH} {FIRST}").count("moved") == 1


texts = st.lists(st.sampled_from([FIRST, SECOND, THIRD, "New.", "Why? Because."])).map(" ".join)


@settings(max_examples=50, deadline=None)
@given(texts, texts)
def test_every_sentence_of_both_texts_is_in_one_row(old, new):
    found = realign(old, new, segment(old), segment(new))

    assert sorted(i for row in found for i in row.old) == list(range(len(segment(old))))
    assert sorted(j for row in found for j in row.new) == list(range(len(segment(new))))


# -- cuts made by people ---------------------------------------------------------------------------


def kept(old, new, spans):
    return keep_cuts(old, new, spans, segment(new))


def test_a_merged_sentence_stays_merged_where_its_text_is_the_same():
    merged = (segment(OLD)[1][0], segment(OLD)[2][1])
    new = "A new beginning. " + OLD

    spans, corrected = kept(OLD, new, [merged])

    assert [new[slice(*span)].strip() for span in corrected] == [f"{SECOND} {THIRD}"]
    assert len(spans) == 4


def test_a_merged_sentence_is_cut_again_where_its_text_changed():
    merged = (segment(OLD)[1][0], segment(OLD)[2][1])
    new = OLD.replace("two million", "three million")

    spans, corrected = kept(OLD, new, [merged])

    assert (spans, corrected) == (segment(new), [])


def test_a_split_stays_split():
    at = OLD.index("and took")
    start, end = segment(OLD)[1]

    spans, corrected = kept(OLD, OLD, [(start, at), (at, end)])

    assert (len(spans), corrected) == (5, [(start, at), (at, end)])


@settings(max_examples=50, deadline=None)
@given(texts, texts, st.data())
def test_kept_cuts_still_partition_the_text(old, new, data):
    marks = st.lists(st.integers(0, len(old)), min_size=2, max_size=2, unique=True).map(sorted)
    kept_spans = data.draw(st.lists(marks.map(tuple), max_size=3)) if len(old) > 1 else []

    spans, _corrected = kept(old, new, kept_spans)

    assert "".join(new[start:end] for start, end in spans) == new
    assert all(start < end for start, end in spans)
