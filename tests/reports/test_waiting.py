from datetime import timedelta

import pytest
from django.utils import timezone

from annotations.models import Look
from annotations.reports.waiting import parts, skipped, upcoming, waiting
from annotations.services.assigning import assign
from tests import factories


@pytest.fixture
def article(ada):
    return factories.Article(by=ada)


@pytest.fixture
def claims(article, ada):
    """Three, in reading order."""
    quotes = ("The dam holds", "Officials called it safe", "Nobody was hurt")
    return [factories.Annotation(article=article, by=ada, quote=quote) for quote in quotes]


def test_without_assignments_everything_waits_in_reading_order(claims, bela):
    assert list(waiting(bela)) == claims


def test_what_one_has_judged_does_not(claims, bela):
    factories.Verdict(annotation=claims[0], by=bela)

    assert list(waiting(bela)) == claims[1:]


def test_a_stale_verdict_of_ones_own_lets_it_wait_again(claims, bela):
    yesterday = timezone.localdate() - timedelta(days=1)
    factories.Verdict(annotation=claims[0], by=bela, recheck_by=yesterday)

    assert upcoming(bela) == claims[0]


def test_nor_what_has_the_reviews_it_needs(claims, bela):
    factories.Verdict(annotation=claims[0])

    assert list(waiting(bela)) == claims[1:]


def test_what_needs_more_reviews_still_waits(article, claims, ada, bela):
    article.set_review(by=ada, version=1, required_reviews=2)
    factories.Verdict(annotation=claims[0])

    assert upcoming(bela) == claims[0]


def test_what_was_skipped_does_not_and_is_listed(claims, bela):
    skip = claims[0].skip(by=bela, reason="Not my field.")

    assert list(waiting(bela)) == claims[1:]
    assert list(skipped(bela)) == [skip]


def test_taken_up_again_it_waits(claims, bela):
    claims[0].skip(by=bela, reason="Not my field.").take_back(by=bela)

    assert upcoming(bela) == claims[0]


def test_what_somebody_else_looks_at_comes_last(claims, bela):
    Look.begin(claims[0], by=factories.Reviewer())

    assert list(waiting(bela)) == [*claims[1:], claims[0]]


def test_a_look_of_long_ago_is_none(claims, bela):
    Look.begin(claims[0], by=factories.Reviewer())
    Look.objects.update(until=timezone.now())

    assert upcoming(bela) == claims[0]


def test_who_has_assignments_gets_those(article, claims, ada, bela, noise):
    assign(article, bela, by=ada, first=2, last=2)

    assert list(waiting(bela)) == [claims[1]]


def test_an_assignment_taken_back_is_none(article, claims, ada, bela):
    assign(article, bela, by=ada, first=2, last=2).remove(by=ada)

    assert list(waiting(bela)) == claims


@pytest.mark.parametrize("verb", ["lock_changes", "delete_softly"])
def test_a_locked_or_deleted_article_waits_for_nobody(article, claims, ada, bela, verb):
    getattr(article, verb)(by=ada)

    assert not waiting(bela).exists()


def test_progress_is_that_of_ones_own_share(article, claims, ada, bela):
    assign(article, bela, by=ada, first=1, last=2)
    factories.Verdict(annotation=claims[0], by=bela)

    [part] = parts(bela)

    assert (part.waiting, part.judged, part.total) == (1, 1, 2)


def test_it_costs_the_same_however_much_waits(claims, ada, bela, same_queries):
    def grow():
        for _ in range(3):
            factories.Annotation()

    assert same_queries(lambda: [list(part.claims) for part in parts(bela)], grow) <= 8
