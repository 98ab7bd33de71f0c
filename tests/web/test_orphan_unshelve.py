import pytest
from django.urls import reverse

from annotations.models import Annotation
from tests import factories
from tests.factories import revised
from tests.web.questions import HTMX, NOWHERE, Questions, nothing_written, undo_of


@pytest.fixture
def shelved(ada):
    claim = factories.Annotation(by=ada)
    revised(claim.article, "Everything was withdrawn by the editors yesterday.")
    claim.shelve(by=ada, version=1)
    return claim


@pytest.fixture
def address(shelved):
    return reverse("orphans.unshelve", args=[shelved.pk])


@pytest.fixture
def missing(ada):
    gone = factories.Annotation(by=ada)
    gone.delete_softly(by=ada, version=1)
    return [reverse("orphans.unshelve", args=[key]) for key in (NOWHERE, gone.pk)]


class TestQuestions(Questions):
    pass


def test_it_puts_the_claim_back_into_the_tray(as_ada, shelved, address):
    as_ada.post(address)

    assert list(Annotation.objects.in_tray()) == [shelved]


def test_a_reviewer_does_not_put_back_what_is_somebody_elses(as_bela, address):
    with nothing_written():
        assert as_bela.post(address).status_code == 403


def test_without_htmx_it_goes_to_the_claim(as_ada, shelved, address):
    answer = as_ada.post(address)

    assert (answer.status_code, answer["Location"]) == (302, shelved.get_absolute_url())


def test_with_htmx_it_answers_with_the_tray(as_ada, address):
    assert "1 claim has lost its text" in as_ada.post(address, headers=HTMX).text


def test_a_repeat_is_harmless(as_ada, shelved, address):
    for _ in range(2):
        assert as_ada.post(address).status_code == 302

    assert shelved.events.filter(verb="unshelved").count() == 1


def test_it_can_be_undone(as_ada, address):
    update = as_ada.post(address, headers=HTMX)

    as_ada.post(undo_of(update))

    assert not Annotation.objects.in_tray()
