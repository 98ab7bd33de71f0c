"""Publishing: an editor lets the public read an article as it stands, and says what it corrects."""

from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from annotations.models import Article, Correction, Event, Publication
from annotations.models.conflict import Conflict
from annotations.models.event import Line
from annotations.reports import publication
from annotations.reports.publication import Draft


def publish(
    article: Article,
    *,
    by,
    digest: str,
    unsigned: bool = False,
    reasons: dict[UUID, str] | None = None,
    **said,
) -> Publication:
    """Make the article, as it stands, the version that readers get. All or nothing.

    `said` are `is_quotes_only` and `note` of the Publication. `digest` (`Draft.digest`) is what the
    person saw; raises Conflict when it would be something else by now. `unsigned` publishes without
    a sign-off that stands. `reasons` says, by the key of each claim of which the version before
    told something else, why. Raises ValidationError for what is missing. Publishing again what is
    published is harmless and returns that version.
    """
    with transaction.atomic():
        revision = article.current()
        if not revision.lock_current():
            raise Conflict(revision)
        article.lock()
        article.refresh_from_db()
        draft = publication.draft(article, by, is_quotes_only=said.get("is_quotes_only", False))
        if draft.digest != digest:
            raise Conflict(draft.revision)
        if draft.base and not draft.is_new:
            return draft.base
        reasons = {key: why.strip() for key, why in (reasons or {}).items()}
        _check(draft, reasons, unsigned=unsigned)
        notes = _notes(draft, reasons, by)
        made = _replace(article, draft, notes, by=by, **said)
        _correct(made, notes)
        Event.record(by, Event.Verb.PUBLISHED, made, after=made.facts())
    return made


def _check(draft: Draft, reasons: dict[UUID, str], *, unsigned: bool) -> None:
    lacking = [
        _("Say why the outcome of “%(passage)s” was corrected.") % {"passage": one.passage}
        for one in draft.changed
        if not reasons.get(one.claim)
    ]
    if not draft.sign_off and not unsigned:
        lacking.append(_("No sign-off stands: sign the article off, or publish it without."))
    if not draft.content["claims"]:
        lacking.append(_("No claim of it has an outcome yet."))
    if lacking:
        raise ValidationError(lacking)


def _notes(draft: Draft, reasons: dict[UUID, str], by) -> list[Correction]:
    """The correction notes, unsaved."""
    return [
        Correction(
            annotation_id=one.claim,
            passage=one.passage,
            before=one.before,
            after=one.after or "",
            reason=reasons[one.claim],
            editor=by,
        )
        for one in draft.changed
    ]


def _replace(article: Article, draft: Draft, notes: list[Correction], *, by, **said) -> Publication:
    if draft.base and not draft.base.ended_at:
        draft.base.end_as(Publication.Ending.REPLACED, by=by)
    earlier = draft.content["corrections"]
    told = [publication.of_correction(one) for one in notes]
    content = draft.content | {"corrections": [*told, *earlier]}
    return article.publications.create(
        number=draft.base.number + 1 if draft.base else 1,
        revision=draft.revision,
        sign_off=draft.sign_off,
        content=content,
        sha256=publication.digest(content),
        editor=by,
        **said,
    )


def _correct(made: Publication, notes: list[Correction]) -> None:
    """Save the notes with the version that tells them, with one line of history each."""
    for note in notes:
        note.publication = made
    saved = Correction.objects.bulk_create(notes)
    verb = Event.Verb.NOTED_CORRECTION
    Event.record_all(made.editor, [Line(verb, one, after=one.facts()) for one in saved])
