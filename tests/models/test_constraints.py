"""Each truth that the database holds, one wrong row at a time."""

import uuid

import pytest
from django.db import IntegrityError, models, transaction
from django.utils import timezone

from annotations.models import (
    Adjudication,
    Annotation,
    Article,
    Assignment,
    Attempt,
    Batch,
    BatchRow,
    Capture,
    Comment,
    Correction,
    Delivery,
    DeskRules,
    Event,
    Evidence,
    Look,
    Membership,
    Notice,
    Placement,
    Publication,
    Revision,
    Sentence,
    SignOff,
    Skip,
    Source,
    SourceText,
    Team,
    Thread,
    Tip,
    Token,
    User,
    Verdict,
    Webhook,
    Wording,
)
from tests import factories

NOW = timezone.now()
# What the record is made of; looks, teams and read marks come and go.
RECORD = (
    Adjudication,
    Annotation,
    Article,
    Assignment,
    Attempt,
    Capture,
    Comment,
    Correction,
    DeskRules,
    Event,
    Evidence,
    Placement,
    Publication,
    Revision,
    Sentence,
    SignOff,
    Skip,
    Source,
    SourceText,
    Thread,
    Tip,
    Verdict,
    Wording,
)
PASSING = (Batch, BatchRow, Delivery, Look, Membership, Notice, Team, Token, Webhook)
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
    ("article_archive_is_web", Article, {"archive_url": "javascript:alert(1)"}),
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
    ("article_one_to_five_reviews", Article, {"required_reviews": 0}),
    ("article_one_to_five_reviews", Article, {"required_reviews": 6}),
    ("article_target_percent", Article, {"target": 101}),
    ("article_locked_by_somebody", Article, {"locked_at": NOW}),
    ("article_deleted_by_somebody", Article, {"deleted_at": NOW}),
    ("verdict_rule", Verdict, {"rule": "lenient"}),
    ("evidence_replied_by_somebody", Evidence, {"reply": "No."}),
    ("evidence_quote_checked_in_a_text", Evidence, {"quote_start": 1, "quote_end": 2}),
    ("evidence_quote_checked_in_a_text", Evidence, {"checked_at": NOW}),
    ("attempt_has_a_place", Attempt, {"place": ""}),
    ("attempt_removed_by_somebody", Attempt, {"removed_at": NOW}),
    ("skip_has_a_reason", Skip, {"reason": ""}),
    ("adjudication_kind", Adjudication, {"kind": "contested", "reason": ""}),
    ("adjudication_says_why", Adjudication, {"note": ""}),
    ("adjudication_disputed_has_its_reason", Adjudication, {"kind": "disputed", "reason": ""}),
    ("adjudication_disputed_has_its_reason", Adjudication, {"reason": "outdated"}),
    ("adjudication_ended_once_by_somebody", Adjudication, {"ended_at": NOW}),
    ("assignment_whole_or_range", Assignment, {"start": 1, "end": 2}),
    ("assignment_removed_by_somebody", Assignment, {"removed_at": NOW}),
    ("sign_off_covers_at_most_all", SignOff, {"covered": 9}),
    ("sign_off_withdrawn_by_somebody", SignOff, {"withdrawn_at": NOW}),
    ("correction_says_why", Correction, {"reason": ""}),
    ("correction_of_something", Correction, {"after": "verified"}),
    ("correction_noted_with_something", Correction, {"sign_off": None, "publication": None}),
    ("publication_from_one", Publication, {"number": 0}),
    ("publication_ended_once_by_somebody", Publication, {"ended_at": NOW}),
    ("publication_ended_once_by_somebody", Publication, {"ending": "withdrawn"}),
    ("tip_says_something", Tip, {"url": "", "words": ""}),
    ("tip_link_is_web", Tip, {"url": "javascript:alert(1)"}),
    ("tip_handled_by_somebody", Tip, {"state": "taken"}),
    ("tip_handled_by_somebody", Tip, {"handled_at": NOW}),
    ("tip_taken_as_evidence", Tip, {"evidence": 1}),
    ("source_text_has_words", SourceText, {"text": ""}),
    ("source_text_how", SourceText, {"how": "guessed"}),
    ("thread_about_a_claim_or_a_sentence", Thread, {"start": 1, "end": 2}),
    ("thread_resolved_by_somebody", Thread, {"resolved_at": NOW}),
    ("comment_says_something", Comment, {"text": ""}),
    ("comment_removed_by_somebody", Comment, {"removed_at": NOW}),
    ("rules_evidence", DeskRules, {"evidence_rule": "asked"}),
    ("rules_one_to_five_reviews", DeskRules, {"required_reviews": 6}),
    ("rules_target_percent", DeskRules, {"target": 101}),
    ("rules_from_one", DeskRules, {"number": 0}),
    ("team_has_a_name", Team, {"name": ""}),
    ("membership_weight", Membership, {"weight": 0}),
    ("token_has_a_name", Token, {"name": ""}),
    ("webhook_is_web", Webhook, {"url": "ftp://example.org/"}),
    ("webhook_has_a_secret", Webhook, {"secret": ""}),
    ("capture_of_one_thing", Capture, {"article": None}),
    ("capture_url_is_web", Capture, {"url": "javascript:alert(1)"}),
    ("capture_final_is_web", Capture, {"final_url": "file:///etc/passwd"}),
    ("batch_kind", Batch, {"kind": "songs"}),
    ("batch_row_result", BatchRow, {"result": "lost"}),
    ("batch_row_refused_says_why", BatchRow, {"result": "refused", "reason": ""}),
    ("delivery_done_is_done", Delivery, {"delivered_at": NOW}),
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
    ("adjudication_one_open_per_claim", Adjudication, []),
    ("skip_one_open_per_reviewer", Skip, []),
    ("source_text_once", SourceText, []),
    ("correction_once", Correction, []),
    ("correction_published_once", Correction, []),
    ("capture_of_an_article_once", Capture, []),
    ("publication_number_once", Publication, []),
    ("publication_one_open", Publication, ["number"]),
    ("look_once", Look, []),
    ("membership_once", Membership, []),
    ("notice_once", Notice, []),
    ("number", DeskRules, []),
    ("digest", Token, []),
    ("delivery_once", Delivery, []),
    ("batch_row_once", BatchRow, []),
]


@pytest.fixture
def desk(db):
    annotation = factories.Annotation()
    evidence = factories.Evidence(annotation=annotation)
    verdict = factories.Verdict(annotation=annotation, evidence=[evidence])
    reviewed(verdict)


def reviewed(verdict):
    """A row of every noun of the review, on the claim of `verdict`."""
    claim, by = verdict.annotation, verdict.reviewer
    claim.attempt(by=by, place="Town archive")
    claim.skip(by=by, reason="Not my field.")
    decision = {"kind": "verified", "note": "Seen.", "votes": [verdict.pk]}
    claim.adjudicate(by=by, **decision)
    SourceText.objects.create(
        source=claim.evidence.get().source, text="x", sha256=SourceText.digest("x"), kept_by=by
    )
    Assignment.objects.create(article=claim.article, reviewer=by, assigned_by=by)
    sign_off = SignOff.objects.create(
        article=claim.article,
        revision=claim.revision,
        covered=1,
        checkable=2,
        sequence=1,
        editor=by,
    )
    Correction.objects.create(
        sign_off=sign_off,
        annotation=claim,
        before="verified",
        after="disputed",
        reason="New.",
        passage="x",
        editor=by,
    )
    published = factories.Publication(article=claim.article, by=by)
    Correction.objects.update(publication=published)
    factories.Tip(annotation=claim)
    Capture.objects.create(article=claim.article, content=b"x", sha256="x", taken_by=by)
    thread = Thread.objects.create(article=claim.article, annotation=claim)
    comment = Comment.objects.create(thread=thread, author=by, text="Look.")
    Notice.objects.create(comment=comment, person=by)
    Look.begin(claim, by=by)
    Membership.objects.create(team=Team.objects.create(name="Desk"), person=by)
    factories.Token(by=by)
    factories.BatchRow(batch__created_by=by)
    factories.Delivery(event=claim.events.first(), webhook__by=by)
    DeskRules.in_force().replace(by=by, target=80)


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


def test_what_is_kept_of_a_source_is_kept_once(desk):
    kept = {"source": SourceText.objects.get().source, "content": b"x", "sha256": "x"}
    Capture.objects.create(**kept)

    with pytest.raises(IntegrityError), transaction.atomic():
        Capture.objects.create(**kept)


def test_every_constraint_has_its_wrong_row():
    tried = {name for name, _model, _wrong in [*WRONG, *TWICE]}
    tried |= {"capture_of_a_source_once"}  # above: what the others try is of an article
    named = {rule.name for noun in (*RECORD, *PASSING) for rule in noun._meta.constraints}

    assert named <= tried


def test_nothing_of_the_record_is_deleted_with_something_else():
    links = [
        field.remote_field.on_delete
        for noun in RECORD
        for field in noun._meta.fields
        if field.remote_field and field is not Event._meta.get_field("annotation")
    ]

    assert set(links) == {models.PROTECT}


def test_an_ended_verdict_leaves_room_for_the_next(desk):
    verdict = Verdict.objects.get()
    verdict.withdraw(by=verdict.reviewer)

    factories.Verdict(annotation=verdict.annotation, by=verdict.reviewer)

    assert Verdict.objects.count() == 2
