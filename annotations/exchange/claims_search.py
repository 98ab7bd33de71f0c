"""Published claims in the shape of `claims:search` of Google's Fact Check Tools API (v1alpha1), so
that what reads that reads this desk.
"""

from typing import Any
from urllib.parse import urlsplit

from django.conf import settings

from annotations.exchange.claim_review import address, claimant, publisher, rating
from annotations.models import Publication

CONTENT_TYPE = "application/json; charset=utf-8"
Said = dict[str, Any]


def found(version: Publication, claim: Said) -> Said:
    """One claim of the answer."""
    content = version.content
    said = {
        "text": claim["claim_text"] or claim["quote"],
        "claimant": claimant(content, claim),
        "claimDate": midnight(claim["claim_date"] or content["article"]["published_on"]),
        "claimReview": [_review(version, claim)],
    }
    return {name: value for name, value in said.items() if value}


def _review(version: Publication, claim: Said) -> Said:
    return {
        "publisher": {
            "name": publisher(version.content)["name"],
            "site": urlsplit(settings.SITE_URL).netloc,
        },
        "url": address(version.article.slug, claim["id"]),
        "title": version.content["article"]["title"],
        "reviewDate": claim["judged_at"],
        "textualRating": rating(claim)[0],
        "languageCode": settings.LANGUAGE_CODE.partition("-")[0],
    }


def answer(claims: list[Said], following: str = "") -> Said:
    """A page of them; `following` is the token of the next."""
    said = {"claims": claims, "nextPageToken": following}
    return {name: value for name, value in said.items() if value}


def refusal(message: str) -> Said:
    """An error in the shape that Google's APIs give it."""
    return {"error": {"code": 400, "message": message, "status": "INVALID_ARGUMENT"}}


def midnight(day: str | None) -> str:
    return f"{day}T00:00:00Z" if day else ""
