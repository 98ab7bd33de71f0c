"""What editors decided otherwise than the reader."""

import pytest

from tests import factories

ADDRESS = "/decisions/"


@pytest.fixture
def article(db):
    return factories.Article()


def overruled(article, bela, ada):
    claim = factories.Annotation(article=article)
    factories.Verdict(annotation=claim, by=bela, kind="disputed", note="Too high.")
    factories.Verdict(annotation=claim, kind="verified")
    votes = [*claim.verdicts.values_list("pk", flat=True)]
    said = {"note": "The register says so.", "votes": votes, "shows_dissent": True}
    claim.adjudicate(by=ada, kind="verified", **said)
    return claim


def test_it_shows_the_editors_words_beside_ones_own(as_bela, ada, bela, article):
    claim = overruled(article, bela, ada)

    page = as_bela.get(ADDRESS).text

    assert claim.get_absolute_url() in page
    assert "The register says so." in page
    assert "Too high." in page


def test_it_says_when_there_is_nothing(as_bela, noise):
    assert "No editor has decided otherwise" in as_bela.get(ADDRESS).text


def test_a_blind_reviewer_without_an_open_verdict_learns_nothing(as_bela, ada, bela, article):
    claim = overruled(article, bela, ada)
    article.set_review(by=ada, version=1, is_blind=True)
    claim.verdicts.get(reviewer=bela).withdraw(by=bela)
    votes = [*claim.verdicts.valid().values_list("pk", flat=True)]
    said = {"kind": "sourced", "note": "Once more.", "votes": votes}
    claim.adjudicate(by=ada, supersedes=claim.adjudications.open().get().pk, **said)

    page = as_bela.get(ADDRESS).text

    assert "Once more." not in page
    assert "No editor has decided otherwise" in page


def test_more_decisions_cost_no_more_queries(as_bela, ada, bela, article, same_queries):
    overruled(article, bela, ada)

    def grow():
        overruled(article, bela, ada)

    same_queries(lambda: as_bela.get(ADDRESS), grow)
