"""The corrections of an article: what it said, what it says now, and why."""

import pytest
from django.urls import reverse

from tests import factories
from tests.signing import set_review, sign


@pytest.fixture
def article(db):
    return set_review(factories.Article(slug="dam"), target=0)


@pytest.fixture
def address(article):
    return reverse("corrections", args=["dam"])


def correct(claim, by, reason):
    """Sign the article off, have the verdict on `claim` replaced, and sign it off again."""
    first = factories.Verdict(annotation=claim, kind="sourced")
    sign(claim.article, by)
    said = {"by": first.reviewer, "kind": "disputed", "note": "Half of that."}
    factories.Verdict(annotation=claim, supersedes=first.pk, **said)
    sign(claim.article, by, reasons={claim.pk: reason})


def test_an_account_without_a_role_is_refused(as_cleo, address):
    assert as_cleo.get(address).status_code == 403


def test_what_is_not_there_is_not_found(as_bela, db):
    assert as_bela.get(reverse("corrections", args=["none"])).status_code == 404


def test_none_are_said_to_be_none(as_bela, address):
    assert "Nothing that was signed off has been corrected." in as_bela.get(address).text


def test_the_newest_comes_first_with_its_reason(as_bela, ada, article, address):
    correct(factories.Annotation(article=article), ada, "The register was <misread>.")
    correct(factories.Annotation(article=article, quote="Nobody was hurt"), ada, "Two were.")

    answer = as_bela.get(address)

    assert [one.reason[:3] for one in answer.context["corrections"]] == ["Two", "The"]
    assert "The register was &lt;misread&gt;." in answer.text
    assert "Sourced" in answer.text
    assert "Disputed" in answer.text


def test_a_blind_reader_sees_none_of_claims_that_they_have_not_judged(
    as_bela, bela, ada, article, address
):
    correct(factories.Annotation(article=article), ada, "The register was misread.")
    mine = factories.Annotation(article=article, quote="Nobody was hurt")
    correct(mine, ada, "Two were.")
    factories.Verdict(annotation=mine, by=bela)
    set_review(article, is_blind=True)

    assert [one.reason for one in as_bela.get(address).context["corrections"]] == ["Two were."]


def test_more_of_them_cost_no_more_queries(as_bela, ada, article, address, same_queries):
    correct(factories.Annotation(article=article), ada, "One.")

    def grow():
        correct(factories.Annotation(article=article, quote="Nobody was hurt"), ada, "Two.")

    same_queries(lambda: as_bela.get(address), grow)
