import pytest
from django.urls import reverse

from tests import factories
from tests.web.questions import HTMX, Questions, nothing_written, parts, undo_of


@pytest.fixture
def verdict(ada):
    """A verdict that Ada has withdrawn."""
    claim = factories.Annotation()
    item = factories.Evidence(annotation=claim)
    verdict = factories.Verdict(annotation=claim, by=ada, note="As it was", evidence=[item])
    verdict.withdraw(by=ada)
    return verdict


@pytest.fixture
def address(verdict):
    return reverse("verdicts.reinstate", args=[verdict.pk])


@pytest.fixture
def missing(verdict, ada):
    gone = factories.Verdict(by=ada)
    gone.annotation.delete_softly(by=ada, version=1)
    return [reverse("verdicts.reinstate", args=[key]) for key in (10**30, gone.pk)]


class TestQuestions(Questions):
    pass


def changed(verdict, **grounds):
    """The verdict with which Ada follows `verdict`."""
    said = {"kind": "sourced", "note": "A slip", "rule": "asked"} | grounds
    return verdict.annotation.judge(by=verdict.reviewer, **said)


def test_a_withdrawal_is_undone(as_ada, verdict, address):
    as_ada.post(address)

    now = verdict.annotation.verdicts.open().get()
    assert now.grounds() == verdict.grounds()


def test_the_old_row_stays_ended(as_ada, verdict, address):
    as_ada.post(address)

    verdict.refresh_from_db()
    assert verdict.ending == "withdrawn"
    assert verdict.annotation.verdicts.count() == 2


def test_history_tells_of_it(as_ada, ada, verdict, address):
    as_ada.post(address)

    told = verdict.annotation.events.last()
    assert (told.verb, told.actor) == ("judged", ada)


@pytest.mark.parametrize("where", ["address", "form"])
def test_a_change_is_undone_when_it_is_the_one_expected(as_ada, verdict, address, where):
    newer = changed(verdict)
    sent = {"supersedes": newer.pk}

    as_ada.post(f"{address}?supersedes={newer.pk}" if where == "address" else address, sent)

    assert verdict.annotation.verdicts.open().get().kind == "disputed"


@pytest.mark.parametrize("headers", [{}, HTMX], ids=["plain", "htmx"])
def test_a_newer_verdict_is_not_overwritten(as_ada, verdict, address, headers):
    changed(verdict)

    with nothing_written():
        answer = as_ada.post(address, headers=headers)

    assert answer.status_code == 409
    assert "There is a newer verdict of yours." in answer.text


@pytest.mark.parametrize("sent", ["first", "²", "1.5"])
def test_what_makes_no_sense_is_refused(as_ada, address, sent):
    with nothing_written():
        answer = as_ada.post(address, {"supersedes": sent})

    assert answer.status_code == 422
    assert "This verdict cannot be put back." in answer.text


def test_nobody_puts_back_the_verdict_of_somebody_else(as_bela, address):
    with nothing_written():
        assert as_bela.post(address).status_code == 403


def test_evidence_that_was_removed_meanwhile_is_left_out(as_ada, ada, verdict, address):
    verdict.evidence.get().remove(by=ada)

    as_ada.post(address)

    assert verdict.annotation.verdicts.open().get().rests_on() == []


def test_without_htmx_it_goes_to_the_claim(as_ada, verdict, address):
    answer = as_ada.post(address)

    assert answer.status_code == 302
    assert answer["Location"] == verdict.annotation.get_absolute_url()


def test_with_htmx_it_answers_with_the_parts_of_the_page(as_ada, verdict, address):
    update = as_ada.post(address, headers=HTMX)
    page = as_ada.get(verdict.annotation.article.get_absolute_url())

    assert "As it was" in parts(update)["margin-1"]
    assert parts(update).items() <= parts(page).items()


def test_the_same_again_is_harmless(as_ada, address):
    as_ada.post(address)

    with nothing_written():
        assert as_ada.post(address).status_code == 302


def test_it_can_be_undone_itself(as_ada, verdict, address):
    update = as_ada.post(address, headers=HTMX)

    as_ada.post(undo_of(update))

    assert not verdict.annotation.verdicts.open().exists()
