"""The desk: an article's newest revision with its sentences, marks and cards, for one reader."""

from bisect import bisect_right
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from itertools import groupby
from uuid import UUID

from django.db.models import Prefetch, prefetch_related_objects

from annotations.models import Annotation, Article, Outcome, Placement, Revision
from annotations.reports.progress import Coverage, tally

Span = tuple[int, int]
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

    key: int
    number: int
    paragraph: int
    start: int
    end: int
    not_checkable: str
    text: str = field(kw_only=True)
    marks: list[Mark] = field(default_factory=list)

    @property
    def is_covered(self) -> bool:
        """Whether a claim in it has a valid verdict."""
        return any(mark.outcome != Outcome.UNCHECKED and not mark.stale for mark in self.marks)


@dataclass(frozen=True)
class Paragraph:
    number: int
    lines: list[Line]
    cards: list[Annotation]

    def meets(self, spans: list[Span]) -> bool:
        """Whether one of `spans` has a character of this paragraph."""
        first, last = self.lines[0].start, self.lines[-1].end
        return any(start < last and first < end for start, end in spans)


@dataclass(frozen=True)
class Desk:
    article: Article
    revision: Revision
    paragraphs: list[Paragraph]
    cards: list[Annotation]
    orphans: list[Annotation]
    progress: dict
    coverage: Coverage

    @property
    def tray(self) -> list[Annotation]:
        """The claims whose text is gone and about which nobody has decided yet."""
        return [card for card in self.orphans if not card.shelved_at]

    @property
    def shelf(self) -> list[Annotation]:
        """Those that are kept as history."""
        return [card for card in self.orphans if card.shelved_at]

    @property
    def recheck(self) -> list[Annotation]:
        """The claims that wait for somebody to look at them again."""
        return [card for card in self.cards if card.needs_recheck]

    @property
    def whole(self) -> bool:
        """Whether closed cards come with their body, or ask for it when they are opened."""
        return len(self.cards) <= MANY

    @property
    def lines(self) -> list[Line]:
        return [line for paragraph in self.paragraphs for line in paragraph.lines]

    def touched(self, annotations: set[UUID], more: Iterable[Span] = ()) -> "Desk":
        """The same desk with only the paragraphs where `annotations`, deleted ones too, stand, and
        those that the spans `more` touch.

        One query when there are deleted ones.
        """
        spans = [span_of(one) for one in self.cards if one.pk in annotations]
        spans += more
        if gone := annotations - {one.pk for one in self.cards}:
            stood = self.revision.placements.filter(annotation__in=gone)
            spans += stood.values_list("start", "end")
        return replace(self, paragraphs=[one for one in self.paragraphs if one.meets(spans)])


def desk(article: Article, user) -> Desk:
    """Read the whole desk. Eleven queries at most."""
    revision = article.current()
    claims = article.annotations.present().visible_to(user).for_card(user, revision)
    cards, orphans = apart(claims)
    lines = read_lines(revision, [mark_of(card) for card in cards])
    progress = tally(card.outcome for card in cards)
    parts = paragraphs(lines, cards)
    return Desk(article, revision, parts, cards, orphans, progress, covered(lines))


def apart(claims: Iterable[Annotation]) -> tuple[list[Annotation], list[Annotation]]:
    """Those that stand in the text, in reading order, and those whose text is gone, with where
    they stood last. One query more when there are such.
    """
    cards: list[Annotation] = []
    orphans: list[Annotation] = []
    for claim in claims:
        (cards if claim.placed else orphans).append(claim)
    stood = Prefetch("placements", queryset=Placement.objects.final(), to_attr="stood")
    prefetch_related_objects(orphans, stood)
    cards.sort(key=lambda card: (*span_of(card), card.pk))
    orphans.sort(key=lambda orphan: (orphan.start, orphan.pk))
    return cards, orphans


def covered(lines: list[Line]) -> Coverage:
    checkable = [line for line in lines if not line.not_checkable]
    known = sum(line.is_covered for line in checkable)
    return Coverage(known, len(checkable), len(lines) - len(checkable))


def card(annotation: Annotation, reader) -> Annotation:
    """`annotation` again, as its card needs it for `reader`. Seven queries."""
    return Annotation.objects.for_card(reader).get(pk=annotation.pk)


def article_claims(article: Article, revision: Revision, reader):
    """The claims that stand in `revision`, in reading order, ready for their cards."""
    return article.annotations.present().placed_in(revision).for_card(reader, revision)


def mark_of(card: Annotation) -> Mark:
    return Mark(card.pk, *span_of(card), card.look, card.is_stale)


def span_of(card: Annotation) -> Span:
    return card.placed[0].start, card.placed[0].end


def read_lines(revision: Revision, marks: list[Mark]) -> list[Line]:
    """The revision's sentences with their marks. One query; plain tuples, since there are many."""
    names = ("pk", "number", "paragraph", "start", "end", "not_checkable")
    rows = revision.sentences.order_by("number").values_list(*names)
    lines = [Line(*row, text=revision.cut(row[3], row[4])) for row in rows]
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
        beside.setdefault(card.placed[0].sentence.paragraph, []).append(card)
    return [
        Paragraph(number, list(group), beside.get(number, []))
        for number, group in groupby(lines, key=lambda line: line.paragraph)
    ]
