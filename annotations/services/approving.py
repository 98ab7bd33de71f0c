"""Approving: an editor signs an article off, and says why what it said before was corrected."""

from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from annotations.models import Article, Correction, Event, SignOff
from annotations.models.conflict import Conflict
from annotations.models.event import Line
from annotations.reports.approval import Changed, Standing, approval, standing


def sign_off(
    article: Article, *, by, digest: str, note: str = "", reasons: dict[UUID, str] | None = None
) -> SignOff:
    """Approve `article` as it stands, all or nothing; nothing of it can change meanwhile.

    `digest` (`reports.approval.digest`) is what the person saw; raises Conflict when it is
    something else by now. `reasons` says, by the key of each claim whose outcome an
    earlier sign-off approved otherwise, why. Raises ValidationError for what stands in the way.
    Approving again what is approved is harmless and returns the sign-off that stands.
    """
    with transaction.atomic():
        _hold(article)
        now = standing(article, by)
        if now.digest != digest:
            raise Conflict(now.ledger.revision)
        before = approval(article, by)
        if before and before.stands:
            return before.sign_off
        reasons = {key: why.strip() for key, why in (reasons or {}).items()}
        _check(now, reasons)
        signed = _sign(now, note)
        _correct(signed, now.changed, reasons)
    return signed


def _hold(article: Article) -> None:
    """Keep text and verdicts as they are until the end of the transaction."""
    current = article.current()
    if not current.lock_current():
        raise Conflict(current)
    article.lock()
    article.refresh_from_db()


def _check(now: Standing, reasons: dict[UUID, str]) -> None:
    lacking = [obstacle.text for obstacle in now.obstacles]
    lacking += [
        _("Say why the outcome of “%(passage)s” was corrected.") % {"passage": one.passage}
        for one in now.changed
        if not reasons.get(one.annotation)
    ]
    if lacking:
        raise ValidationError(lacking)


def _sign(now: Standing, note: str) -> SignOff:
    book = now.ledger
    signed = book.article.sign_offs.create(
        revision=book.revision,
        digest=now.digest,
        outcomes=now.outcomes,
        covered=book.coverage.covered,
        checkable=book.coverage.checkable,
        sequence=book.article.last_event,
        note=note,
        editor=now.signer,
    )
    Event.record(now.signer, Event.Verb.SIGNED_OFF, signed, after=signed.facts())
    return signed


def _correct(signed: SignOff, changed: list[Changed], reasons: dict[UUID, str]) -> None:
    """The correction notes, with one line of history each."""
    notes = [
        Correction(
            sign_off=signed,
            annotation_id=one.annotation,
            passage=one.passage,
            before=one.before,
            after=one.after or "",
            reason=reasons[one.annotation],
            editor=signed.editor,
        )
        for one in changed
    ]
    saved = Correction.objects.bulk_create(notes)
    verb = Event.Verb.NOTED_CORRECTION
    Event.record_all(signed.editor, [Line(verb, one, after=one.facts()) for one in saved])
