import pytest
from django.urls import reverse

from annotations.models import Skip
from tests import factories
from tests.web.questions import HTMX, NOWHERE, Questions, nothing_written, undo_of


@pytest.fixture
def claim(db):
    return factories.Annotation()


@pytest.fixture
def address(claim):
    return reverse("skips.create", args=[claim.pk])


@pytest.fixture
def missing(claim, ada):
    gone = factories.Annotation()
    gone.delete_softly(by=ada, version=1)
    return [reverse("skips.create", args=[key]) for key in (NOWHERE, gone.pk)]


class TestQuestions(Questions):
    pass


def test_a_claim_is_passed_over_with_a_reason(as_bela, bela, claim, address):
    answer = as_bela.post(address, {"reason": "Too close to me."})

    skip = claim.skips.get()
    assert (skip.reviewer, skip.reason) == (bela, "Too close to me.")
    assert (answer.status_code, answer["Location"]) == (302, claim.get_absolute_url())
    assert claim.events.last().verb == "skipped"


@pytest.mark.parametrize("reason", ["", "   ", "x" * 301])
def test_a_bad_reason_comes_back(as_bela, address, reason):
    with nothing_written():
        answer = as_bela.post(address, {"reason": reason})

    assert answer.status_code == 422
    assert not Skip.objects.exists()


def test_twice_is_harmless(as_bela, claim, address):
    for _ in range(2):
        as_bela.post(address, {"reason": "Not my field."})

    assert claim.skips.count() == 1


def test_its_toast_takes_it_up_again(as_bela, claim, address):
    update = as_bela.post(address, {"reason": "Not my field."}, headers=HTMX)

    as_bela.post(undo_of(update))

    assert not claim.skips.open().exists()
    assert claim.events.last().verb == "unskipped"


def test_nobody_takes_up_for_somebody_else(as_ada, bela, claim):
    skip = claim.skip(by=bela, reason="Not my field.")

    with nothing_written():
        assert as_ada.post(reverse("skips.remove", args=[skip.pk])).status_code == 403


def test_the_form_is_the_same_alone(as_bela, claim):
    where = reverse("skips.new", args=[claim.pk])

    fragment, page = as_bela.get(where, headers=HTMX).text, as_bela.get(where).text

    assert fragment.lstrip().startswith(f'<form class="form" id="new-skip-{claim.pk}"')
    assert f'id="new-skip-{claim.pk}"' in page
