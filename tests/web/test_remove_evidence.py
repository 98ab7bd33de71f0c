import pytest
from django.urls import reverse

from tests import factories
from tests.web.questions import HTMX, Questions, nothing_written, parts, undo_of


@pytest.fixture
def item(bela):
    """Evidence that Bela has added to somebody's claim."""
    return factories.Evidence(by=bela)


@pytest.fixture
def address(item):
    return reverse("evidence.remove", args=[item.pk])


@pytest.fixture
def missing(item, ada):
    gone = factories.Evidence()
    gone.annotation.delete_softly(by=ada, version=1)
    return [reverse("evidence.remove", args=[key]) for key in (10**30, gone.pk)]


class TestQuestions(Questions):
    pass


def test_it_takes_the_evidence_off_the_card(as_bela, bela, item, address):
    as_bela.post(address)

    item.refresh_from_db()
    assert item.removed_by == bela
    assert not item.annotation.evidence.present().exists()


def test_verdicts_that_rest_on_it_go_on_naming_it(as_bela, item, address):
    verdict = factories.Verdict(annotation=item.annotation, evidence=[item])

    as_bela.post(address)

    assert verdict.rests_on() == [item]


def test_history_tells_of_it(as_bela, bela, item, address):
    as_bela.post(address)

    told = item.annotation.events.last()
    assert (told.verb, told.actor) == ("removed_evidence", bela)
    assert told.before["source"] == "Reservoir register"


def test_an_editor_removes_everybodys(as_ada, address):
    assert as_ada.post(address).status_code == 302


def test_a_reviewer_does_not_remove_what_somebody_else_added(as_bela):
    other = factories.Evidence()

    with nothing_written():
        assert as_bela.post(reverse("evidence.remove", args=[other.pk])).status_code == 403


def test_without_htmx_it_goes_to_the_claim(as_bela, item, address):
    answer = as_bela.post(address)

    assert (answer.status_code, answer["Location"]) == (302, item.annotation.get_absolute_url())


def test_with_htmx_it_answers_with_the_parts_of_the_page(as_bela, item, address):
    update = as_bela.post(address, headers=HTMX)
    page = as_bela.get(item.annotation.article.get_absolute_url())

    assert "Reservoir register" not in parts(update)["margin-1"]
    assert parts(update).items() <= parts(page).items()


def test_removing_again_is_harmless(as_bela, address):
    as_bela.post(address)

    with nothing_written():
        assert as_bela.post(address).status_code == 302


def test_it_can_be_undone(as_bela, item, address):
    update = as_bela.post(address, headers=HTMX)

    as_bela.post(undo_of(update))

    assert item.annotation.evidence.present().get() == item
