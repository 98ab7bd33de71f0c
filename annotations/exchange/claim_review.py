"""ClaimReview (schema.org), as search engines and Data Commons read it: one for each published
claim that somebody else makes.

Made of a document (`reports.publication`) alone. An outcome is rated by a number only where that is
honest: what is disputed for conflicting evidence, or since nothing supports it, has a name and no
number. `sourced` is left out unless the desk's rules say so.
"""

import json
from collections.abc import Iterator
from typing import Any
from uuid import UUID

from django.conf import settings
from django.urls import reverse

from annotations.text.fragment import Fragments

CONTEXT = "https://schema.org"
BEST, WORST = 5, 1
CLAIM = 75  # characters, Google's advice for `claimReviewed`
EXPLANATION = 1000
CONTRADICTED = "Disputed: contradicted by evidence", 1
MISSING = "Disputed: missing context", 2
UNSUPPORTED = "Disputed: not supported by the source", None
DISPUTED: dict[str, tuple[str, int | None]] = {
    "contradicted": CONTRADICTED,
    "miscalculated": CONTRADICTED,
    "misquoted": CONTRADICTED,
    "exaggerated": MISSING,
    "missing_context": MISSING,
    "outdated": MISSING,
    "conflicting_evidence": ("Disputed: evidence conflicts", None),
    "source_does_not_support": UNSUPPORTED,
    "unsupported": UNSUPPORTED,
}
VERIFIED = "Verified", 5
SOURCED = "Sourced, not independently verified", None
DESK = "Factcheck"  # of a desk that has given itself no name

Said = dict[str, Any]


def reviews(content: Said, slug: str, *, rates_sourced: bool) -> Iterator[Said]:
    """The ClaimReview of each claim of a document that has one."""
    fragments = Fragments(content["text"])
    for claim in content["claims"]:
        told = _review(content, claim, slug, fragments)
        if told and (rates_sourced or claim["outcome"] != "sourced"):
            yield told


def review(content: Said, claim: Said, slug: str, *, rates_sourced: bool) -> Said | None:
    """The ClaimReview of one claim, or None when it has none."""
    if claim["outcome"] == "sourced" and not rates_sourced:
        return None
    return _review(content, claim, slug, Fragments(content["text"]))


def address(slug: str, claim: str) -> str:
    """The public page of a claim."""
    return f"{settings.SITE_URL}{reverse('public.claim', args=[slug, UUID(claim)])}"


def rating(claim: Said) -> tuple[str, int | None]:
    """What the outcome is called, and its number from 1 to 5 if it has one."""
    if claim["outcome"] == "disputed":
        return DISPUTED[claim["reason"]]
    return VERIFIED if claim["outcome"] == "verified" else SOURCED


def script(said: Said) -> str:
    """JSON that may stand inside a `script` element: nothing in it can end that."""
    text = json.dumps(said, ensure_ascii=False)
    for character in "<>&\u2028\u2029":
        text = text.replace(character, f"\\u{ord(character):04x}")
    return text


def _review(content: Said, claim: Said, slug: str, fragments: Fragments) -> Said | None:
    author = claimant(content, claim)
    if not author:
        return None
    url = address(slug, claim["id"])
    return full(
        {
            "@context": CONTEXT,
            "@type": "ClaimReview",
            "@id": f"{url}#review",
            "url": url,
            "claimReviewed": shortened(claim["claim_text"] or claim["quote"], CLAIM),
            "datePublished": claim["judged_at"],
            "inLanguage": settings.LANGUAGE_CODE.partition("-")[0],
            "author": publisher(content),
            "reviewRating": _rating(claim),
            "itemReviewed": _item(content, claim, author, fragments),
            "citation": [_citation(item) for item in claim["evidence"] if item["url"]],
            "sdLicense": settings.DATA_LICENSE,
        }
    )


def claimant(content: Said, claim: Said) -> str:
    """Who makes the claim; "" when nobody is named, or the desk itself: it rates others only."""
    article = content["article"]
    said = claim["claimant"] or article["publisher"] or article["byline"]
    return "" if said.casefold() == content["desk"]["name"].casefold() else said


def publisher(content: Said) -> Said:
    name = content["desk"]["name"] or DESK
    url = f"{settings.SITE_URL}{reverse('public.index')}"
    return {"@type": "Organization", "name": name, "url": url}


def _rating(claim: Said) -> Said:
    name, value = rating(claim)
    number = {"ratingValue": value, "bestRating": BEST, "worstRating": WORST} if value else {}
    said = [claim["decision"]["note"]] if claim["decision"] else claim["notes"]
    explanation = shortened(" ".join(said), EXPLANATION)
    return full(
        {"@type": "Rating", "alternateName": name, **number, "ratingExplanation": explanation}
    )


def _item(content: Said, claim: Said, author: str, fragments: Fragments) -> Said:
    article = content["article"]
    kind = "Person" if claim["claimant"] or not article["publisher"] else "Organization"
    where = fragments.link(article["source_url"], claim["start"], claim["end"])
    appearance = {"@type": "CreativeWork", "url": where, "headline": article["title"]}
    return full(
        {
            "@type": "Claim",
            "text": claim["quote"],
            "author": {"@type": kind, "name": author},
            "datePublished": claim["claim_date"] or article["published_on"],
            "appearance": [appearance] if where else [],
        }
    )


def _citation(item: Said) -> Said:
    return full({"@type": "CreativeWork", "name": item["title"], "url": item["url"]})


def full(said: Said) -> Said:
    """Without what is empty: schema.org has no empty values."""
    return {name: value for name, value in said.items() if value not in (None, "", [])}


def shortened(words: str, most: int) -> str:
    """At most so many characters, cut between words."""
    words = " ".join(words.split())
    if len(words) <= most:
        return words
    head = words[: most - 1]
    return f"{head.rpartition(' ')[0] or head}…"
