"""What a plan says of every claim before a new text is saved."""

import pytest

from annotations.reports.carrying import Fate, plan
from tests import factories

TEXT = (
    "The mayor opened the bridge on Monday. It cost two million euros and took nine years to build."
    "\nCritics said the money was needed elsewhere. The council has not replied to them."
)
FIRST, SECOND = TEXT.split("\n")[0].split(". ")
PASSAGE = "two million euros"


@pytest.fixture
def claim(db):
    return factories.Annotation(article__text=TEXT, quote=PASSAGE)


def fate(claim, text):
    [told] = plan(claim.article, text).claims
    return told.fate


@pytest.mark.parametrize(
    ("new", "expected"),
    [
        (TEXT.replace("Critics said", "Nobody said"), Fate.KEPT),
        ("A correction.\n" + TEXT, Fate.KEPT),
        (TEXT.replace("It cost", "It\u00a0cost"), Fate.TOUCHED),
        (TEXT.replace(PASSAGE, "“two million” euros"), Fate.EDITED),
        (TEXT.replace(PASSAGE, "three million euros"), Fate.EDITED),
        (TEXT.replace("It cost", "It never cost"), Fate.EDITED),
        (TEXT.replace("to build.", "to build, it is said."), Fate.EDITED),
        (TEXT.replace(SECOND, ""), Fate.GONE),
        ("All of this was withdrawn.", Fate.GONE),
    ],
)
def test_the_fate_of_a_claim(claim, new, expected):
    assert fate(claim, new) == expected


def test_a_claim_that_stands_elsewhere_has_moved(claim):
    rest = TEXT.split("\n")[1]

    assert fate(claim, f"{FIRST}.\n{rest}\n{SECOND}\nThat was all.") == Fate.MOVED


def test_a_claim_that_spans_sentences_is_edited_with_any_of_them(db):
    claim = factories.Annotation(article__text=TEXT, quote="on Monday. It cost two")

    assert fate(claim, TEXT.replace("to build", "to finish")) == Fate.EDITED


def test_a_claim_whose_text_is_back_stands_as_it_did(claim):
    factories.revised(claim.article, TEXT.replace(SECOND, ""))

    assert fate(claim, TEXT) == Fate.RETURNED


def test_an_edit_that_is_taken_back_returns_to_the_older_wording(claim):
    factories.revised(claim.article, TEXT.replace("two million", "three million"))

    [told] = plan(claim.article, TEXT).claims

    assert (told.fate, told.wording) == (Fate.RETURNED, claim.wordings.earliest("pk"))


def test_deleted_claims_are_carried_but_not_told_of(claim):
    claim.delete_softly(by=claim.created_by, version=1)

    planned = plan(claim.article, TEXT + " More.")

    assert [told.found is None for told in planned.claims] == [False]
    assert sum(planned.counts.values()) == 0


def test_an_orphan_that_stays_one_is_not_told_of_again(claim):
    factories.revised(claim.article, "All withdrawn.")

    assert sum(plan(claim.article, "Really all.").counts.values()) == 0


def test_other_articles_have_no_part_in_it(claim, noise):
    assert len(plan(claim.article, TEXT + " More.").claims) == 1


def test_the_same_text_and_desk_give_the_same_plan(claim):
    new = TEXT + " More."

    assert plan(claim.article, new).fingerprint == plan(claim.article, new).fingerprint


def test_another_claim_makes_another_plan(claim):
    before = plan(claim.article, TEXT + " More.").fingerprint
    factories.Annotation(article=claim.article, quote="nine years")

    assert plan(claim.article, TEXT + " More.").fingerprint != before


def test_a_mark_on_a_sentence_stays_where_its_text_is_the_same(claim, ada):
    sentence = claim.article.current().sentences.get(number=4)
    sentence.mark("opinion", by=ada, before="")

    marked = [
        one.number for one in plan(claim.article, "New. " + TEXT).sentences if one.not_checkable
    ]

    assert marked == [5]


def test_more_claims_cost_no_further_queries(claim, django_assert_num_queries):
    for quote in ("nine years", "Critics", "the bridge", "replied to them"):
        factories.Annotation(article=claim.article, quote=quote)

    with django_assert_num_queries(6):
        plan(claim.article, TEXT.replace("cost", "took"))
