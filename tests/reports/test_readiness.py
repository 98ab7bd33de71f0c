"""Readiness: what an article has of what the code of principles asks, and what it lacks."""

import pytest

from annotations.models import DeskRules
from annotations.reports.readiness import readiness
from tests import factories

pytestmark = pytest.mark.django_db


def missing(article, reader):
    return [check.asks for check in readiness(article, reader).checks if not check.is_met]


def asks(article, reader, words):
    (check,) = [one for one in readiness(article, reader).checks if words in one.asks]
    return check


def test_a_bare_article_lacks_everything(ada):
    article = factories.Annotation().article

    found = readiness(article, ada)

    assert not found.is_ready
    assert "No claim has an outcome yet." in {check.missing for check in found.checks}


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("method", "how this desk works"),
        ("funding", "who runs and pays"),
        ("contact", "how to reach"),
        ("corrections_policy", "mistakes are corrected"),
    ],
)
def test_what_the_desk_says_of_itself_is_met_once_it_is_said(ada, name, words):
    article = factories.Annotation().article
    assert not asks(article, ada, words).is_met

    DeskRules.in_force().replace(by=ada, **{name: "We do."})

    assert asks(article, ada, words).is_met


def test_a_claim_whose_evidence_nobody_can_find_is_named(ada, bela):
    claim = factories.Annotation()
    item = factories.Evidence(annotation=claim, url="", locator="")
    factories.Verdict(annotation=claim, by=bela, kind="sourced", evidence=[item])

    check = asks(claim.article, ada, "can find the evidence")

    assert check.lacking == [claim]


def test_verified_by_one_secondary_source_is_too_little(ada, bela):
    claim = factories.Annotation()
    item = factories.Evidence(annotation=claim, kind="secondary")
    factories.Verdict(annotation=claim, by=bela, kind="verified", evidence=[item])

    assert asks(claim.article, ada, "primary source").lacking == [claim]


def test_two_reviewers_are_a_second_person(ada, bela):
    claim = factories.Verdict(by=bela).annotation
    assert asks(claim.article, ada, "second person").lacking == [claim]

    factories.Verdict(annotation=claim, by=ada)

    assert asks(claim.article, ada, "second person").is_met


def test_it_takes_as_many_queries_for_many_claims(ada, same_queries):
    article = factories.Verdict().annotation.article

    def grow():
        for _ in range(3):
            factories.Verdict(annotation__article=article)

    same_queries(lambda: readiness(article, ada), grow)
