"""Readiness: what an article has, and what it lacks, of what the International Fact-Checking
Network asks of its signatories (Code of Principles: sources, funding and organisation, methodology,
corrections), and of the rule that a second person looks at it.
"""

from dataclasses import dataclass, field
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from annotations.models import Annotation, Article, DeskRules
from annotations.models.grounds import carrying, independent, is_traceable
from annotations.reports.approval import Approval, approval
from annotations.reports.case import in_full
from annotations.reports.publication import SETTLED

SOURCES = 2  # independent ones, unless one is primary


@dataclass(frozen=True)
class Check:
    """One thing that is asked; `lacking` are the claims where it is missing."""

    principle: Any
    asks: str
    is_met: bool
    missing: str = ""
    lacking: list[Annotation] = field(default_factory=list)


@dataclass(frozen=True)
class Readiness:
    article: Article
    checks: list[Check]

    @property
    def met(self) -> int:
        return sum(check.is_met for check in self.checks)

    @property
    def is_ready(self) -> bool:
        return self.met == len(self.checks)


def readiness(article: Article, reader) -> Readiness:
    """What `reader` may know of it. Fifteen queries at most, however many claims."""
    revision, rules = article.current(), DeskRules.in_force()
    claims = list(in_full(reader).present().placed_in(revision))
    told = [claim for claim in claims if claim.outcome in SETTLED]
    return Readiness(
        article,
        [
            *of_sources(article, told),
            *of_desk(rules),
            *of_review(claims, told, approval(article, reader)),
        ],
    )


def of_sources(article: Article, told: list[Annotation]) -> list[Check]:
    principle = gettext_lazy("Sources")
    untraceable = [claim for claim in told if not is_traceable_claim(claim)]
    thin = [claim for claim in told if claim.outcome == "verified" and not is_well_sourced(claim)]
    return [
        Check(
            principle,
            _("The original can be read by everybody: its address is given."),
            bool(article.source_url),
            _("The article has no original address."),
        ),
        of_claims(
            principle,
            _("Readers can find the evidence of each claim: a link, or where it is."),
            told,
            untraceable,
        ),
        of_claims(
            principle,
            _("What is verified rests on a primary source or on two independent ones."),
            told,
            thin,
        ),
    ]


def of_claims(principle, asks: str, told: list[Annotation], lacking: list[Annotation]) -> Check:
    """Met when there are claims and none lacks it."""
    if not told:
        return Check(principle, asks, False, _("No claim has an outcome yet."))
    text = ngettext("%(n)s claim lacks it.", "%(n)s claims lack it.", len(lacking))
    return Check(principle, asks, not lacking, text % {"n": len(lacking)}, lacking)


def is_traceable_claim(claim: Annotation) -> bool:
    named = resting(claim)
    if not named:  # the article names no source at all: that is what is said of it
        return any(one.reason == "unsupported" for one in claim.counting)
    return all(is_traceable(item) for item in named)


def is_well_sourced(claim: Annotation) -> bool:
    carries = carrying(resting(claim))
    return any(item.source.kind == "primary" for item in carries) or (
        independent(carries) >= SOURCES
    )


def resting(claim: Annotation) -> list:
    """The evidence that the valid verdicts name, each piece once."""
    return list({item.pk: item for one in claim.counting for item in one.rests_on()}.values())


def of_desk(rules: DeskRules) -> list[Check]:
    asked = [
        ("method", gettext_lazy("Methodology"), _("Readers are told how this desk works.")),
        ("funding", gettext_lazy("Organisation"), _("Readers are told who runs and pays for it.")),
        ("contact", gettext_lazy("Organisation"), _("Readers are told how to reach the desk.")),
        (
            "corrections_policy",
            gettext_lazy("Corrections"),
            _("Readers are told how mistakes are corrected."),
        ),
    ]
    missing = _("An editor writes it into the rules of the desk, in the admin.")
    return [
        Check(principle, asks, bool(getattr(rules, name).strip()), missing)
        for name, principle, asks in asked
    ]


def of_review(
    claims: list[Annotation], told: list[Annotation], approved: Approval | None
) -> list[Check]:
    review, fairness = gettext_lazy("Second person"), gettext_lazy("Fairness")
    unanswered = [
        claim for claim in claims if any(item.is_unanswered for item in claim.present_evidence)
    ]
    return [
        of_claims(fairness, _("Evidence against a claim has a reply."), claims, unanswered),
        of_claims(
            review,
            _("A second person looked at each claim: a reviewer, or the editor who signed."),
            told,
            [claim for claim in told if not has_second_person(claim, approved)],
        ),
        Check(
            review,
            _("A sign-off stands."),
            bool(approved and approved.stands),
            _("The article is not signed off, or was changed since."),
        ),
    ]


def has_second_person(claim: Annotation, approved: Approval | None) -> bool:
    people = {one.reviewer_id for one in claim.counting}
    if claim.decision_holds and claim.decision:
        people.add(claim.decision.editor_id)
    if approved and approved.stands:
        people.add(approved.sign_off.editor_id)
    return len(people) > 1
