"""Reliability: how far several raters agree, and how much of it chance would bring about too.

Plain formulas. A unit says how many raters put it in which category; categories are nominal, none
is nearer to one than to another. Computed in whole numbers and fractions, so that a figure does
not depend on the order of raters, and one that stands on a threshold is not rounded off it.

What is undefined has no value and says why; it is never 0 or 1 by accident.
"""

import random
from bisect import bisect
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from fractions import Fraction
from math import comb, lcm
from statistics import quantiles
from typing import NamedTuple

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

Unit = Mapping[str, int]
Table = Mapping[tuple[str, str], int]  # how many units the first rater put here, the second there
Span = tuple[int, int]  # code points, end exclusive

RESAMPLES, FEWEST = 1000, 200
DRAWS = 1_000_000  # units drawn for one interval; beyond, fewer resamples of more units will do
SEED = 1971
# Pairable units that it takes to say, at p = .05, that alpha is no less than .667: Krippendorff's
# formula (2004) for two raters and three categories, equally frequent.
ENOUGH = 34


class Undefined(TextChoices):
    """Why there is no figure."""

    NO_PAIRS = (
        "no_pairs",
        _("Undefined: on no claim are there verdicts of two people to compare."),
    )
    NO_VARIATION = (
        "no_variation",
        _(
            "Undefined, no variation: all verdicts compared say the same. They agree in 100% of "
            "cases, but what chance would bring about cannot be told."
        ),
    )
    UNEQUAL = (
        "unequal",
        _("Undefined: the claims do not all have equally many verdicts."),
    )


class Reading(TextChoices):
    """What an alpha is good for (Krippendorff 2004)."""

    RELIABLE = "reliable", _("Reliable")
    TENTATIVE = "tentative", _("Tentative")
    TOO_LOW = "too_low", _("Too low")


RELIABLE, TENTATIVE = 0.8, 0.667


def reading(value: float) -> Reading:
    if value >= RELIABLE:
        return Reading.RELIABLE
    return Reading.TENTATIVE if value >= TENTATIVE else Reading.TOO_LOW


class Measure(NamedTuple):
    """A figure, or why there is none."""

    value: float | None
    why: Undefined | None = None

    @property
    def percent(self) -> float | None:
        return None if self.value is None else 100 * self.value

    @property
    def reading(self) -> Reading | None:
        return None if self.value is None else reading(self.value)


# -- several raters --------------------------------------------------------------------------------


class Profile(NamedTuple):
    """What units with the same marks have in common."""

    counts: tuple[tuple[str, int], ...]
    others: int  # how many raters each of them has beside one
    disagreeing: int  # ordered pairs of raters who differ


def pairable(units: Iterable[Unit]) -> list[Profile]:
    """Those of at least two marks, each as its profile, in an order of their own."""
    kept = (tuple(sorted((kind, n) for kind, n in unit.items() if n)) for unit in units)
    return sorted(profile(counts) for counts in kept if sum(n for _kind, n in counts) > 1)


def profile(counts: tuple[tuple[str, int], ...]) -> Profile:
    raters = sum(n for _kind, n in counts)
    return Profile(counts, raters - 1, sum(n * (raters - n) for _kind, n in counts))


def observed(units: Iterable[Unit]) -> Measure:
    """The share of pairs of marks on the same unit that agree."""
    profiles = pairable(units)
    pairs = sum(one.others * (one.others + 1) for one in profiles)
    if not pairs:
        return Measure(None, Undefined.NO_PAIRS)
    return Measure(float(1 - Fraction(sum(one.disagreeing for one in profiles), pairs)))


def alpha(units: Iterable[Unit]) -> Measure:
    """Krippendorff's alpha for nominal data; units may lack marks, one of a single mark is none."""
    profiles = pairable(units)
    if not profiles:
        return Measure(None, Undefined.NO_PAIRS)
    value = beyond_chance(Counter(profiles).items())
    return Measure(None, Undefined.NO_VARIATION) if value is None else Measure(float(value))


def beyond_chance(profiles: Iterable[tuple[Profile, int]]) -> Fraction | None:
    """Alpha of as many units of each profile; None where there is no variation."""
    totals: Counter[str] = Counter()
    disagreeing: Counter[int] = Counter()
    for one, times in profiles:
        disagreeing[one.others] += times * one.disagreeing
        for kind, n in one.counts:
            totals[kind] += times * n
    n = totals.total()
    expected = sum(count * (n - count) for count in totals.values())
    parts = lcm(*disagreeing)
    found = sum(count * (parts // others) for others, count in disagreeing.items())
    return 1 - Fraction((n - 1) * found, expected * parts) if expected else None


def fleiss(units: Iterable[Unit]) -> Measure:
    """Fleiss' kappa, defined where every unit has equally many marks, two at least."""
    found = [Counter(unit) for unit in units]
    raters = {unit.total() for unit in found}
    if not raters or max(raters) < 2:
        return Measure(None, Undefined.NO_PAIRS)
    if len(raters) > 1:
        return Measure(None, Undefined.UNEQUAL)
    marks, pairs = len(found) * max(raters), len(found) * comb(max(raters), 2)
    agreeing = sum(comb(n, 2) for unit in found for n in unit.values())
    totals = sum(found, Counter[str]())
    by_chance = sum(Fraction(n, marks) ** 2 for n in totals.values())
    return kappa(Fraction(agreeing, pairs), Fraction(by_chance))


def kappa(found: Fraction, by_chance: Fraction) -> Measure:
    """How much of the agreement that chance leaves open was reached."""
    if by_chance == 1:
        return Measure(None, Undefined.NO_VARIATION)
    return Measure(float((found - by_chance) / (1 - by_chance)))


# -- how far off alpha may be ----------------------------------------------------------------------


class Interval(NamedTuple):
    """Where 95 of 100 resamples of the units put alpha; `undefined` ones are left out."""

    low: float
    high: float
    resamples: int
    undefined: int


def interval(units: Iterable[Unit]) -> Interval | None:
    """A bootstrap interval for alpha, 2.5th to 97.5th percentile; the same for the same units.

    None where alpha is undefined, and where no two marks differ: every resample says 1 then, which
    tells nothing of what another claim would bring. Half a second for 5,000 units.
    """
    profiles = pairable(units)
    if not any(one.disagreeing for one in profiles):
        return None
    times = min(RESAMPLES, max(FEWEST, DRAWS // len(profiles)))
    values = [beyond_chance(drawn) for drawn in resamples(profiles, times)]
    defined = [float(value) for value in values if value is not None]
    if len(defined) < 2:
        return None
    cuts = quantiles(defined, n=40, method="inclusive")
    return Interval(cuts[0], cuts[-1], times, times - len(defined))


def resamples(profiles: list[Profile], times: int) -> Iterator[list[tuple[Profile, int]]]:
    """As many units again, drawn with replacement; by number, which is quicker to count."""
    chance, kinds = random.Random(SEED), sorted(set(profiles))
    numbers = [bisect(kinds, one) - 1 for one in profiles]
    for _time in range(times):
        drawn = Counter(chance.choices(numbers, k=len(numbers)))
        yield [(kinds[number], n) for number, n in drawn.items()]


# -- two raters ------------------------------------------------------------------------------------


def agreeing(table: Table) -> Measure:
    """The share of units that both put in the same category."""
    n = sum(table.values())
    if not n:
        return Measure(None, Undefined.NO_PAIRS)
    return Measure(sum(times for (mine, theirs), times in table.items() if mine == theirs) / n)


def cohen(table: Table) -> Measure:
    """Cohen's kappa of two raters."""
    n = sum(table.values())
    if not n:
        return Measure(None, Undefined.NO_PAIRS)
    first, second = margin(table, 0), margin(table, 1)
    same = sum(times for (mine, theirs), times in table.items() if mine == theirs)
    by_chance = sum(first[kind] * second[kind] for kind in first)
    return kappa(Fraction(same, n), Fraction(by_chance, n * n))


def margin(table: Table, rater: int) -> Counter[str]:
    """How many units one of the two put in each category."""
    counts: Counter[str] = Counter()
    for said, times in table.items():
        counts[said[rater]] += times
    return counts


# -- passages --------------------------------------------------------------------------------------


class SpanAgreement(NamedTuple):
    """How far two people marked the same passages, 0 to 1, as F1 of each way to count."""

    exact: float  # the same ends
    overlap: float  # a character in common
    character: float  # of the characters that either marked


def spans(first: Iterable[Span], second: Iterable[Span]) -> SpanAgreement:
    """1 where neither marked anything. Sorted once, then swept: n log n for n spans."""
    mine, theirs = sorted(set(first)), sorted(set(second))
    if not (mine and theirs):
        return SpanAgreement(*[float(mine == theirs)] * 3)
    my_stretches, their_stretches = joined(mine), joined(theirs)
    total = len(mine) + len(theirs)
    marked = covered(my_stretches) + covered(their_stretches)
    return SpanAgreement(
        exact=2 * len(set(mine) & set(theirs)) / total,
        overlap=harmonic(
            touching(mine, their_stretches) / len(mine),
            touching(theirs, my_stretches) / len(theirs),
        ),
        character=2 * (marked - covered(joined(sorted(mine + theirs)))) / marked,
    )


def harmonic(precision: float, recall: float) -> float:
    both = precision + recall
    return 2 * precision * recall / both if both else 0.0


def joined(ordered: Sequence[Span]) -> list[Span]:
    """The stretches that spans in order of their start cover, apart from each other."""
    stretches: list[Span] = []
    for start, end in ordered:
        if stretches and start <= stretches[-1][1]:
            stretches[-1] = (stretches[-1][0], max(end, stretches[-1][1]))
        else:
            stretches.append((start, end))
    return stretches


def covered(stretches: Iterable[Span]) -> int:
    return sum(end - start for start, end in stretches)


def touching(ordered: Iterable[Span], stretches: Sequence[Span]) -> int:
    """How many spans, in order of their start, have a character in common with `stretches`."""
    found = at = 0
    for start, end in ordered:
        while at < len(stretches) and stretches[at][1] <= start:
            at += 1
        found += at < len(stretches) and stretches[at][0] < end
    return found
