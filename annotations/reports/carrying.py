"""Carrying: what becomes of an article's sentences and claims in another text, before it is saved.

The same plan is what a preview shows and what `services.revising` saves.
"""

import hashlib
from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cached_property

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from annotations.models import Annotation, Article, Placement, Revision, Sentence, Wording
from annotations.text.anchor import Anchor, carry
from annotations.text.realign import Row, keep_cuts, realign
from annotations.text.segment import paragraphs, segment
from annotations.text.wording import Likeness, Stand, Worded, cover, likeness

Span = tuple[int, int]


class Fate(TextChoices):
    """What becomes of a claim, in the order in which pages tell it."""

    EDITED = "edited", _("needs re-check")
    GONE = "gone", _("gone")
    MOVED = "moved", _("moved")
    TOUCHED = "touched", _("kept, text touched")
    RETURNED = "returned", _("text is back")
    KEPT = "kept", _("kept")


@dataclass(frozen=True)
class Carried:
    """A claim on its way: where it stood last, and where and how it will stand, if anywhere."""

    annotation: Annotation
    was: Placement
    fate: Fate
    found: Anchor | None = None
    worded: Worded | None = None
    wording: Wording | None = None  # None: new words


@dataclass(frozen=True)
class Plan:
    """An article's next text with its sentences (unsaved), and what becomes of every claim.

    `rows` count the sentences of `before`, which are those of `base`, and `sentences` from 0.
    """

    article: Article
    base: Revision
    text: str
    before: list[Sentence]
    sentences: list[Sentence]
    rows: list[Row]
    claims: list[Carried]

    @cached_property
    def counts(self) -> dict[Fate, int]:
        """How many claims on the desk share a fate; orphans that stay so are left out."""
        counted = Counter(claim.fate for claim in self.claims if is_told(claim, self.base))
        return {fate: counted[fate] for fate in Fate}

    @property
    def news(self) -> list[Carried]:
        """What a page tells of: claims that are not simply kept, by their fate."""
        order = list(Fate)
        told = [one for one in self.claims if is_told(one, self.base) and one.fate != Fate.KEPT]
        return sorted(told, key=lambda one: order.index(one.fate))

    @cached_property
    def fingerprint(self) -> str:
        """Two plans of the same fingerprint do the same; hexadecimal."""
        lines = [f"{self.base.pk} {self.base.cuts} {Revision.digest(self.text)}"]
        lines += [
            f"{claim.annotation.pk} {claim.was.pk} {claim.was.wording_id} {claim.found}"
            for claim in self.claims
        ]
        return hashlib.sha256("\n".join(lines).encode()).hexdigest()


def is_told(claim: Carried, base: Revision) -> bool:
    """Whether a page tells of it: not of deleted claims, nor of orphans that stay orphans."""
    stays = claim.fate is Fate.GONE and claim.was.revision_id != base.pk
    return claim.annotation.deleted_at is None and not stays


def plan(article: Article, text: str) -> Plan:
    """What `text` would make of `article`. Saves nothing. Six queries, two more when there are
    orphans.

    Cuts made by people, and sentences marked as not checkable, stay where the text is the same.
    """
    base = article.current()
    before = list(base.sentences.order_by("number"))
    spans = [(one.start, one.end) for one in before]
    kept = [(one.start, one.end) for one in before if one.is_corrected]
    cuts, corrected = keep_cuts(base.text, text, kept, segment(text, article.language))
    rows = realign(base.text, text, spans, cuts)
    sentences = numbered(text, cuts, set(corrected))
    for row in rows:
        if row.kind in ("same", "moved"):
            sentences[row.new[0]].not_checkable = before[row.old[0]].not_checkable
    return Plan(article, base, text, before, sentences, rows, claims(article, base, text, cuts))


def numbered(text: str, spans: list[Span], corrected: set[Span]) -> list[Sentence]:
    """Unsaved sentences."""
    places = zip(spans, paragraphs(text, spans), strict=True)
    return [
        Sentence(
            number=number,
            paragraph=paragraph,
            start=start,
            end=end,
            is_corrected=(start, end) in corrected,
        )
        for number, ((start, end), paragraph) in enumerate(places, start=1)
    ]


def claims(article: Article, base: Revision, text: str, cuts: list[Span]) -> list[Carried]:
    """Every claim of `article`, deleted ones too, from where it stood last, in reading order."""
    by_revision: dict[int, list[Placement]] = defaultdict(list)
    for place in last_places(article, base):
        by_revision[place.revision_id].append(place)
    carried = []
    for revision in revisions(article, base, set(by_revision)):
        carried += from_revision(revision, by_revision[revision.pk], text, cuts)
    return [*reworded(carried)]


def last_places(article: Article, base: Revision) -> list[Placement]:
    """Where each claim stood last. Two queries, one more when there are orphans."""
    places = Placement.objects.select_related("annotation", "wording").order_by("start", "end")
    orphans = list(article.annotations.orphaned().values_list("pk", flat=True))
    older = places.filter(annotation__in=orphans).order_by("revision__number") if orphans else ()
    latest = {place.annotation_id: place for place in older}
    return [*places.filter(revision=base), *latest.values()]


def revisions(article: Article, base: Revision, wanted: set[int]) -> list[Revision]:
    """`base` first, then older ones that orphans come from."""
    older = wanted - {base.pk}
    return [base, *article.revisions.for_reading().filter(pk__in=older)] if older else [base]


def from_revision(
    revision: Revision, places: list[Placement], text: str, cuts: list[Span]
) -> list[Carried]:
    """The fate of claims that stood in `revision`. One query."""
    sentences = list(revision.sentences.order_by("start").values_list("start", "end"))
    spans = [(place.start, place.end) for place in places]
    carried = []
    for was, span, found in zip(places, spans, carry(revision.text, text, spans), strict=True):
        if found is None:
            carried.append(Carried(was.annotation, was, Fate.GONE))
            continue
        before = Stand(revision.text, span, cover(sentences, *span))
        after = Stand(text, found[:2], cover(cuts, *found[:2]))
        fate = fate_of(likeness(before, after), found.moved, revision.is_current)
        carried.append(Carried(was.annotation, was, fate, found, after.worded, was.wording))
    return carried


def fate_of(words: Likeness, moved: bool, stood: bool) -> Fate:
    if words == "edited":
        return Fate.EDITED
    if not stood:
        return Fate.RETURNED
    if moved:
        return Fate.MOVED
    return Fate.TOUCHED if words == "touched" else Fate.KEPT


def reworded(carried: list[Carried]) -> Iterator[Carried]:
    """Those that were edited with their new wording, which may be an older one again. One query."""
    edited = [one.annotation for one in carried if one.fate is Fate.EDITED]
    older = Wording.objects.filter(annotation__in=edited)
    known = {(wording.annotation_id, wording.sha256): wording for wording in older}
    for one in carried:
        if one.fate is not Fate.EDITED or one.worded is None:
            yield one
            continue
        wording = known.get((one.annotation.pk, one.worded.sha256))
        fate = Fate.RETURNED if wording else Fate.EDITED
        yield replace(one, fate=fate, wording=wording)
