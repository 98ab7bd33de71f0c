"""Case: all that an editor decides one claim by, with the reviewers' names hidden or not."""

import hashlib
from dataclasses import dataclass
from typing import Any, NamedTuple
from uuid import UUID

from django.db.models import Prefetch
from django.utils.translation import gettext as _

from annotations.models import Adjudication, Annotation, DeskRules, Evidence, Verdict
from annotations.reports.contested import Waiting, queue


class Testimony(NamedTuple):
    """A verdict with the name under which its reviewer is shown."""

    verdict: Verdict
    name: str


@dataclass(frozen=True)
class Case:
    """A claim as `for_card` brings it, and what was said about it."""

    card: Annotation
    names_hidden: bool
    counting: list[Testimony]
    others: list[Testimony]  # open, but they do not count
    unnamed: list[Evidence]  # on which no open verdict rests
    earlier: list[Adjudication]
    following: UUID | None  # the contested claim after this one

    @property
    def votes(self) -> list[int]:
        """The keys of the verdicts that a decision would rest on."""
        return sorted(one.verdict.pk for one in self.counting)

    @property
    def unanswered(self) -> list[Evidence]:
        """Evidence against the claim to which nobody has replied."""
        return [item for item in self.card.present_evidence if item.is_unanswered]

    @property
    def shows_dissent(self) -> bool:
        """Whether a decision that holds says publicly how the votes were split."""
        decision = self.card.decision
        return bool(decision and decision.shows_dissent and self.card.decision_holds)


class Changes(NamedTuple):
    """What became of the verdicts since somebody looked."""

    came: list[Verdict]
    gone: list[Verdict]


def case(annotation: Annotation, reader) -> Case:
    """All about `annotation` that `reader` may see. Fourteen queries at most."""
    card = in_full(reader).get(pk=annotation.pk)
    hidden = DeskRules.in_force().names_hidden and not card.decision_holds
    told = testimonies(card, hidden=hidden)
    counting = {verdict.pk for verdict in card.counting}
    named = {item.pk for verdict in card.open_verdicts for item in verdict.rests_on()}
    return Case(
        card=card,
        names_hidden=hidden,
        counting=[one for one in told if one.verdict.pk in counting],
        others=[one for one in told if one.verdict.pk not in counting],
        unnamed=[item for item in card.present_evidence if item.pk not in named],
        earlier=[*card.adjudications.ended().visible_to(reader).for_history()],
        following=following(card, reader),
    )


def in_full(reader) -> Any:
    """Claims as their cards show them, with what each verdict rests on. Nine queries."""
    evidence = Evidence.objects.visible_to(reader).for_card()
    rests_on = Prefetch("open_verdicts__evidence", queryset=evidence)
    return Annotation.objects.for_card(reader).prefetch_related(rests_on)


def testimonies(card: Annotation, *, hidden: bool) -> list[Testimony]:
    """The open verdicts with their reviewers, oldest first; or numbered, in an order of no
    meaning, which stays the same as long as the verdicts do.
    """
    if not hidden:
        return [Testimony(one, one.reviewer.username) for one in card.open_verdicts]
    shuffled = sorted(card.open_verdicts, key=lambda one: shuffle(card.pk, one.pk))
    return [
        Testimony(one, _("Reviewer %(number)d") % {"number": number})
        for number, one in enumerate(shuffled, start=1)
    ]


def shuffle(claim: UUID, verdict: int) -> str:
    return hashlib.sha256(f"{claim} {verdict}".encode()).hexdigest()


def following(card: Annotation, reader) -> UUID | None:
    """The contested claim after this one in the queue, else the first. Three queries."""
    keys = [one.claim for one in queue(reader, Waiting.CONTESTED)]
    later = keys[keys.index(card.pk) + 1 :] if card.pk in keys else []
    return next((key for key in [*later, *keys] if key != card.pk), None)


def changes(now: Case, seen: list[int], reader) -> Changes:
    """What counts in the case `now` and did not when the verdicts `seen` did, and the reverse.

    One query.
    """
    said = now.card.verdicts.visible_to(reader).for_card()
    gone = [one for one in said if one.pk in seen and one.pk not in now.votes]
    return Changes([one.verdict for one in now.counting if one.verdict.pk not in seen], gone)
