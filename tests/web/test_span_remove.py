import pytest
from django.urls import reverse

from annotations.models import Annotation
from annotations.text.anchor import Anchor
from tests import factories
from tests.factories import revised
from tests.web.questions import HTMX, NOWHERE, Questions, nothing_written, parts, undo_of


@pytest.fixture
def claim(ada):
    """One that was attached again."""
    claim = factories.Annotation(by=ada)
    newest = revised(claim.article, "Everything was withdrawn by the editors yesterday.")
    claim.move(newest, Anchor(0, 10, "selected", 1.0), by=ada, version=1)
    return claim


@pytest.fixture
def address(claim):
    return reverse("spans.remove", args=[claim.pk])


@pytest.fixture
def missing(ada):
    gone = factories.Annotation(by=ada)
    gone.delete_softly(by=ada, version=1)
    return [reverse("spans.remove", args=[key]) for key in (NOWHERE, gone.pk)]


class TestQuestions(Questions):
    pass


def test_it_takes_the_claim_off_its_passage(as_ada, claim, address):
    as_ada.post(address, {"version": 2})

    assert list(Annotation.objects.in_tray()) == [claim]


def test_a_reviewer_does_not_take_off_what_is_somebody_elses(as_bela, address):
    with nothing_written():
        assert as_bela.post(address, {"version": 2}).status_code == 403


def test_without_htmx_it_goes_to_the_claim(as_ada, claim, address):
    answer = as_ada.post(address, {"version": 2})

    assert (answer.status_code, answer["Location"]) == (302, claim.get_absolute_url())


def test_with_htmx_it_answers_with_the_parts_of_the_page(as_ada, claim, address):
    update = as_ada.post(address, {"version": 2}, headers=HTMX)
    page = as_ada.get(claim.article.get_absolute_url())

    assert parts(update).keys() == {"s1", "margin-1", "progress"}
    assert parts(update).items() <= parts(page).items()
    assert f'<li class="orphan" id="{claim.dom_id}"' in update.text


@pytest.mark.parametrize("sent", [{}, {"version": "first"}])
def test_it_asks_which_version_was_seen(as_ada, address, sent):
    with nothing_written():
        assert as_ada.post(address, sent).status_code == 422


def test_what_changed_meanwhile_is_left_alone(as_ada, address):
    with nothing_written():
        assert as_ada.post(address, {"version": 1}, headers=HTMX).status_code == 409


def test_what_was_never_attached_is_left_alone(as_ada):
    claim = factories.Annotation()

    with nothing_written():
        answer = as_ada.post(reverse("spans.remove", args=[claim.pk]), {"version": 1})

    assert answer.status_code == 409


def test_it_can_be_undone(as_ada, claim, address):
    update = as_ada.post(address, {"version": 2}, headers=HTMX)

    as_ada.post(undo_of(update).replace("&amp;", "&"), headers=HTMX)

    assert claim.placements.current().get().passage == "Everything"
