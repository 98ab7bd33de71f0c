"""Annotated: the claims of an article, each with the text that it stands in, or stood in last."""

from collections.abc import Iterable
from typing import Any, NamedTuple

from django.db.models import Prefetch, prefetch_related_objects

from annotations.models import Annotation, Article, Placement, Revision
from annotations.reports.case import in_full


class Told(NamedTuple):
    """A claim in full, and a text."""

    claim: Annotation
    revision: Revision


def claims_of(article: Article, reader) -> Any:
    """The claims that are not deleted, in full, in reading order; orphans come last."""
    told = in_full(reader).present().filter(article=article)
    return told.select_related("shelved_by").in_reading_order()


def told(claims: Iterable[Annotation]) -> list[Told]:
    """Each of an article's `claims` with its text. Two queries, two more when there are orphans."""
    claims = list(claims)
    orphans = [claim for claim in claims if not claim.placed]
    stood = Prefetch("placements", queryset=Placement.objects.final(), to_attr="stood")
    prefetch_related_objects(orphans, stood)
    keys = {(claim.place or claim.last_place).revision_id for claim in claims}
    texts = Revision.objects.for_reading().in_bulk(keys)
    return [Told(one, texts[(one.place or one.last_place).revision_id]) for one in claims]
