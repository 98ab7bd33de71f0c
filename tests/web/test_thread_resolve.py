"""A discussion is resolved and opened again."""

import pytest
from django.urls import reverse

from annotations.models import Event
from annotations.services import discussing
from tests import factories
from tests.web.questions import HTMX, Questions, undo_of


@pytest.fixture
def thread(bela):
    return discussing.start(factories.Annotation(), by=bela, text="Where from?").thread


def resolve(pk):
    return reverse("threads.resolve", args=[pk])


def reopen(pk):
    return reverse("threads.reopen", args=[pk])


class TestQuestionsOfResolving(Questions):
    @pytest.fixture
    def address(self, thread):
        return resolve(thread.pk)

    @pytest.fixture
    def missing(self, thread):
        return [resolve(10**30), resolve(thread.pk + 1)]


class TestQuestionsOfReopening(Questions):
    @pytest.fixture
    def address(self, thread):
        return reopen(thread.pk)

    @pytest.fixture
    def missing(self, thread):
        return [reopen(10**30), reopen(thread.pk + 1)]


def test_everybody_at_the_desk_resolves_and_reopens(client, thread):
    other = factories.Reviewer()
    client.force_login(other)

    client.post(resolve(thread.pk))
    thread.refresh_from_db()
    assert (thread.resolved_by, bool(thread.resolved_at)) == (other, True)

    client.post(reopen(thread.pk))
    thread.refresh_from_db()
    assert thread.resolved_at is None


def test_twice_is_harmless(as_bela, thread):
    for _ in range(2):
        assert as_bela.post(resolve(thread.pk)).status_code == 302

    assert Event.objects.filter(verb="resolved").count() == 1


def test_it_can_be_undone(as_bela, thread):
    update = as_bela.post(resolve(thread.pk), headers=HTMX)

    as_bela.post(undo_of(update))

    thread.refresh_from_db()
    assert thread.resolved_at is None
