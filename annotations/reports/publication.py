"""Publication: the document that readers get of an article, and what it says otherwise than before.

A document is a JSON object; dates and times are ISO 8601 (times in UTC), offsets code points of the
text. It names no person of the desk.

- `format`: 1.
- `article`: `title`, `byline`, `publisher`, `source_url`, `archive_url`, `language`,
  `published_on`, `revision` (its number), `sha256` (of the revision's text).
- `desk`: its `name`.
- `text`: the whole text, or "" when passages only are published; then nothing of what stands
  around them is told either: `prefix` and `suffix` are "".
- `sentences`: of each `number`, `paragraph`, `start`, `end`, `is_checkable`; [] without text.
- `claims`, in reading order, those with an outcome that is settled: `id` (UUID), `number` (from 1),
  `start`, `end`, `quote`, `prefix`, `suffix`, `sentence` (its number), `claim_text`, `claimant`,
  `claim_date`, `outcome` (verified, disputed or sourced), `reason` (a code, or ""), `notes` (what
  reviewers say of it), `as_of`, `recheck_by`, `judged_at`, `reviews` (how many verdicts count),
  `is_pending` (sourced by some, verified by others), `decision` (null, or an editor's `note` and
  `at`), `dissent` (of each vote for something else `kind`, `reason`, `note`; only if the editor
  had it published), and `evidence`: of each piece `title`, `url`, `archive_url`, `publisher`,
  `origin`, `kind`, `stance`, `quote`, `locator`, `opened_on`, `reply`.
- `open`: how many claims are left out, since they are unchecked, stale or contested.
- `coverage`: `covered` and `checkable`, in sentences.
- `sign_off`: null, or `at`.
- `corrections`, newest first, of what earlier versions said: `claim`, `passage`, `before`, `after`
  (an outcome, or "" when it is gone), `reason`, `at`.
"""

import hashlib
import json
from collections import Counter
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Any
from uuid import UUID

from annotations.models import (
    Annotation,
    Article,
    Correction,
    DeskRules,
    Evidence,
    Outcome,
    Publication,
    Revision,
    SignOff,
    Verdict,
)
from annotations.reports.approval import approval
from annotations.reports.case import in_full
from annotations.reports.desk import Line, covered, mark_of, read_lines
from annotations.text.anchor import describe

FORMAT = 1
SETTLED = (Outcome.VERIFIED, Outcome.DISPUTED, Outcome.SOURCED)
EVIDENCE = ("archive_url", "stance", "quote", "locator", "reply")
SOURCE = ("title", "url", "publisher", "origin", "kind")
CHANGING = ("corrections", "sign_off")  # what alone makes no new version


@dataclass(frozen=True)
class Changed:
    """A claim of which readers were told something else by the version before."""

    claim: UUID
    passage: str
    before: Outcome
    after: Outcome | None  # None: it is not told any more


@dataclass(frozen=True)
class Draft:
    """What publishing would say; `digest` names it, apart from the corrections still to be made."""

    content: dict[str, Any]
    revision: Revision
    sign_off: SignOff | None
    base: Publication | None  # the newest version there was, withdrawn or not
    changed: list[Changed]

    @property
    def digest(self) -> str:
        return digest({name: self.content[name] for name in self.content if name not in CHANGING})

    @property
    def is_quotes_only(self) -> bool:
        return not self.content["text"]

    @property
    def is_new(self) -> bool:
        """Whether readers would be told anything that the version in force does not say, or of a
        sign-off that was given or taken back since. One that a change or time voided is still the
        one that the version had.
        """
        if self.base is None or self.base.ended_at:
            return True
        had = self.base.sign_off
        if self.sign_off != had and (self.sign_off or (had and had.withdrawn_at)):
            return True
        said = {name: self.base.content[name] for name in self.content if name not in CHANGING}
        return digest(said) != self.digest


def draft(article: Article, reader, *, is_quotes_only: bool = False) -> Draft:
    """What would be published now; `reader` is an editor. Twenty queries, however many claims."""
    revision = article.current()
    claims = list(in_full(reader).present().placed_in(revision))
    settled = [claim for claim in claims if claim.outcome in SETTLED]
    approved = approval(article, reader)
    signed = approved.sign_off if approved and approved.stands else None
    base = article.publications.select_related("sign_off").order_by("-number").first()
    told = [of_claim(claim, revision, number) for number, claim in enumerate(settled, start=1)]
    if is_quotes_only:
        told = [claim | {"prefix": "", "suffix": ""} for claim in told]
    lines = read_lines(revision, [mark_of(claim) for claim in claims])
    coverage = covered(lines)
    content = {
        "format": FORMAT,
        "article": of_article(article, revision),
        "desk": {"name": DeskRules.in_force().desk_name},
        "text": "" if is_quotes_only else revision.text,
        "sentences": [] if is_quotes_only else of_sentences(lines),
        "claims": told,
        "open": len(claims) - len(settled),
        "coverage": {"covered": coverage.covered, "checkable": coverage.checkable},
        "sign_off": {"at": moment(signed.created_at)} if signed else None,
        "corrections": corrections(article),
    }
    return Draft(content, revision, signed, base, changes(base, told) if base else [])


def of_article(article: Article, revision: Revision) -> dict[str, Any]:
    names = ("title", "byline", "publisher", "source_url", "archive_url", "language")
    said = {name: getattr(article, name) for name in names}
    day = {"published_on": moment(article.published_on)}
    return said | day | {"revision": revision.number, "sha256": revision.sha256}


def of_sentences(lines: list[Line]) -> list[dict[str, Any]]:
    return [
        {
            "number": line.number,
            "paragraph": line.paragraph,
            "start": line.start,
            "end": line.end,
            "is_checkable": not line.not_checkable,
        }
        for line in lines
    ]


def of_claim(claim: Annotation, revision: Revision, number: int) -> dict[str, Any]:
    """What is told of a claim that came with `in_full`."""
    place, decision = claim.placed[0], claim.decision if claim.decision_holds else None
    agreeing = [one for one in claim.counting if not decision or not decision.differs(one)]
    prefix, suffix = describe(revision.text, place.start, place.end)
    return {
        "id": str(claim.pk),
        "number": number,
        "start": place.start,
        "end": place.end,
        "quote": revision.cut(place.start, place.end),
        "prefix": prefix,
        "suffix": suffix,
        "sentence": place.sentence.number,
        "claim_text": claim.claim_text,
        "claimant": claim.claimant,
        "claim_date": moment(claim.claim_date),
        "outcome": str(claim.outcome),
        "reason": decision.reason if decision else usual([one.reason for one in agreeing]),
        "notes": [one.note for one in agreeing if one.note.strip()],
        "as_of": moment(max((one.as_of for one in agreeing if one.as_of), default=None)),
        "recheck_by": moment(
            min((one.recheck_by for one in agreeing if one.recheck_by), default=None)
        ),
        "judged_at": moment(judged_at(claim, decision)),
        "reviews": len(claim.counting),
        "is_pending": len({one.kind for one in claim.counting}) > 1 and not decision,
        "decision": {"note": decision.note, "at": moment(decision.created_at)}
        if decision
        else None,
        "dissent": of_dissent(claim) if decision and decision.shows_dissent else [],
        "evidence": of_evidence(agreeing),
    }


def usual(reasons: list[str]) -> str:
    """What most say; of two, the one that was said first."""
    return Counter(reasons).most_common(1)[0][0] if reasons else ""


def judged_at(claim: Annotation, decision) -> datetime:
    return decision.created_at if decision else max(one.created_at for one in claim.counting)


def of_dissent(claim: Annotation) -> list[dict[str, str]]:
    votes = sorted(claim.dissent, key=lambda one: (one.kind, one.reason, one.pk))
    return [{"kind": one.kind, "reason": one.reason, "note": one.note} for one in votes]


def of_evidence(agreeing: list[Verdict]) -> list[dict[str, Any]]:
    """What the verdicts rest on, each piece once."""
    found: dict[int, Evidence] = {item.pk: item for one in agreeing for item in one.rests_on()}
    present = [item for _, item in sorted(found.items()) if item.removed_at is None]
    return [
        {name: getattr(item.source, name) for name in SOURCE}
        | {name: getattr(item, name) for name in EVIDENCE}
        | {"opened_on": moment(item.opened_on)}
        for item in present
    ]


def changes(base: Publication, claims: list[dict[str, Any]]) -> list[Changed]:
    """What `base` told otherwise than `claims` do; a new claim corrects nothing. One query when
    some are gone.
    """
    now = {claim["id"]: claim["outcome"] for claim in claims}
    told = {claim["id"]: claim for claim in base.content["claims"]}
    gone = told.keys() - now.keys()
    # A row that was removed from the trash for good has nothing left to hang a correction on.
    left = {str(pk) for pk in Annotation.objects.filter(pk__in=gone).values_list("pk", flat=True)}
    return [
        Changed(UUID(key), said["quote"], Outcome(said["outcome"]), outcome(now.get(key)))
        for key, said in told.items()
        if (key in now or key in left) and now.get(key) != said["outcome"]
    ]


def outcome(said: str | None) -> Outcome | None:
    return Outcome(said) if said else None


def corrections(article: Article) -> list[dict[str, Any]]:
    """Those that were published. One query."""
    noted = Correction.objects.filter(publication__article=article).order_by("-created_at", "-pk")
    return [of_correction(one) for one in noted]


def of_correction(one: Correction) -> dict[str, Any]:
    said = {name: getattr(one, name) for name in ("passage", "before", "after", "reason")}
    return {"claim": str(one.annotation_id), **said, "at": moment(one.created_at)}


def moment(at: date | None) -> str | None:
    """A day, or a time in UTC to the second, in ISO 8601."""
    if isinstance(at, datetime):
        return at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
    return at.isoformat() if at else None


def digest(content: dict[str, Any]) -> str:
    """SHA-256, hexadecimal, of the document as JSON: UTF-8, keys sorted, no white space between
    tokens, characters unescaped.
    """
    line = json.dumps(content, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    return hashlib.sha256(line.encode()).hexdigest()
