"""All that a row of an export says about a verdict, loaded for a batch of rows at a time.

Neither memory nor the number of queries per batch grows with the desk.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice
from typing import Any, NamedTuple
from uuid import UUID

from django.db.models import Prefetch

from annotations.exchange.selection import BATCH, Key, VerdictFilter, keys
from annotations.models import (
    Adjudication,
    Annotation,
    Attempt,
    Evidence,
    Outcome,
    Revision,
    Sentence,
    Verdict,
)
from annotations.models.adjudication import settled
from annotations.text.anchor import describe

TEXTS = 10  # in memory at a time

# What columns.py shows; a field missing here would cost a query per row.
CLAIM = ("claim_text", "claimant", "claim_date", "article__title", "article__source_url")
VERDICT = (
    "kind",
    "reason",
    "note",
    "confidence",
    "caveat",
    "as_of",
    "recheck_by",
    "rule",
    "created_at",
    "reviewer__username",
)
EVIDENCE = ("quote", "source__url", "source__kind")


class Passage(NamedTuple):
    """What stands at a span of a revision's text."""

    revision: int
    quote: str
    prefix: str
    suffix: str
    sentence: str


@dataclass(frozen=True)
class Row:
    """One line of the export."""

    key: Key
    annotation: Annotation
    verdict: Verdict | None
    evidence: list[Evidence]
    outcome: Outcome
    decision: Adjudication | None
    attempts: list[Attempt]
    sentence: Sentence
    passage: Passage


def rows(wanted: VerdictFilter, using: str, most: int | None = None) -> Iterator[Row]:
    """The rows in the order of the contract, `most` of them or all.

    One query for each state that is wanted, and eight per 500 rows.
    """
    found = keys(wanted, using, most)
    while batch := list(islice(found, BATCH)):
        yield from _load(batch, wanted, using)


def _load(batch: list[Key], wanted: VerdictFilter, using: str) -> Iterator[Row]:
    annotations = _annotations(batch, wanted, using)
    verdicts = _verdicts(batch, wanted, using)
    sentences = Sentence.objects.using(using).in_bulk({key.sentence for key in batch})
    passages = _passages(batch, sentences, using)
    for key in batch:
        annotation, verdict = annotations[key.annotation], verdicts.get(key.verdict)
        yield Row(
            key=key,
            annotation=annotation,
            verdict=verdict,
            evidence=verdict.rests_on() if verdict else [],
            outcome=settled(annotation.valid_verdicts, _decision(annotation)),
            decision=_decision(annotation),
            attempts=annotation.tried,
            sentence=sentences[key.sentence],
            passage=passages[key],
        )


def _decision(annotation: Any) -> Adjudication | None:
    """The decision that holds, if any."""
    decided: list[Adjudication] = annotation.decided
    return next((one for one in decided if one.holds(annotation.valid_verdicts)), None)


def _annotations(batch: list[Key], wanted: VerdictFilter, using: str) -> dict[UUID, Any]:
    """With all valid verdicts, wanted or not: the outcome is not a matter of filters."""
    counting = wanted.valid().using(using).only("annotation", "kind")
    decided = wanted.seen(Adjudication.objects.open()).using(using).select_related("editor")
    tried = wanted.seen(Attempt.objects.present()).using(using).order_by("looked_on", "pk")
    return (
        Annotation.objects.using(using)
        .select_related("article")
        .only(*CLAIM)
        .prefetch_related(
            Prefetch("verdicts", queryset=counting, to_attr="valid_verdicts"),
            Prefetch("adjudications", queryset=decided, to_attr="decided"),
            Prefetch("attempts", queryset=tried, to_attr="tried"),
        )
        .in_bulk({key.annotation for key in batch})
    )


def _verdicts(batch: list[Key], wanted: VerdictFilter, using: str) -> dict[int, Verdict]:
    """With what each names, whether it has been removed from the card or not."""
    seen = wanted.seen(Evidence.objects.using(using))
    evidence = seen.select_related("source").only(*EVIDENCE)
    return (
        Verdict.objects.using(using)
        .select_related("reviewer")
        .only(*VERDICT)
        .prefetch_related(Prefetch("evidence", queryset=evidence))
        .in_bulk({key.verdict for key in batch})
    )


def _passages(batch: list[Key], sentences: dict[int, Sentence], using: str) -> dict[Key, Passage]:
    """Cut from texts that are read one after the other: a batch may span 500 long articles."""
    standing: dict[int, list[Key]] = {}
    for key in batch:
        standing.setdefault(key.revision, []).append(key)
    texts = Revision.objects.using(using).filter(pk__in=standing).only("number", "text")
    return {
        key: _cut(revision, key, sentences[key.sentence])
        for revision in texts.iterator(chunk_size=TEXTS)
        for key in standing[revision.pk]
    }


def _cut(revision: Revision, key: Key, sentence: Sentence) -> Passage:
    return Passage(
        revision.number,
        revision.cut(key.start, key.end),
        *describe(revision.text, key.start, key.end),
        revision.cut(sentence.start, sentence.end).strip(),
    )
