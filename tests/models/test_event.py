"""The history: append-only, numbered without gap, hash-chained from the first row."""

import hashlib
import json
from datetime import UTC, datetime
from uuid import UUID

import pytest
from django.db import OperationalError

from annotations.models import Annotation, Article, Event, Evidence, Placement, Source, Verdict
from annotations.models.event import FIRST
from annotations.services import (
    assigning,
    correcting,
    discussing,
    intake,
    judging,
    keeping,
    purging,
    tipping,
)
from annotations.text.anchor import Anchor
from tests import factories, signing
from tests.tampering import tampering


@pytest.fixture
def story(db):
    """An article to which one thing of each kind has happened."""
    annotation = factories.Annotation()
    evidence = factories.Evidence(annotation=annotation)
    verdict = factories.Verdict(annotation=annotation, evidence=[evidence], note="“Ωne” 💧")
    verdict.withdraw(by=verdict.reviewer)
    evidence.remove(by=evidence.added_by)
    evidence.restore(by=evidence.added_by)
    annotation.edit(by=annotation.created_by, version=1, claim_text="مرحبا")
    annotation.delete_softly(by=annotation.created_by, version=2)
    annotation.restore(by=annotation.created_by)
    article = annotation.article
    article.edit(by=annotation.created_by, version=1, byline="Someone")
    return article


@pytest.fixture
def living_story(story, ada):
    """The same when its text has been updated, and claims and sentences followed."""
    annotation = story.annotations.get()
    wider, elsewhere = Anchor(9, 31, "selected", 1.0), Anchor(0, 7, "selected", 1.0)
    annotation.move(story.current(), wider, by=ada, version=4)
    factories.revised(story, "Nobody was hurt, they said. So it was.")
    annotation.shelve(by=ada, version=5)
    annotation.unshelve(by=ada)
    annotation.move(story.current(), elsewhere, by=ada, version=7)
    annotation.detach(by=ada, version=8)
    sentence = story.current().sentences.get(number=1)
    sentence.mark("opinion", by=ada, before="")
    merged = correcting.merge(sentence, by=ada, edition="2.1")
    correcting.split(merged, 28, by=ada, edition="2.2")
    review(factories.Annotation(article=story, quote="So it was"), ada)
    return story


def review(claim, ada):
    """Everything that can be put on a claim, and its article signed off and corrected."""
    article, evidence = claim.article, factories.Evidence(annotation=claim)
    evidence.answer("It says so.", by=ada)
    keeping.keep(evidence, by=ada, text=evidence.quote, how="pasted")
    tried = claim.attempt(by=ada, place="Archive")
    comment = discussing.start(claim, by=ada, text="Who said so?")
    for removable in (tried, comment, assigning.assign(article, ada, by=ada)):
        removable.remove(by=ada)
        removable.restore(by=ada)
    comment.thread.resolve(by=ada)
    comment.thread.reopen(by=ada)
    claim.skip(by=ada, reason="Not my field.").take_back(by=ada)
    article.set_review(by=ada, version=2, target=0)
    sign(claim, ada)
    publish(claim, ada)
    intake.capture(article, intake.Origin(b"<p>A page.", "text/html"), "A page.", by=ada)
    article.lock_changes(by=ada)
    article.unlock_changes(by=ada)
    article.delete_softly(by=ada)
    article.restore(by=ada)
    tried.remove(by=ada)
    purging.purge(days=0)


def sign(claim, ada):
    verdict = factories.Verdict(annotation=claim, kind="sourced")
    decision = {"by": ada, "votes": [verdict.pk], "note": "Seen."}
    signing.sign(claim.article, ada)
    decided = claim.adjudicate(kind="disputed", reason="outdated", **decision)
    signing.sign(claim.article, ada, reasons={claim.pk: "It was older."}).withdraw(by=ada)
    decided.withdraw(by=ada)


def publish(claim, ada):
    version = factories.Publication(article=claim.article, by=ada)
    tipping.dismiss(factories.Tip(annotation=claim), by=ada, note="An older figure.")
    version.withdraw(by=ada)


def test_numbers_have_no_gap(living_story, noise):
    numbers = list(living_story.events.values_list("sequence", flat=True))

    assert numbers == list(range(1, len(numbers) + 1))


def test_every_verb_was_told(living_story):
    story = living_story
    told = set(story.events.values_list("verb", flat=True))

    assert told == set(Event.Verb.values)


def test_each_names_the_hash_before(living_story, noise):
    story = living_story
    events = list(story.events.order_by("sequence"))

    assert [event.prev_hash for event in events] == [FIRST, *[event.hash for event in events[:-1]]]


def test_each_hash_holds_when_read_back(living_story):
    assert all(event.hash == event.sealed() for event in living_story.events.all())


@pytest.mark.parametrize(
    "change",
    [
        {"verb": "judged"},
        {"target": "verdict:0"},
        {"before": {"forged": 1}},
        {"after": None},
        {"actor": None},
        {"sequence": 99},
        {"at": datetime(2026, 1, 1, tzinfo=UTC)},
        {"prev_hash": "1" * 64},
    ],
)
def test_a_changed_row_breaks_its_hash(story, change):
    event = story.events.get(sequence=7)

    with tampering():
        Event.objects.filter(pk=event.pk).update(**change)

    event.refresh_from_db()
    assert event.hash != event.sealed()


def test_the_canonical_form_is_the_documented_one(bela):
    event = Event(
        article_id=3,
        sequence=2,
        actor=bela,
        verb=Event.Verb.EDITED,
        target="annotation:x",
        before=None,
        after={"claim_text": "Ünter 1 %", "version": 2},
        at=datetime(2026, 11, 22, 9, 30, 0, 120, tzinfo=UTC),
        prev_hash=FIRST,
    )

    assert (
        event.canonical()
        == (
            f'{{"actor":{bela.pk},'
            '"after":{"claim_text":"Ünter 1 %","version":2},"annotation":null,"article":3,'
            '"at":"2026-11-22T09:30:00.000120Z","before":null,"prev_hash":"' + "0" * 64 + '",'
            '"sequence":2,"target":"annotation:x","verb":"edited"}'
        ).encode()
    )
    assert event.sealed() == hashlib.sha256(event.canonical()).hexdigest()


def test_an_outsider_can_verify_the_chain(story):
    before = FIRST
    for event in story.events.order_by("sequence").select_related("actor"):
        line = json.loads(event.canonical())
        text = json.dumps(line, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
        assert line["prev_hash"] == before
        before = hashlib.sha256(text.encode()).hexdigest()
        assert before == event.hash


def test_another_article_has_numbers_of_its_own(story):
    other = factories.Article()

    assert list(other.events.values_list("sequence", "prev_hash")) == [(1, FIRST)]


def test_since_is_the_cursor_of_the_feed(story):
    assert [event.sequence for event in story.events.since(9).newest_first()] == [11, 10]


# -- state and history together, or not at all -----------------------------------------------------


def everything():
    nouns = (Annotation, Article, Event, Evidence, Placement, Source, Verdict)
    return [list(noun.objects.order_by("pk").values()) for noun in nouns]


def highlight(annotation, verdict, evidence):
    factories.Annotation(article=annotation.article, by=verdict.reviewer, uuid=UUID(int=7**20))


def cite(annotation, verdict, evidence):
    judging.cite(annotation, by=verdict.reviewer, title="Another", kind="witness", stance="refutes")


def judge(annotation, verdict, evidence):
    annotation.judge(
        by=verdict.reviewer,
        supersedes=verdict.pk,
        kind="disputed",
        reason="unsupported",
        note="No source.",
    )


VERBS = {
    "highlight": highlight,
    "cite": cite,
    "judge": judge,
    "withdraw": lambda annotation, verdict, evidence: verdict.withdraw(by=verdict.reviewer),
    "remove": lambda annotation, verdict, evidence: evidence.remove(by=verdict.reviewer),
    "edit": lambda annotation, verdict, evidence: annotation.edit(
        by=verdict.reviewer, version=1, claim_text="Another"
    ),
    "delete": lambda annotation, verdict, evidence: annotation.delete_softly(
        by=verdict.reviewer, version=1
    ),
    "correct": lambda annotation, verdict, evidence: annotation.article.edit(
        by=verdict.reviewer, version=1, title="Another"
    ),
    "import": lambda annotation, verdict, evidence: factories.Article(by=verdict.reviewer),
    "update": lambda annotation, verdict, evidence: factories.revised(
        annotation.article, "Another text."
    ),
    "move": lambda annotation, verdict, evidence: annotation.move(
        annotation.article.current(), Anchor(0, 7, "exact", 1.0), by=verdict.reviewer, version=1
    ),
    "mark": lambda annotation, verdict, evidence: (
        annotation.article.current()
        .sentences.first()
        .mark("opinion", by=verdict.reviewer, before="")
    ),
}


@pytest.mark.parametrize("verb", VERBS)
def test_nothing_is_saved_when_its_event_cannot_be(db, monkeypatch, verb):
    annotation = factories.Annotation()
    evidence = factories.Evidence(annotation=annotation)
    verdict = factories.Verdict(annotation=annotation, evidence=[evidence])
    before = everything()

    def full(by, lines):
        raise OperationalError("database or disk is full")

    monkeypatch.setattr(Event, "record_all", full)
    with pytest.raises(OperationalError):
        VERBS[verb](annotation, verdict, evidence)

    assert everything() == before
