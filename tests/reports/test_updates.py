"""An update as people read of it."""

from types import SimpleNamespace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotations.reports.carrying import Fate, plan
from annotations.reports.updates import counts_of, entries, pieces, preview, tell
from annotations.text.wording import Worded
from tests import factories
from tests.factories import TEXT, revised

PARTS = st.text(alphabet="ab .,\n“", max_size=12)


@pytest.mark.parametrize(
    ("fate", "one", "two"),
    [
        (Fate.KEPT, "1 kept", "2 kept"),
        (Fate.GONE, "1 is gone", "2 are gone"),
        (Fate.EDITED, "1 needs a re-check", "2 need a re-check"),
        (Fate.RETURNED, "1 has its text back", "2 have their text back"),
    ],
)
def test_counts_are_told_in_words(fate, one, two):
    assert [count.text for count in tell({fate: 1}) + tell({fate: 2})] == [one, two]


def test_what_was_kept_is_told_first_and_what_needs_somebody_last():
    told = tell(dict.fromkeys(Fate, 1))

    assert [count.fate for count in told][0] is Fate.KEPT
    assert [count.fate for count in told][-1] is Fate.EDITED


def test_the_list_and_the_plan_tell_the_same(db):
    article = factories.Verdict().annotation.article
    planned = plan(article, TEXT.replace("holds", "held"))

    revision = revised(article, TEXT.replace("holds", "held"))

    assert counts_of(revision) == planned.counts
    assert entries(article)[0].counts == tell(planned.counts)


def test_a_claim_is_told_with_the_numbers_of_its_sentences(db):
    claim = factories.Annotation(quote="Nobody was hurt")

    [told] = preview(
        plan(claim.article, "One more. Another. " + TEXT.replace("hurt,", "harmed,"))
    ).claims

    assert (told.old, told.new) == (3, 5)


def test_one_from_an_older_revision_has_no_number_there(db):
    claim = factories.Annotation()
    revised(claim.article, "All withdrawn.")

    [told] = preview(plan(claim.article, TEXT)).claims

    assert (told.old, told.new) == (None, 1)


def test_overdue_verdicts_do_not_become_stale_again(db):
    verdict = factories.Verdict(recheck_by="2020-01-01")

    [told] = preview(plan(verdict.annotation.article, TEXT.replace("holds", "held"))).claims

    assert told.verdicts == []


@given(old=st.tuples(PARTS, PARTS, PARTS), new=st.tuples(PARTS, PARTS, PARTS))
def test_the_pieces_of_the_passage_are_the_passage(old, new):
    before, after = Worded(*old), Worded(*new)

    told = [*pieces(SimpleNamespace(**before._asdict()), after)]

    said = "".join(one.text for one in told if one.kind != "gone" and one.inside)
    assert said == squeezed(after.passage)
    assert (
        squeezed("".join(one.text for one in told if one.kind != "new")).strip()
        == squeezed("".join(part for part in parts(before))).strip()
    )


def parts(words):
    return squeezed(words.before), squeezed(words.passage), squeezed(words.after)


def squeezed(text):
    return text.replace("\n", " ").replace("  ", " ").replace("  ", " ").replace("  ", " ")
