"""The columns of the verdict CSV, schema version 1: their order, meaning and content.

One table, used by the writer and by the data dictionary page. Columns are only ever added at the
end. Those whose feature does not exist yet are present and empty.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.utils.translation import gettext_lazy as _

from annotations.exchange.cells import join
from annotations.exchange.selection import State
from annotations.exchange.verdict_rows import Row
from annotations.models import EvidenceRule, Outcome, Source
from annotations.models.verdict import Confidence, Kind, Reason

SCHEMA_VERSION = 1

INTEGER, TEXT, DATE, TIME = _("integer"), _("text"), _("date"), _("time, UTC")
FLAG, LINK, CODE, UUID = _("“yes” or empty"), _("link"), _("code"), _("UUID")
LINKS, TEXTS = _("links"), _("texts")


@dataclass(frozen=True)
class Column:
    name: str
    type: Any
    meaning: Any
    cell: Callable[[Row], object]
    codes: tuple[str, ...] = ()


def _verdict(name: str) -> Callable[[Row], object]:
    return lambda row: getattr(row.verdict, name, None)


def _claim(name: str) -> Callable[[Row], object]:
    return lambda row: getattr(row.annotation, name)


def _article(name: str) -> Callable[[Row], object]:
    return lambda row: getattr(row.annotation.article, name)


def _passage(name: str) -> Callable[[Row], object]:
    return lambda row: getattr(row.passage, name)


def _nothing(row: Row) -> None:
    return None


def _reviewer(row: Row) -> str | None:
    return row.verdict.reviewer.username if row.verdict else None


def _primary(row: Row) -> int:
    return sum(item.source.kind == Source.Kind.PRIMARY for item in row.evidence)


def _permalink(row: Row) -> str:
    return f"{settings.SITE_URL}{row.annotation.get_absolute_url()}"


COLUMNS = (
    Column(
        "schema_version",
        INTEGER,
        _("The version of this list of columns."),
        lambda row: SCHEMA_VERSION,
    ),
    Column("article_id", INTEGER, _("The article's number at this desk."), _article("pk")),
    Column("article_title", TEXT, _("Its title."), _article("title")),
    Column("article_url", LINK, _("The original's address."), _article("source_url")),
    Column(
        "revision",
        INTEGER,
        _(
            "The revision of the article that the columns from sentence_no to suffix refer to: the "
            "newest for current and unchecked rows, the one that was judged for the others."
        ),
        _passage("revision"),
    ),
    Column(
        "sentence_no",
        INTEGER,
        _("The number of the sentence in which the passage begins."),
        lambda row: row.sentence.number,
    ),
    Column("paragraph_no", INTEGER, _("The paragraph of it."), lambda row: row.sentence.paragraph),
    Column("sentence_text", TEXT, _("That sentence, without outer blanks."), _passage("sentence")),
    Column(
        "span_start",
        INTEGER,
        _("Where the passage begins: code points from the start of the revision's text."),
        lambda row: row.key.start,
    ),
    Column("span_end", INTEGER, _("Where it ends, exclusive."), lambda row: row.key.end),
    Column(
        "quote", TEXT, _("The passage: the text from span_start to span_end."), _passage("quote")
    ),
    Column("prefix", TEXT, _("The text just before it."), _passage("prefix")),
    Column("suffix", TEXT, _("The text just after it."), _passage("suffix")),
    Column("claim_text", TEXT, _("The claim in plain words."), _claim("claim_text")),
    Column("claimant", TEXT, _("Who makes the claim."), _claim("claimant")),
    Column("claim_date", DATE, _("When it was made."), _claim("claim_date")),
    Column(
        "verdict",
        CODE,
        _("What this reviewer says; empty for an unchecked claim."),
        _verdict("kind"),
        tuple(Kind.values),
    ),
    Column("reason", CODE, _("Why it is disputed."), _verdict("reason"), tuple(Reason.values)),
    Column("caveat", FLAG, _("Whether the verdict comes with a caveat."), _verdict("caveat")),
    Column(
        "confidence",
        CODE,
        _("How sure the reviewer is."),
        _verdict("confidence"),
        tuple(Confidence.values),
    ),
    Column("note", TEXT, _("The reviewer's note."), _verdict("note")),
    Column("as_of", DATE, _("The day as of which the verdict holds."), _verdict("as_of")),
    Column(
        "recheck_by",
        DATE,
        _("The last day on which it counts without another check."),
        _verdict("recheck_by"),
    ),
    Column(
        "state",
        CODE,
        _(
            "Whether the verdict counts: current; stale, no longer; withdrawn, taken back or "
            "replaced by its reviewer; unchecked, a claim without a current verdict."
        ),
        lambda row: row.key.state,
        tuple(State.values),
    ),
    Column(
        "outcome",
        CODE,
        _(
            "What the current verdicts of all reviewers on this claim add up to, or what an editor "
            "decided about them."
        ),
        lambda row: row.outcome,
        tuple(Outcome.values),
    ),
    Column("reviewer", TEXT, _("The user name of who gave the verdict."), _reviewer),
    Column("reviewed_at", TIME, _("When it was given."), _verdict("created_at")),
    Column(
        "adjudicator",
        TEXT,
        _("The user name of the editor who decided the outcome, while the decision holds."),
        lambda row: row.decision and row.decision.editor.username,
    ),
    Column(
        "adjudicated_at",
        TIME,
        _("When it was decided."),
        lambda row: row.decision and row.decision.created_at,
    ),
    Column(
        "evidence_count",
        INTEGER,
        _("How many pieces of evidence the verdict names."),
        lambda row: len(row.evidence),
    ),
    Column("primary_evidence_count", INTEGER, _("How many of them are primary sources."), _primary),
    Column(
        "evidence_urls",
        LINKS,
        _("Their links, in the order in which they were added; one without a link stays empty."),
        lambda row: join(item.source.url for item in row.evidence),
    ),
    Column(
        "evidence_quotes",
        TEXTS,
        _("What they say, word for word, in the same order."),
        lambda row: join(item.quote for item in row.evidence),
    ),
    Column("external_rating", TEXT, _("The rating elsewhere. Not in use yet."), _nothing),
    Column("annotation_id", UUID, _("The claim's identifier; never changes."), _claim("pk")),
    Column("permalink", LINK, _("The claim at this desk."), _permalink),
    Column(
        "evidence_rule",
        CODE,
        _("The rule for evidence that was in force when the verdict was given."),
        _verdict("rule"),
        tuple(EvidenceRule.values),
    ),
    Column(
        "attempts",
        TEXTS,
        _("Where somebody looked without result, and when, in the order of the days."),
        lambda row: join(str(attempt) for attempt in row.attempts),
    ),
)

NAMES = tuple(column.name for column in COLUMNS)
