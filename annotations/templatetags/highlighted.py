"""The article's sentences with their marks: the hot path, so HTML is joined here by hand.

The only module that calls `mark_safe`: every slice of text is escaped here, and nothing else that
came from a person gets in (ids are UUIDs, outcomes an enumeration, offsets numbers).

A sentence is one `<span class="s">` with nothing in it but its text, cut at the ends of the claims
that touch it; each piece is one `<mark>` that names all its claims. Nothing inside adds a
character, so the browser can count offsets from the span's start.
"""

from html import escape
from uuid import UUID

from django import template
from django.utils.safestring import SafeString, mark_safe

from annotations.exchange.claim_review import script
from annotations.models import Outcome
from annotations.models.sentence import NotCheckable

register = template.Library()


@register.simple_tag
def sentence(line, oob: bool = False) -> SafeString:
    """One sentence of `reports.desk`, as the page includes it and as an update sends it."""
    swap = ' hx-swap-oob="true"' if oob else ""
    body = "".join(pieces(line.text, line.start, line.marks))
    return mark_safe(  # every part is a number, or was escaped by `pieces` and `aside`
        f'<span class="s{aside(line.not_checkable)} id="s{line.number}"'
        f' data-start="{line.start}" data-end="{line.end}" tabindex="-1"{swap}>{body}</span>'
    )


@register.simple_tag
def published_sentence(line) -> SafeString:
    """One sentence of `reports.published`: each passage leads to its claim, with its number."""
    body = "".join(pieces(line.text, line.start, line.marks, linked))
    return mark_safe(f'<span class="s" id="s{line.number}">{body}</span>')  # as above


@register.simple_tag
def linked_data(said) -> SafeString:
    """A JSON-LD block: data, which no browser runs."""
    body = script(said)  # with nothing in it that could end the element
    return mark_safe(f'<script type="application/ld+json">{body}</script>')


def aside(kind: str) -> str:
    """The rest of the class of a sentence: what it says of one in which there is nothing to check.

    The style sheet shows the word behind the text: here it would be counted as part of it.
    """
    return f' s--aside" data-aside="{escape(str(NotCheckable(kind).label))}"' if kind else '"'


def marked(slice_: str, over, end: int) -> str:
    """A piece under the marks `over`, up to the offset `end`, on the desk."""
    return f'<mark class="{look(over)}" data-claims="{names(over)}">{slice_}</mark>'


def linked(slice_: str, over, end: int) -> str:
    """The same for readers, whose page runs no script."""
    numbers = "".join(f"<sup>{mark.number}</sup>" for mark in over if mark.end == end)
    return f'<a class="{look(over)}" href="#claim-{shortest(over).id}">{slice_}{numbers}</a>'


def pieces(text: str, offset: int, marks, piece=marked):
    """Yield the HTML of `text`, which stands at `offset`, cut at all ends of `marks`."""
    inside = [clip(mark, offset, len(text)) for mark in marks]
    cuts = sorted({0, len(text), *(edge for start, end, _ in inside for edge in (start, end))})
    begun: set[UUID] = set()
    for start, end in zip(cuts, cuts[1:], strict=False):
        over = [mark for first, last, mark in inside if first <= start and end <= last]
        slice_ = escape(text[start:end], quote=False)
        if not over:
            yield slice_
            continue
        # Where a claim begins, its permalink lands.
        begins = [mark for mark in over if mark.start == offset + start and mark.id not in begun]
        begun.update(mark.id for mark in begins)
        yield "".join(f'<i id="at-{mark.id}"></i>' for mark in begins)
        yield piece(slice_, over, offset + end)


def clip(mark, offset: int, length: int):
    """The part of `mark` inside this sentence, counted from the sentence's start."""
    return max(mark.start - offset, 0), min(mark.end - offset, length), mark


def names(marks) -> str:
    """The claims of a piece, the shortest first: the one that a click opens."""
    return " ".join(str(mark.id) for mark in sorted(marks, key=lambda mark: mark.end - mark.start))


def shortest(marks):
    return min(marks, key=lambda mark: mark.end - mark.start)


def look(marks) -> str:
    """The classes of a piece: the outcome of its shortest claim, and whether claims overlap."""
    top = shortest(marks)
    stale = " is-stale" if top.stale else ""
    return f"m m--{Outcome(top.outcome)}{' m--several' if len(marks) > 1 else ''}{stale}"
