from datetime import timedelta

import pytest
from django.utils import timezone

from annotations.models import Article, Outcome
from annotations.reports.progress import by_article, tally
from tests import factories

NONE = dict.fromkeys(Outcome, 0)


@pytest.fixture
def article(db):
    return factories.Article()


def claim(article, *kinds, **grounds):
    annotation = factories.Annotation(article=article)
    for kind in kinds:
        factories.Verdict(annotation=annotation, kind=kind, **grounds)
    return annotation


def test_a_tally_has_every_outcome_in_the_order_of_the_pages():
    counted = tally([Outcome.DISPUTED, Outcome.DISPUTED])

    assert list(counted) == list(Outcome)
    assert counted == NONE | {"disputed": 2}


def test_an_article_without_claims_has_zeros(article, ada):
    assert by_article([article], ada) == {article.pk: NONE}


def test_claims_are_counted_by_outcome(article, ada, noise):
    claim(article)
    claim(article, "verified")
    claim(article, "verified", "sourced")
    claim(article, "disputed", "verified")

    counted = by_article([article], ada)[article.pk]

    assert counted == NONE | {"unchecked": 1, "verified": 1, "sourced": 1, "contested": 1}


def test_deleted_claims_do_not_count(article, ada, bela):
    claim(article, "verified").delete_softly(by=bela, version=1)

    assert by_article([article], ada)[article.pk] == NONE


def test_withdrawn_and_stale_verdicts_do_not_count(article, ada):
    given = claim(article, "verified").verdicts.get()
    given.withdraw(by=given.reviewer)
    claim(article, "verified", recheck_by=timezone.localdate() - timedelta(days=1))

    assert by_article([article], ada)[article.pk] == NONE | {"unchecked": 2}


def test_articles_are_kept_apart(article, ada):
    other = factories.Article()
    claim(article, "verified")
    claim(other, "disputed")

    counted = by_article([article, other], ada)

    assert counted[article.pk]["verified"] == counted[other.pk]["disputed"] == 1


def test_it_costs_three_queries_however_many_articles(article, ada, django_assert_num_queries):
    for _ in range(3):
        claim(factories.Article(), "verified")
    articles = list(Article.objects.all())
    ada.roles()

    with django_assert_num_queries(3):
        by_article(articles, ada)
