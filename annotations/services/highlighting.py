"""Highlighting: a selection, or words somebody typed, becomes an Annotation and its Placement."""

from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from annotations.models import Annotation, Event, Placement, Revision
from annotations.models.conflict import Conflict
from annotations.text.anchor import Anchor, describe, locate


def highlight(
    revision: Revision, span: Anchor, *, uuid: UUID, by, typed: str = "", **claim
) -> Annotation:
    """Mark [span.start, span.end) of `revision` as a claim.

    The quote and its context are cut here. The same `uuid` again returns the first result; with
    another passage or article, or when it was deleted since, it raises Conflict.
    """
    try:
        with transaction.atomic():
            return _create(revision, span, uuid, by, typed, claim)
    except IntegrityError:
        return _first_result(revision, span, uuid)


def _create(revision, span, uuid, by, typed, claim) -> Annotation:
    prefix, suffix = describe(revision.text, span.start, span.end)
    annotation = Annotation(
        pk=uuid,
        article=revision.article,
        revision=revision,
        quote=revision.cut(span.start, span.end),
        prefix=prefix,
        suffix=suffix,
        start=span.start,
        end=span.end,
        typed=typed,
        created_by=by,
        **claim,
    )
    annotation.save(force_insert=True)
    place(annotation, revision, span)
    Event.record(by, Event.Verb.HIGHLIGHTED, annotation, after=annotation.facts())
    return annotation


def place(annotation: Annotation, revision: Revision, span: Anchor) -> Placement:
    """Write down where `annotation` stands in `revision`. Two queries."""
    return annotation.placements.create(
        revision=revision,
        sentence=revision.sentence_at(span.start),
        start=span.start,
        end=span.end,
        passage=revision.cut(span.start, span.end),
        method=span.method,
        score=span.score,
    )


def _first_result(revision: Revision, span: Anchor, uuid: UUID) -> Annotation:
    first = Annotation.objects.get(pk=uuid)
    same = (first.revision_id, first.start, first.end) == (revision.pk, span.start, span.end)
    if not same or first.deleted_at:
        raise Conflict(first)
    return first


def selected(revision: Revision, start: int, end: int, quote: str) -> Anchor:
    """The span a person selected, checked against the words they saw, blanks at its ends left out.

    Raises ValidationError when the offsets and the quote disagree or nothing is selected.
    """
    if not 0 <= start < end <= len(revision.text):
        raise ValidationError(_("The selection lies outside the text. Select the passage again."))
    passage = revision.cut(start, end)
    if passage != quote.replace("\r\n", "\n"):  # browsers send form fields with CRLF
        raise ValidationError(
            _("The selection and the text do not agree. Reload the page and select it again.")
        )
    if not passage.strip():
        raise ValidationError(_("Select some words: there are only blanks in this selection."))
    start += len(passage) - len(passage.lstrip())
    return Anchor(start, start + len(passage.strip()), "selected", 1.0)


def found(revision: Revision, words: str) -> Anchor:
    """Where the typed `words` stand, small slips allowed. Raises ValidationError if nowhere."""
    anchor = locate(revision.text, words)
    if anchor is None:
        raise ValidationError(
            _("These words are not in the article. Copy them from the text, or check the spelling.")
        )
    return anchor
