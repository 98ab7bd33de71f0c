import pytest
from django.urls import reverse

from annotations.models import Membership, Team
from annotations.services.assigning import assign
from tests import factories
from tests.web.questions import Questions, nothing_written, undo_of


@pytest.fixture
def article(db):
    return factories.Article(slug="dam")


@pytest.fixture
def address(article):
    return reverse("assignments.create", args=["dam"])


@pytest.fixture
def missing():
    return [reverse("assignments.create", args=["none"])]


@pytest.fixture
def review(article):
    return reverse("reviews.edit", args=["dam"])


@pytest.fixture
def team(bela):
    team = Team.objects.create(name="Desk")
    Membership.objects.create(team=team, person=bela)
    return team


class TestQuestions(Questions):
    pass


def test_a_reviewer_is_asked(as_ada, bela, article, address, review):
    answer = as_ada.post(address, {"reviewer": bela.pk, "first": 1, "last": 2})

    assert article.assignments.get().reviewer == bela
    assert (answer.status_code, answer["Location"]) == (302, review)
    assert "sentences 1 to 2" in as_ada.get(review).text


def test_a_reviewer_asks_nobody(as_bela, bela, address):
    with nothing_written():
        assert as_bela.post(address, {"reviewer": bela.pk}).status_code == 403


@pytest.mark.parametrize(
    "bad",
    [{"reviewer": ""}, {"reviewer": 0}, {"first": 3, "last": 2}, {"last": 99}, {"first": "x"}],
)
def test_what_makes_no_sense_comes_back(as_ada, bela, address, bad):
    with nothing_written():
        assert as_ada.post(address, {"reviewer": bela.pk} | bad).status_code == 422


def test_its_toast_takes_it_back(as_ada, bela, article, address):
    page = as_ada.post(address, {"reviewer": bela.pk}, follow=True)

    as_ada.post(undo_of(page))

    assert not article.assignments.present().exists()
    assert article.events.last().verb == "unassigned"


def test_taken_back_it_can_be_asked_again(as_ada, ada, bela, article):
    made = assign(article, bela, by=ada)
    page = as_ada.post(reverse("assignments.remove", args=[made.pk]), follow=True)

    as_ada.post(undo_of(page))

    assert article.assignments.present().get() == made


def test_a_team_is_shown_its_shares_before_anything_is_saved(as_ada, article, team):
    with nothing_written():
        page = as_ada.get(reverse("assignments.hand_out", args=["dam"]), {"team": team.pk})

    assert "1 – 3" in page.text


def test_then_it_gets_them(as_ada, bela, article, team):
    as_ada.post(reverse("assignments.hand_out", args=["dam"]), {"team": team.pk})

    assert article.assignments.get().reviewer == bela


def test_no_team_is_said(as_ada, article):
    answer = as_ada.post(reverse("assignments.hand_out", args=["dam"]), {"team": 0})

    assert answer.status_code == 422


def test_more_of_them_cost_no_further_queries(as_ada, ada, article, review, same_queries):
    def grow():
        for _ in range(3):
            assign(article, factories.Reviewer(), by=ada, first=1, last=2)

    grow()

    same_queries(lambda: as_ada.get(review), grow)
