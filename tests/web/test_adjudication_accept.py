import re

import pytest
from django.urls import reverse

from annotations.models import Adjudication
from tests import factories
from tests.web.questions import Questions, nothing_written


@pytest.fixture
def article(db):
    article = factories.Article()
    for kind in ("verified", "disputed"):
        factories.Verdict(annotation__article=article, kind=kind)
    return article


@pytest.fixture
def address(article):
    return reverse("adjudications.accept", args=[article.slug])


@pytest.fixture
def missing(ada):
    gone = factories.Article()
    gone.delete_softly(by=ada)
    return [reverse("adjudications.accept", args=[slug]) for slug in ("nowhere", gone.slug)]


class TestQuestions(Questions):
    refused = ("put", "patch", "delete")


def fingerprint(page):
    return re.search(r'name="fingerprint" value="(\w+)"', page.text)[1]


def test_first_it_shows_what_would_be_settled(as_ada, address):
    with nothing_written():
        page = as_ada.get(address)

    assert "Accept 2 unanimous claims" in page.text
    assert "The article names no source" in page.text


def test_then_each_gets_its_decision(as_ada, ada, article, address):
    seen = fingerprint(as_ada.get(address))

    answer = as_ada.post(address, {"fingerprint": seen}, follow=True)

    assert "2 claims settled." in answer.text
    assert [one.editor for one in Adjudication.objects.all()] == [ada, ada]
    assert article.events.filter(verb="adjudicated").count() == 2


def test_what_has_changed_meanwhile_is_shown_anew(as_ada, article, address):
    seen = fingerprint(as_ada.get(address))
    factories.Verdict(annotation__article=article, kind="sourced")

    with nothing_written():
        answer = as_ada.post(address, {"fingerprint": seen})

    assert answer.status_code == 409
    assert "Accept 3 unanimous claims" in answer.text
    assert fingerprint(answer) != seen


def test_without_a_fingerprint_nothing_is_settled(as_ada, address):
    with nothing_written():
        assert as_ada.post(address).status_code == 422


def test_reviewers_do_not_settle(as_bela, address):
    assert {as_bela.get(address).status_code, as_bela.post(address).status_code} == {403}


def test_more_claims_cost_no_more_queries(as_ada, article, address, same_queries):
    def grow():
        factories.Verdict(annotation__article=article, kind="verified")

    assert same_queries(lambda: as_ada.get(address), grow) <= 15
