"""Each truth that the database holds, one wrong row at a time."""

import uuid

import pytest
from django.db import IntegrityError, models, transaction
from django.utils import timezone

from annotations.models import (
    Annotation,
    Article,
    Event,
    Evidence,
    Placement,
    Revision,
    Sentence,
    Source,
    User,
    Verdict,
    Wording,
)
from tests import factories

NOW = timezone.now()
WRONG = [
    ("article_has_a_title", Article, {"title": ""}),
    ("article_has_an_address", Article, {"slug": ""}),
    ("article_version_from_one", Article, {"version": 0}),
    ("revision_from_one", Revision, {"number": 0}),
    ("revision_has_text", Revision, {"text": ""}),
    ("sentence_has_length", Sentence, {"start": 5, "end": 5}),
    ("sentence_from_one", Sentence, {"number": 0}),
    ("sentence_paragraph_from_one", Sentence, {"paragraph": 0}),
    ("annotation_has_length", Annotation, {"start": 5, "end": 5}),
    ("annotation_has_length", Annotation, {"start": 6, "end": 5}),
    ("annotation_has_a_quote", Annotation, {"quote": ""}),
    ("annotation_version_from_one", Annotation, {"version": 0}),
    ("annotation_deleted_by_somebody", Annotation, {"deleted_at": NOW}),
    ("annotation_deleted_by_somebody", Annotation, {"deleted_by": "somebody"}),
    ("placement_has_length", Placement, {"start": 5, "end": 5}),
    ("placement_has_passage", Placement, {"passage": ""}),
    ("annotation_shelved_by_somebody", Annotation, {"shelved_at": NOW}),
    ("annotation_shelved_by_somebody", Annotation, {"shelved_by": "somebody"}),
    ("revision_cut_once", Revision, {"cuts": 0}),
    ("sentence_not_checkable", Sentence, {"not_checkable": "boring"}),
    ("placement_change", Placement, {"change": "lost"}),
    ("wording_has_passage", Wording, {"passage": ""}),
    ("placement_score_range", Placement, {"score": 1.1}),
    ("placement_score_range", Placement, {"score": -0.1}),
    ("source_has_a_title", Source, {"title": ""}),
    ("source_link_is_web", Source, {"url": "javascript:alert(1)"}),
    ("source_link_is_web", Source, {"url": "ftp://example.org/"}),
    ("article_original_is_web", Article, {"source_url": "javascript:alert(1)"}),
    ("evidence_archive_is_web", Evidence, {"archive_url": "data:text/html,x"}),
    ("evidence_stance", Evidence, {"stance": "likes"}),
    ("evidence_removed_by_somebody", Evidence, {"removed_at": NOW}),
    ("evidence_removed_by_somebody", Evidence, {"removed_by": "somebody"}),
    ("verdict_kind", Verdict, {"kind": "unchecked", "reason": ""}),
    ("verdict_disputed_has_its_reason", Verdict, {"kind": "disputed", "reason": ""}),
    ("verdict_disputed_has_its_reason", Verdict, {"kind": "disputed", "reason": "dislike"}),
    ("verdict_disputed_has_its_reason", Verdict, {"kind": "verified", "reason": "outdated"}),
    ("verdict_has_length", Verdict, {"start": 5, "end": 5}),
    ("verdict_ended_once_by_somebody", Verdict, {"ended_at": NOW}),
    ("verdict_ended_once_by_somebody", Verdict, {"ending": "replaced"}),
    ("verdict_ended_once_by_somebody", Verdict, {"ended_by": "somebody"}),
    ("event_from_one", Event, {"sequence": 0}),
]
TWICE = [
    ("slug", Article, []),
    ("username", User, []),
    ("revision_number_once", Revision, []),
    ("revision_one_current", Revision, ["number"]),
    ("wording_once", Wording, []),
    ("sentence_number_once", Sentence, ["start"]),
    ("sentence_start_once", Sentence, ["number"]),
    ("placement_once", Placement, []),
    ("verdict_one_open_per_reviewer", Verdict, []),
    ("event_sequence_once", Event, []),
]


@pytest.fixture
def desk(db):
    annotation = factories.Annotation()
    evidence = factories.Evidence(annotation=annotation)
    factories.Verdict(annotation=annotation, evidence=[evidence])


@pytest.mark.parametrize(("name", "model", "wrong"), WRONG)
def test_the_database_refuses(desk, name, model, wrong):
    somebody = User.objects.first()
    values = {key: somebody if value == "somebody" else value for key, value in wrong.items()}
    row = model.objects.first()

    with pytest.raises(IntegrityError), transaction.atomic():
        model.objects.filter(pk=row.pk).update(**values)


@pytest.mark.parametrize(("name", "model", "wrong"), WRONG)
def test_the_refusal_is_the_one_meant(name, model, wrong):
    assert name in {constraint.name for constraint in model._meta.constraints}


@pytest.mark.parametrize(("name", "model", "other"), TWICE)
def test_the_database_refuses_a_second(desk, name, model, other):
    row = model.objects.first()
    row.pk = uuid.uuid4() if model is Annotation else None
    for field in other:
        setattr(row, field, 9)

    with pytest.raises(IntegrityError), transaction.atomic():
        row.save(force_insert=True)


def test_every_constraint_has_its_wrong_row():
    tried = {name for name, _model, _wrong in [*WRONG, *TWICE]}
    nouns = (
        Annotation,
        Article,
        Event,
        Evidence,
        Placement,
        Revision,
        Sentence,
        Source,
        Verdict,
        Wording,
    )

    named = {rule.name for noun in nouns for rule in noun._meta.constraints}

    assert named <= tried


def test_nothing_of_the_record_is_deleted_with_something_else():
    nouns = (
        Annotation,
        Article,
        Event,
        Evidence,
        Placement,
        Revision,
        Sentence,
        Source,
        Verdict,
        Wording,
    )

    links = [
        field.remote_field.on_delete
        for noun in nouns
        for field in noun._meta.fields
        if field.remote_field
    ]

    assert set(links) == {models.PROTECT}


def test_an_ended_verdict_leaves_room_for_the_next(desk):
    verdict = Verdict.objects.get()
    verdict.withdraw(by=verdict.reviewer)

    factories.Verdict(annotation=verdict.annotation, by=verdict.reviewer)

    assert Verdict.objects.count() == 2
