"""Which sentence of a new text is which of the old one.

Sentences are linked by the words that both texts keep (`diff.blocks`); what hangs together by links
is one row: a sentence that stayed, was edited or moved, one that became several, several that
became one.
"""

import re
from bisect import bisect_left, bisect_right
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from typing import Literal, NamedTuple

from annotations.text.diff import blocks
from annotations.text.fold import fold

BLANKS = re.compile(r"\s*")

Span = tuple[int, int]
Kind = Literal["same", "edited", "moved", "split", "merged", "added", "removed"]
Pair = tuple[int, int]


class Row(NamedTuple):
    """Sentences that belong together, by their indexes, and what became of them."""

    kind: Kind
    old: tuple[int, ...]
    new: tuple[int, ...]


def realign(old: str, new: str, old_spans: Sequence[Span], new_spans: Sequence[Span]) -> list[Row]:
    """Every sentence of both texts in one row each, in the order of the new text.

    What was removed stands behind what it followed. Both lists of spans are in order.
    """
    shared, moved = _shared(old, new, old_spans, new_spans)
    links = [pair for pair, size in shared.items() if _is_link(size, pair, old_spans, new_spans)]
    rows = []
    for olds, news in _groups(links):
        before = [fold(old[slice(*old_spans[i])]).text.strip() for i in olds]
        after = [fold(new[slice(*new_spans[j])]).text.strip() for j in news]
        aside = 2 * sum(moved[i, j] for i in olds for j in news) > len(" ".join(before))
        rows.append(Row(_kind(before, after, aside), olds, news))
    return _in_order(rows, len(old_spans), len(new_spans))


def _shared(
    old: str, new: str, old_spans: Sequence[Span], new_spans: Sequence[Span]
) -> tuple[Counter[Pair], Counter[Pair]]:
    """How many code points each old sentence has in each new one; and in moved blocks."""
    shared: Counter[Pair] = Counter()
    moved: Counter[Pair] = Counter()
    for block in blocks(old, new):
        shift = block.at - block.start
        for i in _touched(old_spans, block.start, block.end):
            low, high = max(old_spans[i][0], block.start), min(old_spans[i][1], block.end)
            for j in _touched(new_spans, low + shift, high + shift):
                size = min(high + shift, new_spans[j][1]) - max(low + shift, new_spans[j][0])
                shared[i, j] += size
                moved[i, j] += size if block.moved else 0
    return shared, moved


def _touched(spans: Sequence[Span], start: int, end: int) -> range:
    first = bisect_right(spans, start, key=lambda span: span[0]) - 1
    return range(max(0, first), bisect_left(spans, end, key=lambda span: span[0]))


def _is_link(size: int, pair: Pair, old_spans: Sequence[Span], new_spans: Sequence[Span]) -> bool:
    lengths = [end - start for start, end in (old_spans[pair[0]], new_spans[pair[1]])]
    return 2 * size >= min(lengths)


def _groups(links: list[Pair]) -> Iterator[tuple[tuple[int, ...], tuple[int, ...]]]:
    """What hangs together by links: old and new sentences."""
    news, olds = defaultdict(list), defaultdict(list)
    for i, j in links:
        news[i].append(j)
        olds[j].append(i)
    seen: set[int] = set()
    for first in news:
        if first in seen:
            continue
        todo, those = [first], {first}
        these: set[int] = set()
        while todo:
            here = set(news[todo.pop()]) - these
            these |= here
            more = {i for j in here for i in olds[j]} - those
            those |= more
            todo += more
        seen |= those
        yield tuple(sorted(those)), tuple(sorted(these))


def _kind(before: list[str], after: list[str], aside: bool) -> Kind:
    if len(before) == len(after) == 1:
        if before == after:
            return "moved" if aside else "same"
        return "edited"
    if len(before) == 1:
        return "split"
    return "merged" if len(after) == 1 else "edited"


def _in_order(rows: list[Row], olds: int, news: int) -> list[Row]:
    """`rows` with what has no partner, by new sentence; the removed behind what they followed."""
    linked_old = {i: row.new[0] for row in rows for i in row.old}
    linked_new = {j for row in rows for j in row.new}
    placed = [(row.new[0], -1, row) for row in rows]
    placed += [(j, -1, Row("added", (), (j,))) for j in range(news) if j not in linked_new]
    behind = -1
    for i in range(olds):
        behind = linked_old.get(i, behind)
        if i not in linked_old:
            placed.append((behind, i, Row("removed", (i,), ())))
    return [row for _at, _index, row in sorted(placed)]


def keep_cuts(
    old: str, new: str, kept: Sequence[Span], new_spans: Sequence[Span]
) -> tuple[list[Span], list[Span]]:
    """`new_spans` with the cuts of the old sentences `kept`, where their text is the same.

    Returns the spans of the new sentences, and those among them that were kept so.
    """
    images = sorted(_images(old, new, kept))
    starts = {start for start, _end in new_spans}
    for (start, end), was in images:
        starts -= {at for at in starts if start < at < end}
        # Nobody cut where the old text began or ended.
        starts |= {at for at, edge in zip((start, end), was, strict=True) if 0 < edge < len(old)}
    edges = sorted(starts - {len(new)})
    spans = [*zip(edges, [*edges[1:], len(new)], strict=False)]
    same = {span for span, _was in images}
    return spans, [span for span in spans if span in same]


def _images(old: str, new: str, kept: Sequence[Span]) -> Iterator[tuple[Span, Span]]:
    """Where those of `kept` stand in the new text that are there in one piece, word for word.

    Blanks behind them are theirs, as those behind any sentence are.
    """
    pieces = sorted(blocks(old, new))
    for start, end in kept:
        i = bisect_right(pieces, start, key=lambda block: block.start) - 1
        if i >= 0 and end <= pieces[i].end:
            shift = pieces[i].at - pieces[i].start
            last = BLANKS.match(new, end + shift)
            yield (start + shift, last.end() if last else end + shift), (start, end)
