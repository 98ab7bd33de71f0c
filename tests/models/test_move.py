"""The ends of a claim are moved, an orphan is attached, detached, and kept as history."""

import pytest

from annotations.models import Annotation, Verdict
from annotations.models.conflict import Conflict
from annotations.text.anchor import Anchor
from tests import factories
from tests.factories import TEXT, revised


@pytest.fixture
def claim(ada):
    return factories.Annotation(by=ada)


@pytest.fixture
def orphan(claim):
    """Its text is gone since revision 2."""
    revised(claim.article, "Everything was withdrawn by the editors yesterday.")
    return Annotation.objects.get()


def span_of(claim, words):
    start = claim.article.current().text.index(words)
    return Anchor(start, start + len(words), "selected", 1.0)


def move(claim, words, *, by, version=1):
    claim.move(claim.article.current(), span_of(claim, words), by=by, version=version)


def place(claim):
    return claim.placements.current().get()


def valid():
    return set(Verdict.objects.valid().values_list("reviewer__username", flat=True))


# -- moving -----------------------------------------------------------------------------------


def test_it_stands_where_it_was_moved(claim, ada):
    move(claim, "dam holds 40 million", by=ada)

    assert (place(claim).passage, place(claim).start) == ("dam holds 40 million", 4)
    assert (place(claim).method, claim.version) == ("selected", 2)


def test_the_first_sentence_is_that_of_its_new_beginning(claim, ada):
    move(claim, "safe.\nNobody", by=ada)

    assert place(claim).sentence.number == 2


def test_the_selector_stays_as_it_was_made(claim, ada):
    move(claim, "dam holds", by=ada)

    claim.refresh_from_db()
    assert (claim.quote, claim.start, claim.end) == ("40 million litres", 14, 31)


def test_it_is_told(claim, ada):
    move(claim, "dam holds", by=ada)

    told = claim.events.get(verb="moved")
    assert (told.actor, told.before["passage"]) == (ada, "40 million litres")
    assert told.after["passage"] == "dam holds"


def test_the_verdicts_of_others_are_stale(claim, ada, bela):
    factories.Verdict(annotation=claim, by=bela)

    move(claim, "40 million", by=ada)

    assert valid() == set()


def test_the_movers_own_is_said_again(claim, ada, bela):
    factories.Verdict(annotation=claim, by=bela)
    before = factories.Verdict(annotation=claim, by=ada, note="So it is.", confidence="high")

    move(claim, "40 million", by=ada)

    again = claim.verdicts.open().get(reviewer=ada)
    assert valid() == {"ada"}
    assert again != before
    assert again.grounds() == before.grounds()


def test_a_verdict_that_stood_no_longer_is_not_said_again(claim, ada):
    factories.Verdict(annotation=claim, by=ada)
    revised(claim.article, TEXT.replace("holds", "held"))

    move(claim, "40 million", by=ada)

    assert valid() == set()
    assert claim.verdicts.count() == 1


def test_a_verdict_past_its_day_is_not_said_again(claim, ada):
    factories.Verdict(annotation=claim, by=ada, recheck_by="2020-01-01")

    move(claim, "40 million", by=ada)

    assert claim.verdicts.count() == 1


def test_evidence_that_was_removed_is_not_named_again(claim, ada):
    item = factories.Evidence(annotation=claim)
    factories.Verdict(annotation=claim, by=ada, kind="verified", evidence=[item])
    item.remove(by=ada)

    move(claim, "40 million", by=ada)

    assert claim.verdicts.open().get().rests_on() == []


def test_moved_back_all_verdicts_stand_again(claim, ada, bela):
    for person in (ada, bela):
        factories.Verdict(annotation=claim, by=person)
    move(claim, "40 million", by=ada)

    move(claim, "40 million litres", by=ada, version=2)

    assert valid() == {"ada", "bela"}


def test_to_where_it_stands_already_is_harmless(claim, ada):
    for version in (1, 7):
        move(claim, "40 million litres", by=ada, version=version)

    assert claim.version == 1
    assert not claim.events.filter(verb="moved").exists()


def test_upon_an_old_version_is_refused(claim, ada, bela):
    claim.edit(by=bela, version=1, claim_text="Better words")

    with pytest.raises(Conflict) as refusal:
        move(claim, "dam holds", by=ada)

    assert refusal.value.current.claim_text == "Better words"
    assert place(claim).passage == "40 million litres"


def test_in_an_old_text_is_refused(claim, ada):
    old, span = claim.article.current(), span_of(claim, "dam holds")
    revised(claim.article, "Correction. " + TEXT)

    with pytest.raises(Conflict):
        claim.move(old, span, by=ada, version=1)

    assert place(claim).passage == "40 million litres"


# -- attaching and detaching --------------------------------------------------------------------


def test_an_orphan_is_attached(orphan, ada):
    move(orphan, "the editors", by=ada)

    assert (place(orphan).passage, place(orphan).change) == ("the editors", "attached")
    assert orphan.events.last().verb == "attached"


def test_attached_to_other_words_its_verdicts_stay_stale(claim, ada):
    factories.Verdict(annotation=claim, by=ada)
    revised(claim.article, "Everything was withdrawn by the editors yesterday.")

    move(claim, "the editors", by=ada)

    assert valid() == set()


def test_attached_it_is_kept_as_history_no_longer(orphan, ada):
    orphan.shelve(by=ada, version=1)

    move(orphan, "the editors", by=ada, version=2)

    assert orphan.shelved_at is None


def test_detached_it_is_an_orphan_again(orphan, ada):
    move(orphan, "the editors", by=ada)

    orphan.detach(by=ada, version=2)

    assert list(Annotation.objects.in_tray()) == [orphan]
    assert (orphan.version, orphan.events.last().verb) == (3, "detached")


def test_a_verdict_given_in_between_stays(orphan, ada):
    move(orphan, "the editors", by=ada)
    factories.Verdict(annotation=Annotation.objects.get(), by=ada)

    orphan.detach(by=ada, version=2)

    assert orphan.verdicts.open().count() == 1
    assert valid() == set()


def test_detaching_twice_is_harmless(orphan, ada):
    move(orphan, "the editors", by=ada)

    for _ in range(2):
        orphan.detach(by=ada, version=2)

    assert orphan.events.filter(verb="detached").count() == 1


def test_what_was_never_attached_is_not_detached(claim, ada):
    with pytest.raises(Conflict):
        claim.detach(by=ada, version=1)

    assert place(claim)


def test_detaching_upon_an_old_version_is_refused(orphan, ada):
    move(orphan, "the editors", by=ada)

    with pytest.raises(Conflict):
        orphan.detach(by=ada, version=1)

    assert place(orphan)


# -- kept as history ----------------------------------------------------------------------------


def test_shelved_it_leaves_the_tray(orphan, ada):
    orphan.shelve(by=ada, version=1)

    assert not Annotation.objects.in_tray()
    assert list(Annotation.objects.orphaned()) == [orphan]
    assert (orphan.shelved_by, orphan.version) == (ada, 2)
    assert orphan.events.last().verb == "shelved"


def test_shelving_twice_is_harmless(orphan, ada):
    for _ in range(2):
        orphan.shelve(by=ada, version=1)

    assert orphan.events.filter(verb="shelved").count() == 1


def test_shelving_upon_an_old_version_is_refused(orphan, ada, bela):
    orphan.edit(by=bela, version=1, claim_text="Better words")

    with pytest.raises(Conflict):
        orphan.shelve(by=ada, version=1)


def test_what_stands_in_the_text_is_not_shelved(claim, ada):
    with pytest.raises(Conflict):
        claim.shelve(by=ada, version=1)


def test_unshelved_it_is_in_the_tray_again(orphan, ada):
    orphan.shelve(by=ada, version=1)

    for _ in range(2):
        orphan.unshelve(by=ada)

    assert list(Annotation.objects.in_tray()) == [orphan]
    assert orphan.events.filter(verb="unshelved").count() == 1
