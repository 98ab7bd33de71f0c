import pytest
from django.urls import reverse

from tests import factories
from tests.web.questions import HTMX, Questions, nothing_written, undo_of


@pytest.fixture
def decision(ada):
    return decided(ada)


def decided(ada):
    verdict = factories.Verdict(kind="verified")
    said = {"kind": "sourced", "note": "One source only.", "votes": [verdict.pk]}
    return verdict.annotation.adjudicate(by=ada, **said)


def missing_from(name, ada):
    gone = decided(ada)
    gone.annotation.delete_softly(by=ada, version=1)
    return [reverse(name, args=[key]) for key in (10**30, gone.pk)]


class TestWithdraw(Questions):
    @pytest.fixture
    def address(self, decision):
        return reverse("adjudications.withdraw", args=[decision.pk])

    @pytest.fixture
    def missing(self, decision, ada):
        return missing_from("adjudications.withdraw", ada)

    def test_it_ends_the_decision_and_can_be_undone(self, as_ada, decision, address):
        answer = as_ada.post(address, follow=True)
        decision.refresh_from_db()
        ended = decision.ending
        as_ada.post(undo_of(answer))

        assert ended == "withdrawn"
        assert decision.annotation.adjudications.open().get().facts() == decision.facts()

    def test_reviewers_may_not(self, as_bela, address):
        with nothing_written():
            assert as_bela.post(address).status_code == 403

    @pytest.mark.parametrize("headers", [{}, HTMX], ids=["plain", "htmx"])
    def test_what_was_replaced_is_not_ended_again(self, as_ada, ada, decision, address, headers):
        said = decision.facts() | {"note": "Better.", "supersedes": decision.pk}
        decision.annotation.adjudicate(by=ada, **said)

        with nothing_written():
            answer = as_ada.post(address, headers=headers)

        assert answer.status_code == 409
        assert "replaced already" in answer.text


class TestReinstate(Questions):
    @pytest.fixture
    def address(self, decision, ada):
        decision.withdraw(by=ada)
        return reverse("adjudications.reinstate", args=[decision.pk])

    @pytest.fixture
    def missing(self, decision, ada):
        return missing_from("adjudications.reinstate", ada)

    def test_not_when_the_verdicts_are_others_by_now(self, as_ada, decision, address):
        factories.Verdict(annotation=decision.annotation, kind="disputed")

        with nothing_written():
            answer = as_ada.post(address)

        assert answer.status_code == 409
        assert "Other verdicts count by now" in answer.text

    def test_not_over_a_decision_that_nobody_saw(self, as_ada, address):
        with nothing_written():
            assert as_ada.post(address, {"supersedes": "x"}).status_code == 422
