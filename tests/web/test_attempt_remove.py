"""Taking an attempt off the card, and putting it back."""

import pytest
from django.template.loader import render_to_string
from django.urls import reverse

from tests import factories
from tests.web.questions import HTMX, Questions, nothing_written, undo_of


@pytest.fixture
def tried(bela):
    return factories.Annotation().attempt(by=bela, place="<b>Archive")


@pytest.fixture(params=["attempts.remove", "attempts.restore"])
def name(request):
    return request.param


@pytest.fixture
def address(name, tried):
    return reverse(name, args=[tried.pk])


@pytest.fixture
def missing(name, tried, ada):
    gone = factories.Annotation()
    attempt = gone.attempt(by=ada, place="Archive")
    gone.delete_softly(by=ada, version=1)
    return [reverse(name, args=[key]) for key in (10**30, attempt.pk)]


class TestQuestions(Questions):
    pass


def test_it_is_taken_off_and_the_undo_puts_it_back(as_bela, bela, tried):
    update = as_bela.post(reverse("attempts.remove", args=[tried.pk]), headers=HTMX)
    tried.refresh_from_db()
    assert tried.removed_by == bela

    as_bela.post(undo_of(update))
    tried.refresh_from_db()
    assert tried.removed_by is None


def test_without_htmx_it_goes_to_the_claim(as_ada, tried, address):
    answer = as_ada.post(address)

    assert (answer.status_code, answer["Location"]) == (302, tried.annotation.get_absolute_url())


def test_a_reviewer_leaves_alone_what_somebody_else_wrote(client, address):
    client.force_login(factories.Reviewer())

    with nothing_written():
        assert client.post(address).status_code == 403


def test_in_a_blind_article_it_is_not_there_for_others(client, tried, address, ada):
    tried.annotation.article.set_review(by=ada, version=1, is_blind=True)
    client.force_login(factories.Reviewer())

    assert client.post(address).status_code == 404


def test_the_card_shows_it(tried, bela):
    shown = render_to_string("attempts/_item.html", {"item": tried, "user": bela})

    assert "&lt;b&gt;Archive" in shown
    assert reverse("attempts.remove", args=[tried.pk]) in shown
    assert "Remove" not in render_to_string(
        "attempts/_item.html", {"item": tried, "user": factories.Reviewer()}
    )
