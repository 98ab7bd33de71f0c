"""Waiting: which claims one reviewer is to look at next."""

from typing import NamedTuple

from django.db.models import Count, Exists, F, IntegerField, OuterRef, Q, Subquery
from django.db.models.functions import Coalesce

from annotations.models import Annotation, Article, Assignment, Look, Skip, Verdict

SHOWN = 50  # claims of an article


class Part(NamedTuple):
    """An article with the claims of it that wait for a reviewer, and how far their share is."""

    article: Article
    claims: list[Annotation]
    waiting: int
    judged: int
    total: int


def share(reader):
    """The claims that `reader` is asked to review: those assigned, or all where nothing is."""
    claims = Annotation.objects.visible_to(reader).present().placed()
    claims = claims.annotate(at=F("placements__start"), upto=F("placements__end"))
    asked = Assignment.objects.of(reader)
    if not asked.exists():
        return claims
    here = asked.filter(article=OuterRef("article")).filter(
        Q(start=None)
        | Q(revision__is_current=True, start__lt=OuterRef("upto"), end__gt=OuterRef("at"))
    )
    return claims.filter(Exists(here))


def waiting(reader):
    """Those of the share without the reader's own valid verdict that still need reviews, in
    reading order; what somebody else is looking at comes last.

    How many reviews there are counts in a blind article too, and is not shown.
    """
    valid = Verdict.objects.valid().filter(annotation=OuterRef("pk"))
    given = valid.order_by().values("annotation").annotate(n=Count("pk")).values("n")
    skipped = Skip.objects.open().filter(annotation=OuterRef("pk"), reviewer=reader)
    others = Look.objects.now().filter(annotation=OuterRef("pk")).exclude(person=reader)
    return (
        share(reader)
        .filter(article__locked_at=None)
        .exclude(Exists(valid.filter(reviewer=reader)))
        .exclude(Exists(skipped))
        .alias(given=Coalesce(Subquery(given, output_field=IntegerField()), 0))
        .filter(given__lt=F("article__required_reviews"))
        .annotate(is_busy=Exists(others))
        .order_by("is_busy", "article", "at", "upto", "pk")
    )


def upcoming(reader) -> Annotation | None:
    """The next claim for `reader`. Three queries."""
    return waiting(reader).select_related("article").first()


def parts(reader) -> list[Part]:
    """What waits, by article, with the progress of the reader's share. Six queries at most."""
    claims = waiting(reader)
    counts = tally(claims)
    totals, mine = tally(share(reader)), tally(judged(reader))
    articles = Article.objects.in_bulk(list(totals))
    listed: dict[int, list[Annotation]] = {}
    for claim in claims.select_related("article").order_by("article", "at", "pk")[: SHOWN * 10]:
        listed.setdefault(claim.article_id, []).append(claim)
    return [
        Part(article, listed.get(key, [])[:SHOWN], counts.get(key, 0), mine.get(key, 0), total)
        for key, total in totals.items()
        if (article := articles[key]) and (key in counts or key in mine)
    ]


def judged(reader):
    """Those of the share on which the reader's own verdict is valid."""
    mine = Verdict.objects.valid().by(reader).filter(annotation=OuterRef("pk"))
    return share(reader).filter(Exists(mine))


def tally(claims) -> dict[int, int]:
    """How many of `claims` each article has, by its key. One query."""
    counted = claims.order_by().values("article").annotate(n=Count("pk", distinct=True))
    return dict(counted.values_list("article", "n").order_by("article"))


def skipped(reader):
    """What the reader has passed over, newest first."""
    claims = Annotation.objects.visible_to(reader).present()
    mine = Skip.objects.open().filter(reviewer=reader, annotation__in=claims)
    return mine.select_related("annotation__article").order_by("-created_at", "-pk")
