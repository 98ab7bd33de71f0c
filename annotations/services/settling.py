"""Settling: decisions on several claims at once, and a decision put back."""

from django.db import transaction
from django.utils.translation import gettext as _

from annotations.models import Adjudication, Article
from annotations.models.conflict import Conflict
from annotations.reports.contested import acceptable


def accept(article: Article, *, by, fingerprint: str) -> list[Adjudication]:
    """Settle every claim of `article` on which all verdicts agree, each with a decision of its own.

    All or none. `fingerprint` is that of the batch (`reports.contested.acceptable`) which the
    editor saw; when it is another by now, it raises Conflict with that. Nine queries a claim.
    """
    note = _("Accepted as unanimous: all who reviewed it say the same.")
    with transaction.atomic():
        article.lock()
        batch = acceptable(article, by)
        if batch.fingerprint != fingerprint:
            raise Conflict(batch)
        return [one.claim.adjudicate(by=by, note=note, **one.said) for one in batch.agreed]


def reinstate(decision: Adjudication, *, by, supersedes: int | None) -> Adjudication:
    """Decide again, in a new row, what an ended decision said: the undo of its end.

    Raises Conflict when other verdicts count by now than those it rests on, or when the open
    decision is another one than `supersedes` (its key, or None).
    """
    return decision.annotation.adjudicate(by=by, supersedes=supersedes, **decision.facts())
