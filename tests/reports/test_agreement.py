"""Which verdicts and passages the figures are computed from."""

from datetime import timedelta

import pytest
from django.utils import timezone

from annotations.reports.agreement import agreement, differences
from annotations.reports.reliability import Undefined
from tests import factories
from tests.factories import TEXT, revised

QUOTES = ("The dam", "40 million litres", "called it safe", "Nobody was hurt")


@pytest.fixture
def article(ada):
    return factories.Article(by=ada)


@pytest.fixture
def dora(db):
    return factories.Reviewer(username="dora")


@pytest.fixture
def claims(article, ada):
    return [factories.Annotation(article=article, quote=quote, by=ada) for quote in QUOTES]


def judge(claims, by, kinds):
    """One letter for each claim: v, s or d; a dot is no verdict."""
    names = {"v": "verified", "s": "sourced", "d": "disputed"}
    return [
        factories.Verdict(annotation=claim, by=by, kind=names[kind])
        for claim, kind in zip(claims, kinds, strict=True)
        if kind != "."
    ]


@pytest.fixture
def judged(claims, bela, dora):
    judge(claims, dora, "vds.")
    judge(claims, bela, "vdd.")


def test_it_counts_what_it_rests_on(judged, claims, article, ada):
    judge(claims, ada, "...v")

    found = agreement(ada, article)

    assert (found.claims, found.compared, found.verdicts) == (4, 3, 7)
    assert [user.username for user in found.reviewers] == ["ada", "bela", "dora"]


def test_the_categories_are_nominal(judged, article, ada):
    found = agreement(ada, article)

    assert found.same.value == pytest.approx(2 / 3)
    assert found.alpha.value == pytest.approx(1 - 5 * 2 / 22)
    assert found.fleiss.value == pytest.approx((2 / 3 - 14 / 36) / (1 - 14 / 36))


def test_only_what_counts_is_compared(claims, article, ada, bela, dora):
    judge(claims, bela, "vvvv")
    withdrawn, _kept, overdue, deleted = judge(claims, dora, "dvdd")
    withdrawn.withdraw(by=dora)
    overdue.recheck_by = timezone.localdate() - timedelta(days=1)
    overdue.save()
    deleted.annotation.delete_softly(by=ada, version=1)

    found = agreement(ada, article)

    assert (found.claims, found.compared, found.verdicts) == (3, 1, 4)
    assert found.alpha.why == Undefined.NO_VARIATION


def test_verdicts_on_other_words_do_not_count(judged, article, ada):
    revised(article, TEXT.replace("40", "50"), by=ada)

    assert agreement(ada, article).compared == 1


def test_an_article_is_apart_from_the_desk(judged, article, ada, noise):
    assert agreement(ada, article).verdicts == 6
    assert agreement(ada).verdicts == 7


def test_in_a_blind_article_a_reviewer_gets_only_what_they_may_see(
    judged, article, ada, bela, dora
):
    article.set_review(by=ada, version=article.version, is_blind=True)
    article.annotations.get(quote="called it safe").verdicts.get(reviewer=bela).withdraw(by=bela)

    found = agreement(bela, article)

    assert found.verdicts == 4
    assert agreement(ada, article).verdicts == 5


def test_a_pair_has_a_matrix_of_what_both_said(judged, article, ada, bela, dora):
    [pair] = agreement(ada, article).judging

    assert (pair.first, pair.second, pair.n) == (bela, dora, 3)
    assert [[cell.count for cell in line.cells] for line in pair.matrix] == [
        [1, 0, 0],
        [0, 0, 0],
        [0, 1, 1],
    ]
    assert [line.total for line in pair.matrix] == [1, 0, 2]
    assert pair.totals == [1, 1, 1]


def test_two_of_one_mind_have_a_percentage_and_no_kappa(claims, article, ada, bela, dora):
    judge(claims, bela, "vv..")
    judge(claims, dora, "vv..")

    [pair] = agreement(ada, article).judging

    assert pair.same.percent == 100
    assert pair.kappa.why == Undefined.NO_VARIATION


def test_any_two_can_be_asked_for(judged, article, ada, bela, dora):
    found = agreement(ada, article)

    assert found.pair(dora, bela).n == 3
    assert found.pair(ada, bela).kappa.why == Undefined.NO_PAIRS


def test_passages_are_compared_where_both_marked_some(article, ada, bela, dora):
    factories.Annotation(article=article, by=bela, quote="40 million litres")
    factories.Annotation(article=article, by=dora, quote="40 million")
    elsewhere = factories.Article()
    factories.Annotation(article=elsewhere, by=dora, quote="Nobody")

    [pair] = agreement(ada).marking

    assert pair.spans == pytest.approx((0, 1, 20 / 27))


def test_passages_of_several_articles_do_not_meet(ada, bela, dora):
    for quotes in (("The dam", "safe"), ("safe", "The dam")):
        article = factories.Article()
        for by, quote in zip((bela, dora), quotes, strict=True):
            factories.Annotation(article=article, by=by, quote=quote)

    [pair] = agreement(ada).marking

    assert pair.spans == (0, 0, 0)


def test_it_lists_the_claims_on_which_they_differ(judged, claims, article, ada, bela, dora):
    found = agreement(ada, article)

    [one] = differences(found, ada).shown

    assert one.claim == claims[2]
    assert one.said == [("sourced", [dora]), ("disputed", [bela])]


def test_it_lists_only_where_two_differ_when_asked(judged, claims, article, ada, bela, dora):
    judge(claims, ada, "ddd.")
    found = agreement(ada, article)

    assert differences(found, ada).count == 2
    assert differences(found, ada, found.pair(bela, dora)).count == 1


def test_few_claims_are_said_to_be_few(judged, article, ada):
    few, *_rest = agreement(ada, article).doubts

    assert few == "Too few claims to rely on: 3 compared, at least 34 needed."


def test_it_asks_three_times_however_many(judged, ada, django_assert_num_queries):
    assert not ada.roles() - {"Editor"}

    with django_assert_num_queries(3):
        agreement(ada)
