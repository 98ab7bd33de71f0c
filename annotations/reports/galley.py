"""The galley: the running text with numbered facts and a footnote on each, to be printed."""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby
from typing import Any, NamedTuple
from uuid import UUID

from django.utils.functional import cached_property

from annotations.models import Article, Evidence, Verdict
from annotations.models.verdict import Kind, Reason
from annotations.reports.desk import Line
from annotations.reports.ledger import Entry, Ledger, ledger


class Piece(NamedTuple):
    """Some of a sentence; `look` is that of the shortest claim it is in, `ends` who end with it."""

    text: str
    look: str
    ends: list[Entry]


class Cited(NamedTuple):
    """A source that a valid verdict rests on."""

    claim: UUID
    evidence: int
    title: str
    publisher: str
    url: str
    locator: str


@dataclass(frozen=True)
class Footnote:
    entry: Entry
    sources: list[Cited]

    @property
    def is_grounded(self) -> bool:
        """Whether there is more to say of the outcome than its name."""
        return bool(self.reasons or self.as_of or self.entry.ruling)

    @cached_property
    def reasons(self) -> list[str]:
        """Why it is disputed: as the editor decided, else as its reviewers say."""
        ruling = self.entry.ruling
        given = [ruling.reason] if ruling else [vote.reason for vote in self.entry.counting]
        codes = sorted(set(given))
        return [str(Reason(code).label) for code in codes if code]

    @cached_property
    def as_of(self):
        """The earliest day as of which a verdict says so."""
        return min((vote.as_of for vote in self.entry.counting if vote.as_of), default=None)

    @property
    def split(self) -> list[tuple[str, int, str]]:
        """How the votes fell, with the reasons, where the editor had the dissent published."""
        if not (self.entry.ruling and self.entry.ruling.shows_dissent):
            return []
        votes = sorted(self.entry.counting, key=lambda vote: (vote.kind, vote.reason))
        groups = groupby(votes, key=lambda vote: (vote.kind, vote.reason))
        return [
            (str(Kind(kind).label), len([*group]), str(Reason(reason).label) if reason else "")
            for (kind, reason), group in groups
        ]


@dataclass(frozen=True)
class Galley:
    ledger: Ledger
    footnotes: list[Footnote]

    @cached_property
    def paragraphs(self) -> list[list[tuple[Line, list[Piece]]]]:
        """The sentences, cut where claims begin and end."""
        rows = groupby(self.ledger.rows, key=lambda row: row.line.paragraph)
        return [
            [(row.line, [*pieces(row.line, row.entries)]) for row in group] for _, group in rows
        ]


def galley(article: Article, reader) -> Galley:
    """Read the galley. Eight queries, however long the article."""
    whole = ledger(article, reader)
    counting = {vote.pk for entry in whole.entries for vote in entry.counting}
    sources = cited(counting, article, reader)
    return Galley(whole, [Footnote(one, sources.get(one.id, [])) for one in whole.entries])


def cited(counting: set[int], article: Article, reader) -> dict[UUID, list[Cited]]:
    """The sources behind the verdicts of the keys `counting`, each once, by claim. One query."""
    seen = Evidence.objects.present().visible_to(reader).filter(annotation__article=article)
    named = Verdict.evidence.through.objects.filter(evidence__in=seen, verdict__ended_at=None)
    source = [f"evidence__source__{name}" for name in ("title", "publisher", "url")]
    names = ["verdict", "evidence__annotation", "evidence", *source, "evidence__locator"]
    rows = named.values_list(*names)
    found = defaultdict(list)
    for one in sorted({Cited(*rest) for verdict, *rest in rows if verdict in counting}):
        found[one.claim].append(one)
    return found


def pieces(line: Any, touching: list) -> Iterator[Piece]:
    """The text of `line`, which stands at `start`, cut at the ends of the claims that touch it.

    Of these it reads `start`, `end` and `look`.
    """
    first, last = line.start, line.start + len(line.text)
    edges = {edge for entry in touching for edge in (entry.start, entry.end)}
    cuts = sorted({first, last} | {edge for edge in edges if first < edge < last})
    for start, end in zip(cuts, cuts[1:], strict=False):
        over = [entry for entry in touching if entry.start <= start and end <= entry.end]
        top = min(over, key=lambda entry: entry.end - entry.start, default=None)
        text = line.text[start - first : end - first]
        yield Piece(text, top.look if top else "", [one for one in over if one.end == end])
