import pytest
from django.urls import reverse

from annotations.models import Annotation
from tests import factories
from tests.web.questions import HTMX, NOWHERE, Questions, nothing_written, parts


@pytest.fixture
def claim(bela):
    """A judged claim of Bela's that she deleted."""
    claim = factories.Annotation(by=bela)
    factories.Verdict(annotation=claim, by=bela)
    claim.delete_softly(by=bela, version=1)
    return claim


@pytest.fixture
def address(claim):
    return reverse("annotations.restore", args=[claim.pk])


@pytest.fixture
def missing(claim):
    return [reverse("annotations.restore", args=[NOWHERE])]


class TestQuestions(Questions):
    pass


def test_it_brings_the_claim_back_with_what_hung_on_it(as_bela, claim, address):
    as_bela.post(address)

    assert Annotation.objects.present().get() == claim
    assert claim.verdicts.open().count() == 1


def test_history_tells_of_it(as_bela, bela, claim, address):
    as_bela.post(address)

    assert (claim.events.last().verb, claim.events.last().actor) == ("restored", bela)


def test_an_editor_restores_everybodys(as_ada, address):
    assert as_ada.post(address).status_code == 302


def test_a_reviewer_does_not_restore_what_is_somebody_elses(client, address):
    client.force_login(factories.Reviewer())

    with nothing_written():
        assert client.post(address).status_code == 403


def test_without_htmx_it_goes_to_the_claim(as_bela, claim, address):
    answer = as_bela.post(address)

    assert (answer.status_code, answer["Location"]) == (302, claim.get_absolute_url())


def test_with_htmx_it_answers_with_the_parts_of_the_page(as_bela, claim, address):
    update = as_bela.post(address, headers=HTMX)
    page = as_bela.get(claim.article.get_absolute_url())

    assert claim.dom_id in parts(update)["margin-1"]
    assert parts(update).items() <= parts(page).items()


def test_what_it_is_sent_is_not_read(as_bela, claim, address):
    as_bela.post(address, {"claim_text": "forged", "created_by": 1, "deleted_at": "2026-01-01"})

    claim.refresh_from_db()
    assert (claim.claim_text, claim.deleted_at) == ("", None)


def test_restoring_again_is_harmless(as_bela, address):
    as_bela.post(address)

    with nothing_written():
        assert as_bela.post(address).status_code == 302
