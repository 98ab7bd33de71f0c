"""An article is signed off as it was seen, and what it said before is corrected with a reason."""

import pytest
from django.core.exceptions import ValidationError

from annotations.models import Correction, Event, SignOff
from annotations.models.conflict import Conflict
from annotations.reports.approval import approval
from annotations.services import approving
from tests import factories
from tests.factories import revised
from tests.signing import set_review, sign


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
def signed(article, verdict, ada):
    return sign(article, ada)


def test_it_says_what_was_approved(article, claim, verdict, signed, ada):
    article.refresh_from_db()

    assert (signed.editor, signed.revision) == (ada, article.current())
    assert (signed.covered, signed.checkable) == (1, 3)
    assert signed.sequence == article.last_event - 1
    assert signed.outcomes == {
        str(claim.pk): {"outcome": "sourced", "passage": "40 million litres"}
    }


def test_it_is_recorded(article, signed, ada):
    event = article.events.newest_first().first()

    assert (event.verb, event.actor) == (Event.Verb.SIGNED_OFF, ada)
    assert event.after["digest"] == signed.digest


def test_twice_is_once(article, signed):
    again = sign(article, factories.Editor())

    assert again == signed
    assert SignOff.objects.count() == 1


def test_other_verdicts_than_were_seen_are_a_conflict(article, claim, verdict, ada):
    with pytest.raises(Conflict):
        approving.sign_off(article, by=ada, digest="0" * 64)

    assert not SignOff.objects.exists()


def test_what_stands_in_the_way_refuses_it(article, verdict, ada):
    set_review(article, target=100)

    with pytest.raises(ValidationError, match="Coverage is 1 of 3"):
        sign(article, ada)


def test_a_locked_article_is_not_signed(article, verdict, ada):
    article.lock_changes(by=ada)

    with pytest.raises(ValidationError, match="locked"):
        sign(article, ada)


class TestCorrections:
    @pytest.fixture
    def changed(self, article, claim, verdict, signed, bela):
        said = {"kind": "disputed", "reason": "exaggerated", "note": "It is half of that."}
        claim.judge(by=bela, supersedes=verdict.pk, rule="asked", **said)

    def test_a_changed_outcome_needs_its_reason(self, article, changed, ada):
        with pytest.raises(ValidationError, match="40 million litres"):
            sign(article, ada)

        assert SignOff.objects.count() == 1

    def test_it_is_noted_with_the_next_sign_off(self, article, claim, changed, ada):
        second = sign(article, ada, reasons={claim.pk: "The register was misread."})

        note = Correction.objects.get()
        assert (note.sign_off, note.annotation, note.editor) == (second, claim, ada)
        assert (note.before, note.after) == ("sourced", "disputed")
        assert article.events.newest_first().first().verb == Event.Verb.NOTED_CORRECTION
        assert approval(article, ada).stands

    def test_a_claim_that_is_gone_is_a_correction(self, article, claim, signed, ada):
        revised(article, "Nobody was hurt, they said.")

        sign(article, ada, reasons={claim.pk: "The passage was cut."})

        note = Correction.objects.get()
        assert (note.passage, note.after) == ("40 million litres", "")

    def test_a_deleted_claim_is_one_too(self, article, claim, signed, ada):
        claim.delete_softly(by=ada, version=claim.version)

        sign(article, ada, reasons={claim.pk: "It was no claim."})

        assert Correction.objects.get().after == ""

    def test_a_new_claim_corrects_nothing(self, article, signed, ada):
        new = factories.Annotation(article=article, quote="Nobody was hurt")
        factories.Verdict(annotation=new)

        sign(article, ada)

        assert not Correction.objects.exists()

    def test_a_sign_off_that_was_taken_back_is_not_corrected(self, article, signed, changed, ada):
        signed.withdraw(by=ada)

        sign(article, ada)

        assert not Correction.objects.exists()
