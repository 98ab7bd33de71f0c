"""Coverage: sentences with a valid verdict, of those that can be checked."""

from datetime import timedelta

import pytest
from django.utils import timezone

from annotations.reports.desk import desk
from annotations.reports.progress import Coverage
from tests import factories
from tests.factories import TEXT, revised


@pytest.fixture
def article(db):
    return factories.Article(slug="dam")


@pytest.fixture
def coverage(article, bela):
    return lambda: desk(article, bela).coverage


def judged(article, quote, **grounds):
    claim = factories.Annotation(article=article, quote=quote)
    return factories.Verdict(annotation=claim, **grounds)


def mark(article, number, kind, by, before=""):
    article.current().sentences.get(number=number).mark(kind, by=by, before=before)


def test_nothing_is_covered_at_first(coverage):
    assert coverage() == Coverage(covered=0, checkable=3, aside=0)


def test_a_verdict_covers_its_sentence(article, coverage):
    judged(article, "40 million")

    assert coverage() == (1, 3, 0)


def test_a_claim_without_verdict_covers_nothing(article, coverage):
    factories.Annotation(article=article)

    assert coverage() == (0, 3, 0)


def test_a_claim_covers_all_sentences_it_touches(article, coverage):
    judged(article, "litres. Officials")

    assert coverage() == (2, 3, 0)


def test_two_verdicts_cover_a_sentence_once(article, coverage):
    judged(article, "40 million")
    judged(article, "The dam")

    assert coverage() == (1, 3, 0)


def test_reviewers_who_disagree_cover_it_too(article, coverage):
    claim = judged(article, "40 million").annotation
    factories.Verdict(annotation=claim, kind="sourced")

    assert coverage() == (1, 3, 0)


def test_what_is_not_checkable_leaves_it(article, coverage, bela):
    judged(article, "40 million")

    mark(article, 1, "opinion", bela)
    mark(article, 3, "question", bela)

    assert coverage() == (0, 1, 2)


def test_undo_brings_it_back(article, coverage, bela):
    judged(article, "40 million")
    mark(article, 1, "opinion", bela)

    mark(article, 1, "", bela, before="opinion")

    assert coverage() == (1, 3, 0)


def test_a_verdict_past_its_day_does_not_count(article, coverage):
    judged(article, "40 million", recheck_by=timezone.localdate() - timedelta(days=1))

    assert coverage() == (0, 3, 0)


def test_a_verdict_on_other_words_does_not_count(article, coverage):
    judged(article, "40 million")
    judged(article, "safe")

    revised(article, TEXT.replace("holds", "held"))

    assert coverage() == (1, 3, 0)


def test_a_withdrawn_verdict_does_not_count(article, coverage):
    verdict = judged(article, "40 million")

    verdict.withdraw(by=verdict.reviewer)

    assert coverage() == (0, 3, 0)


def test_a_deleted_claim_does_not_count(article, coverage, bela):
    judged(article, "40 million").annotation.delete_softly(by=bela, version=1)

    assert coverage() == (0, 3, 0)


def test_a_part_of_the_desk_knows_that_of_the_whole(article, coverage, bela):
    claim = judged(article, "hurt").annotation

    assert desk(article, bela).touched({claim.pk}).coverage == coverage() == (1, 3, 0)


def test_the_desk_says_it(as_bela, article, bela):
    judged(article, "40 million")
    mark(article, 3, "question", bela)

    page = as_bela.get("/articles/dam/").text

    assert "Coverage: 1 of 2 checkable sentences" in page
    assert "1 not checkable" in page


def test_the_desk_says_nothing_of_none(as_bela, article):
    assert "not checkable" not in as_bela.get("/articles/dam/").text.partition("<main")[2]


def test_a_text_without_anything_to_check_has_none(as_bela, article, bela):
    for number in (1, 2, 3):
        mark(article, number, "opinion", bela)

    page = as_bela.get("/articles/dam/").text

    assert "Coverage:" not in page
    assert "3 not checkable" in page
