from datetime import date

import pytest
from django.core.exceptions import ValidationError

from annotations.models import Event, Evidence, Source, Verdict
from annotations.models.conflict import Conflict
from annotations.services.judging import cite, give_verdict, reinstate
from tests import factories

NEW = {
    "title": "Reservoir register",
    "url": "https://example.org/register",
    "publisher": "Water board",
    "kind": "primary",
    "stance": "supports",
    "quote": "40,000,000 l",
    "locator": "p. 4",
    "opened_on": date(2026, 11, 20),
}
VERIFIED = {"kind": "verified", "as_of": date(2026, 11, 20)}


@pytest.fixture
def annotation(db):
    return factories.Annotation()


# -- give_verdict ----------------------------------------------------------------------------------


def test_a_verdict_brings_its_source(annotation, bela, noise):
    verdict = give_verdict(annotation, by=bela, **VERIFIED, new_evidence=NEW)

    item = verdict.evidence.get()
    assert (item.annotation, item.added_by, item.locator) == (annotation, bela, "p. 4")
    assert (item.source.title, item.source.created_by) == ("Reservoir register", bela)


def test_evidence_on_the_card_is_named(annotation, bela):
    evidence = factories.Evidence(annotation=annotation)

    verdict = give_verdict(annotation, by=bela, **VERIFIED, evidence=[evidence.pk])

    assert verdict.rests_on() == [evidence]


def test_old_and_new_evidence_together(annotation, bela):
    evidence = factories.Evidence(annotation=annotation)

    verdict = give_verdict(
        annotation, by=bela, **VERIFIED, evidence=[evidence.pk], new_evidence=NEW
    )

    assert len(verdict.rests_on()) == 2


def test_both_are_told(annotation, bela):
    give_verdict(annotation, by=bela, **VERIFIED, new_evidence=NEW)

    verbs = list(annotation.events.values_list("verb", flat=True))[-2:]
    assert verbs == [Event.Verb.ADDED_EVIDENCE, Event.Verb.JUDGED]


def test_evidence_of_another_card_is_refused(annotation, bela):
    elsewhere = factories.Evidence()

    with pytest.raises(ValidationError) as refusal:
        give_verdict(annotation, by=bela, **VERIFIED, evidence=[elsewhere.pk])

    assert list(refusal.value.message_dict) == ["evidence"]
    assert not Verdict.objects.exists()


def test_removed_evidence_is_refused(annotation, bela):
    evidence = factories.Evidence(annotation=annotation)
    evidence.remove(by=bela)

    with pytest.raises(ValidationError):
        give_verdict(annotation, by=bela, **VERIFIED, evidence=[evidence.pk])


def test_a_refused_verdict_leaves_no_source_behind(annotation, bela):
    with pytest.raises(ValidationError):
        give_verdict(annotation, by=bela, kind="disputed", new_evidence=NEW)

    assert not Source.objects.exists()
    assert not Evidence.objects.exists()


def test_nor_does_a_conflict(annotation, bela):
    factories.Verdict(annotation=annotation, by=bela)

    with pytest.raises(Conflict):
        give_verdict(annotation, by=bela, **VERIFIED, note="x", new_evidence=NEW)

    assert not Evidence.objects.exists()


# -- cite --------------------------------------------------------------------------------------


def test_a_source_known_by_its_link_is_used_again(annotation, bela):
    first = cite(annotation, by=bela, **NEW)

    second = cite(factories.Annotation(), by=bela, **NEW)

    assert first.source == second.source


@pytest.mark.parametrize("other", [{"title": "Another"}, {"kind": "tertiary"}, {"url": ""}])
def test_another_source_is_another(annotation, bela, other):
    first = cite(annotation, by=bela, **NEW)

    second = cite(annotation, by=bela, **NEW | other)

    assert first.source != second.source


# -- reinstate -------------------------------------------------------------------------------------


def test_a_withdrawn_verdict_is_said_again(annotation, bela):
    evidence = factories.Evidence(annotation=annotation)
    verdict = factories.Verdict(
        annotation=annotation, by=bela, kind="sourced", note="Page 4", evidence=[evidence]
    )
    verdict.withdraw(by=bela)

    again = reinstate(verdict, by=bela, supersedes=None)

    assert again != verdict
    assert again.grounds() == verdict.grounds()
    assert list(annotation.verdicts.open()) == [again]


def test_a_replaced_verdict_is_said_again(annotation, bela):
    first = factories.Verdict(annotation=annotation, by=bela, kind="disputed")
    second = factories.Verdict(
        annotation=annotation, by=bela, **VERIFIED, note="x", supersedes=first.pk
    )

    again = reinstate(first, by=bela, supersedes=second.pk)

    assert (again.kind, again.note) == ("disputed", "Undone.")
    assert list(annotation.verdicts.open()) == [again]


def test_evidence_removed_meanwhile_is_left_out(annotation, bela):
    evidence = factories.Evidence(annotation=annotation)
    verdict = factories.Verdict(annotation=annotation, by=bela, evidence=[evidence])
    verdict.withdraw(by=bela)
    evidence.remove(by=bela)

    again = reinstate(verdict, by=bela, supersedes=None)

    assert again.rests_on() == []


def test_reinstating_over_an_unseen_verdict_is_a_conflict(annotation, bela):
    first = factories.Verdict(annotation=annotation, by=bela)
    first.withdraw(by=bela)
    second = factories.Verdict(annotation=annotation, by=bela, note="Another")

    with pytest.raises(Conflict) as refusal:
        reinstate(first, by=bela, supersedes=None)

    assert refusal.value.current == second
