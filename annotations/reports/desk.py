"""The desk: an article's newest revision with its sentences, marks and cards, for one reader."""

from bisect import bisect_right
from dataclasses import dataclass, field, replace
from itertools import groupby
from uuid import UUID

from annotations.models import Annotation, Article, Revision
from annotations.reports.progress import tally

MANY = 60  # cards; more of them would make a long article slow to arrive


@dataclass(frozen=True)
class Mark:
    """Where a claim stands, in code points of the revision, and how it looks."""

    id: UUID
    start: int
    end: int
    outcome: str
    stale: bool


@dataclass(frozen=True)
class Line:
    """A sentence with the marks that touch it."""

    number: int
    paragraph: int
    start: int
    end: int
    text: str
    marks: list[Mark] = field(default_factory=list)


@dataclass(frozen=True)
class Paragraph:
    number: int
    lines: list[Line]
    cards: list[Annotation]

    def meets(self, spans: list[tuple[int, int]]) -> bool:
        """Whether one of `spans` has a character of this paragraph."""
        first, last = self.lines[0].start, self.lines[-1].end
        return any(start < last and first < end for start, end in spans)


@dataclass(frozen=True)
class Desk:
    article: Article
    revision: Revision
    paragraphs: list[Paragraph]
    cards: list[Annotation]
    progress: dict

    @property
    def whole(self) -> bool:
        """Whether closed cards come with their body, or ask for it when they are opened."""
        return len(self.cards) <= MANY

    @property
    def lines(self) -> list[Line]:
        return [line for paragraph in self.paragraphs for line in paragraph.lines]

    def touched(self, annotations: set[UUID]) -> "Desk":
        """The same desk with only the paragraphs where `annotations`, deleted ones too, stand.

        One query when there are deleted ones.
        """
        spans = [(one.place.start, one.place.end) for one in self.cards if one.pk in annotations]
        if gone := annotations - {one.pk for one in self.cards}:
            stood = self.revision.placements.filter(annotation__in=gone)
            spans += stood.values_list("start", "end")
        return replace(self, paragraphs=[one for one in self.paragraphs if one.meets(spans)])


def desk(article: Article, user, revision: Revision | None = None) -> Desk:
    """Read the whole desk; `revision` is the newest, if at hand. Six queries at most."""
    revision = revision or article.current()
    cards = list(article_claims(article, revision).visible_to(user))
    lines = read_lines(revision, [mark_of(card) for card in cards])
    return Desk(article, revision, paragraphs(lines, cards), cards, tally(c.outcome for c in cards))


def card(annotation: Annotation) -> Annotation:
    """`annotation` again, as its card needs it. Five queries."""
    revision = annotation.article.current()
    return article_claims(annotation.article, revision).get(pk=annotation.pk)


def article_claims(article: Article, revision: Revision):
    """The claims that stand in `revision`, in reading order, ready for their cards."""
    return article.annotations.present().placed_in(revision).for_card()


def mark_of(card: Annotation) -> Mark:
    return Mark(card.pk, card.place.start, card.place.end, card.outcome, card.is_stale)


def read_lines(revision: Revision, marks: list[Mark]) -> list[Line]:
    """The revision's sentences with their marks. One query; plain tuples, since there are many."""
    rows = revision.sentences.order_by("number").values_list("number", "paragraph", "start", "end")
    lines = [Line(*row, text=revision.text[row[2] : row[3]]) for row in rows]
    starts = [line.start for line in lines]
    for mark in marks:
        first, last = bisect_right(starts, mark.start) - 1, bisect_right(starts, mark.end - 1)
        for line in lines[first:last]:
            line.marks.append(mark)
    return lines


def paragraphs(lines: list[Line], cards: list[Annotation]) -> list[Paragraph]:
    """Lines and cards by paragraph; a card belongs where its passage begins."""
    beside: dict[int, list[Annotation]] = {}
    for card in cards:
        beside.setdefault(card.place.sentence.paragraph, []).append(card)
    return [
        Paragraph(number, list(group), beside.get(number, []))
        for number, group in groupby(lines, key=lambda line: line.paragraph)
    ]
