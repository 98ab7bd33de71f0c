"""Assigning: who is asked to review what of an article."""

from typing import NamedTuple

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from annotations import policy
from annotations.models import Article, Assignment, Event, Revision, Team, User
from annotations.text.diff import blocks
from annotations.text.shifting import shifted

LEAST = 0.2  # of a range's text that must be left for the range to go along with it


class Share(NamedTuple):
    """Sentences `first` to `last`, both included, for one reviewer."""

    reviewer: User
    first: int
    last: int


def assign(
    article: Article, reviewer: User, *, by, first: int | None = None, last: int | None = None
) -> Assignment:
    """Ask `reviewer` to review the article, or its sentences `first` to `last`, both included.

    Asking the same again returns the first. Raises ValidationError for somebody who may not
    review, and for sentences that the newest revision does not have.
    """
    if not policy.may(reviewer, policy.JUDGE):
        raise ValidationError({"reviewer": _("This person may not give verdicts.")})
    with transaction.atomic():
        article.lock()
        where = whole() if first is None and last is None else stretch(article, first, last)
        same = article.assignments.present().filter(reviewer=reviewer, **where)
        if before := same.first():
            return before
        made = article.assignments.create(reviewer=reviewer, assigned_by=by, **where)
        Event.record(by, Event.Verb.ASSIGNED, made, after=made.facts())
    return made


def whole() -> dict:
    return {"revision": None, "start": None, "end": None}


def stretch(article: Article, first: int | None, last: int | None) -> dict:
    """Where the sentences `first` to `last` stand; an end that is not said is the text's."""
    revision = article.current()
    sentences = revision.sentences.order_by("number")
    numbers = list(sentences.values_list("number", "start", "end"))
    wanted = [one for one in numbers if (first or 1) <= one[0] <= (last or len(numbers))]
    if not wanted or (last or 1) > len(numbers):
        count = {"count": len(numbers)}
        raise ValidationError({"last": _("The article has sentences 1 to %(count)s.") % count})
    return {"revision": revision, "start": wanted[0][1], "end": wanted[-1][2]}


def shares(article: Article, team: Team) -> list[Share]:
    """The article's sentences handed out to the members of `team`, by their weights.

    Each sentence goes to as many different members as the article requires reviews, or to all of
    them when the team is smaller. The stretches are laid around the text one after the other
    (McNaughton's wrap-around), so nobody gets a sentence twice. Three queries.
    """
    members = list(team.memberships.select_related("person").order_by("person__username"))
    able = [one for one in members if policy.may(one.person, policy.JUDGE)]
    count = article.current().sentences.count()
    reviews = min(article.required_reviews, len(able))
    lengths = portions(count * reviews, [one.weight for one in able], most=count)
    at, found = 0, []
    for member, length in zip(able, lengths, strict=True):
        found += [Share(member.person, *part) for part in around(at, length, count)]
        at = (at + length) % count
    return found


def portions(total: int, weights: list[int], *, most: int) -> list[int]:
    """`total` divided by `weights` (largest remainders), nobody more than `most`; what is over
    goes to the others.
    """
    given = [0] * len(weights)
    while (left := total - sum(given)) > 0:
        open_to = [n for n in range(len(weights)) if given[n] < most]
        weight = sum(weights[n] for n in open_to)
        exact = {n: left * weights[n] / weight for n in open_to}
        for n in open_to:
            given[n] = min(most, given[n] + int(exact[n]))
        over = total - sum(given)
        by_rest = sorted(open_to, key=lambda n: (int(exact[n]) - exact[n], n))
        for n in by_rest[: min(over, len(by_rest))]:
            given[n] = min(most, given[n] + 1)
    return given


def around(at: int, length: int, count: int) -> list[tuple[int, int]]:
    """The numbers of `length` sentences from index `at`, around the end of `count`: stretches."""
    if not length:
        return []
    if at + length <= count:
        return [(at + 1, at + length)]
    return [(1, at + length - count), (at + 1, count)]


def hand_out(article: Article, team: Team, *, by) -> list[Assignment]:
    """Assign `shares` of the article to the team, all or none."""
    with transaction.atomic():
        article.lock()
        return [
            assign(article, one.reviewer, by=by, first=one.first, last=one.last)
            for one in shares(article, team)
        ]


def carry(article: Article, old: Revision, new: Revision, *, by) -> None:
    """Take assigned ranges along from `old`, the newest revision so far, to `new`.

    One whose text is gone is taken back. Two queries, and some for each that is.
    """
    ranges = list(article.assignments.filter(revision=old))
    if not ranges:
        return
    kept = blocks(old.text, new.text)
    found = {one: shifted(kept, one.start or 0, one.end or 0, LEAST) for one in ranges}
    for one, span in found.items():
        if span is None:
            one.remove(by=by)
        else:
            one.revision, (one.start, one.end) = new, span
    Assignment.objects.bulk_update(ranges, ["revision", "start", "end"], batch_size=500)
