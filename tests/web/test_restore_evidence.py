import pytest
from django.urls import reverse

from tests import factories
from tests.web.questions import HTMX, Questions, nothing_written, parts


@pytest.fixture
def item(bela):
    """Evidence that Bela has added and removed again."""
    item = factories.Evidence(by=bela)
    item.remove(by=bela)
    return item


@pytest.fixture
def address(item):
    return reverse("evidence.restore", args=[item.pk])


@pytest.fixture
def missing(item, ada):
    gone = factories.Evidence()
    gone.annotation.delete_softly(by=ada, version=1)
    return [reverse("evidence.restore", args=[key]) for key in (10**30, gone.pk)]


class TestQuestions(Questions):
    pass


def test_it_puts_the_evidence_back(as_bela, item, address):
    as_bela.post(address)

    item.refresh_from_db()
    assert (item.removed_at, item.removed_by) == (None, None)


def test_history_tells_of_it(as_bela, bela, item, address):
    as_bela.post(address)

    told = item.annotation.events.last()
    assert (told.verb, told.actor) == ("restored_evidence", bela)


def test_an_editor_restores_everybodys(as_ada, address):
    assert as_ada.post(address).status_code == 302


def test_a_reviewer_does_not_restore_what_somebody_else_added(client, address):
    client.force_login(factories.Reviewer())

    with nothing_written():
        assert client.post(address).status_code == 403


def test_without_htmx_it_goes_to_the_claim(as_bela, item, address):
    answer = as_bela.post(address)

    assert (answer.status_code, answer["Location"]) == (302, item.annotation.get_absolute_url())


def test_with_htmx_it_answers_with_the_parts_of_the_page(as_bela, item, address):
    update = as_bela.post(address, headers=HTMX)
    page = as_bela.get(item.annotation.article.get_absolute_url())

    assert "Reservoir register" in parts(update)["margin-1"]
    assert parts(update).items() <= parts(page).items()


def test_restoring_again_is_harmless(as_bela, address):
    as_bela.post(address)

    with nothing_written():
        assert as_bela.post(address).status_code == 302
