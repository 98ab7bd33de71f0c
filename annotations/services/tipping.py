"""Tipping: a reader sends evidence about a published claim; an editor takes it or dismisses it."""

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from annotations.models import Annotation, Event, Evidence, Tip
from annotations.models.conflict import Conflict
from annotations.services.judging import cite

State = Tip.State


def send(claim: Annotation, **said) -> Tip:
    """Keep what a reader says of `claim`: `url`, `words`, `contact` of the Tip.

    The same again, while it waits, is harmless and returns the first. A locked article takes it
    too: nothing that the desk says is changed by it.
    """
    with transaction.atomic():
        claim.article.lock()
        if first := claim.tips.waiting().filter(**said).first():
            return first
        tip = claim.tips.create(**said)
        Event.record(None, Event.Verb.TIPPED, tip, after=tip.facts())
    return tip


def take(tip: Tip, *, by, **evidence) -> Evidence:
    """Put it on the card as evidence of `by`; `evidence` is what `judging.cite` takes.

    Raises Conflict when it was decided on meanwhile, ValidationError when the claim was deleted.
    """
    with transaction.atomic():
        tip.annotation.article.lock()
        if tip.annotation.deleted_at:
            raise ValidationError(_("The claim was deleted: there is no card to put it on."))
        item = cite(tip.annotation, by=by, **evidence)
        if not _decide(tip, State.TAKEN, by=by, evidence=item):
            raise Conflict(tip)
    return item


def dismiss(tip: Tip, *, by, note: str) -> None:
    """Leave it out, with the reason. Repeat is harmless; raises Conflict when it was taken."""
    with transaction.atomic():
        tip.annotation.article.lock()
        if not _decide(tip, State.DISMISSED, by=by, note=note) and tip.state != State.DISMISSED:
            raise Conflict(tip)


def reopen(tip: Tip, *, by) -> None:
    """Let it wait again; what was put on the card is taken off. Repeat is harmless."""
    with transaction.atomic():
        tip.annotation.article.lock()
        tip.refresh_from_db()
        if tip.state == State.WAITING:
            return
        before, item = tip.facts(), tip.evidence
        blank = {"note": "", "evidence": None, "handled_at": None, "handled_by": None}
        _change(tip, State.WAITING, **blank)
        if item is not None:
            item.remove(by=by)
        Event.record(by, Event.Verb.HANDLED_TIP, tip, before=before, after=tip.facts())


def _decide(tip: Tip, state: str, *, by, **said) -> bool:
    """Compare and swap: False when somebody has decided already, and `tip` says what."""
    tip.refresh_from_db()
    if tip.state != State.WAITING:
        return False
    before = tip.facts()
    _change(tip, state, handled_at=timezone.now(), handled_by=by, **said)
    Event.record(by, Event.Verb.HANDLED_TIP, tip, before=before, after=tip.facts())
    return True


def _change(tip: Tip, state: str, **values) -> None:
    Tip.objects.filter(pk=tip.pk).update(state=state, **values)
    tip.refresh_from_db()
