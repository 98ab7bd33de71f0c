"""From the events alone comes what stands in the database, after whatever people did."""

import os
from datetime import date
from random import Random
from uuid import UUID

import pytest

from annotations.models import Annotation, Comment, DeskRules, Sentence, Thread
from annotations.models.conflict import Conflict
from annotations.models.event import plain
from annotations.reports.replay import replay
from annotations.services import correcting, discussing, highlighting, judging, revising
from annotations.text.anchor import Anchor
from tests import factories

EDITS = int(os.environ.get("EDITS", "400"))  # 1,000 take half a minute
WORDS = ["dam", "holds", "safe", "nobody", "hurt", "river", "water", "council", "year", "flood"]


class Desk:
    """Three people doing at random whatever can be done to one article."""

    def __init__(self, people, chance):
        self.people, self.chance = people, chance
        self.article = factories.Article(text=self.text(), by=people[0])
        self.made = 0

    @property
    def by(self):
        return self.chance.choice(self.people)

    def sentence(self):
        words = self.chance.choices(WORDS, k=self.chance.randint(4, 8))
        return " ".join(words).capitalize() + f" {self.chance.randint(1, 99)}."

    def text(self):
        return " ".join(self.sentence() for _ in range(8))

    def any(self, rows):
        count = rows.count()
        return rows.order_by("pk")[self.chance.randrange(count)] if count else None

    def claim(self):
        return self.any(Annotation.objects.present().filter(article=self.article))

    def span(self, revision):
        start, end = sorted(self.chance.sample(range(len(revision.text) + 1), 2))
        end = min(end, start + 40)
        try:
            return highlighting.selected(revision, start, end, revision.cut(start, end))
        except highlighting.ValidationError:
            return Anchor(0, 5, "selected", 1.0)

    # -- what can be done ------------------------------------------------------------------------

    def highlight(self):
        revision = self.article.current()
        self.made += 1
        key = UUID(int=self.chance.getrandbits(128), version=4)
        highlighting.highlight(revision, self.span(revision), uuid=key, by=self.by)

    def edit(self):
        claim = self.claim()
        claim.edit(by=self.by, version=claim.version, claim_text=self.sentence())

    def delete(self):
        claim = self.claim()
        claim.delete_softly(by=self.by, version=claim.version)

    def restore(self):
        self.any(Annotation.objects.deleted().filter(article=self.article)).restore(by=self.by)

    def move(self):
        revision, claim = self.article.current(), self.claim()
        claim.move(revision, self.span(revision), by=self.by, version=claim.version)

    def detach(self):
        claim = self.claim()
        claim.detach(by=self.by, version=claim.version)

    def shelve(self):
        claim = self.any(self.article.annotations.in_tray())
        claim.shelve(by=self.by, version=claim.version)

    def unshelve(self):
        self.any(self.article.annotations.filter(shelved_at__isnull=False)).unshelve(by=self.by)

    def judge(self):
        claim, by = self.claim(), self.by
        mine = claim.verdicts.open().by(by).first()
        evidence = list(claim.evidence.present()[: self.chance.randint(0, 2)])
        kind = self.chance.choice(["verified", "disputed", "sourced"])
        grounds = {"reason": "unsupported"} if kind == "disputed" else {}
        seen = mine.pk if mine else None
        grounds |= {"note": self.sentence(), "as_of": date(2026, 11, 22), "anyway": True}
        claim.judge(by=by, kind=kind, supersedes=seen, evidence=evidence, **grounds)

    def withdraw(self):
        self.any(self.claim().verdicts.open()).withdraw(by=self.by)

    def reinstate(self):
        claim = self.claim()
        ended = self.any(claim.verdicts.filter(ended_at__isnull=False))
        mine = claim.verdicts.open().by(ended.reviewer).first()
        judging.reinstate(ended, by=ended.reviewer, supersedes=mine.pk if mine else None)

    def cite(self):
        stance = self.chance.choice(["supports", "refutes"])
        judging.cite(self.claim(), by=self.by, title=self.sentence(), kind="witness", stance=stance)

    def remove(self):
        self.any(self.claim().evidence.present()).remove(by=self.by)

    def put_back(self):
        self.any(self.claim().evidence.filter(removed_at__isnull=False)).restore(by=self.by)

    def answer(self):
        self.any(self.claim().evidence).answer(self.sentence(), by=self.by)

    def attempt(self):
        self.claim().attempt(by=self.by, place=self.sentence())

    def remove_attempt(self):
        self.any(self.claim().attempts.present()).remove(by=self.by)

    def skip(self):
        self.claim().skip(by=self.by, reason=self.sentence())

    def take_back(self):
        self.any(self.claim().skips.open()).take_back(by=self.by)

    def decide(self):
        claim = self.claim()
        votes = list(claim.verdicts.valid().values_list("pk", flat=True))
        before = claim.adjudications.open().first()
        claim.adjudicate(
            by=self.by,
            kind="sourced",
            note=self.sentence(),
            supersedes=before.pk if before else None,
            votes=votes,
        )

    def mark(self):
        sentence = self.any(self.article.current().sentences)
        kind = self.chance.choice(["", *Sentence.NotCheckable.values])
        sentence.mark(kind, by=self.by, before=sentence.not_checkable)

    def merge(self):
        revision = self.article.current()
        correcting.merge(self.any(revision.sentences), by=self.by, edition=revision.edition)

    def split(self):
        revision = self.article.current()
        sentence = self.any(revision.sentences)
        at = sentence.start + sentence.text.index(" ")
        correcting.split(sentence, at, by=self.by, edition=revision.edition, across=True)

    def update(self):
        if self.chance.random() < 0.2:
            return revising.restore(self.article, 1, by=self.by)
        sentences = self.article.current().text.split(". ")
        sentences[self.chance.randrange(len(sentences))] = self.sentence().rstrip(".")
        return factories.revised(self.article, ". ".join(sentences), by=self.by)

    def comment(self):
        discussing.start(self.claim(), by=self.by, text=self.sentence())

    def comment_on_sentence(self):
        discussing.start(self.any(self.article.current().sentences), by=self.by, text="Hm.")

    def remove_comment(self):
        self.any(Comment.objects.present()).remove(by=self.by)

    def resolve(self):
        self.any(Thread.objects.filter(resolved_at=None)).resolve(by=self.by)

    def reopen(self):
        self.any(Thread.objects.filter(resolved_at__isnull=False)).reopen(by=self.by)

    def lock(self):
        self.article.lock_changes(by=self.by)
        self.article.unlock_changes(by=self.by)

    def correct(self):
        self.article.edit(by=self.by, version=self.article.version, title=self.sentence())


OFTEN = [Desk.highlight, Desk.judge, Desk.judge, Desk.cite, Desk.edit, Desk.move, Desk.reinstate]
SELDOM = [
    Desk.delete,
    Desk.restore,
    Desk.detach,
    Desk.shelve,
    Desk.unshelve,
    Desk.withdraw,
    Desk.remove,
    Desk.put_back,
    Desk.answer,
    Desk.attempt,
    Desk.remove_attempt,
    Desk.skip,
    Desk.take_back,
    Desk.decide,
    Desk.mark,
    Desk.merge,
    Desk.split,
    Desk.comment,
    Desk.comment_on_sentence,
    Desk.remove_comment,
    Desk.resolve,
    Desk.reopen,
    Desk.lock,
    Desk.correct,
]
NOTHING_THERE = (AttributeError, Conflict, ValueError, highlighting.ValidationError)


@pytest.fixture
def article(ada, bela):
    """After so many edits that were accepted; a text update in every forty."""
    DeskRules.in_force().replace(by=ada, evidence_rule="advice")
    desk = Desk([ada, bela, factories.Reviewer()], Random(4))
    for _ in range(5):
        desk.highlight()
    done = 0
    while done < EDITS:
        act = Desk.update if done % 40 == 39 else desk.chance.choice(OFTEN + SELDOM)
        try:
            act(desk)
        except NOTHING_THERE:
            continue
        done += 1
    return desk.article


def stands(claim):
    """What is on a claim, from the database, as the history would tell it."""
    shown = {
        "facts": claim.facts(),
        "version": claim.version,
        "is_deleted": claim.deleted_at is not None,
        "is_shelved": claim.shelved_at is not None,
        "place": claim.placements.current().values_list("revision__number", "start", "end").first(),
        "verdicts": {one.reviewer_id: given(one) for one in claim.verdicts.open()},
        "decision": [given(one) for one in claim.adjudications.open()],
        "evidence": facts_by_key(claim.evidence.present()),
        "attempts": facts_by_key(claim.attempts.present()),
        "comments": facts_by_key(Comment.objects.present().filter(thread__annotation=claim)),
        "skips": {one.reviewer_id: given(one) for one in claim.skips.open()},
    }
    del shown["facts"]["version"]
    return shown


def given(one):
    return str(one.pk), plain(one.facts())


def facts_by_key(rows):
    return dict(given(one) for one in rows)


def replayed(claim):
    """The same from a replayed claim."""
    names = (
        "version",
        "is_deleted",
        "is_shelved",
        "place",
        "verdicts",
        "evidence",
        "attempts",
        "comments",
    )
    shown = {name: getattr(claim, name) for name in (*names, "skips")}
    facts = {name: claim.facts[name] for name in claim.facts if name != "version"}
    return shown | {"facts": facts, "decision": [claim.decision] if claim.decision else []}


def test_many_random_edits_replayed_are_what_stands(article):
    state = replay(article.events.order_by("sequence"))

    current = article.current()
    marks = current.sentences.exclude(not_checkable="").values_list("number", "not_checkable")
    claims = {claim.pk: stands(claim) for claim in article.annotations.all()}
    assert {key: replayed(claim) for key, claim in state.claims.items()} == claims
    assert {number: kind for number, kind in state.not_checkable.items() if kind} == dict(marks)
    assert (state.revision, state.sha256) == (current.number, current.sha256)
    assert state.details["title"] == article.title
    general = Comment.objects.present().filter(thread__annotation=None)
    assert state.comments == facts_by_key(general)
    closed = Thread.objects.filter(resolved_at__isnull=False).values_list("pk", flat=True)
    assert state.resolved == {str(key) for key in closed}
    assert len(set(article.events.values_list("verb", flat=True))) == 32  # all that they can do
