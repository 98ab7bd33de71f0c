"""Agreement: how far the verdicts of several reviewers say the same, in an article or on the desk.

Units are claims, raters are whoever gave a verdict, and the three verdicts are nominal categories:
disputed stands off the ladder. Only valid verdicts count, so that all judge the same words.
"""

from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from itertools import combinations
from typing import NamedTuple
from uuid import UUID

from django.db.models import Prefetch
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from annotations.models import Annotation, Article, Outcome, Placement, User, Verdict
from annotations.models.adjudication import LADDER
from annotations.reports import reliability
from annotations.reports.reliability import (
    ENOUGH,
    Interval,
    Measure,
    Reading,
    Span,
    SpanAgreement,
    Table,
)

Said = dict[int, str]  # who says what of one claim
Marks = dict[int, list[Span]]  # the passages that somebody marked, by revision

MOST = 100  # claims, and pairs of people, shown at once; the rest are counted
SHADES = 4  # of a cell of a matrix, beside none
MEANT = {
    Reading.RELIABLE: gettext_lazy("Reviewers agree well: conclusions can rest on these verdicts."),
    Reading.TENTATIVE: gettext_lazy(
        "Reviewers agree so far that tentative conclusions can rest on these verdicts."
    ),
    Reading.TOO_LOW: gettext_lazy(
        "Reviewers agree too little for conclusions: see below where they differ."
    ),
}


class Scale(NamedTuple):
    """Where a figure and its interval stand between 0 and 1, in thousandths; less than 0 at 0."""

    at: int
    start: int = 0
    length: int = 0


@dataclass(frozen=True)
class Cell:
    """How many claims the first puts here and the second there; `shade` is 0 for none."""

    kind: Outcome
    count: int
    shade: int
    is_same: bool


class Line(NamedTuple):
    """What the second said of the claims of which the first says `kind`."""

    kind: Outcome
    cells: list[Cell]
    total: int


@dataclass(frozen=True)
class Pair:
    """Two people, by name, and the claims that both judged."""

    first: User
    second: User
    table: Table
    marks: tuple[Marks, Marks]

    @property
    def n(self) -> int:
        return sum(self.table.values())

    @cached_property
    def same(self) -> Measure:
        return reliability.agreeing(self.table)

    @cached_property
    def kappa(self) -> Measure:
        return reliability.cohen(self.table)

    @property
    def has_marks(self) -> bool:
        """Whether there is an article in which both marked passages."""
        first, second = self.marks
        return bool(first.keys() & second.keys())

    @cached_property
    def spans(self) -> SpanAgreement | None:
        """Of the passages in such articles, if there are any."""
        return reliability.spans(*laid_end_to_end(*self.marks)) if self.has_marks else None

    @cached_property
    def matrix(self) -> list[Line]:
        """A line for each verdict of the first, with a cell for each of the second."""
        return [self.line(kind) for kind in LADDER]

    def line(self, kind: str) -> Line:
        cells = [self.cell(kind, other) for other in LADDER]
        return Line(Outcome(kind), cells, sum(cell.count for cell in cells))

    def cell(self, kind: str, other: str) -> Cell:
        count, most = self.table.get((kind, other), 0), max(self.table.values(), default=1)
        return Cell(Outcome(other), count, -(-SHADES * count // most), kind == other)

    @cached_property
    def totals(self) -> list[int]:
        """How often the second gave each verdict."""
        counts = reliability.margin(self.table, 1)
        return [counts[kind] for kind in LADDER]


def thousandths(value: float) -> int:
    return round(1000 * max(value, 0))


def laid_end_to_end(first: Marks, second: Marks) -> tuple[list[Span], list[Span]]:
    """The passages in the texts in which both have some, as if these were one text."""
    offset, laid = 0, ([], [])  # type: tuple[int, tuple[list[Span], list[Span]]]
    for revision in sorted(first.keys() & second.keys()):
        both = first[revision], second[revision]
        for spans, to in zip(both, laid, strict=True):
            to.extend((offset + start, offset + end) for start, end in spans)
        offset += max(end for spans in both for _start, end in spans)
    return laid


@dataclass(frozen=True)
class Agreement:
    """The valid verdicts by claim, in reading order, and what they come to."""

    said: dict[UUID, Said]
    people: dict[int, User]  # who judged or marked, by name
    marks: dict[int, Marks]

    @property
    def claims(self) -> int:
        return len(self.said)

    @cached_property
    def verdicts(self) -> int:
        return sum(len(said) for said in self.said.values())

    @cached_property
    def reviewers(self) -> list[User]:
        """Who gave verdicts, by name."""
        judged = {person for said in self.said.values() for person in said}
        return [user for key, user in self.people.items() if key in judged]

    @cached_property
    def units(self) -> list[Counter[str]]:
        return [Counter(said.values()) for said in self.said.values()]

    @cached_property
    def compared(self) -> int:
        """Claims with verdicts of two people at least: the n of alpha."""
        return sum(unit.total() > 1 for unit in self.units)

    @cached_property
    def same(self) -> Measure:
        return reliability.observed(self.units)

    @cached_property
    def alpha(self) -> Measure:
        return reliability.alpha(self.units)

    @cached_property
    def fleiss(self) -> Measure:
        return reliability.fleiss(self.units)

    @cached_property
    def interval(self) -> Interval | None:
        return reliability.interval(self.units)

    @property
    def scale(self) -> Scale:
        at, found = thousandths(self.alpha.value or 0), self.interval
        if found is None:
            return Scale(at)
        start = thousandths(found.low)
        return Scale(at, start, thousandths(found.high) - start)

    @cached_property
    def meaning(self) -> str:
        """What alpha says, or why it says nothing, in plain words."""
        if self.alpha.why:
            return str(self.alpha.why.label)
        return str(MEANT[self.alpha.reading]) if self.alpha.reading else ""

    @cached_property
    def doubts(self) -> list[str]:
        """What keeps alpha from being taken at its word."""
        if self.alpha.value is None:
            return []
        return [doubt for doubt in (self.few(), self.spread()) if doubt]

    def few(self) -> str:
        if self.compared >= ENOUGH:
            return ""
        return _("Too few claims to rely on: %(n)s compared, at least %(enough)s needed.") % {
            "n": self.compared,
            "enough": ENOUGH,
        }

    def spread(self) -> str:
        if self.interval is None:
            return _("No two verdicts differ, so there is no telling how far off this may be.")
        low, value = reliability.reading(self.interval.low), self.alpha.reading
        if low == value:
            return ""
        return _("The interval reaches down to “%(reading)s”.") % {"reading": low.label}

    @cached_property
    def pairs(self) -> list[Pair]:
        """Any two who judged the same claim or marked in the same article, most claims first."""
        tables = self.tables()
        found = [self.pair_of(*keys, tables[keys]) for keys in self.together() | tables.keys()]
        return sorted(found, key=lambda one: (-one.n, one.first.username, one.second.username))

    @cached_property
    def judging(self) -> list[Pair]:
        return [pair for pair in self.pairs if pair.n]

    @cached_property
    def marking(self) -> list[Pair]:
        return [pair for pair in self.pairs if pair.has_marks]

    @property
    def more_pairs(self) -> int:
        """How many are left out of the longer of these two lists, of which MOST are shown."""
        return max(0, max(len(self.judging), len(self.marking)) - MOST)

    def pair_of(self, first: int, second: int, table: Table) -> Pair:
        marks = self.marks.get(first, {}), self.marks.get(second, {})
        return Pair(self.people[first], self.people[second], table, marks)

    def tables(self) -> dict[tuple[int, int], Counter[tuple[str, str]]]:
        tables: dict[tuple[int, int], Counter[tuple[str, str]]] = defaultdict(Counter)
        for said in self.said.values():
            for first, second in self.twos(said):
                tables[first, second][said[first], said[second]] += 1
        return tables

    def together(self) -> set[tuple[int, int]]:
        """Who marked passages in the same article."""
        marking = defaultdict(set)
        for person, marks in self.marks.items():
            for revision in marks:
                marking[revision].add(person)
        return {two for people in marking.values() for two in self.twos(people)}

    def twos(self, people) -> Iterator[tuple[int, int]]:
        """Each two of them, in the order of their names."""
        return combinations(sorted(people, key=self.order.__getitem__), 2)

    @cached_property
    def order(self) -> dict[int, int]:
        return {key: place for place, key in enumerate(self.people)}

    def pair(self, one: User, other: User) -> Pair:
        """Any two, whatever they have in common."""
        [(first, second)] = self.twos([one.pk, other.pk])
        return self.pair_of(first, second, self.tables()[first, second])


def agreement(reader, article: Article | None = None) -> Agreement:
    """How far verdicts agree in `article`, else on the whole desk, of what `reader` may see.

    Three queries, of plain rows: there may be thousands.
    """
    claims = Annotation.objects.visible_to(reader).present()
    claims = claims.filter(article=article) if article else claims
    said, marks = verdicts_on(claims, reader), marks_of(claims)
    keys = {person for each in said.values() for person in each} | marks.keys()
    named = User.objects.filter(pk__in=keys).order_by("username")
    return Agreement(said, {user.pk: user for user in named}, marks)


def verdicts_on(claims, reader) -> dict[UUID, Said]:
    """The valid ones by claim, in the order of the articles and of their passages."""
    valid = Verdict.objects.valid().visible_to(reader).filter(annotation__in=claims.values("pk"))
    place = "annotation__placements__"
    ordered = valid.order_by("annotation__article", f"{place}start", f"{place}end", "annotation")
    said: dict[UUID, Said] = defaultdict(dict)
    for claim, person, kind in ordered.values_list("annotation", "reviewer", "kind"):
        said[claim][person] = kind
    return said


def marks_of(claims) -> dict[int, Marks]:
    """Where in the newest texts who marked passages."""
    places = Placement.objects.current().filter(annotation__in=claims.values("pk"))
    marks: dict[int, Marks] = defaultdict(lambda: defaultdict(list))
    rows = places.values_list("annotation__created_by", "revision", "start", "end")
    for person, revision, start, end in rows:
        marks[person][revision].append((start, end))
    return marks


# -- where they differ -----------------------------------------------------------------------------


class Difference(NamedTuple):
    """A claim of which not all say the same, and who says what."""

    claim: Annotation
    said: list[tuple[Outcome, list[User]]]


@dataclass(frozen=True)
class Differences:
    """The claims on which people differ, the first of them shown."""

    shown: list[Difference]
    count: int

    @property
    def more(self) -> int:
        return self.count - len(self.shown)


def differences(found: Agreement, reader, pair: Pair | None = None) -> Differences:
    """On which claims all differ, else only these two. Two queries."""
    wanted = {pair.first.pk, pair.second.pk} if pair else found.people.keys()
    said = {
        claim: {person: kind for person, kind in each.items() if person in wanted}
        for claim, each in found.said.items()
    }
    split = [claim for claim, each in said.items() if len(set(each.values())) > 1]
    places = Prefetch("placements", queryset=Placement.objects.current(), to_attr="placed")
    shown = Annotation.objects.visible_to(reader).select_related("article")
    claims = shown.prefetch_related(places).in_bulk(split[:MOST])
    listed = [claims[claim] for claim in split[:MOST] if claim in claims]
    return Differences([difference(one, said[one.pk], found) for one in listed], len(split))


def difference(claim: Annotation, said: Said, found: Agreement) -> Difference:
    by_kind = defaultdict(list)
    for person in sorted(said, key=found.order.__getitem__):
        by_kind[said[person]].append(found.people[person])
    return Difference(claim, [(Outcome(kind), by_kind[kind]) for kind in LADDER if by_kind[kind]])
