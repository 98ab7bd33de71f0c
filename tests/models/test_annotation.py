import pytest

from annotations.models import Annotation, Event, Evidence
from annotations.models.conflict import Conflict
from tests import factories


@pytest.fixture
def annotation(db):
    return factories.Annotation(claim_text="As it was")


# -- edit --------------------------------------------------------------------------------------


def test_editing_changes_the_words_and_the_version(annotation, bela, noise):
    annotation.edit(by=bela, version=1, claim_text="As it is", claimant="Officials")

    stands = Annotation.objects.get(pk=annotation.pk)
    assert (stands.claim_text, stands.claimant, stands.version) == ("As it is", "Officials", 2)


def test_an_edit_is_told(annotation, bela):
    annotation.edit(by=bela, version=1, claim_text="As it is")

    event = annotation.events.last()
    assert (event.verb, event.actor) == (Event.Verb.EDITED, bela)
    assert event.before["claim_text"] == "As it was"
    assert event.after["claim_text"] == "As it is"
    assert (event.before["version"], event.after["version"]) == (1, 2)


def test_an_edit_upon_an_old_version_is_refused(annotation, ada, bela):
    annotation.edit(by=bela, version=1, claim_text="Bela's")

    with pytest.raises(Conflict) as refusal:
        annotation.edit(by=ada, version=1, claim_text="Ada's")

    assert refusal.value.current.claim_text == "Bela's"
    assert Annotation.objects.get().claim_text == "Bela's"


@pytest.mark.parametrize("version", [1, 2, 99])
def test_saying_what_stands_is_harmless(annotation, bela, version):
    annotation.edit(by=bela, version=1, claim_text="As it is")

    annotation.edit(by=bela, version=version, claim_text="As it is")

    assert Annotation.objects.get().version == 2
    assert annotation.events.filter(verb="edited").count() == 1


# -- delete and restore ----------------------------------------------------------------------------


def test_deleting_takes_it_off_the_desk(annotation, bela):
    annotation.delete_softly(by=bela, version=1)

    stands = Annotation.objects.get()
    assert (stands.deleted_by, stands.version) == (bela, 2)
    assert not Annotation.objects.present().exists()
    assert annotation.events.last().verb == Event.Verb.DELETED


def test_deleting_twice_is_harmless(annotation, bela):
    annotation.delete_softly(by=bela, version=1)

    annotation.delete_softly(by=bela, version=1)

    assert annotation.events.filter(verb="deleted").count() == 1


def test_deleting_an_old_version_is_refused(annotation, bela):
    annotation.edit(by=bela, version=1, claim_text="As it is")

    with pytest.raises(Conflict):
        annotation.delete_softly(by=bela, version=1)

    assert Annotation.objects.present().exists()


def test_restoring_brings_all_back(annotation, ada, bela):
    verdict = factories.Verdict(annotation=annotation)
    annotation.delete_softly(by=bela, version=1)

    annotation.restore(by=ada)

    stands = Annotation.objects.present().get()
    assert (stands.deleted_by, stands.version) == (None, 3)
    assert list(stands.verdicts.open()) == [verdict]
    assert annotation.events.last().verb == Event.Verb.RESTORED


def test_restoring_what_stands_is_harmless(annotation, bela):
    annotation.restore(by=bela)

    assert Annotation.objects.get().version == 1
    assert not annotation.events.filter(verb="restored").exists()


# -- evidence --------------------------------------------------------------------------------------


def test_evidence_is_removed_and_restored(annotation, ada, bela):
    evidence = factories.Evidence(annotation=annotation)

    evidence.remove(by=bela)
    gone = list(Evidence.objects.present())
    evidence.restore(by=ada)

    assert gone == []
    assert list(Evidence.objects.present()) == [evidence]
    verbs = list(annotation.events.values_list("verb", flat=True))[-2:]
    assert verbs == ["removed_evidence", "restored_evidence"]


def test_removing_evidence_twice_is_harmless(annotation, bela):
    evidence = factories.Evidence(annotation=annotation)

    evidence.remove(by=bela)
    Evidence.objects.get().remove(by=bela)

    assert annotation.events.filter(verb="removed_evidence").count() == 1


def test_a_verdict_keeps_naming_removed_evidence(annotation, bela):
    evidence = factories.Evidence(annotation=annotation)
    verdict = factories.Verdict(annotation=annotation, evidence=[evidence])

    evidence.remove(by=bela)

    assert verdict.rests_on() == [evidence]


# -- who sees it --------------------------------------------------------------------------------


def test_only_people_of_the_desk_see_it(annotation, ada, bela, cleo):
    seen = [Annotation.objects.visible_to(person).count() for person in (ada, bela, cleo)]

    assert seen == [1, 1, 0]
