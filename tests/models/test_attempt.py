import pytest
from django.utils import timezone

from annotations.models import Annotation, Attempt
from annotations.models.conflict import Locked
from tests import factories

SAID = {"place": "National archive", "note": "The licence of the dam."}


@pytest.fixture
def claim(db):
    return factories.Annotation()


def test_it_says_where_when_and_who(claim, bela):
    tried = claim.attempt(by=bela, **SAID)

    assert (tried.place, tried.made_by) == ("National archive", bela)
    assert tried.looked_on == timezone.localdate()


def test_the_claim_is_tried_and_still_unchecked(claim, bela, ada):
    claim.attempt(by=bela, **SAID)

    card = Annotation.objects.for_card(ada).get()
    assert (card.is_tried, card.outcome) == (True, "unchecked")


def test_saying_it_again_gives_the_first(claim, bela):
    assert claim.attempt(by=bela, **SAID) == claim.attempt(by=bela, **SAID)


def test_history_tells_of_every_step(claim, bela):
    tried = claim.attempt(by=bela, **SAID)
    tried.remove(by=bela)
    tried.restore(by=bela)

    told = claim.events.filter(target=f"attempt:{tried.pk}").order_by("sequence")
    assert [one.verb for one in told] == ["attempted", "removed_attempt", "restored_attempt"]
    assert told[0].after["place"] == "National archive"


def test_a_removed_one_does_not_count_as_tried(claim, bela, ada):
    claim.attempt(by=bela, **SAID).remove(by=bela)

    assert not Annotation.objects.for_card(ada).get().is_tried


def test_a_locked_article_takes_none(claim, ada, bela):
    claim.article.lock_changes(by=ada)

    with pytest.raises(Locked):
        claim.attempt(by=bela, **SAID)

    assert not Attempt.objects.exists()


def test_blind_reviewers_see_their_own_alone(claim, bela):
    claim.article.set_review(by=factories.Editor(), version=1, is_blind=True)
    mine = claim.attempt(by=bela, **SAID)
    claim.attempt(by=factories.Reviewer(), **SAID)

    assert [*Attempt.objects.visible_to(bela)] == [mine]
