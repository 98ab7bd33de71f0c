import pytest
from django.core.exceptions import ValidationError

from annotations.models import Adjudication, Annotation, Event
from annotations.models.conflict import Conflict
from tests import factories


@pytest.fixture
def claim(db):
    annotation = factories.Annotation()
    for kind in ("verified", "disputed"):
        factories.Verdict(annotation=annotation, kind=kind, note=f"Says {kind}.")
    return annotation


@pytest.fixture
def said(claim):
    votes = list(claim.verdicts.values_list("pk", flat=True))
    return {"kind": "verified", "note": "The register says so.", "votes": votes}


def card(claim, reader):
    return Annotation.objects.for_card(reader).get(pk=claim.pk)


def test_it_settles_the_outcome_and_the_votes_stay(claim, said, ada):
    decision = claim.adjudicate(by=ada, **said)

    settled = card(claim, ada)
    assert (settled.outcome, settled.decision, settled.decision_holds) == (
        "verified",
        decision,
        True,
    )
    assert len(settled.counting) == 2


def test_history_tells_of_it_once(claim, said, ada):
    first = claim.adjudicate(by=ada, **said)
    second = claim.adjudicate(by=ada, **said)

    told = claim.events.filter(verb=Event.Verb.ADJUDICATED)
    assert first == second
    assert [line.after["votes"] for line in told] == [sorted(said["votes"])]


def test_it_may_settle_what_is_unanimous(ada):
    verdict = factories.Verdict(kind="verified")

    verdict.annotation.adjudicate(by=ada, kind="sourced", note="Once.", votes=[verdict.pk])

    assert card(verdict.annotation, ada).outcome == "sourced"


def test_other_verdicts_than_were_seen_are_a_conflict(claim, said, ada):
    factories.Verdict(annotation=claim, kind="sourced")

    with pytest.raises(Conflict):
        claim.adjudicate(by=ada, **said)


def test_so_is_another_decision(claim, said, ada):
    first = claim.adjudicate(by=ada, **said)

    with pytest.raises(Conflict) as conflict:
        claim.adjudicate(by=ada, **said | {"note": "Another."})

    assert conflict.value.current == first


def test_a_decision_replaces_the_one_it_supersedes(claim, said, ada):
    first = claim.adjudicate(by=ada, **said)

    second = claim.adjudicate(by=ada, **said | {"note": "Better."}, supersedes=first.pk)

    assert second.replaced() == first
    assert list(claim.adjudications.open()) == [second]


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"note": " "}, "note"),
        ({"kind": "disputed"}, "reason"),
        ({"kind": "verified", "reason": "outdated"}, "reason"),
    ],
)
def test_it_says_what_is_missing(claim, said, ada, wrong, field):
    with pytest.raises(ValidationError) as refusal:
        claim.adjudicate(by=ada, **said | wrong)

    assert list(refusal.value.message_dict) == [field]


def test_without_a_verdict_there_is_nothing_to_settle(ada):
    with pytest.raises(ValidationError):
        factories.Annotation().adjudicate(by=ada, kind="verified", note="So.", votes=[])


def test_it_goes_stale_with_the_verdicts_and_the_outcome_is_theirs_again(claim, said, ada):
    claim.adjudicate(by=ada, **said)
    factories.Verdict(annotation=claim, kind="sourced")

    stale = card(claim, ada)
    assert (stale.outcome, stale.decision_holds, stale.dissent) == ("contested", False, [])


def test_the_dissent_is_what_was_said_otherwise(claim, said, ada):
    claim.adjudicate(by=ada, **said)

    settled = card(claim, ada)

    assert [one.note for one in settled.dissent] == ["Says disputed."]
    assert list(settled.split.items()) == [("verified", 1), ("disputed", 1)]


def test_a_withdrawal_ends_it_once_and_the_votes_speak_again(claim, said, ada):
    decision = claim.adjudicate(by=ada, **said)

    decision.withdraw(by=ada)
    decision.withdraw(by=ada)

    assert claim.events.filter(verb=Event.Verb.WITHDREW_DECISION).count() == 1
    assert card(claim, ada).outcome == "contested"
    assert Adjudication.objects.get().ended_by == ada


def test_a_replaced_decision_is_not_withdrawn(claim, said, ada):
    first = claim.adjudicate(by=ada, **said)
    claim.adjudicate(by=ada, **said | {"note": "Better."}, supersedes=first.pk)

    with pytest.raises(Conflict):
        first.withdraw(by=ada)
