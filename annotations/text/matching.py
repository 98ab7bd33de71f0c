"""Which runs two sequences have in common, in order and out of order.

What stands once in both sequences holds fast, as in Heckel's "A technique for isolating
differences between files" (CACM 21(4), 1978): runs of six elements that are unique on both sides,
of them the longest increasing chain (patience sorting), and between those a longest common
subsequence (bit-parallel, Hyyrö 2004, from rapidfuzz) where it is affordable. What is left over
on both sides and unique there has moved.
"""

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from itertools import chain as joined
from itertools import islice, pairwise
from typing import NamedTuple

from rapidfuzz.distance import LCSseq

SHINGLE = 6  # elements in a row that are not common to two texts by chance
FINER = (3, 1)  # sizes tried in turn where a gap is too large to compare element by element
MOST_CELLS = 16_000_000  # elements × elements: 2 MB of bits, some 10 ms

Stretch = tuple[int, int]
Ids = Sequence[int]


class Run(NamedTuple):
    """`size` elements from `old` of one sequence on are those from `new` of the other."""

    old: int
    new: int
    size: int

    @property
    def old_end(self) -> int:
        return self.old + self.size

    @property
    def new_end(self) -> int:
        return self.new + self.size


class Gap(NamedTuple):
    """What stands between two runs: one stretch of each sequence."""

    old: Stretch
    new: Stretch

    @property
    def sizes(self) -> tuple[int, int]:
        return self.old[1] - self.old[0], self.new[1] - self.new[0]

    @property
    def cells(self) -> int:
        return self.sizes[0] * self.sizes[1]


def in_order(old: Ids, new: Ids) -> list[Run]:
    """Runs common to both sequences that stand in the same order, without chance hits.

    Time grows with the length, and at most with `MOST_CELLS` for each gap between fixed points.
    """
    whole = Gap((0, len(old)), (0, len(new)))
    return _sound(_merged(_between(old, new, whole, (SHINGLE, *FINER))), whole)


def out_of_order(old: Ids, new: Ids, kept: Sequence[Run]) -> list[Run]:
    """Runs of what `kept` leaves over on both sides, in the order of the old sequence."""
    gaps = list(_gaps(kept, Gap((0, len(old)), (0, len(new)))))
    free = _flags(len(old), (gap.old for gap in gaps)), _flags(len(new), (gap.new for gap in gaps))
    moved = []
    shared = _shared(old, new, [gap.old for gap in gaps], [gap.new for gap in gaps], SHINGLE)
    for seed in (Run(here, there, SHINGLE) for here, there in shared):
        if _is_free(seed, free) and _is_same(old, new, seed):
            run = _extended(old, new, seed, free)
            free[0][run.old : run.old_end] = free[1][run.new : run.new_end] = bytes(run.size)
            moved.append(run)
    return sorted(moved)


def _between(old: Ids, new: Ids, gap: Gap, sizes: tuple[int, ...]) -> Iterator[Run]:
    """The runs in `gap`, by unique shingles of the first of `sizes`, then by finer means."""
    head, gap, tail = _stripped(old, new, gap)
    yield head
    if 0 < gap.cells <= MOST_CELLS and sizes[:1] != (SHINGLE,):
        yield from _subsequence(old, new, gap)
    elif gap.cells and sizes:
        fixed = _fixed_points(old, new, gap, sizes[0])
        for inner, run in zip(_gaps(fixed, gap), [*fixed, None], strict=True):
            yield from _between(old, new, inner, sizes[1:])
            if run:
                yield run
    yield tail


def _stripped(old: Ids, new: Ids, gap: Gap) -> tuple[Run, Gap, Run]:
    """The common head of a gap, what is left of the gap, and its common tail."""
    (low, high), (at, upto) = gap
    same = (old[low + i] == new[at + i] for i in range(min(gap.sizes)))
    head = Run(low, at, _count(same))
    same = (old[high - i] == new[upto - i] for i in range(1, min(gap.sizes) - head.size + 1))
    size = _count(same)
    tail = Run(high - size, upto - size, size)
    return head, Gap((head.old_end, tail.old), (head.new_end, tail.new)), tail


def _count(flags: Iterable[bool]) -> int:
    """How many of the first are true."""
    count = 0
    for flag in flags:
        if not flag:
            break
        count += 1
    return count


def _subsequence(old: Ids, new: Ids, gap: Gap) -> Iterator[Run]:
    codes = LCSseq.opcodes(old[slice(*gap.old)], new[slice(*gap.new)])
    for code in codes:
        if code.tag == "equal":
            size = code.src_end - code.src_start
            yield Run(gap.old[0] + code.src_start, gap.new[0] + code.dest_start, size)


def _fixed_points(old: Ids, new: Ids, gap: Gap, size: int) -> list[Run]:
    """Runs of at least `size` elements that are unique in the gap and stand in order."""
    runs = []
    low, at, end = gap.old[0], gap.new[0], gap.old[0]
    for here, there in _increasing(_shared(old, new, [gap.old], [gap.new], size)):
        if there - here == at - low and here <= end:
            end = here + size
        elif here >= end and there >= at + end - low:
            runs.append(Run(low, at, end - low))
            low, at, end = here, there, here + size
    runs.append(Run(low, at, end - low))
    return [run for run in runs if run.size and _is_same(old, new, run)]


def _shared(
    old: Ids, new: Ids, olds: Sequence[Stretch], news: Sequence[Stretch], size: int
) -> list[tuple[int, int]]:
    """Where `size` elements stand once in `olds` and once in `news`, by hash, in old order."""
    theirs = _unique(new, news, size)
    found = ((at, theirs.get(key, -1)) for key, at in _unique(old, olds, size).items())
    return [pair for pair in found if min(pair) >= 0]


def _is_same(old: Ids, new: Ids, run: Run) -> bool:
    return old[run.old : run.old_end] == new[run.new : run.new_end]


def _unique(ids: Ids, stretches: Sequence[Stretch], size: int) -> dict[int, int]:
    """Where each run of `size` elements stands, by its hash; -1 if in several places."""
    places: dict[int, int] = {}
    starts = joined.from_iterable(range(low, high - size + 1) for low, high in stretches)
    keys = joined.from_iterable(_hashes(ids[low:high], size) for low, high in stretches)
    for at, key in zip(starts, keys, strict=True):
        places[key] = -1 if key in places else at
    return places


def _hashes(ids: Ids, size: int) -> Iterator[int]:
    return map(hash, zip(*(islice(ids, skip, None) for skip in range(size)), strict=False))


def _increasing(points: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """The longest chain of `points`, which rise on one side, that rises on the other too."""
    ends: list[int] = []  # the least end of a chain of each length
    last: list[int] = []  # the point that it belongs to
    before: list[int] = []
    for i, (_here, there) in enumerate(points):
        length = bisect_left(ends, there)
        before.append(last[length - 1] if length else -1)
        ends[length : length + 1] = [there]
        last[length : length + 1] = [i]
    found = []
    i = last[-1] if last else -1
    while i >= 0:
        found.append(points[i])
        i = before[i]
    return found[::-1]


def _gaps(runs: Sequence[Run], whole: Gap) -> Iterator[Gap]:
    """What stands before, between and after `runs`."""
    first = Run(whole.old[0], whole.new[0], 0)
    last = Run(whole.old[1], whole.new[1], 0)
    for run, after in pairwise([first, *runs, last]):
        yield Gap((run.old_end, after.old), (run.new_end, after.new))


def _merged(runs: Iterable[Run]) -> list[Run]:
    """Neighbours that touch on both sides made one, empty runs left out."""
    merged: list[Run] = []
    for run in runs:
        last = merged[-1] if merged else Run(-1, -1, 0)
        if (last.old_end, last.new_end) == run[:2]:
            merged[-1] = Run(last.old, last.new, last.size + run.size)
        elif run.size:
            merged.append(run)
    return merged


def _sound(runs: list[Run], whole: Gap) -> list[Run]:
    """`runs` without those that agree by chance: short ones amid larger changes on both sides."""
    kept = [Run(0, 0, 0)]
    for run in [*runs, Run(whole.old[1], whole.new[1], 0)]:
        while len(kept) > 1 and _is_chance(kept[-2], kept[-1], run):
            kept.pop()
        kept.append(run)
    return kept[1:-1]


def _is_chance(before: Run, run: Run, after: Run) -> bool:
    left = max(run.old - before.old_end, run.new - before.new_end)
    right = max(after.old - run.old_end, after.new - run.new_end)
    return run.size < min(left, right, SHINGLE)


def _is_free(run: Run, free: tuple[bytearray, bytearray]) -> bool:
    return all(free[0][run.old : run.old_end]) and all(free[1][run.new : run.new_end])


def _flags(size: int, stretches: Iterable[Stretch]) -> bytearray:
    flags = bytearray(size)
    for low, high in stretches:
        flags[low:high] = b"\1" * (high - low)
    return flags


def _extended(old: Ids, new: Ids, run: Run, free: tuple[bytearray, bytearray]) -> Run:
    """`run` made longer at both ends as far as both sides are the same, and free."""
    (low, at, size), (ours, theirs) = run, free
    while low and at and ours[low - 1] and theirs[at - 1] and old[low - 1] == new[at - 1]:
        low, at, size = low - 1, at - 1, size + 1
    end, upto = low + size, at + size
    while (
        end < len(old) and upto < len(new) and ours[end] and theirs[upto] and old[end] == new[upto]
    ):
        end, upto = end + 1, upto + 1
    return Run(low, at, end - low)
