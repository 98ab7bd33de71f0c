"""Shapes: what the API gives, as JSON; inputs.py has what it takes.

Each is a schema of the OpenAPI description. People are named by their user name; times are UTC
(RFC 3339), days ISO 8601; spans are [start, end) in Unicode code points of a revision's text.
"""

import hashlib
from datetime import date, datetime
from typing import Any
from uuid import UUID

from pydantic import BaseModel, Field, computed_field

from annotations.models import (
    Adjudication,
    Annotation,
    Article,
    Attempt,
    Evidence,
    Outcome,
    Placement,
    Revision,
    Sentence,
    Verdict,
)


class Given(BaseModel):
    """`etag` is the entity tag (RFC 9110, 8.8.3) of the rest, as `If-Match` takes it."""

    @computed_field  # type: ignore[prop-decorator]
    @property
    def etag(self) -> str:
        words = self.model_dump_json(exclude={"etag"})
        return f'"{hashlib.sha256(words.encode()).hexdigest()[:32]}"'


class SentenceShape(BaseModel):
    number: int
    paragraph: int
    start: int
    end: int
    text: str
    not_checkable: str

    @classmethod
    def of(cls, sentence: Sentence, revision: Revision) -> "SentenceShape":
        names = ("number", "paragraph", "start", "end", "not_checkable")
        known = {name: getattr(sentence, name) for name in names}
        return cls(text=revision.cut(sentence.start, sentence.end), **known)


class ArticleShape(Given):
    slug: str
    title: str
    byline: str
    publisher: str
    source_url: str
    archive_url: str
    language: str
    published_on: date | None
    created_at: datetime
    required_reviews: int
    is_blind: bool
    is_locked: bool
    revision: int
    sha256: str

    @classmethod
    def of(cls, article: Article, revision: Revision, **more: Any) -> "ArticleShape":
        names = (*Article.DETAILS, "slug", "created_at", "required_reviews", "is_blind")
        known = {name: getattr(article, name) for name in names}
        known |= {"is_locked": article.locked_at is not None}
        return cls(revision=revision.number, sha256=revision.sha256, **known, **more)


class WholeArticle(ArticleShape):
    """With the text of its newest revision, and the sentences that it is cut into."""

    text: str
    sentences: list[SentenceShape]

    @classmethod
    def whole(cls, article: Article, revision: Revision) -> "ArticleShape":
        """One query for the sentences."""
        cut = revision.sentences.order_by("number")
        sentences = [SentenceShape.of(sentence, revision) for sentence in cut]
        return cls.of(article, revision, text=revision.text, sentences=sentences)


class EvidenceShape(Given):
    id: int
    annotation: UUID
    title: str
    url: str
    publisher: str
    origin: str
    kind: str
    stance: str
    quote: str
    locator: str
    opened_on: date | None
    archive_url: str
    reply: str
    added_by: str
    created_at: datetime
    removed_at: datetime | None

    @classmethod
    def of(cls, item: Evidence) -> "EvidenceShape":
        """`item` comes from `visible_to` with its source and people."""
        source = ("title", "url", "publisher", "origin", "kind")
        own = ("id", "stance", "quote", "locator", "opened_on", "archive_url")
        known: dict[str, Any] = {name: getattr(item.source, name) for name in source}
        known |= {name: getattr(item, name) for name in (*own, "created_at", "removed_at")}
        known |= {"reply": item.reply if item.shows_reply else ""}
        known |= {"added_by": item.added_by.username}
        return cls(annotation=item.annotation_id, **known)


class AttemptShape(Given):
    """A search without result."""

    id: int
    annotation: UUID
    place: str
    looked_on: date
    note: str
    made_by: str
    created_at: datetime
    removed_at: datetime | None

    @classmethod
    def of(cls, attempt: Attempt) -> "AttemptShape":
        names = ("id", "place", "looked_on", "note", "created_at", "removed_at")
        known = {name: getattr(attempt, name) for name in names}
        return cls(annotation=attempt.annotation_id, made_by=attempt.made_by.username, **known)


class VerdictShape(Given):
    """`state` is current, stale or withdrawn; a replaced verdict counts as withdrawn."""

    id: int
    annotation: UUID
    kind: str
    reason: str
    note: str
    confidence: str
    caveat: bool
    as_of: date | None
    recheck_by: date | None
    evidence: list[int]
    reviewer: str
    created_at: datetime
    ended_at: datetime | None
    ending: str
    state: str

    @classmethod
    def of(cls, verdict: Verdict) -> "VerdictShape":
        """`verdict` comes with its reviewer, and with the evidence that the reader may see."""
        known = verdict.grounds() | {"evidence": [item.pk for item in verdict.rests_on()]}
        known |= {name: getattr(verdict, name) for name in ("id", "created_at", "ended_at")}
        known |= {"reviewer": verdict.reviewer.username, "state": verdict.state()}
        return cls(annotation=verdict.annotation_id, ending=verdict.ending, **known)


class DecisionShape(BaseModel):
    """What an editor settled; it holds as long as the verdicts that it rests on count."""

    kind: str
    reason: str
    note: str
    editor: str
    created_at: datetime
    holds: bool

    @classmethod
    def of(cls, decision: Adjudication, *, holds: bool) -> "DecisionShape":
        known = {name: getattr(decision, name) for name in ("kind", "reason", "note", "created_at")}
        return cls(editor=decision.editor.username, holds=holds, **known)


class PlaceShape(BaseModel):
    """Where the claim stands in the newest revision."""

    revision: int
    start: int
    end: int
    passage: str
    sentence: int
    wording: int

    @classmethod
    def of(cls, place: Placement, revision: int) -> "PlaceShape":
        known = {name: getattr(place, name) for name in ("start", "end", "passage")}
        number = place.sentence.number
        return cls(revision=revision, sentence=number, wording=place.wording_id, **known)


class AnnotationShape(Given):
    """A claim: the passage as it was marked, and all that its reader may see of its review.

    `place` is null when its text is gone from the newest revision.
    """

    id: UUID
    article: str
    revision: int
    quote: str
    prefix: str
    suffix: str
    start: int
    end: int
    claim_text: str
    claimant: str
    claim_date: date | None
    created_by: str
    created_at: datetime
    deleted_at: datetime | None
    version: int
    place: PlaceShape | None
    outcome: Outcome
    decision: DecisionShape | None
    verdicts: list[VerdictShape]
    evidence: list[EvidenceShape]
    attempts: list[AttemptShape]

    @classmethod
    def of(cls, card: Annotation, newest: int) -> "AnnotationShape":
        """`card` comes from `for_card`, with its revision; `newest` is the article's revision."""
        place, decision = card.place, card.decision
        names = [*Annotation.CLAIM, "id", "quote", "prefix", "suffix", "start", "end"]
        names += ["created_at", "deleted_at", "version", "outcome"]
        return cls(
            article=card.article.slug,
            revision=card.revision.number,
            created_by=card.created_by.username,
            place=PlaceShape.of(place, newest) if place else None,
            decision=DecisionShape.of(decision, holds=card.decision_holds) if decision else None,
            verdicts=[VerdictShape.of(one) for one in card.open_verdicts],
            evidence=[EvidenceShape.of(one) for one in card.present_evidence],
            attempts=[AttemptShape.of(one) for one in card.present_attempts],
            **{name: getattr(card, name) for name in names},
        )


class ArticlePage(BaseModel):
    articles: list[ArticleShape]
    next: str | None


class AnnotationPage(BaseModel):
    annotations: list[AnnotationShape]
    next: str | None


class ExportLink(BaseModel):
    name: str
    media_type: str
    href: str
    templated: bool = Field(default=False, description="href has {slug}, of an article")


class ExportList(BaseModel):
    exports: list[ExportLink]


class Fault(BaseModel):
    """One thing that is wrong: in the body at `pointer` (RFC 6901), or in a `parameter`."""

    detail: str
    pointer: str | None = None
    parameter: str | None = None


class Problem(BaseModel):
    """RFC 9457. `current` is what stands now, where that is why it was refused."""

    type: str = "about:blank"
    title: str
    status: int
    detail: str
    errors: list[Fault] = []
    current: dict[str, Any] | None = None
