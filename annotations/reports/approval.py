"""Approval: whether an article may be signed off, whether its sign-off stands, and what it would
correct.
"""

import hashlib
import json
from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID

from django.db.models import Count, Window
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from annotations import policy
from annotations.models import (
    Annotation,
    Article,
    DeskRules,
    Event,
    Outcome,
    Revision,
    SignOff,
    User,
    Verdict,
)
from annotations.reports.ledger import Entry, Ledger, ledger

Verb = Event.Verb
# What voids no sign-off: talk, who does what, what was passed over or searched in vain, locks,
# approval itself, publication, and what came in and is not on the desk yet. Everything else does,
# verbs that come later too.
QUIET = (
    Verb.COMMENTED,
    Verb.REMOVED_COMMENT,
    Verb.RESTORED_COMMENT,
    Verb.RESOLVED,
    Verb.REOPENED,
    Verb.ASSIGNED,
    Verb.UNASSIGNED,
    Verb.SKIPPED,
    Verb.UNSKIPPED,
    Verb.ATTEMPTED,
    Verb.REMOVED_ATTEMPT,
    Verb.RESTORED_ATTEMPT,
    Verb.LOCKED,
    Verb.UNLOCKED,
    Verb.SIGNED_OFF,
    Verb.WITHDREW_SIGN_OFF,
    Verb.NOTED_CORRECTION,
    Verb.CAPTURED,
    Verb.PUBLISHED,
    Verb.UNPUBLISHED,
    Verb.TIPPED,
    Verb.HANDLED_TIP,
)

SHOWN = 30

# -- whether the newest sign-off stands ---------------------------------------------------------


@dataclass(frozen=True)
class Approval:
    """The newest sign-off of an article and what became of it.

    `changes` counts the events that void it and `first` is the first of them, where the reader may
    know; `is_expired` says that a verdict it rests on has passed its day.
    """

    sign_off: SignOff
    is_void: bool
    changes: int
    first: Event | None
    is_expired: bool

    @property
    def stands(self) -> bool:
        return not (self.is_void or self.sign_off.withdrawn_at)


def approval(article: Article, reader) -> Approval | None:
    """What became of the newest sign-off, taken back or not; None when there is none.

    What was voided stays so, whatever is changed back. Three queries at most.
    """
    sign_off = article.sign_offs.for_list().first()
    return of(sign_off, article, reader) if sign_off else None


def of(sign_off: SignOff, article: Article, reader) -> Approval:
    counted = voiding(sign_off, article).annotate(count=Window(Count("pk")))
    first = counted.select_related("actor").order_by("sequence").first()
    if first is None:
        expired = has_expired(sign_off, article)
        return Approval(sign_off, expired, 0, None, expired)
    if not policy.may(reader, policy.SEE_WHOLE_HISTORY, article):
        return Approval(sign_off, True, 0, None, False)
    return Approval(sign_off, True, first.count, first, False)


def voiding(sign_off: SignOff, article: Article):
    """The events that void it."""
    return article.events.since(sign_off.sequence).exclude(verb__in=QUIET)


def newest_changes(approved: Approval, article: Article):
    """The events that voided it, the newest first, at most `SHOWN`."""
    events = voiding(approved.sign_off, article).select_related("actor", "annotation")
    return events.newest_first()[:SHOWN]


def has_expired(sign_off: SignOff, article: Article) -> bool:
    """Whether a verdict that counted on the day of signing has passed its day since. One query.

    Time voids a sign-off like any change, and is the one that leaves no event.
    """
    signed = timezone.localdate(sign_off.created_at)
    counted = Verdict.objects.valid(signed).filter(annotation__in=article.annotations.present())
    return counted.filter(recheck_by__lt=timezone.localdate()).exists()


# -- whether it may be signed off ----------------------------------------------------------------


@dataclass(frozen=True)
class Obstacle:
    """What stands in the way of signing: a sentence, and the claims or the part of the ledger
    where it is mended.
    """

    text: str
    entries: list[Entry]
    query: str = ""


@dataclass(frozen=True)
class Changed:
    """A claim of which the article says something else than an earlier sign-off approved."""

    annotation: UUID
    passage: str
    before: Outcome
    after: Outcome | None  # None: the claim is gone


@dataclass(frozen=True)
class Standing:
    """What a sign-off of the article by `signer` would approve, and what speaks against it."""

    ledger: Ledger
    signer: User
    rules: DeskRules
    base: SignOff | None  # the newest sign-off that was not taken back
    changed: list[Changed]

    @cached_property
    def digest(self) -> str:
        return digest(self.ledger.revision, self.ledger.entries)

    @property
    def outcomes(self) -> dict:
        """What `SignOff.outcomes` keeps."""
        return {
            str(entry.id): {"outcome": str(entry.outcome), "passage": entry.passage}
            for entry in self.ledger.entries
        }

    @cached_property
    def obstacles(self) -> list[Obstacle]:
        found = [self.lock(), self.coverage(), self.contested(), self.reviews(), self.person()]
        return [obstacle for obstacle in found if obstacle]

    def lock(self) -> Obstacle | None:
        if not self.ledger.article.locked_at:
            return None
        return Obstacle(_("The article is locked: unlock it first."), [])

    def coverage(self) -> Obstacle | None:
        book = self.ledger
        if book.is_reached:
            return None
        text = _("Coverage is %(covered)s of %(checkable)s sentences; %(target)s%% is needed.") % {
            "covered": book.coverage.covered,
            "checkable": book.coverage.checkable,
            "target": book.article.target,
        }
        return Obstacle(text, [], "gaps=on")

    def contested(self) -> Obstacle | None:
        found = [one for one in self.ledger.entries if one.outcome == Outcome.CONTESTED]
        text = ngettext(
            "%(n)s claim is contested: settle it first.",
            "%(n)s claims are contested: settle them first.",
            len(found),
        )
        return Obstacle(text % {"n": len(found)}, found, "outcome=contested") if found else None

    def reviews(self) -> Obstacle | None:
        required = self.ledger.article.required_reviews
        found = [one for one in self.ledger.entries if one.is_short]
        text = ngettext(
            "%(n)s claim has fewer valid verdicts than are needed (%(required)s).",
            "%(n)s claims have fewer valid verdicts than are needed (%(required)s).",
            len(found),
        )
        said = text % {"n": len(found), "required": required}
        return Obstacle(said, found, "gaps=on") if found else None

    def person(self) -> Obstacle | None:
        """The second-person rule."""
        found = [one for one in self.ledger.entries if self.has_judged(one)]
        if not (self.rules.second_person and found):
            return None
        return Obstacle(_("You gave verdicts yourself: another editor has to sign."), found)

    def has_judged(self, entry: Entry) -> bool:
        return any(vote.reviewer == self.signer.pk for vote in entry.counting)


def pending(article: Article, book: Ledger, reader) -> list[Changed]:
    """What the article says otherwise by now than was approved, where `reader` may know of it.

    Two queries at most.
    """
    if not policy.may(reader, policy.SEE_WHOLE_HISTORY, article):
        return []
    base = newest(article)
    return changes(base, book.entries) if base else []


def standing(article: Article, signer) -> Standing:
    """What `signer`, an editor, would sign now. Ten queries at most, however long it is."""
    book, base = ledger(article, signer), newest(article)
    changed = changes(base, book.entries) if base else []
    return Standing(book, signer, DeskRules.in_force(), base, changed)


def newest(article: Article) -> SignOff | None:
    """The newest sign-off that was not taken back. One query."""
    return article.sign_offs.filter(withdrawn_at=None).order_by("-pk").first()


def changes(base: SignOff, entries: Iterable[Entry]) -> list[Changed]:
    """The claims of which something else is said now than `base` approved, and those that are
    gone; a new claim corrects nothing. One query when some are gone.
    """
    now = {str(entry.id): entry.outcome for entry in entries}
    gone = base.outcomes.keys() - now.keys()
    # A row that was removed from the trash for good has nothing left to hang a correction on.
    left = {str(pk) for pk in Annotation.objects.filter(pk__in=gone).values_list("pk", flat=True)}
    return [
        Changed(UUID(key), said["passage"], Outcome(said["outcome"]), now.get(key))
        for key, said in base.outcomes.items()
        if (key in now or key in left) and now.get(key) != said["outcome"]
    ]


def digest(revision: Revision, entries: Iterable[Entry]) -> str:
    """What a sign-off is bound to: SHA-256, hexadecimal, of a text and its set of verdicts.

    It covers the UTF-8 bytes of a JSON object, keys sorted, no white space between tokens,
    characters unescaped: `text` is the revision's SHA-256, and `claims` a list in reading order
    with, of each claim, its `id`, `span` (code points, end exclusive), `wording` (its SHA-256),
    `verdicts` (key, kind and reason of each valid one, by key) and `decision` (the key of the
    editor's decision while it holds, else null).
    """
    claims = [
        {
            "id": str(entry.id),
            "span": [entry.start, entry.end],
            "wording": entry.wording,
            "verdicts": sorted([vote.pk, vote.kind, vote.reason] for vote in entry.counting),
            "decision": entry.ruling.pk if entry.ruling else None,
        }
        for entry in entries
    ]
    said = {"text": revision.sha256, "claims": claims}
    line = json.dumps(said, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    return hashlib.sha256(line.encode()).hexdigest()
