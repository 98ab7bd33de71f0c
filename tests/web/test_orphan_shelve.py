import pytest
from django.urls import reverse

from annotations.models import Annotation
from tests import factories
from tests.factories import revised
from tests.web.questions import HTMX, NOWHERE, Questions, nothing_written, undo_of


@pytest.fixture
def orphan(ada):
    claim = factories.Annotation(by=ada)
    revised(claim.article, "Everything was withdrawn by the editors yesterday.")
    return claim


@pytest.fixture
def address(orphan):
    return reverse("orphans.shelve", args=[orphan.pk])


@pytest.fixture
def missing(orphan, ada):
    gone = factories.Annotation(by=ada)
    gone.delete_softly(by=ada, version=1)
    return [reverse("orphans.shelve", args=[key]) for key in (NOWHERE, gone.pk)]


class TestQuestions(Questions):
    pass


def test_it_keeps_the_claim_as_history(as_ada, ada, orphan, address):
    as_ada.post(address, {"version": 1})

    orphan.refresh_from_db()
    assert orphan.shelved_by == ada
    assert not Annotation.objects.in_tray()


def test_a_reviewer_does_not_shelve_what_is_somebody_elses(as_bela, address):
    with nothing_written():
        assert as_bela.post(address, {"version": 1}).status_code == 403


def test_without_htmx_it_goes_to_the_claim(as_ada, orphan, address):
    answer = as_ada.post(address, {"version": 1})

    assert (answer.status_code, answer["Location"]) == (302, orphan.get_absolute_url())


def test_with_htmx_it_answers_with_the_tray(as_ada, address):
    update = as_ada.post(address, {"version": 1}, headers=HTMX)

    assert "1 kept as history" in update.text
    assert "Kept as history." in update.text


@pytest.mark.parametrize("sent", [{}, {"version": "first"}])
def test_it_asks_which_version_was_seen(as_ada, address, sent):
    with nothing_written():
        answer = as_ada.post(address, sent)

    assert answer.status_code == 422
    assert "Which version of the claim?" in answer.text


def test_what_changed_meanwhile_is_left_in_the_tray(as_ada, bela, orphan, address):
    orphan.edit(by=bela, version=1, claim_text="Better words")

    with nothing_written():
        assert as_ada.post(address, {"version": 1}, headers=HTMX).status_code == 409


def test_a_claim_that_has_its_text_is_no_orphan(as_ada):
    claim = factories.Annotation()

    with nothing_written():
        answer = as_ada.post(reverse("orphans.shelve", args=[claim.pk]), {"version": 1})

    assert answer.status_code == 409


def test_it_can_be_undone(as_ada, orphan, address):
    update = as_ada.post(address, {"version": 1}, headers=HTMX)

    as_ada.post(undo_of(update))

    assert list(Annotation.objects.in_tray()) == [orphan]
