import pytest
from django.core.exceptions import ValidationError

from annotations.models import Event, Verdict
from annotations.models.conflict import Conflict
from tests import factories

DISPUTED = {"kind": "disputed", "reason": "unsupported", "note": "No source is named."}
SOURCED = {"kind": "sourced", "rule": "asked"}


@pytest.fixture
def annotation(db):
    return factories.Annotation()


def test_it_gives_a_verdict(annotation, bela, noise):
    verdict = annotation.judge(by=bela, **DISPUTED)

    assert list(annotation.verdicts.all()) == [verdict]
    assert (verdict.kind, verdict.reason, verdict.reviewer) == ("disputed", "unsupported", bela)


def test_it_keeps_where_the_passage_stood_and_the_rule(annotation, bela):
    verdict = annotation.judge(by=bela, **DISPUTED)

    assert (verdict.start, verdict.end) == (annotation.start, annotation.end)
    assert verdict.revision == annotation.revision
    assert verdict.rule == "strict"


def test_it_names_its_evidence(annotation, bela):
    evidence = factories.Evidence(annotation=annotation)

    verdict = annotation.judge(by=bela, kind="sourced", evidence=[evidence])

    assert list(verdict.evidence.all()) == [evidence]


def test_it_writes_one_event(annotation, bela):
    verdict = annotation.judge(by=bela, **DISPUTED)

    event = annotation.events.last()
    assert (event.verb, event.actor) == (Event.Verb.JUDGED, bela)
    assert event.target == f"verdict:{verdict.pk}"
    assert event.before is None
    assert event.after["reason"] == "unsupported"


def test_saying_it_again_is_harmless(annotation, bela):
    first = annotation.judge(by=bela, **DISPUTED)
    events = annotation.events.count()

    again = annotation.judge(by=bela, **DISPUTED)

    assert again == first
    assert annotation.events.count() == events


def test_saying_it_again_with_the_same_evidence_is_harmless(annotation, bela):
    evidence = factories.Evidence(annotation=annotation)
    first = annotation.judge(by=bela, kind="sourced", evidence=[evidence])

    assert annotation.judge(by=bela, kind="sourced", evidence=[evidence]) == first


def test_another_note_is_another_verdict(annotation, bela):
    first = annotation.judge(by=bela, **DISPUTED)

    second = annotation.judge(by=bela, supersedes=first.pk, **DISPUTED | {"note": "Page 4"})

    first.refresh_from_db()
    assert (first.ending, first.ended_by) == (Verdict.Ending.REPLACED, bela)
    assert list(annotation.verdicts.open()) == [second]


def test_replacing_tells_before_and_after(annotation, bela):
    first = annotation.judge(by=bela, **DISPUTED)

    annotation.judge(by=bela, supersedes=first.pk, note="x", **SOURCED)

    event = annotation.events.last()
    assert (event.before["kind"], event.after["kind"]) == ("disputed", "sourced")


@pytest.mark.parametrize("seen", [None, 0, 999_999])
def test_an_unseen_verdict_is_not_overwritten(annotation, bela, seen):
    first = annotation.judge(by=bela, **DISPUTED)

    with pytest.raises(Conflict) as refusal:
        annotation.judge(by=bela, supersedes=seen, **DISPUTED | {"note": "Another"})

    assert refusal.value.current == first
    assert list(annotation.verdicts.open()) == [first]


def test_a_verdict_that_was_withdrawn_meanwhile_is_a_conflict(annotation, bela):
    first = annotation.judge(by=bela, **DISPUTED)
    first.withdraw(by=bela)

    with pytest.raises(Conflict) as refusal:
        annotation.judge(by=bela, supersedes=first.pk, **DISPUTED)

    assert refusal.value.current is None


@pytest.mark.parametrize(
    ("grounds", "field"),
    [
        ({"kind": "disputed"}, "reason"),
        ({"kind": "sourced"}, "evidence"),
    ],
)
def test_the_rule_in_force_is_asked(annotation, bela, grounds, field):
    with pytest.raises(ValidationError) as refusal:
        annotation.judge(by=bela, **grounds)

    assert list(refusal.value.message_dict) == [field]
    assert not annotation.verdicts.exists()


@pytest.mark.parametrize("note", ["", "  \n"])
def test_a_change_of_kind_needs_a_note(annotation, bela, note):
    first = annotation.judge(by=bela, **DISPUTED)

    with pytest.raises(ValidationError) as refusal:
        annotation.judge(
            by=bela,
            supersedes=first.pk,
            kind="sourced",
            note=note,
            evidence=[factories.Evidence(annotation=annotation)],
        )

    assert list(refusal.value.message_dict) == ["note"]
    assert list(annotation.verdicts.open()) == [first]


def test_two_reviewers_have_a_verdict_each(annotation, ada, bela):
    annotation.judge(by=ada, **SOURCED)
    annotation.judge(by=bela, **DISPUTED)

    assert annotation.verdicts.open().count() == 2


def test_withdrawing_ends_it(annotation, bela):
    verdict = annotation.judge(by=bela, **DISPUTED)

    verdict.withdraw(by=bela)

    verdict.refresh_from_db()
    assert (verdict.ending, verdict.ended_by) == ("withdrawn", bela)
    assert verdict.state() == "withdrawn"
    assert annotation.events.last().verb == Event.Verb.WITHDREW


def test_withdrawing_twice_is_harmless(annotation, bela):
    verdict = annotation.judge(by=bela, **DISPUTED)
    Verdict.objects.get().withdraw(by=bela)

    verdict.withdraw(by=bela)

    assert verdict.ending == "withdrawn"
    assert annotation.events.filter(verb="withdrew").count() == 1


def test_what_was_replaced_cannot_be_withdrawn(annotation, bela):
    first = annotation.judge(by=bela, **DISPUTED)
    annotation.judge(by=bela, supersedes=first.pk, **DISPUTED | {"note": "Once more."})

    with pytest.raises(Conflict):
        first.withdraw(by=bela)

    assert annotation.verdicts.open().count() == 1
