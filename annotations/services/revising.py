"""Revising: an article's text is updated, and all that hung on the old one is carried over."""

from bisect import bisect_right

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from annotations.models import Annotation, Article, Event, Placement, Revision, Sentence, Wording
from annotations.models.conflict import Conflict
from annotations.models.event import Line
from annotations.reports.carrying import Carried, Plan, plan
from annotations.services import assigning, discussing
from annotations.services.intake import Draft, capture

BATCH = 500


def revise(article: Article, draft: Draft, *, by, fingerprint: str | None = None) -> Revision:
    """Save `draft` as the newest revision of `article`, its file as a Capture, all or nothing.

    `fingerprint` is that of the plan a person saw and agreed to; when the desk has changed so that
    another would be carried out, it raises Conflict with that plan, and nothing is written. The
    text that stands already is refused by ValidationError.
    """
    wanted = plan(article, draft.text)
    if wanted.text == wanted.base.text:
        raise ValidationError(_("This is the text that stands already."))
    if fingerprint not in (None, wanted.fingerprint):
        raise Conflict(wanted)
    with transaction.atomic():
        check_still_true(wanted)
        revision = save_revision(wanted, draft, by)
        save_claims(wanted, revision, by)
        assigning.carry(wanted.article, wanted.base, revision, by=by)
        discussing.carry(wanted.article, wanted.base, revision)
        if draft.origin:
            capture(wanted.article, draft.origin, draft.text, by=by)
    return revision


def check_still_true(wanted: Plan) -> None:
    """Planning a long text takes seconds, and locks nobody out; did anything move meanwhile?"""
    base = wanted.base
    current = base.lock_current()
    places = Placement.objects.filter(annotation__article=wanted.article)
    stand = set(places.filter(revision=base).values_list("pk", "start", "end", "wording"))
    known = [claim.was for claim in wanted.claims if claim.was.revision_id == base.pk]
    planned = {(was.pk, was.start, was.end, was.wording_id) for was in known}
    cuts = Revision.objects.filter(pk=base.pk).values_list("cuts", flat=True).get()
    if not current or stand != planned or cuts != base.cuts:
        raise Conflict(plan(wanted.article, wanted.text))


def save_revision(wanted: Plan, draft: Draft, by) -> Revision:
    Revision.objects.filter(pk=wanted.base.pk).update(is_current=False)
    revision = wanted.article.revisions.create(
        number=wanted.base.number + 1,
        text=wanted.text,
        sha256=Revision.digest(wanted.text),
        raw=draft.raw,
        raw_kind=draft.raw_kind,
        sanitiser=draft.sanitiser,
        created_by=by,
    )
    for sentence in wanted.sentences:
        sentence.revision = revision
    Sentence.objects.bulk_create(wanted.sentences, batch_size=BATCH)
    return revision


def save_claims(wanted: Plan, revision: Revision, by) -> None:
    """Placements, wordings and history of all claims, in a few statements however many."""
    standing = [claim for claim in wanted.claims if claim.found]
    words = wordings(standing)
    starts = [sentence.start for sentence in wanted.sentences]
    placed = [
        placement(claim, revision, wanted.sentences, starts, words[claim.annotation.pk])
        for claim in standing
    ]
    Placement.objects.bulk_create(placed, batch_size=BATCH)
    unshelve([claim.annotation for claim in standing])
    after = {"revision": revision.number, "sha256": revision.sha256}
    after |= {fate.value: count for fate, count in wanted.counts.items()}
    after |= carried_along(wanted, standing)
    lines = [Line(Event.Verb.REVISED, wanted.article, {"revision": wanted.base.number}, after)]
    lines += [line_of(claim, revision) for claim in wanted.news]
    Event.record_all(by, lines)


def carried_along(wanted: Plan, standing: list[Carried]) -> dict:
    """What nobody is told of and the history must know: where each claim stands in the new text,
    and which of its sentences keep their mark, by number.
    """
    spans = {str(one.annotation.pk): one.found[:2] for one in standing if one.found}
    marked = [one for one in wanted.sentences if one.not_checkable]
    return {"spans": spans, "not_checkable": {one.number: one.not_checkable for one in marked}}


def unshelve(annotations: list[Annotation]) -> None:
    """What was kept as history and has its text again is on the desk again. One query, if any."""
    back = [one.pk for one in annotations if one.shelved_at]
    if back:
        Annotation.objects.filter(pk__in=back).update(shelved_at=None, shelved_by=None)


def wordings(standing: list[Carried]) -> dict:
    """The wording of each claim by its key; new ones are saved. One query."""
    words = {one.annotation.pk: one.wording or new_wording(one) for one in standing}
    Wording.objects.bulk_create([one for one in words.values() if one.pk is None], batch_size=BATCH)
    return words


def new_wording(claim: Carried) -> Wording:
    assert claim.worded
    return Wording.of(claim.annotation, claim.worded)


def placement(claim: Carried, revision: Revision, sentences, starts, wording: Wording) -> Placement:
    found = claim.found
    assert found
    return Placement(
        annotation=claim.annotation,
        revision=revision,
        sentence=sentences[bisect_right(starts, found.start) - 1],
        start=found.start,
        end=found.end,
        passage=revision.cut(found.start, found.end),
        wording=wording,
        change=claim.fate.value,
        method=found.method,
        score=found.score,
    )


def line_of(claim: Carried, revision: Revision) -> Line:
    found = claim.found
    span = [found.start, found.end] if found else None
    before = {"start": claim.was.start, "end": claim.was.end, "passage": claim.was.passage}
    after = {"revision": revision.number, "fate": claim.fate.value, "span": span}
    return Line(Event.Verb.CARRIED, claim.annotation, before, after)


def restore(article: Article, number: int, *, by) -> Revision:
    """Bring the text of revision `number` back, as a new revision; its verdicts stand again."""
    older = article.revisions.get(number=number)
    draft = Draft(older.text, older.raw, older.raw_kind, article.title, sanitiser=older.sanitiser)
    return revise(article, draft, by=by)
