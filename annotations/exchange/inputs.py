"""Inputs: what the API takes, as JSON and in addresses; shapes.py has what it gives.

Each is a schema of the OpenAPI description. The limits are those of the forms.
"""

import re
from datetime import date
from typing import Annotated, Any, Literal
from uuid import UUID

from django.core.exceptions import ValidationError
from django.core.validators import URLValidator
from django.utils import timezone
from django.utils.translation import gettext as _
from pydantic import (
    AfterValidator,
    BaseModel,
    ConfigDict,
    Field,
    StringConstraints,
    model_validator,
)

from annotations.exchange.selection import State
from annotations.models import Evidence
from annotations.models.verdict import Confidence, Kind, Reason
from annotations.text.invisible import is_invisible_only
from annotations.text.limits import MAX_BODY_BYTES

LANGUAGE = re.compile(r"[A-Za-z]{2,8}(-[A-Za-z0-9]{1,8}){0,6}")  # BCP 47, as in en-GB
LONGEST_WORDS = 10_000
MOST_EVIDENCE = 50  # pieces that one verdict names
MOST = 100  # rows of a page
CURSOR = "`next` of the page before"
SourceKind = Literal["primary", "secondary", "tertiary", "witness"]
WEB = URLValidator(schemes=["http", "https"])


def storable(text: str) -> str:
    """With line ends as articles have them; no database keeps a NUL."""
    if "\0" in text:
        raise ValueError(_("There is a NUL character in it."))
    return text.replace("\r\n", "\n")


def web_address(url: str) -> str:
    if not url:
        return url
    try:
        WEB(url)
    except ValidationError as refusal:
        raise ValueError(refusal.message) from refusal
    if not url.startswith(("http://", "https://")):
        raise ValueError(_("Only links that begin with http:// or https://."))
    return url


def language_code(code: str) -> str:
    if code and not LANGUAGE.fullmatch(code):
        raise ValueError(_("A language code, such as en or pt-BR."))
    return code


def visible(text: str) -> str:
    if text and is_invisible_only(text):
        raise ValueError(_("There is nothing to read in it."))
    return text


def not_to_come(day: date | None) -> date | None:
    if day and day > timezone.localdate():
        raise ValueError(_("This day is still to come."))
    return day


Stored = AfterValidator(storable)
Line = Annotated[str, StringConstraints(max_length=300, strip_whitespace=True), Stored]
Title = Annotated[Line, AfterValidator(visible)]
Words = Annotated[str, StringConstraints(max_length=LONGEST_WORDS, strip_whitespace=True), Stored]
WholeText = Annotated[str, StringConstraints(min_length=1, max_length=MAX_BODY_BYTES), Stored]
Link = Annotated[
    str, StringConstraints(max_length=2000, strip_whitespace=True), AfterValidator(web_address)
]
Language = Annotated[str, StringConstraints(max_length=35), AfterValidator(language_code)]
Past = Annotated[date | None, AfterValidator(not_to_come)]
Key = Annotated[int, Field(ge=1, le=2**63 - 1)]
Limit = Annotated[int, Field(ge=1, le=MOST, description="how many rows")]
Number = Annotated[int, Field(ge=1, le=2**31 - 1)]


class Taken(BaseModel):
    """A field that is not named here is refused: nobody sets what they may not."""

    model_config = ConfigDict(extra="forbid")


class ArticleFilter(BaseModel):
    q: Annotated[str, Field(max_length=200, description="words that the title has"), Stored] = ""
    language: Annotated[str, Field(max_length=35), Stored] = ""
    limit: Limit = 50
    cursor: Annotated[int, Field(ge=0, le=2**63 - 1, description=CURSOR)] = 0


class AnnotationFilter(BaseModel):
    limit: Limit = 50
    cursor: Annotated[UUID | None, Field(description=CURSOR)] = None


class ExportFilter(BaseModel):
    article: Annotated[str, Field(max_length=80, description="the slug of one article")] = ""
    include: Annotated[
        list[State], Field(description="rows besides the current verdicts", max_length=3)
    ] = []


class NewArticle(Taken):
    """A text to be checked. What is left empty is taken from the text, as far as it says so."""

    text: WholeText
    raw_kind: Literal["text", "html", "markdown"] = "text"
    title: Title = ""
    byline: Line = ""
    publisher: Line = ""
    source_url: Link = ""
    archive_url: Link = ""
    published_on: date | None = None
    language: Language = ""


class ClaimWords(Taken):
    claim_text: Words = ""
    claimant: Line = ""
    claim_date: date | None = None


class NewAnnotation(ClaimWords):
    """A passage to be marked: `revision` with `start`, `end` and the `quote` that stands there, or
    the `quote` alone, which is looked for. `id` is yours: the same again is the same annotation.
    """

    id: UUID
    quote: WholeText
    revision: Number | None = None
    start: Annotated[int, Field(ge=0)] | None = None
    end: Annotated[int, Field(ge=1)] | None = None

    @model_validator(mode="after")
    def names_one_passage(self) -> "NewAnnotation":
        span = [self.revision, self.start, self.end]
        if self.is_span and None in span:
            raise ValueError(_("Name revision, start and end, or none of start and end."))
        if not self.is_span and len(self.quote) > LONGEST_WORDS:
            raise ValueError(_("These words are too many to be looked for: name their span."))
        return self

    @property
    def is_span(self) -> bool:
        return self.start is not None or self.end is not None


class ClaimChange(Taken):
    """What is to be said of the claim from now on; what is left out stays."""

    claim_text: Words | None = None
    claimant: Line | None = None
    claim_date: date | None = None

    def said(self) -> dict[str, Any]:
        given = self.model_dump(include=self.model_fields_set)
        empty = {"claim_text": "", "claimant": "", "claim_date": None}
        return {name: empty[name] if value is None else value for name, value in given.items()}


class NewVerdict(Taken):
    """`wording` is that of the annotation as it was read: of other words nothing is said."""

    kind: Kind
    wording: Key
    reason: Reason | Literal[""] = ""
    note: Words = ""
    confidence: Confidence | Literal[""] = ""
    caveat: bool = False
    as_of: date | None = None
    recheck_by: date | None = None
    evidence: Annotated[list[Key], Field(max_length=MOST_EVIDENCE)] = []
    anyway: Annotated[bool, Field(description="Save though the desk advises against it.")] = False

    def said(self) -> dict[str, Any]:
        """As `judging.give_verdict` takes it: only a dispute has a reason."""
        said = self.model_dump()
        return said if self.kind == Kind.DISPUTED else said | {"reason": ""}


class NewEvidence(Taken):
    title: Annotated[Title, StringConstraints(min_length=1)]
    url: Link = ""
    publisher: Line = ""
    origin: Annotated[Line, Field(description="Who the source has it from.")] = ""
    kind: SourceKind = "secondary"
    stance: Evidence.Stance = Evidence.Stance.SUPPORTS
    quote: Words = ""
    locator: Line = ""
    opened_on: Past = None
    archive_url: Link = ""


class NewAttempt(Taken):
    place: Annotated[Line, StringConstraints(min_length=1)]
    looked_on: Annotated[date, AfterValidator(not_to_come)] = Field(
        default_factory=timezone.localdate
    )
    note: Words = ""
