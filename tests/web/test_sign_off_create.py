"""An editor signs an article off: what stands in the way is said, what was seen is signed."""

import pytest
from django.urls import reverse

from annotations.models import Correction, SignOff
from annotations.reports.approval import standing
from tests import factories
from tests.signing import set_review, sign
from tests.web.questions import Questions, nothing_written


@pytest.fixture
def article(db):
    return set_review(factories.Article(slug="dam"), target=0)


@pytest.fixture
def claim(article):
    return factories.Annotation(article=article)


@pytest.fixture
def verdict(claim, bela):
    return factories.Verdict(annotation=claim, by=bela, kind="sourced")


@pytest.fixture
def page(article):
    return reverse("sign_offs.new", args=["dam"])


@pytest.fixture
def address(article):
    return reverse("sign_offs.create", args=["dam"])


@pytest.fixture
def missing(article):
    return [reverse("sign_offs.create", args=["none"])]


class TestQuestions(Questions):
    pass


def said(article, by, **more):
    return {"digest": standing(article, by).digest, "note": "Read twice.", **more}


def test_reviewers_are_refused(as_bela, page, address):
    with nothing_written():
        assert as_bela.get(page).status_code == as_bela.post(address).status_code == 403


def test_the_page_has_the_form_when_nothing_stands_in_the_way(as_ada, page, address, verdict):
    shown = as_ada.get(page).text

    assert f'action="{address}"' in shown
    assert "What stands in the way" not in shown


def test_the_page_says_what_stands_in_the_way_and_where_it_is_mended(as_ada, article, page, claim):
    set_review(article, target=50)

    shown = as_ada.get(page).text

    assert "Coverage is 0 of 3 sentences; 50% is needed." in shown
    assert reverse("ledger.show", args=["dam"]) + "?gaps=on" in shown
    assert reverse("annotations.show", args=[claim.pk]) in shown
    assert "<textarea" not in shown


def test_it_is_signed(as_ada, ada, article, address, verdict):
    answer = as_ada.post(address, said(article, ada))

    assert answer["Location"] == reverse("ledger.show", args=["dam"])
    assert SignOff.objects.get().note == "Read twice."


def test_it_is_signed_once_however_often_it_is_sent(as_ada, ada, article, address, verdict):
    sent = said(article, ada)

    for _ in range(2):
        as_ada.post(address, sent)

    assert SignOff.objects.count() == 1


def test_what_changed_meanwhile_is_shown_first(as_ada, ada, article, address, claim, verdict):
    sent = said(article, ada)
    factories.Verdict(annotation=claim, kind="verified")

    answer = as_ada.post(address, sent)

    assert answer.status_code == 409
    assert "nothing was signed" in answer.text
    assert "Read twice." in answer.text
    assert standing(article, ada).digest in answer.text
    assert not SignOff.objects.exists()


def test_what_stands_in_the_way_refuses_it_and_keeps_the_note(as_ada, ada, article, address, claim):
    answer = as_ada.post(address, said(article, ada))

    assert answer.status_code == 422
    assert "fewer valid verdicts" in answer.text
    assert "Read twice." in answer.text


@pytest.mark.parametrize("sent", [{}, {"digest": "x" * 65}, {"digest": "\0"}])
def test_a_form_cut_short_is_refused(as_ada, address, verdict, sent):
    with nothing_written():
        assert as_ada.post(address, sent).status_code == 422


class TestCorrections:
    @pytest.fixture
    def changed(self, article, claim, verdict, ada, bela):
        sign(article, ada)
        again = {"kind": "disputed", "reason": "exaggerated", "note": "Half of that."}
        claim.judge(by=bela, supersedes=verdict.pk, rule="asked", **again)
        return f"reason_{claim.pk}"

    def test_the_form_asks_why(self, as_ada, page, changed):
        shown = as_ada.get(page).text

        assert f'name="{changed}"' in shown
        assert "What changed since" in shown
        assert "Sign-off void" in shown

    def test_no_reason_is_no_sign_off(self, as_ada, ada, article, address, changed):
        answer = as_ada.post(address, said(article, ada) | {changed: " "})

        assert answer.status_code == 422
        assert "Say why: it is printed with the correction." in answer.text

    def test_the_reason_is_kept_with_the_correction(self, as_ada, ada, article, address, changed):
        as_ada.post(address, said(article, ada) | {changed: "The register was misread."})

        assert Correction.objects.get().reason == "The register was misread."


def test_more_claims_cost_no_more_queries(as_ada, ada, page, verdict, same_queries):
    article = verdict.annotation.article
    sign(article, ada)

    def grow():
        for quote in ("Officials called", "Nobody was hurt"):
            one = factories.Annotation(article=article, quote=quote)
            factories.Verdict(annotation=one, kind="sourced")

    factories.Verdict(annotation=verdict.annotation, kind="verified")
    same_queries(lambda: as_ada.get(page), grow)
