"""Progress: how many claims of an article have which outcome."""

from collections import Counter, defaultdict
from typing import NamedTuple

from annotations.models import Adjudication, Annotation, Outcome, Verdict
from annotations.models.adjudication import settled


class Coverage(NamedTuple):
    """Sentences with a valid verdict, of those that can be checked."""

    covered: int
    checkable: int
    aside: int  # sentences in which there is nothing to check


def tally(outcomes) -> dict[Outcome, int]:
    """Counts by outcome, in the order in which pages show them, zeros included."""
    counted = Counter(outcomes)
    return {outcome: counted[outcome] for outcome in Outcome}


def by_article(articles, reader) -> dict[int, dict[Outcome, int]]:
    """`tally` for each of `articles` by its key, as `reader` may see it, from three queries."""
    claims = Annotation.objects.present().placed().filter(article__in=articles)
    counting = defaultdict(list)
    verdicts = Verdict.objects.valid().visible_to(reader).filter(annotation__in=claims)
    for verdict in verdicts.only("annotation", "kind"):
        counting[verdict.annotation_id].append(verdict)
    decided = Adjudication.objects.open().visible_to(reader).filter(annotation__in=claims)
    decisions = {one.annotation_id: one for one in decided}
    outcomes: dict[int, list[Outcome]] = {article.pk: [] for article in articles}
    for annotation, article in claims.values_list("pk", "article"):
        outcomes[article].append(settled(counting[annotation], decisions.get(annotation)))
    return {article: tally(found) for article, found in outcomes.items()}
