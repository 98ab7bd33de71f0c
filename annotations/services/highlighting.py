"""Highlighting: a selection, or words somebody typed, becomes an Annotation and its Placement."""

from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from annotations.models import Annotation, Event, Revision
from annotations.models.conflict import Conflict, Reworded
from annotations.text.anchor import Anchor, carry, describe, locate
from annotations.text.wording import Stand, likeness


def highlight(
    revision: Revision, span: Anchor, *, uuid: UUID, by, typed: str = "", **claim
) -> Annotation:
    """Mark [span.start, span.end) of `revision` as a claim.

    The quote and its context are cut here. When the text was updated since, the passage is marked
    in the newest one, if it is worded so there; else it raises Reworded. The same `uuid` again
    returns the first result; with another passage or article, or when it was deleted since, it
    raises Conflict.
    """
    try:
        with transaction.atomic():
            revision, span = _carried_over(revision, span)
            return _create(revision, span, uuid, by, typed, claim)
    except IntegrityError:
        return _first_result(revision, span, uuid)


def _carried_over(revision: Revision, span: Anchor) -> tuple[Revision, Anchor]:
    """The passage in the newest revision, which stays so until the end of the transaction."""
    if revision.lock_current():
        return revision, span
    newest = revision.article.current()
    newest.lock_current()
    found = follow(revision, newest, span)
    if found is None:
        raise Reworded(newest)
    return newest, found


def follow(old: Revision, new: Revision, span: Anchor) -> Anchor | None:
    """Where the passage `span` of `old` stands in `new`, if it is worded alike there."""
    found = carry(old.text, new.text, [(span.start, span.end)])[0]
    if found is None or likeness(_stand(old, span), _stand(new, found)) == "edited":
        return None
    return found


def _stand(revision: Revision, span: Anchor) -> Stand:
    touched = revision.touched(span.start, span.end)
    return revision.stand(span.start, span.end, touched)


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
    annotation.stand_in(revision, span, is_new=True)
    Event.record(by, Event.Verb.HIGHLIGHTED, annotation, after=annotation.facts())
    return annotation


def _first_result(revision: Revision, span: Anchor, uuid: UUID) -> Annotation:
    first = Annotation.objects.select_related("revision").get(pk=uuid)
    same_article = first.article_id == revision.article_id
    wanted = span if first.revision_id == revision.pk else None
    if same_article and first.revision_id != revision.pk:
        wanted = follow(revision, first.revision, span)  # the text was updated between the two
    if wanted is None or wanted[:2] != (first.start, first.end) or first.deleted_at:
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
