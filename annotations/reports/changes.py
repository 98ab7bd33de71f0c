"""What of an article changed since an event that somebody has seen."""

from uuid import UUID

from django.db.models import Max

from annotations.models import Article, Event, Sentence

Span = tuple[int, int]
# Verbs that leave a place where something stood before.
LEFT = {Event.Verb.MOVED, Event.Verb.DETACHED}


def newest_seen(article: Article, reader) -> int:
    """The number of the newest event that `reader` may know of. A query in a blind article."""
    if not article.is_blind or reader.sees_everything:
        return article.last_event
    return article.events.visible_to(reader).aggregate(newest=Max("sequence"))["newest"] or 0


def changed_since(article: Article, since: int, reader) -> tuple[set[UUID], list[Span]]:
    """The claims that were changed, as far as `reader` may know, and spans that look different
    besides. Two queries at most.
    """
    seen = article.events.visible_to(reader).since(since)
    events = seen.values_list("annotation", "verb", "before", "target")
    told = list(events)
    claims = {annotation for annotation, *_ in told if annotation}
    spans = [(said["start"], said["end"]) for _, verb, said, _ in told if verb in LEFT and said]
    marked = [target for _, verb, _, target in told if verb == Event.Verb.MARKED_SENTENCE]
    return claims, spans + sentence_spans(marked)


def sentence_spans(targets: list[str]) -> list[Span]:
    """Where the sentences stand that events are about. One query when there are any."""
    keys = [target.partition(":")[2] for target in targets]
    if not keys:
        return []
    return list(Sentence.objects.filter(pk__in=keys).values_list("start", "end"))
