"""The queue: what waits for an editor."""

import pytest
from django.urls import reverse

from tests import factories

ADDRESS = "/adjudications/"


@pytest.fixture
def article(db):
    return factories.Article()


def judged(article, *kinds, **claim):
    annotation = factories.Annotation(article=article, **claim)
    for kind in kinds:
        factories.Verdict(annotation=annotation, kind=kind)
    return annotation


def test_it_lists_contested_claims_with_article_passage_and_split(as_ada, article):
    claim = judged(article, "verified", "disputed", "disputed")

    page = as_ada.get(ADDRESS)

    assert reverse("adjudications.show", args=[claim.pk]) in page.text
    assert "40 million litres" in page.text
    assert article.title in page.text
    assert "1 verified" in page.text
    assert "2 disputed" in page.text


@pytest.mark.parametrize(
    ("query", "told"),
    [
        ("", "Nothing is contested"),
        ("?waiting=stale", "Every decision still holds"),
        ("?waiting=unanimous", "Nothing waits to be accepted"),
        ("?waiting=nonsense&page=x", "Nothing is contested"),
    ],
)
def test_an_empty_queue_says_what_comes_there(as_ada, query, told):
    assert told in as_ada.get(ADDRESS + query).text


def test_it_can_be_narrowed_to_an_article(as_ada, article):
    judged(factories.Article(), "verified", "disputed")

    page = as_ada.get(ADDRESS, {"article": article.slug})

    assert "Nothing is contested" in page.text
    assert f"article={article.slug}" in page.text


def test_an_article_that_is_not_there_is_not_found(as_ada):
    assert as_ada.get(ADDRESS, {"article": "gone"}).status_code == 404


def test_reviewers_have_no_queue(as_bela):
    assert as_bela.get(ADDRESS).status_code == 403


@pytest.mark.parametrize("waiting", ["contested", "stale", "unanimous"])
def test_more_claims_cost_no_more_queries(as_ada, ada, article, same_queries, waiting):
    def grow():
        judged(article, "verified", "disputed")
        judged(article, "verified", "verified")
        claim = judged(article, "verified")
        votes = [claim.verdicts.get().pk]
        claim.adjudicate(by=ada, kind="sourced", note="So.", votes=votes)
        factories.Verdict(annotation=claim, kind="disputed")

    grow()

    assert same_queries(lambda: as_ada.get(ADDRESS, {"waiting": waiting}), grow) <= 15


def test_it_comes_in_pages(as_ada, article, monkeypatch):
    monkeypatch.setattr("annotations.web.views.adjudications.PAGE", 1)
    judged(article, "verified", "disputed")
    judged(article, "verified", "disputed")

    page = as_ada.get(ADDRESS, {"article": article.slug})

    assert f"?waiting=contested&amp;article={article.slug}&amp;page=2" in page.text
