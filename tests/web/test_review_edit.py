import pytest
from django.urls import reverse

from tests import factories
from tests.web.questions import Questions, nothing_written

SAID = {"required_reviews": 3, "is_blind": "on", "target": 80, "version": 1}


@pytest.fixture
def article(db):
    return factories.Article(slug="dam")


@pytest.fixture
def address(article):
    return reverse("reviews.edit", args=["dam"])


@pytest.fixture
def missing():
    return [reverse("reviews.edit", args=["none"])]


class TestQuestions(Questions):
    refused = ("put", "patch", "delete")


def test_an_editor_says_how_it_is_reviewed(as_ada, article, address):
    answer = as_ada.post(address, SAID)

    article.refresh_from_db()
    assert (article.required_reviews, article.is_blind, article.target) == (3, True, 80)
    assert answer.status_code == 302
    assert article.events.last().verb == "set_review"


def test_a_reviewer_does_not(as_bela, address):
    with nothing_written():
        assert as_bela.post(address, SAID).status_code == 403


@pytest.mark.parametrize(
    "bad",
    [
        {"required_reviews": 0},
        {"required_reviews": 6},
        {"required_reviews": ""},
        {"target": 101},
        {"target": -1},
        {"version": ""},
        {"version": "x"},
    ],
)
def test_what_makes_no_sense_comes_back(as_ada, address, bad):
    with nothing_written():
        assert as_ada.post(address, SAID | bad).status_code == 422


def test_somebody_elses_change_is_shown_beside(as_ada, ada, article, address):
    article.set_review(by=ada, version=1, required_reviews=2)

    with nothing_written():
        answer = as_ada.post(address, SAID)

    assert answer.status_code == 409
    assert "It stands now: 2 reviews, 100 percent." in answer.text
    assert 'value="3"' in answer.text
    assert 'name="version" value="2"' in answer.text
