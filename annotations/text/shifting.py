"""Where a stretch of an old text stands in a new one: for what hangs on text but is no claim."""

from collections.abc import Iterable

from annotations.text.diff import Block, Span


def shifted(blocks: Iterable[Block], start: int, end: int, least: float = 0.0) -> Span | None:
    """The stretch of the new text that old[start:end] became, given `diff.blocks(old, new)`.

    It reaches from the first to the last of what was kept of it, and holds what was inserted
    between. Of parts that went apart the largest counts. None when nothing was kept, or a smaller
    share of it than `least` (0 to 1). Linear in the number of blocks.
    """
    pieces = (block.within(start, end) for block in blocks)
    chains = _chains(sorted(piece for piece in pieces if piece.start < piece.end))
    largest = max(chains, key=_kept, default=[])
    if not largest or _kept(largest) < least * (end - start):
        return None
    return largest[0].at, largest[-1].upto


def _chains(pieces: list[Block]) -> list[list[Block]]:
    """The pieces that stayed in order; then the moved ones, each chain in order within itself."""
    chains = [[piece for piece in pieces if not piece.moved]]
    last = None
    for piece in pieces:
        if not piece.moved:
            continue
        if last and last.upto <= piece.at:
            chains[-1].append(piece)
        else:
            chains.append([piece])
        last = piece
    return chains


def _kept(chain: list[Block]) -> int:
    return sum(piece.end - piece.start for piece in chain)
