import pytest
from django.db import transaction

from annotations.models import Adjudication, Event
from annotations.models.conflict import Conflict
from annotations.reports.contested import acceptable
from annotations.services import settling
from tests import factories


@pytest.fixture
def article(db):
    article = factories.Article()
    for kind in ("verified", "verified", "disputed"):
        factories.Verdict(annotation__article=article, kind=kind)
    return article


def test_each_unanimous_claim_gets_a_decision_and_a_line_of_history(article, ada):
    seen = acceptable(article, ada).fingerprint

    made = settling.accept(article, by=ada, fingerprint=seen)

    told = article.events.filter(verb=Event.Verb.ADJUDICATED)
    assert sorted(one.kind for one in made) == ["disputed", "verified", "verified"]
    assert {line.target for line in told} == {f"adjudication:{one.pk}" for one in made}
    assert {line.actor for line in told} == {ada}
    assert "unanimous" in made[0].note


def test_another_state_than_was_seen_settles_nothing(article, ada):
    seen = acceptable(article, ada).fingerprint
    factories.Verdict(annotation__article=article, kind="sourced")

    with pytest.raises(Conflict) as conflict, transaction.atomic():
        settling.accept(article, by=ada, fingerprint=seen)

    assert len(conflict.value.current.agreed) == 4
    assert not Adjudication.objects.exists()


@pytest.fixture
def decision(ada):
    verdict = factories.Verdict(kind="verified")
    said = {"kind": "sourced", "note": "One source only.", "votes": [verdict.pk]}
    return verdict.annotation.adjudicate(by=ada, **said)


def test_what_was_withdrawn_is_decided_again(decision, ada):
    decision.withdraw(by=ada)

    again = settling.reinstate(decision, by=ada, supersedes=None)

    assert again.pk != decision.pk
    assert again.facts() == decision.facts()


def test_not_when_other_verdicts_count_by_now(decision, ada):
    decision.withdraw(by=ada)
    factories.Verdict(annotation=decision.annotation, kind="disputed")

    with pytest.raises(Conflict):
        settling.reinstate(decision, by=ada, supersedes=None)
