"""Re-anchoring: where claims would stand if the newest text came in today.

For when the way of finding has changed. What was found word for word, or where a person put a claim
or saw it put, is never looked at again; what would be lost now stays where it is, and is told of.
"""

from collections import defaultdict
from typing import NamedTuple

from annotations.models import Article, Placement, Revision
from annotations.models.conflict import Conflict
from annotations.reports.carrying import Carried, from_revision

DOUBTFUL = Placement.Method.FUZZY
BY_PERSON = (Placement.Change.MADE, Placement.Change.ATTACHED)


class Finding(NamedTuple):
    """A claim that is found elsewhere than it stands; `now` is None for an orphan."""

    now: Placement | None
    carried: Carried

    @property
    def is_lost(self) -> bool:
        """Whether it would not be found at all."""
        return self.carried.found is None


def findings(article: Article) -> list[Finding]:
    """What would stand otherwise. Saves nothing. Six queries, and two per older revision."""
    newest = article.current()
    now = {place.annotation_id: place for place in newest.placements.all()}
    cuts = list(newest.sentences.order_by("start").values_list("start", "end"))
    found: list[Finding] = []
    for revision, places in stood_before(article, newest, now):
        carried = from_revision(revision, places, newest.text, cuts)
        found += [Finding(now.get(one.annotation.pk), one) for one in carried]
    return [one for one in found if is_news(one)]


def stood_before(article: Article, newest: Revision, now: dict):
    """Each earlier revision, with where orphans and doubtful claims stood last in it."""
    doubtful = {key for key, place in now.items() if is_doubtful(place)}
    orphans = set(article.annotations.orphaned().values_list("pk", flat=True))
    earlier = Placement.objects.filter(annotation__in=doubtful | orphans)
    earlier = earlier.exclude(revision=newest).select_related("annotation", "wording")
    last = {place.annotation_id: place for place in earlier.order_by("revision__number")}
    by_revision = defaultdict(list)
    for place in last.values():
        by_revision[place.revision_id].append(place)
    for revision in article.revisions.for_reading().filter(pk__in=by_revision):
        yield revision, by_revision[revision.pk]


def is_doubtful(place: Placement) -> bool:
    return place.method == DOUBTFUL and place.change not in BY_PERSON


def is_news(finding: Finding) -> bool:
    now, found = finding.now, finding.carried.found
    if now is None or found is None:
        return (now is None) != (found is None)
    return (now.start, now.end) != (found.start, found.end)


def reanchor(article: Article, finding: Finding, *, by=None) -> bool:
    """Let the claim stand where it is found. False when the desk changed meanwhile, or it is lost.

    Verdicts stand if the words are those that they judged, as after any update.
    """
    found = finding.carried.found
    if found is None:
        return False
    try:
        finding.carried.annotation.resettle(
            article.current(), found, finding.carried.fate.value, now=finding.now, by=by
        )
    except Conflict:
        return False
    return True
