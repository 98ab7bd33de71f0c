from collections import Counter
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from annotations.models.adjudication import LADDER, Adjudication, settled
from annotations.models.attempt import Attempt
from annotations.models.conflict import Conflict
from annotations.models.desk_rules import DeskRules, EvidenceRule
from annotations.models.event import Event
from annotations.models.evidence import Evidence
from annotations.models.grounds import missing, uncounted
from annotations.models.placement import Placement
from annotations.models.skip import Skip
from annotations.models.verdict import Outcome, Verdict, combine


class Reviewed:
    """What reviewers and editors put on an annotation, and what it adds up to.

    The properties need `for_card`, and tell what its reader may see.
    """

    # What an Annotation has.
    article: Any
    verdicts: Any
    evidence: Any
    attempts: Any
    skips: Any
    adjudications: Any
    placements: Any
    placed: list[Placement]
    open_verdicts: list[Verdict]
    open_decisions: list[Adjudication]
    present_evidence: list[Evidence]
    present_attempts: list[Attempt]

    @cached_property
    def counting(self) -> list[Verdict]:
        """The valid verdicts."""
        return [verdict for verdict in self.open_verdicts if not verdict.is_stale()]

    @property
    def stale(self) -> list[Verdict]:
        """The open verdicts that do not count any more."""
        return [verdict for verdict in self.open_verdicts if verdict not in self.counting]

    @property
    def decision(self) -> Adjudication | None:
        """The editor's decision that stands, whether it still holds or not."""
        return self.open_decisions[0] if self.open_decisions else None

    @property
    def decision_holds(self) -> bool:
        """Whether the verdicts that count are those that the decision rests on."""
        return bool(self.decision and self.decision.holds(self.counting))

    @property
    def split(self) -> dict[Outcome, int]:
        """How many of the valid verdicts say what, in the order in which pages show them."""
        said = Counter(verdict.kind for verdict in self.counting)
        return {Outcome(kind): said[kind] for kind in LADDER if said[kind]}

    @property
    def dissent(self) -> list[Verdict]:
        """The valid verdicts that say otherwise than the decision, while it holds."""
        counting, decision = self.counting, self.decision
        if not decision or not decision.holds(counting):
            return []
        return [verdict for verdict in counting if decision.differs(verdict)]

    @cached_property
    def outcome(self) -> Outcome:
        """What the valid verdicts add up to, or what an editor decided about them."""
        return settled(self.counting, self.decision)

    @cached_property
    def is_stale(self) -> bool:
        """Whether it looks unchecked only because no verdict counts now."""
        return bool(self.open_verdicts) and not self.counting

    @property
    def is_tried(self) -> bool:
        """Whether it is unchecked though somebody looked."""
        return bool(self.present_attempts) and not self.open_verdicts

    @property
    def needs_recheck(self) -> bool:
        """Whether somebody's verdict does not count any more, or the words that nobody has judged
        yet were edited.
        """
        edited = any(place.change == Placement.Change.EDITED for place in self.placed)
        if not self.open_verdicts:
            return edited
        return len(self.counting) < len(self.open_verdicts)

    @cached_property
    def look(self) -> Outcome:
        """The outcome as marks and cards show it: a stale one greyed, for what it was."""
        if self.is_stale:
            return combine(verdict.kind for verdict in self.open_verdicts)
        return self.outcome

    @property
    def uncounted(self) -> dict[int, str]:
        """Why evidence on the card does not count towards verified, by its key."""
        return uncounted(self.present_evidence)

    # -- verbs ----------------------------------------------------------------------------------

    def judge(self, *, by, kind, supersedes=None, about=None, evidence=(), **grounds):
        """Give a verdict: the only way a reviewer's verdict on an annotation changes.

        `supersedes` is the key of the open verdict that the reviewer saw as their own, None for
        none: another one open now raises Conflict with it. `about` is what was judged: the
        placement, or an earlier verdict to be put back, of which it takes span and wording; None
        is the newest placement. `evidence` are Evidence rows of this annotation. `rule` is the
        rule that an earlier verdict was given under, to say it again; else the desk's applies, and
        `anyway` declines what it advises. Saying again what stands is harmless and returns it.
        Raises ValidationError for what is missing.
        """
        rule, anyway = grounds.pop("rule", None), grounds.pop("anyway", False)
        with transaction.atomic():
            self.article.lock()
            about = about or self._standing_now()
            before = self.verdicts.open().by(by).first()
            if before and before.says(about, kind=kind, evidence=evidence, **grounds):
                return before
            if (before.pk if before else None) != supersedes:
                raise Conflict(before)
            said = {"kind": kind, "evidence": evidence, **grounds}
            rule = rule or self._checked(before, by, said, anyway=anyway)
            return self._replace(before, about, by, rule=rule, **said)

    def _standing_now(self) -> Placement:
        if place := self.placements.current().first():
            return place
        raise ValidationError(_("The text of this claim is gone. Attach it to a passage first."))

    def _checked(self, before: Verdict | None, by, said: dict, *, anyway: bool) -> str:
        """The rule in force, which `said` satisfies, or as advice is declined."""
        rule = DeskRules.in_force().evidence_rule
        lacking = self._lacking(by, **said)
        if lacking and rule == EvidenceRule.ADVICE:
            lacking["anyway"] = [_("Complete it, or tick “save anyway”.")]
            lacking = {} if anyway else lacking
        if before and before.kind != said["kind"] and not said.get("note", "").strip():
            lacking["note"] = [_("Moving from one verdict to another needs a note.")]
        if lacking:
            raise ValidationError(lacking)
        return rule

    def _lacking(self, by, *, kind, evidence, reason="", note="", as_of=None, **rest) -> dict:
        refuting = ()
        if kind == Verdict.Kind.VERIFIED:
            against = self.evidence.present().visible_to(by).select_related("source")
            refuting = against.filter(stance=Evidence.Stance.REFUTES)
        said = {"reason": reason, "note": note, "as_of": as_of}
        return missing(kind, evidence=evidence, refuting=refuting, **said)

    def _replace(self, before, about, by, *, evidence, **said) -> Verdict:
        if before:
            before.end_as(Verdict.Ending.REPLACED, by=by)
        judged = {name: getattr(about, name) for name in Verdict.JUDGED}
        verdict = self.verdicts.create(reviewer=by, **judged, **said)
        verdict.evidence.set(evidence)
        facts = before.facts() if before else None
        Event.record(by, Event.Verb.JUDGED, verdict, before=facts, after=verdict.facts())
        return verdict

    def adjudicate(self, *, by, kind, note, supersedes=None, votes, **said) -> Adjudication:
        """Settle what the verdicts add up to: the only way a decision changes. The votes stay.

        `votes` are the keys of the verdicts that the editor saw; others counting by now raise
        Conflict, as does another open decision than `supersedes` (its key, or None). Deciding
        again what stands is harmless and returns it. Raises ValidationError without any verdict,
        without a note, or when disputed has no reason.
        """
        with transaction.atomic():
            self.article.lock()
            before = self.adjudications.open().first()
            counting = sorted(self.verdicts.valid().values_list("pk", flat=True))
            said = {"reason": "", "shows_dissent": False} | said
            said |= {"kind": kind, "note": note, "votes": counting}
            if before and all(getattr(before, name) == value for name, value in said.items()):
                return before
            if (before.pk if before else None) != supersedes or counting != sorted(votes):
                raise Conflict(before)
            self._check_decision(**said)
            return self._decide(before, by, said)

    def _check_decision(self, *, kind, votes, note, reason="", **rest) -> None:
        lacking = {}
        if not votes:
            lacking["__all__"] = _("There is no verdict on this claim that counts.")
        if not note.strip():
            lacking["note"] = _("Say why it is decided so.")
        if (kind == Verdict.Kind.DISPUTED) != bool(reason):
            lacking["reason"] = _("Say why it is disputed, and only then.")
        if lacking:
            raise ValidationError(lacking)

    def _decide(self, before: Adjudication | None, by, said: dict) -> Adjudication:
        if before:
            before.end_as(Adjudication.Ending.REPLACED, by=by)
        decision = self.adjudications.create(editor=by, **said)
        facts = before.facts() if before else None
        Event.record(by, Event.Verb.ADJUDICATED, decision, before=facts, after=decision.facts())
        return decision

    def add_evidence(self, *, by, source, **details) -> Evidence:
        """Put evidence on the card."""
        with transaction.atomic():
            item = self.evidence.create(source=source, added_by=by, **details)
            Event.record(by, Event.Verb.ADDED_EVIDENCE, item, after=item.facts())
        return item

    def attempt(self, *, by, place: str, **details) -> Attempt:
        """Write down a search without result. Saying the same again returns the first."""
        with transaction.atomic():
            self.article.lock()
            said = self.attempts.present().filter(made_by=by, place=place, **details)
            if first := said.first():
                return first
            tried = self.attempts.create(made_by=by, place=place, **details)
            Event.record(by, Event.Verb.ATTEMPTED, tried, after=tried.facts())
        return tried

    def skip(self, *, by, reason: str) -> Skip:
        """Pass over it; `Skip.take_back` undoes it. Repeat is harmless, with another reason too."""
        with transaction.atomic():
            self.article.lock()
            if before := self.skips.open().filter(reviewer=by).first():
                return before
            skip = self.skips.create(reviewer=by, reason=reason)
            Event.record(by, Event.Verb.SKIPPED, skip, after=skip.facts())
        return skip
