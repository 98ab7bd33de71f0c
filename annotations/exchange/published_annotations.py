"""A published document as W3C Web Annotations: what anybody may take; it names no person.

As `web_annotation`, but of outcomes: one body that classifies, then notes and links.
"""

from django.conf import settings
from django.urls import reverse

from annotations.exchange.web_annotation import Said, contexts, full, generator


def published(content: Said, slug: str) -> Said:
    """A published document (`reports.publication`) as one collection; it names no person."""
    base = f"{settings.SITE_URL}{reverse('public.article', args=[slug])}"
    name = content["desk"]["name"] or "Factcheck"
    items = [_published(content, claim, base, name) for claim in content["claims"]]
    pages = {"id": f"{base}annotations.jsonld#page", "type": "AnnotationPage", "startIndex": 0}
    return {
        "@context": contexts(),
        "id": f"{base}annotations.jsonld",
        "type": "AnnotationCollection",
        "label": content["article"]["title"],
        "total": len(items),
        "first": pages | {"items": items},
    }


def _published(content: Said, claim: Said, base: str, desk: str) -> Said:
    notes = [
        {"type": "TextualBody", "purpose": "commenting", "value": note, "format": "text/plain"}
        for note in claim["notes"]
    ]
    links = [
        full(
            {
                "type": "SpecificResource",
                "purpose": "linking",
                "source": item["url"],
                "stance": item["stance"],
                "exactQuote": item["quote"],
                "locator": item["locator"],
            }
        )
        for item in claim["evidence"]
        if item["url"]
    ]
    return full(
        {
            "id": f"{base}claims/{claim['id']}/#annotation",
            "type": "Annotation",
            "canonical": f"urn:uuid:{claim['id']}",
            "motivation": "assessing",
            "creator": {"type": "Organization", "name": desk},
            "created": claim["judged_at"],
            "generator": generator(),
            "body": [_classified(claim), *notes, *links],
            "target": _target(content, claim, base),
            "outcome": claim["outcome"],
            "claimText": claim["claim_text"],
        }
    )


def _classified(claim: Said) -> Said:
    said = {"value": claim["outcome"], "reason": claim["reason"], "asOf": claim["as_of"]}
    return full(
        {"type": "TextualBody", "purpose": "classifying", "format": "text/plain"}
        | said
        | {"recheckBy": claim["recheck_by"]}
    )


def _target(content: Said, claim: Said, base: str) -> Said:
    article = content["article"]
    quote = {name: claim[name] for name in ("prefix", "suffix")} | {"exact": claim["quote"]}
    span = {name: claim[name] for name in ("start", "end")}
    return full(
        {
            "source": article["source_url"] or base,
            "scope": base if article["source_url"] else "",
            "selector": [
                {"type": "TextQuoteSelector"} | quote,
                {"type": "TextPositionSelector"} | span,
            ],
        }
    )
