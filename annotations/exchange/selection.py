"""Which verdicts leave, and in which order: a filter, and the keys of the rows that fit it.

There is one stream of keys per state, sorted by the database; `keys` merges them.
"""

import heapq
from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from itertools import islice
from typing import Any, NamedTuple
from uuid import UUID

from django.db import models
from django.db.models import F, OuterRef, QuerySet, Subquery
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from annotations.models import Annotation, Sentence, User, Verdict

BATCH = 500
SPAN = ("start", "end", "revision", "sentence")
NEVER = datetime.min.replace(tzinfo=UTC)
CLAIM_ORDER = ("article", "span_start", "span_end", "pk")
VERDICT_ORDER = ("annotation__article", "span_start", "span_end", "annotation", "created_at", "pk")

Keys = Collection[Any] | QuerySet[Any, Any] | None


class State(models.TextChoices):
    CURRENT = "current", _("current verdicts")
    UNCHECKED = "unchecked", _("unchecked claims")
    STALE = "stale", _("stale verdicts")
    WITHDRAWN = "withdrawn", _("withdrawn and replaced verdicts")


@dataclass(frozen=True)
class VerdictFilter:
    """Which rows are wanted; what is left out does not narrow.

    `kinds` to `until` narrow the verdicts; an unchecked claim has none, so `include` adds it
    whatever they say. `annotations` and `verdicts` are keys, or a QuerySet of either, which stays
    a subquery. Verdicts named by key are given whatever their state. Deleted annotations never
    leave. To a `reader` the blind rule applies; None is the desk itself, which sees everything.
    """

    kinds: Collection[str] = ()
    reasons: Collection[str] = ()
    reviewer: str = ""
    article: str = ""
    since: date | None = None
    until: date | None = None
    include: Collection[str] = ()
    annotations: Keys = None
    verdicts: Keys = None
    reader: User | None = None
    today: date = field(default_factory=timezone.localdate)

    @property
    def states(self) -> list[State]:
        if self.verdicts is not None:
            return [State.CURRENT, State.STALE, State.WITHDRAWN]
        return [State.CURRENT, *(state for state in State if state in self.include)]

    def seen(self, rows: Any) -> Any:
        """What the reader may see of `rows` that hang on claims."""
        return rows if self.reader is None else rows.visible_to(self.reader)

    def valid(self) -> Any:
        return self.seen(Verdict.objects.valid(self.today))

    def of_claims(self) -> dict[str, Any]:
        return _given(article__slug=self.article or None, pk__in=self.annotations)

    def of_verdicts(self) -> dict[str, Any]:
        return _given(
            kind__in=self.kinds or None,
            reason__in=self.reasons or None,
            reviewer__username=self.reviewer or None,
            created_at__date__gte=self.since,
            created_at__date__lte=self.until,
            pk__in=self.verdicts,
        )


def _given(**lookups: Any) -> dict[str, Any]:
    return {name: value for name, value in lookups.items() if value is not None}


class Key(NamedTuple):
    """A row before anything is loaded. The fields down to `verdict` are the order of the file."""

    article: int
    start: int
    end: int
    annotation: UUID
    reviewed_at: datetime
    verdict: int
    revision: int
    sentence: int
    state: State


def count(wanted: VerdictFilter) -> int:
    """How many rows there are. One query for each state that is wanted."""
    return sum(STREAMS[state](wanted).count() for state in wanted.states)


def keys(wanted: VerdictFilter, using: str, most: int | None = None) -> Iterator[Key]:
    """The rows in the order of the contract, `most` of them or all. One query for each state."""
    streams = [_stream(state, wanted, using, most) for state in wanted.states]
    return islice(heapq.merge(*streams), most)


def _claims(wanted: VerdictFilter) -> QuerySet[Annotation]:
    on_desk = Annotation.objects.present().filter(article__deleted_at=None)
    return on_desk.filter(**wanted.of_claims())


def _placed(rows: QuerySet[Any], to: str = "") -> QuerySet[Any]:
    """With the span in the newest revision, whose placements `rows` are joined to already."""
    places = {f"span_{name}": F(f"{to}placements__{name}") for name in SPAN}
    placed: QuerySet[Any] = rows.annotate(**places)
    return placed


def _judged(rows: QuerySet[Verdict]) -> QuerySet[Any]:
    """With the span that was judged, and the first sentence of it."""
    first = Sentence.objects.filter(revision=OuterRef("revision"), start__lte=OuterRef("start"))
    return rows.annotate(
        span_start=F("start"),
        span_end=F("end"),
        span_revision=F("revision"),
        span_sentence=Subquery(first.order_by("-start").values("pk")[:1]),
    )


def _wanted(verdicts: QuerySet[Verdict], wanted: VerdictFilter) -> QuerySet[Verdict]:
    given: QuerySet[Verdict] = wanted.seen(verdicts)
    return given.filter(annotation__in=_claims(wanted), **wanted.of_verdicts())


def _current(wanted: VerdictFilter) -> QuerySet[Any]:
    return _placed(_wanted(Verdict.objects.valid(wanted.today), wanted), "annotation__")


def _stale(wanted: VerdictFilter) -> QuerySet[Any]:
    valid = wanted.valid()
    gone_off = Verdict.objects.open().exclude(pk__in=valid.values("pk"))
    return _judged(_wanted(gone_off, wanted))


def _withdrawn(wanted: VerdictFilter) -> QuerySet[Any]:
    return _judged(_wanted(Verdict.objects.exclude(ended_at=None), wanted))


def _unchecked(wanted: VerdictFilter) -> QuerySet[Any]:
    valid = wanted.valid()
    claims = _claims(wanted).filter(placements__revision__is_current=True)
    claims = claims.exclude(pk__in=valid.values("annotation"))
    if State.STALE in wanted.include:
        claims = claims.exclude(pk__in=_stale(wanted).values("annotation"))
    return _placed(claims)


STREAMS: dict[State, Callable[[VerdictFilter], QuerySet[Any]]] = {
    State.CURRENT: _current,
    State.UNCHECKED: _unchecked,
    State.STALE: _stale,
    State.WITHDRAWN: _withdrawn,
}


def _stream(state: State, wanted: VerdictFilter, using: str, most: int | None) -> Iterator[Key]:
    is_claim = state is State.UNCHECKED
    order = CLAIM_ORDER if is_claim else VERDICT_ORDER
    verdict = (NEVER, 0) if is_claim else ()
    rows = STREAMS[state](wanted).using(using).order_by(*order)
    found = rows.values_list(*order, "span_revision", "span_sentence")[:most]
    for *place, revision, sentence in found.iterator(chunk_size=BATCH):
        yield Key._make((*place, *verdict, revision, sentence, state))
