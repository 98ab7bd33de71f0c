"""All published ClaimReviews as one DataFeed (schema.org), the form that Data Commons collects."""

from collections.abc import Iterable
from typing import Any

from annotations.exchange.claim_review import CONTEXT, full, reviews
from annotations.models import Publication
from annotations.reports.publication import moment

CONTENT_TYPE = "application/ld+json"


def feed(versions: Iterable[Publication], *, rates_sourced: bool) -> dict[str, Any]:
    """`versions` are those that readers get now, newest first, with their articles."""
    elements: list[dict[str, Any]] = []
    newest = ""
    for version in versions:  # one at a time: each holds a whole article
        modified = moment(version.created_at) or ""
        newest = max(newest, modified)
        found = reviews(version.content, version.article.slug, rates_sourced=rates_sourced)
        elements += (_item(said, modified) for said in found)
    whole = full({"@context": CONTEXT, "@type": "DataFeed", "dateModified": newest})
    return whole | {"dataFeedElement": elements}


def _item(said: dict[str, Any], modified: str) -> dict[str, Any]:
    return {
        "@type": "DataFeedItem",
        "dateCreated": said["datePublished"],
        "dateModified": modified,
        "url": said["url"],
        "item": [{name: said[name] for name in said if name != "@context"}],
    }
