import pytest
from django.urls import reverse

from annotations.models import Verdict
from tests import factories
from tests.factories import TEXT, revised
from tests.web.questions import HTMX, Questions, nothing_written, parts, undo_of

EDITED = TEXT.replace("holds 40", "holds about 40")


@pytest.fixture
def verdict(ada):
    """One of Ada's whose sentence was edited."""
    verdict = factories.Verdict(by=ada, note="Too round.", confidence="high")
    revised(verdict.annotation.article, EDITED)
    return verdict


@pytest.fixture
def address(verdict):
    return reverse("verdicts.affirm", args=[verdict.pk])


@pytest.fixture
def missing(verdict, ada):
    gone = factories.Verdict(by=ada)
    gone.annotation.delete_softly(by=ada, version=1)
    return [reverse("verdicts.affirm", args=[key]) for key in (10**30, gone.pk)]


@pytest.fixture
def seen(verdict):
    """What the button sends."""
    return {"wording": verdict.annotation.placements.current().get().wording_id}


class TestQuestions(Questions):
    pass


def test_it_says_the_verdict_again_of_the_words_now(as_ada, verdict, address, seen):
    as_ada.post(address, seen)

    again = Verdict.objects.valid().get()
    assert (again.note, again.confidence) == ("Too round.", "high")
    assert again.wording_id == seen["wording"]


def test_the_old_one_is_ended_as_replaced(as_ada, verdict, address, seen):
    as_ada.post(address, seen)

    verdict.refresh_from_db()
    assert verdict.ending == "replaced"


def test_history_tells_of_it(as_ada, ada, verdict, address, seen):
    as_ada.post(address, seen)

    told = verdict.annotation.events.last()
    assert (told.verb, told.actor) == ("judged", ada)


def test_nobody_affirms_the_verdict_of_somebody_else(as_bela, address, seen):
    with nothing_written():
        assert as_bela.post(address, seen).status_code == 403


def test_without_htmx_it_goes_to_the_claim(as_ada, verdict, address, seen):
    answer = as_ada.post(address, seen)

    assert answer.status_code == 302
    assert answer["Location"] == verdict.annotation.get_absolute_url()


def test_with_htmx_it_answers_with_the_parts_of_the_page(as_ada, verdict, address, seen):
    update = as_ada.post(address, seen, headers=HTMX)
    page = as_ada.get(verdict.annotation.article.get_absolute_url())

    assert "data-recheck" not in parts(update)["margin-1"]
    assert parts(update).items() <= parts(page).items()


@pytest.mark.parametrize("sent", [{}, {"wording": "new"}, {"wording": "²"}])
def test_it_asks_which_words_were_seen(as_ada, address, sent):
    with nothing_written():
        assert as_ada.post(address, sent).status_code == 422


@pytest.mark.parametrize("headers", [{}, HTMX], ids=["plain", "htmx"])
def test_words_that_changed_again_are_not_affirmed(as_ada, verdict, address, seen, headers):
    revised(verdict.annotation.article, TEXT.replace("holds 40", "holds barely 40"))

    with nothing_written():
        answer = as_ada.post(address, seen, headers=headers)

    assert answer.status_code == 409
    assert "The text has changed again." in answer.text


def test_a_verdict_past_its_day_is_given_anew_instead(as_ada, ada):
    verdict = factories.Verdict(by=ada, recheck_by="2020-01-01")

    with nothing_written():
        answer = as_ada.post(
            reverse("verdicts.affirm", args=[verdict.pk]), {"wording": verdict.wording_id}
        )

    assert answer.status_code == 422
    assert "Its day to be checked again has passed." in answer.text


def test_a_repeat_is_harmless(as_ada, address, seen):
    as_ada.post(address, seen)

    with nothing_written():
        as_ada.post(address, seen)


def test_it_can_be_undone(as_ada, verdict, address, seen):
    update = as_ada.post(address, seen, headers=HTMX)

    as_ada.post(undo_of(update))

    again = Verdict.objects.open().get()
    assert again.wording_id == verdict.wording_id
    assert not Verdict.objects.valid().exists()


def test_the_button_is_on_the_card_of_whoever_said_it(client, ada, bela, verdict):
    shown = {}
    for person in (ada, bela):
        client.force_login(person)
        page = client.get(verdict.annotation.article.get_absolute_url()).text
        shown[person.username] = "data-affirm" in page

    assert shown == {"ada": True, "bela": False}
