"""A sign-off is taken back, after a question; the history keeps it."""

import pytest
from django.urls import reverse

from annotations.models import Event
from tests import factories
from tests.signing import set_review, sign
from tests.web.questions import Questions


@pytest.fixture
def signed(ada):
    article = set_review(factories.Article(slug="dam"), target=0)
    factories.Verdict(annotation__article=article, kind="sourced")
    return sign(article, ada)


@pytest.fixture
def address(signed):
    return reverse("sign_offs.withdraw", args=[signed.pk])


@pytest.fixture
def missing(signed):
    return [reverse("sign_offs.withdraw", args=[signed.pk + 1])]


class TestQuestions(Questions):
    refused = ("put", "patch", "delete")


def test_reviewers_are_refused(as_bela, address):
    assert as_bela.get(address).status_code == as_bela.post(address).status_code == 403


def test_it_asks_first(as_ada, signed, address):
    page = as_ada.get(address).text
    signed.refresh_from_db()

    assert "Take the sign-off back?" in page
    assert signed.withdrawn_at is None


def test_it_is_taken_back_once(as_ada, ada, signed, address):
    answers = [as_ada.post(address) for _ in range(2)]
    signed.refresh_from_db()

    assert {answer["Location"] for answer in answers} == {reverse("sign_offs.new", args=["dam"])}
    assert signed.withdrawn_by == ada
    assert signed.article.events.filter(verb=Event.Verb.WITHDREW_SIGN_OFF).count() == 1


def test_the_article_can_be_signed_anew(as_ada, signed, address):
    as_ada.post(address)

    page = as_ada.get(reverse("sign_offs.new", args=["dam"])).text

    assert "Sign-off taken back" in page
    assert f'action="{reverse("sign_offs.create", args=["dam"])}"' in page
    assert signed.digest in page
