"""The stretch of a text that is nearest to a pattern, by edit distance.

Myers' bit-parallel algorithm (J. ACM 46(3), 1999) in the infix form of Hyyrö (2001): one column of
the distance matrix is a pair of integers, as wide as the pattern, so that one character of the
text costs a dozen operations on whole integers.
"""

from collections.abc import Iterable, Iterator
from typing import NamedTuple


class Infix(NamedTuple):
    """text[start:end] is `distance` insertions, deletions and substitutions from the pattern."""

    start: int
    end: int
    distance: int


def nearest(pattern: str, text: str) -> Infix:
    """The stretch of `text` nearest to `pattern`; of several the first to end, and its longest.

    The empty pattern is found at 0. Time grows with len(text) × len(pattern) / word size.
    """
    if not pattern:
        return Infix(0, 0, 0)
    distance, end = min(
        ((found, at) for at, found in enumerate(_distances(pattern, text), 1)),
        default=(len(pattern), 0),
    )
    if distance >= len(pattern):
        return Infix(0, 0, len(pattern))
    backwards = _distances(pattern[::-1], text[:end][-2 * len(pattern) :][::-1])
    length = max(at for at, found in enumerate(backwards, 1) if found == distance)
    return Infix(end - length, end, distance)


def _distances(pattern: str, text: Iterable[str]) -> Iterator[int]:
    """For each end in `text`, the distance of the best stretch that ends there."""
    places: dict[str, int] = {}
    for i, letter in enumerate(pattern):
        places[letter] = places.get(letter, 0) | 1 << i
    every = (1 << len(pattern)) - 1
    last = 1 << len(pattern) - 1
    plus, minus, distance = every, 0, len(pattern)
    for letter in text:
        same = places.get(letter, 0)
        diagonal = (((same & plus) + plus) ^ plus) | same | minus
        up = minus | ~(diagonal | plus) & every
        down = plus & diagonal
        distance += bool(up & last) - bool(down & last)
        up, down = up << 1 & every, down << 1 & every
        plus = down | ~(diagonal | up) & every
        minus = up & diagonal
        yield distance
