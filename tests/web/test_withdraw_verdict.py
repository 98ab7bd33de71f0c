import pytest
from django.urls import reverse

from tests import factories
from tests.web.questions import HTMX, Questions, nothing_written, parts, undo_of


@pytest.fixture
def verdict(ada):
    return factories.Verdict(by=ada)


@pytest.fixture
def address(verdict):
    return reverse("verdicts.withdraw", args=[verdict.pk])


@pytest.fixture
def missing(verdict, ada):
    gone = factories.Verdict(by=ada)
    gone.annotation.delete_softly(by=ada, version=1)
    return [reverse("verdicts.withdraw", args=[key]) for key in (10**30, gone.pk)]


class TestQuestions(Questions):
    pass


def test_it_ends_the_verdict(as_ada, ada, verdict, address):
    as_ada.post(address)

    verdict.refresh_from_db()
    assert (verdict.ending, verdict.ended_by) == ("withdrawn", ada)


def test_history_tells_of_it(as_ada, ada, verdict, address):
    as_ada.post(address)

    told = verdict.annotation.events.last()
    assert (told.verb, told.actor, told.before["kind"]) == ("withdrew", ada, "disputed")


def test_nobody_withdraws_the_verdict_of_somebody_else(as_bela, address):
    with nothing_written():
        assert as_bela.post(address).status_code == 403


def test_not_even_an_editor(as_ada):
    other = factories.Verdict()

    with nothing_written():
        assert as_ada.post(reverse("verdicts.withdraw", args=[other.pk])).status_code == 403


def test_without_htmx_it_goes_to_the_claim(as_ada, verdict, address):
    answer = as_ada.post(address)

    assert answer.status_code == 302
    assert answer["Location"] == verdict.annotation.get_absolute_url()


def test_with_htmx_it_answers_with_the_parts_of_the_page(as_ada, verdict, address):
    update = as_ada.post(address, headers=HTMX)
    page = as_ada.get(verdict.annotation.article.get_absolute_url())

    assert "m--unchecked" in parts(update)["s1"]
    assert parts(update).items() <= parts(page).items()


@pytest.mark.parametrize("headers", [{}, HTMX], ids=["plain", "htmx"])
def test_what_was_replaced_is_not_ended_again(as_ada, ada, verdict, address, headers):
    verdict.annotation.judge(
        by=ada, supersedes=verdict.pk, kind="disputed", reason="unsupported", note="Once more."
    )

    with nothing_written():
        answer = as_ada.post(address, headers=headers)

    assert answer.status_code == 409
    assert "This verdict has ended already." in answer.text


def test_a_repeat_is_harmless(as_ada, verdict, address):
    as_ada.post(address)

    again = as_ada.post(address)

    assert again.status_code == 302
    assert verdict.annotation.events.filter(verb="withdrew").count() == 1


def test_it_can_be_undone(as_ada, verdict, address):
    update = as_ada.post(address, headers=HTMX)

    as_ada.post(undo_of(update))

    assert verdict.annotation.verdicts.open().get().kind == "disputed"
