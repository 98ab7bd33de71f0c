"""Correcting: a person cuts sentences otherwise than the machine did. The words stay as they are,
so verdicts stand; claims follow their passages.
"""

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import F
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from annotations.models import Event, Revision, Sentence
from annotations.models.conflict import Conflict
from annotations.text.gaps import behind_blanks, is_gap
from annotations.text.invisible import reveal
from annotations.text.segment import paragraphs

ASIDE = 1_000_000_000  # more than any number; numbers wait there while others take their places
SHOWN = 80  # code points of a passage that a refusal quotes
KEPT = 500  # code points of a sentence that the history quotes; its span says the rest


def mark(sentence: Sentence, kind: str, *, by, before: str, edition: str) -> None:
    """`Sentence.mark`, for who saw the sentences of `edition`; raises Conflict as that does."""
    if sentence.revision.edition != edition:
        raise Conflict(sentence)
    sentence.mark(kind, by=by, before=before)


def merge(sentence: Sentence, *, by, edition: str) -> Sentence:
    """Make one sentence of `sentence` and the next, and return it.

    It keeps the mark of both if they have the same. `edition` is the `Revision.edition` that the
    person saw; raises Conflict when it is another by now, ValidationError for the last sentence.
    As many queries for a long text as for a short one.
    """
    with transaction.atomic():
        first, *rest = _locked(sentence, edition)
        if not rest:
            raise ValidationError(_("This is the last sentence: there is none to merge it with."))
        second, *following = rest
        before = _told(first, second)
        sentence.revision.placements.filter(sentence=second).update(sentence=first)
        second.delete()
        first.end = second.end
        if first.not_checkable != second.not_checkable:
            first.not_checkable = ""
        _save(first)
        paragraph = _paragraphs(first, *following)[1:]
        _renumber(following, paragraph, -1)
        _record(by, Event.Verb.MERGED, sentence.revision, before, _told(first))
    return first


def split(
    sentence: Sentence, at: int, *, by, edition: str, across: bool = False, marks=None
) -> tuple[Sentence, Sentence]:
    """Cut `sentence` before the word at `at`, in code points of the text; return its halves.

    Blanks at `at` stay with the first half. Raises ValidationError when `at` is not between two
    words of the sentence, or, unless `across`, when it lies inside claims, which it names. Both
    halves keep the mark of `sentence`, unless `marks` says theirs. `edition` as in `merge`, and
    Conflict; as many queries for a long text as for a short one.
    """
    with transaction.atomic():
        first, *following = _locked(sentence, edition)
        at = _point(first, at)
        if not across:
            _refuse_crossing(first.revision, at)
        before = _told(first)
        marks = marks or (first.not_checkable, first.not_checkable)
        second = Sentence(revision=first.revision, start=at, end=first.end, is_corrected=True)
        second.number, second.not_checkable = first.number + 1, marks[1]
        first.end, first.not_checkable = at, marks[0]
        second.paragraph, *paragraph = _paragraphs(first, second, *following[:1])[1:]
        _renumber(following, paragraph, 1)
        _save(first)
        second.save(force_insert=True)
        first.placements.filter(start__gte=at).update(sentence=second)
        _record(by, Event.Verb.SPLIT, sentence.revision, before, _told(first, second))
    return first, second


def _locked(sentence: Sentence, edition: str) -> list[Sentence]:
    """`sentence` and the two after it, as they stay until the end of the transaction."""
    revision = sentence.revision
    current = revision.lock_current()
    revision.article.lock()  # `Sentence.mark` waits here
    revision.refresh_from_db(fields=["cuts"])
    if not current or revision.edition != edition:
        raise Conflict(revision)
    near = range(sentence.number, sentence.number + 3)
    found = list(revision.sentences.filter(number__in=near).order_by("number"))
    if not found or found[0].pk != sentence.pk:
        raise Conflict(revision)
    return found


def _point(sentence: Sentence, at: int) -> int:
    """`at` behind the blanks that stand there. Raises ValidationError unless it is in a gap."""
    inside = behind_blanks(sentence.text, at - sentence.start) if sentence.start < at else 0
    if not is_gap(sentence.text, inside):
        raise ValidationError({"at": _("Choose a word of this sentence, but not its first.")})
    return sentence.start + inside


def _refuse_crossing(revision: Revision, at: int) -> None:
    """One query."""
    over = revision.placements.filter(start__lt=at, end__gt=at, annotation__deleted_at=None)
    passages = list(over.order_by("start", "end").values_list("passage", flat=True))
    if passages:
        says = ngettext(
            "Then this claim runs over two sentences. It stays as it is, and its verdicts stand.",
            "Then these claims run over two sentences. They stay as they are, and their verdicts"
            " stand.",
            len(passages),
        )
        raise ValidationError({"across": [says, *map(_quoted, passages)]})


def _quoted(passage: str) -> str:
    short = passage if len(passage) <= SHOWN else passage[: SHOWN - 1] + "…"
    return f"“{reveal(short)}”"


def _paragraphs(first: Sentence, *others: Sentence) -> list[int]:
    """The paragraphs of sentences in a row, counted from that of the first."""
    span = [(one.start - first.start, one.end - first.start) for one in (first, *others)]
    text = first.revision.cut(first.start, first.start + span[-1][1])
    return [first.paragraph + number - 1 for number in paragraphs(text, span)]


def _renumber(following: list[Sentence], paragraph: list[int], by: int) -> None:
    """Move the numbers from that of the first of `following` on by `by`; two queries.

    `paragraph` says where it is now; all after it keep their distance.
    """
    if not following:
        return
    drift = paragraph[0] - following[0].paragraph
    rows = following[0].revision.sentences
    # In two steps, since no two numbers may be alike in between.
    rows.filter(number__gte=following[0].number).update(number=F("number") + ASIDE)
    rows.filter(number__gt=ASIDE).update(
        number=F("number") - (ASIDE - by), paragraph=F("paragraph") + drift
    )


def _save(sentence: Sentence) -> None:
    sentence.is_corrected = True
    sentence.save(update_fields=["end", "is_corrected", "not_checkable"])


def _told(*sentences: Sentence) -> dict:
    """What the history keeps of them."""
    names = ("number", "start", "end", "not_checkable")
    facts = [{name: getattr(one, name) for name in names} for one in sentences]
    quotes = [{"text": one.text[:KEPT]} for one in sentences]
    return {"sentences": [fact | quote for fact, quote in zip(facts, quotes, strict=True)]}


def _record(by, verb: str, revision: Revision, before: dict, after: dict) -> None:
    Revision.objects.filter(pk=revision.pk).update(cuts=F("cuts") + 1)
    revision.cuts += 1
    Event.record(by, verb, revision, before=before, after=after)
