"""Publishing: what readers get of an article, version by version."""

import json

import pytest
from django.core.exceptions import ValidationError

from annotations.models import Correction, Publication
from annotations.models.conflict import Conflict
from annotations.reports import publication
from annotations.services.publishing import publish
from tests import factories

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
