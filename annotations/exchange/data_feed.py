"""All published ClaimReviews as one DataFeed (schema.org), the form that Data Commons collects."""

import json
from collections.abc import Iterable, Iterator
from itertools import chain
from typing import Any

from annotations.exchange.claim_review import CONTEXT, full, reviews
from annotations.models import Publication
from annotations.reports.publication import moment

CONTENT_TYPE = "application/ld+json"


def stream(versions: Iterable[Publication], *, rates_sourced: bool) -> Iterator[bytes]:
    """`versions` are those that readers get now, newest first, with their articles. One at a time:
    each holds a whole article.
    """
    left = iter(versions)
    newest = next(left, None)
    modified = moment(newest.created_at) if newest else None
    head = full({"@context": CONTEXT, "@type": "DataFeed", "dateModified": modified})
    yield json.dumps(head)[:-1].encode() + b', "dataFeedElement": ['
    between = b""
    for version in chain([newest] if newest else [], left):
        for item in _items(version, rates_sourced):
            yield between + json.dumps(item).encode()
            between = b", "
    yield b"]}"


def _items(version: Publication, rates_sourced: bool) -> Iterator[dict[str, Any]]:
    modified = moment(version.created_at) or ""
    for said in reviews(version.content, version.article.slug, rates_sourced=rates_sourced):
        yield _item(said, modified)


def _item(said: dict[str, Any], modified: str) -> dict[str, Any]:
    return {
        "@type": "DataFeedItem",
        "dateCreated": said["datePublished"],
        "dateModified": modified,
        "url": said["url"],
        "item": [{name: said[name] for name in said if name != "@context"}],
    }
