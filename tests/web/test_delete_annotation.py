import pytest
from django.urls import reverse

from annotations.models import Annotation
from tests import factories
from tests.web.questions import HTMX, NOWHERE, Questions, nothing_written, parts, undo_of


@pytest.fixture
def claim(db):
    return factories.Annotation()


@pytest.fixture
def address(claim):
    return reverse("annotations.delete", args=[claim.pk])


@pytest.fixture
def missing(claim):
    return [reverse("annotations.delete", args=[NOWHERE])]


class TestQuestions(Questions):
    pass


def test_it_takes_the_claim_off_the_desk(as_ada, ada, claim, address):
    as_ada.post(address, {"version": 1})

    claim.refresh_from_db()
    assert claim.deleted_by == ada
    assert not Annotation.objects.present().exists()


def test_the_row_stays_and_history_tells(as_ada, ada, claim, address):
    as_ada.post(address, {"version": 1})

    told = claim.events.last()
    assert (told.verb, told.actor, told.before["quote"]) == ("deleted", ada, claim.quote)


def test_a_reviewer_deletes_their_own(client, claim, address):
    client.force_login(claim.created_by)

    assert client.post(address, {"version": 1}).status_code == 302


def test_a_reviewer_does_not_delete_what_is_somebody_elses(as_bela, address):
    with nothing_written():
        assert as_bela.post(address, {"version": 1}).status_code == 403


def test_without_htmx_it_goes_to_the_article(as_ada, claim, address):
    answer = as_ada.post(address, {"version": 1})

    assert (answer.status_code, answer["Location"]) == (302, claim.article.get_absolute_url())


def test_with_htmx_it_answers_with_the_parts_of_the_page(as_ada, claim, address):
    update = as_ada.post(address, {"version": 1}, headers=HTMX)
    page = as_ada.get(claim.article.get_absolute_url())

    assert parts(update).keys() == {"s1", "s2", "margin-1", "progress"}
    assert str(claim.pk) not in parts(update)["s1"] + parts(update)["margin-1"]
    assert parts(update).items() <= parts(page).items()


@pytest.mark.parametrize("headers", [{}, HTMX], ids=["plain", "htmx"])
@pytest.mark.parametrize("sent", [{}, {"version": ""}, {"version": "first"}, {"version": "²"}])
def test_it_asks_which_version_was_seen(as_ada, address, sent, headers):
    with nothing_written():
        answer = as_ada.post(address, sent, headers=headers)

    assert answer.status_code == 422
    assert "Which version of the claim?" in answer.text


def test_what_changed_meanwhile_is_not_deleted(as_ada, bela, claim, address):
    claim.edit(by=bela, version=1, claim_text="Better words")

    with nothing_written():
        answer = as_ada.post(address, {"version": 1})

    assert answer.status_code == 409
    assert "This claim was changed meanwhile." in answer.text


def test_with_htmx_the_refusal_shows_how_the_claim_stands(as_ada, bela, claim, address):
    claim.edit(by=bela, version=1, claim_text="Better words")

    answer = as_ada.post(address, {"version": 1}, headers=HTMX)

    assert answer.status_code == 409
    assert "This claim was changed meanwhile." in answer.text
    assert "Better words" in parts(answer)["margin-1"]


def test_deleting_again_is_harmless(as_ada, address):
    as_ada.post(address, {"version": 1})

    with nothing_written():
        assert as_ada.post(address, {"version": 1}).status_code == 302


def test_it_can_be_undone(as_ada, claim, address):
    update = as_ada.post(address, {"version": 1}, headers=HTMX)

    as_ada.post(undo_of(update))

    assert Annotation.objects.present().get() == claim
