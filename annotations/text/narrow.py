"""Which parts of a long text are worth a close comparison with a quotation.

A part that resembles the quotation shares some of its shingles (short runs of characters) at
about the same distances from its start. Shingles that stand everywhere say nothing.
"""

from collections import Counter
from collections.abc import Iterator

SHINGLE = 5
SHINGLE_CJK = 2
MOST_SHINGLES = 60
FEWEST = 8  # one shingle in so many has to be there
MOST_HITS = 400
MOST_WINDOWS = 12
ANCHOR_CONTEXT = 16  # characters of context that are sought to the letter


def windows(text: str, sought: str, prefix: str, suffix: str) -> list[tuple[int, int]]:
    """Up to a dozen parts of `text`, the most promising first.

    Each is about as long as `sought` and half as much again at both ends.
    """
    size = max(len(sought), 8)
    offsets = _offsets(sought)
    votes: Counter[int] = Counter(at // size for at in _by_shingles(text, sought, offsets))
    for at in _by_context(text, sought, prefix, suffix):
        votes[at // size] += MOST_SHINGLES
    reach = size // 2 + 8
    return [
        (max(0, block * size - reach), min(len(text), block * size + 2 * size + reach))
        for block, count in votes.most_common(MOST_WINDOWS)
        if count * FEWEST >= len(offsets)
    ]


def _offsets(sought: str) -> range:
    """Where the shingles start that are looked for."""
    last = max(1, len(sought) - _shingle(sought) + 1)
    return range(0, last, max(1, last // MOST_SHINGLES))


def _shingle(sought: str) -> int:
    return SHINGLE if sought.isascii() or " " in sought else SHINGLE_CJK


def _by_shingles(text: str, sought: str, offsets: range) -> Iterator[int]:
    """Where the quotation would start, once for each shingle found."""
    for offset in offsets:
        for at in _hits(text, sought[offset : offset + _shingle(sought)]):
            yield max(0, at - offset)


def _by_context(text: str, sought: str, prefix: str, suffix: str) -> Iterator[int]:
    if len(before := prefix[-ANCHOR_CONTEXT:]) == ANCHOR_CONTEXT:
        yield from (at + len(before) for at in _hits(text, before))
    if len(after := suffix[:ANCHOR_CONTEXT]) == ANCHOR_CONTEXT:
        yield from (max(0, at - len(sought)) for at in _hits(text, after))


def _hits(text: str, shingle: str) -> list[int]:
    """Where `shingle` stands, or nowhere when it stands in too many places to tell."""
    found: list[int] = []
    at = text.find(shingle)
    while at >= 0:
        found.append(at)
        if len(found) > MOST_HITS:
            return []
        at = text.find(shingle, at + 1)
    return found
