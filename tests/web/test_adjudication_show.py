"""A claim with all that was said about it, for an editor to settle."""

from datetime import date

import pytest
from django.urls import reverse

from annotations.models import DeskRules
from tests import factories
from tests.web.questions import HTMX


@pytest.fixture
def claim(bela):
    annotation = factories.Annotation()
    carl = factories.Reviewer(username="carl")
    evidence = factories.Evidence(annotation=annotation, by=bela)
    said = {"note": "The register has it.", "confidence": "high", "as_of": date(2026, 11, 1)}
    factories.Verdict(annotation=annotation, by=bela, kind="verified", evidence=[evidence], **said)
    against = factories.Evidence(annotation=annotation, by=carl, stance="refutes", title="Gauge")
    factories.Verdict(
        annotation=annotation, by=carl, kind="disputed", reason="outdated", evidence=[against]
    )
    return annotation


@pytest.fixture
def address(claim):
    return reverse("adjudications.show", args=[claim.pk])


def test_it_shows_who_says_what_and_on_what_it_rests(as_ada, address):
    page = as_ada.get(address).text

    for told in ("bela", "carl", "The register has it.", "high confidence", "as of 1 Nov 2026"):
        assert told in page
    for told in ("Outdated", "Reservoir register", "Capacity: 40,000,000 l", "Gauge"):
        assert told in page


def test_it_points_out_evidence_without_a_reply(as_ada, ada, claim, address):
    before = as_ada.get(address).text
    claim.evidence.get(stance="refutes").answer("Another year.", by=ada)
    after = as_ada.get(address).text

    assert "against this claim has no reply" in before
    assert "against this claim has no reply" not in after
    assert "Another year." in after


def test_no_outcome_is_chosen_beforehand(as_ada, address):
    assert "checked" not in as_ada.get(address).text


def test_names_are_hidden_when_the_desk_says_so(as_ada, ada, claim, address):
    DeskRules.in_force().replace(by=ada, names_hidden=True)

    pages = as_ada.get(address).text + as_ada.get(reverse("adjudications")).text

    assert "Reviewer 1" in pages
    assert "Reviewer 2" in pages
    assert "bela" not in pages
    assert "carl" not in pages


def test_earlier_decisions_are_told(as_ada, ada, claim, address):
    votes = [*claim.verdicts.values_list("pk", flat=True)]
    claim.adjudicate(by=ada, kind="verified", note="Too quick.", votes=votes).withdraw(by=ada)

    page = as_ada.get(address).text

    assert "Too quick." in page
    assert "withdrawn" in page


def test_a_claim_without_verdicts_cannot_be_settled(as_ada):
    claim = factories.Annotation()

    page = as_ada.get(reverse("adjudications.show", args=[claim.pk])).text

    assert "no verdict on this claim that counts" in page
    assert "Save decision" not in page


def test_it_is_for_editors(as_bela, address):
    assert as_bela.get(address).status_code == 403


def test_a_fragment_is_what_the_page_shows(as_ada, address):
    part = as_ada.get(address, headers=HTMX).text

    assert part.lstrip().startswith('<div class="case"')
    assert "<html" not in part


def test_more_verdicts_cost_no_more_queries(as_ada, claim, address, same_queries):
    def grow():
        evidence = factories.Evidence(annotation=claim, title=f"{claim.evidence.count()}")
        factories.Verdict(annotation=claim, kind="sourced", evidence=[evidence])

    same_queries(lambda: as_ada.get(address), grow)


# -- a decision -----------------------------------------------------------------------------------


def decide(claim, by, **said):
    votes = [*claim.verdicts.valid().values_list("pk", flat=True)]
    return claim.adjudicate(by=by, kind="disputed", reason="outdated", votes=votes, **said)


def test_the_dissent_is_told_only_if_the_editor_says_so(as_ada, ada, claim, address):
    quiet = decide(claim, ada, note="The gauge is newer.")
    before = as_ada.get(address).text
    decide(claim, ada, note="So.", shows_dissent=True, supersedes=quiet.pk)
    after = as_ada.get(address).text

    assert "How the votes were split" not in before
    assert "How the votes were split" in after


def test_who_said_otherwise_is_told_so(as_ada, ada, claim, address):
    factories.Verdict(annotation=claim, by=ada, kind="sourced")
    decide(claim, ada, note="The gauge is newer.")

    page = as_ada.get(address).text

    assert "The editor decided otherwise: Disputed; yours: Sourced." in page


def test_a_decision_that_does_not_hold_any_more_says_so(as_ada, ada, claim, address):
    decide(claim, ada, note="The gauge is newer.")
    factories.Verdict(annotation=claim, kind="sourced")

    assert "No longer holds: the verdicts have changed." in as_ada.get(address).text
