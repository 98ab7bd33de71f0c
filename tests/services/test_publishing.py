"""Publishing: what readers get of an article, version by version."""

import json

import pytest
from django.core.exceptions import ValidationError

from annotations.models import Correction, Event, Publication
from annotations.models.conflict import Conflict, Locked
from annotations.models.event import Line
from annotations.reports import publication
from annotations.services import tipping
from annotations.services.publishing import publish
from tests import factories
from tests.signing import set_review, sign

pytestmark = pytest.mark.django_db


def draft_of(article, by):
    return publication.draft(article, by)


def published(article, by, **said):
    return publish(article, by=by, digest=draft_of(article, by).digest, unsigned=True, **said)


def test_a_version_tells_the_claims_that_have_an_outcome(ada, bela):
    verdict = factories.Verdict(by=bela, kind="disputed", reason="exaggerated", note="No.")

    made = published(verdict.annotation.article, ada)

    told = made.content["claims"]
    assert [one["id"] for one in told] == [str(verdict.annotation.pk)]
    assert (told[0]["outcome"], told[0]["reason"], told[0]["notes"]) == (
        "disputed",
        "exaggerated",
        ["No."],
    )


def test_a_version_is_json_and_names_nobody_of_the_desk(ada, bela):
    verdict = factories.Verdict(by=bela)

    made = published(verdict.annotation.article, ada)

    text = json.dumps(made.content)
    assert bela.username not in text
    assert ada.username not in text


def test_publishing_again_what_is_published_returns_that_version(ada):
    article = factories.Verdict().annotation.article
    first = published(article, ada)

    assert published(article, ada) == first
    assert Publication.objects.count() == 1


def test_another_outcome_needs_a_reason_and_makes_a_correction(ada, bela):
    verdict = factories.Verdict(by=bela, kind="verified")
    article, claim = verdict.annotation.article, verdict.annotation
    published(article, ada)
    verdict.withdraw(by=bela)
    factories.Verdict(annotation=claim, by=bela, kind="sourced")

    with pytest.raises(ValidationError):
        published(article, ada)
    made = published(article, ada, reasons={claim.pk: "One source only."})

    correction = Correction.objects.get()
    assert (correction.publication, correction.before, correction.after) == (
        made,
        "verified",
        "sourced",
    )
    assert made.content["corrections"][0]["reason"] == "One source only."
    assert made.number == 2


def test_without_a_sign_off_it_has_to_be_said(ada):
    article = factories.Verdict().annotation.article

    with pytest.raises(ValidationError):
        publish(article, by=ada, digest=draft_of(article, ada).digest)


def test_another_text_than_was_seen_is_a_conflict(ada):
    article = factories.Verdict().annotation.article

    with pytest.raises(Conflict):
        publish(article, by=ada, digest="another", unsigned=True)


# -- a lock ---------------------------------------------------------------------------------------


def test_a_locked_article_is_published_as_it_stands_and_taken_off(ada):
    article = factories.Verdict().annotation.article
    article.lock_changes(by=ada)

    published(article, ada).withdraw(by=ada)

    verbs = article.events.newest_first().values_list("verb", flat=True)
    assert [*verbs[:3]] == ["unpublished", "published", "locked"]


def test_a_correction_of_a_locked_article_is_told(ada, bela):
    verdict = factories.Verdict(by=bela, kind="verified")
    article, claim = verdict.annotation.article, verdict.annotation
    published(article, ada)
    verdict.withdraw(by=bela)
    factories.Verdict(annotation=claim, by=bela, kind="sourced")
    article.lock_changes(by=ada)

    made = published(article, ada, reasons={claim.pk: "One source only."})

    assert made.content["corrections"][0]["reason"] == "One source only."


def test_what_readers_sent_is_dismissed_but_not_taken_while_it_is_locked(ada):
    claim = factories.Verdict().annotation
    claim.article.lock_changes(by=ada)
    tips = [tipping.send(claim, url="", words=words, contact="") for words in ("One.", "Two.")]

    tipping.dismiss(tips[0], by=ada, note="Known.")

    with pytest.raises(Locked):
        tipping.take(tips[1], by=ada, title="A letter", kind="secondary", stance="supports")
    assert not claim.evidence.exists()


def test_no_line_slips_past_a_lock_beside_one_that_may(ada):
    article = factories.Verdict().annotation.article
    article.lock_changes(by=ada)

    with pytest.raises(Locked):
        Event.record_all(ada, [Line(verb, article) for verb in ("published", "edited")])


# -- its sign-off ---------------------------------------------------------------------------------


@pytest.fixture
def ready(ada, bela):
    """An article that may be signed off: what is not checked, nobody asks for."""
    return set_review(factories.Verdict(by=bela).annotation.article, target=0)


def test_signing_off_what_was_published_without_makes_a_new_version(ready, ada):
    published(ready, ada)
    signed = sign(ready, ada)

    second = published(ready, ada)

    assert (second.number, second.sign_off) == (2, signed)
    assert second.content["sign_off"]
    assert published(ready, ada) == second


def test_a_sign_off_taken_back_makes_a_new_version(ready, ada):
    signed = sign(ready, ada)
    published(ready, ada)
    signed.withdraw(by=ada)

    assert published(ready, ada).content["sign_off"] is None


def test_one_that_was_voided_is_still_what_the_version_had(ready, ada, bela):
    sign(ready, ada)
    first = published(ready, ada)
    factories.Evidence(annotation=ready.annotations.get(), by=bela)

    assert published(ready, ada) == first
