import re
from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from tests import factories
from tests.web.questions import HTMX, NOWHERE, Questions, nothing_written, undo_of

TYPED = {"place": "National archive", "looked_on": "2026-11-02", "note": "The\r\nlicence."}


@pytest.fixture
def claim(db):
    return factories.Annotation()


@pytest.fixture
def address(claim):
    return reverse("attempts.create", args=[claim.pk])


@pytest.fixture
def missing(claim, ada):
    gone = factories.Annotation()
    gone.delete_softly(by=ada, version=1)
    return [reverse("attempts.create", args=[key]) for key in (NOWHERE, gone.pk)]


class TestQuestions(Questions):
    pass


def test_it_writes_down_where_when_and_what(as_bela, bela, claim, address):
    answer = as_bela.post(address, TYPED)

    tried = claim.attempts.get()
    assert (answer.status_code, answer["Location"]) == (302, claim.get_absolute_url())
    assert (tried.place, str(tried.looked_on), tried.note) == (
        "National archive",
        "2026-11-02",
        "The\nlicence.",
    )
    assert tried.made_by == bela


def test_with_htmx_it_can_be_undone(as_bela, claim, address):
    update = as_bela.post(address, TYPED, headers=HTMX)

    as_bela.post(undo_of(update))

    assert not claim.attempts.present().exists()


@pytest.mark.parametrize("typed", [{"place": " "}, {"looked_on": ""}, {"looked_on": "2026-02-30"}])
@pytest.mark.parametrize("headers", [{}, HTMX])
def test_what_is_not_complete_comes_back(as_bela, address, typed, headers):
    with nothing_written():
        answer = as_bela.post(address, TYPED | typed, headers=headers)

    assert answer.status_code == 422
    assert "licence." in answer.text
    assert ("<html" in answer.text) == (not headers)


def test_nobody_has_looked_tomorrow(as_bela, address):
    tomorrow = timezone.localdate() + timedelta(days=1)

    with nothing_written():
        answer = as_bela.post(address, TYPED | {"looked_on": str(tomorrow)})

    assert "still to come" in answer.text


def test_the_form_begins_with_today(as_bela, claim):
    form = as_bela.get(reverse("attempts.new", args=[claim.pk]), headers=HTMX)

    assert "<html" not in form.text
    assert re.search(rf'name="looked_on"[^>]*value="{timezone.localdate()}"', form.text) or (
        f'value="{timezone.localdate()}"' in form.text
    )
