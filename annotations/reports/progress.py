"""Progress: how many claims of an article have which outcome."""

from collections import Counter, defaultdict
from typing import NamedTuple

from annotations.models import Annotation, Outcome, Verdict, combine


class Coverage(NamedTuple):
    """Sentences with a valid verdict, of those that can be checked."""

    covered: int
    checkable: int
    aside: int  # sentences in which there is nothing to check


def tally(outcomes) -> dict[Outcome, int]:
    """Counts by outcome, in the order in which pages show them, zeros included."""
    counted = Counter(outcomes)
    return {outcome: counted[outcome] for outcome in Outcome}


def by_article(articles) -> dict[int, dict[Outcome, int]]:
    """`tally` for each of `articles` by its key, from two queries in all."""
    claims = Annotation.objects.present().placed().filter(article__in=articles)
    kinds = defaultdict(list)
    verdicts = Verdict.objects.valid().filter(annotation__in=claims)
    for annotation, kind in verdicts.values_list("annotation", "kind"):
        kinds[annotation].append(kind)
    outcomes: dict[int, list[Outcome]] = {article.pk: [] for article in articles}
    for annotation, article in claims.values_list("pk", "article"):
        outcomes[article].append(combine(kinds[annotation]))
    return {article: tally(found) for article, found in outcomes.items()}
