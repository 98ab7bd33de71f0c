"""What was taken off lately, for whom, and who may put it back."""

from datetime import timedelta

import pytest
from django.utils import timezone

from annotations.models import Annotation
from annotations.reports.trash import trash
from tests import factories


def told(user):
    return [(row.noun, row.may_restore) for row in trash(user)]


@pytest.fixture
def claim(bela):
    """With evidence, an attempt and a comment of Bela's, all taken off."""
    claim = factories.Annotation(by=bela)
    factories.Evidence(annotation=claim, by=bela).remove(by=bela)
    claim.attempt(by=bela, place="Archive").remove(by=bela)
    thread = claim.article.threads.create(annotation=claim)
    thread.comments.create(author=bela, text="Look.").remove(by=bela)
    return claim


def test_newest_first_with_who_and_when(bela, ada, claim):
    nouns = ["comment", "attempt", "evidence"]

    assert told(bela) == [(noun, True) for noun in nouns]
    assert {row.by for row in trash(ada)} == {bela}
    assert {row.days_left for row in trash(ada)} == {30}


def test_others_may_look_and_not_put_back(claim):
    assert {may for _, may in told(factories.Reviewer())} == {False}


def test_a_deleted_claim_takes_with_it_what_hangs_on_it(bela, claim):
    claim.delete_softly(by=bela, version=1)

    assert told(bela) == [("claim", True)]


def test_a_deleted_article_is_for_editors(ada, bela, claim):
    claim.article.delete_softly(by=ada)

    assert (told(ada), told(bela)) == ([("article", True)], [])


def test_after_thirty_days_it_is_not_offered_any_more(ada):
    claim = factories.Annotation()
    claim.delete_softly(by=ada, version=1)
    on = timezone.now() - timedelta(days=29, hours=1)
    rows = Annotation.objects.filter(pk=claim.pk)

    rows.update(deleted_at=on)
    assert [row.days_left for row in trash(ada)] == [1]

    rows.update(deleted_at=on - timedelta(days=1))
    assert trash(ada) == []


def test_blind_reviewers_see_their_own_alone(bela, claim):
    claim.article.set_review(by=factories.Editor(), version=1, is_blind=True)

    assert told(factories.Reviewer()) == []
    assert len(told(bela)) == 3
