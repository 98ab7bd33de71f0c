"""Claims as W3C Web Annotations (Web Annotation Data Model, 2017), in JSON-LD.

One annotation per claim: `motivation` assessing; of each valid verdict a body that classifies, one
that comments, and one that links for each piece of evidence. The target is the article's text,
selected by TextQuoteSelector and TextPositionSelector (code points). What the model has no term for
is said in terms of our own context (`CONTEXT`): `outcome`, `reason`, `rule`, `revision`, `sha256`,
`claimText`, `stance`, `locator`, `exactQuote`, `asOf`, `recheckBy`, `confidence`.
"""

import hashlib
import json
from collections.abc import Iterable
from typing import Any

from django.conf import settings
from django.urls import reverse

from annotations.models import Annotation, Article, Evidence, Revision, Verdict
from annotations.reports.publication import moment
from annotations.text.anchor import describe

ANNO = "http://www.w3.org/ns/anno.jsonld"
LDP = "http://www.w3.org/ns/ldp.jsonld"
CONTENT_TYPE = f'application/ld+json; profile="{ANNO}"'
PAGE = 100  # annotations

TERMS = (
    "asOf",
    "claimText",
    "confidence",
    "exactQuote",
    "locator",
    "outcome",
    "reason",
    "recheckBy",
    "revision",
    "rule",
    "sha256",
    "stance",
)
Said = dict[str, Any]


def own_context() -> Said:
    """The document at `context_address`."""
    prefix = f"{context_address()}#"
    return {"@context": {"factcheck": prefix} | {term: f"factcheck:{term}" for term in TERMS}}


def context_address() -> str:
    return f"{settings.SITE_URL}{reverse('contexts.factcheck')}"


def contexts() -> list[str]:
    return [ANNO, context_address()]


def full(said: Said) -> Said:
    """Without what is empty."""
    return {name: value for name, value in said.items() if value not in (None, "", [], {})}


def encoded(said: Said) -> bytes:
    """The same bytes for the same content."""
    return json.dumps(said, ensure_ascii=False, sort_keys=True, indent=1).encode() + b"\n"


def etag(content: bytes) -> str:
    return f'"{hashlib.sha256(content).hexdigest()[:32]}"'


# -- one claim ------------------------------------------------------------------------------------


def address(claim: Annotation) -> str:
    """Where the annotation can be read as JSON-LD."""
    return f"{settings.SITE_URL}{reverse('annotations.jsonld', args=[claim.pk])}"


def annotation(claim: Annotation, revision: Revision) -> Said:
    """A claim that stands in `revision`; it came with `reports.case.in_full`. No query."""
    changed = [one.created_at for one in claim.counting]
    return full(
        {
            "@context": contexts(),
            "id": address(claim),
            "type": "Annotation",
            "canonical": f"urn:uuid:{claim.pk}",
            "motivation": "assessing",
            "creator": person(claim.created_by.username),
            "created": moment(claim.created_at),
            "modified": moment(max([claim.created_at, *changed])),
            "generator": generator(),
            "body": [body for one in claim.counting for body in bodies(one)],
            "target": target(claim, revision),
            "outcome": str(claim.outcome),
            "claimText": claim.claim_text,
        }
    )


def person(name: str) -> Said:
    return {"type": "Person", "nickname": name}


def generator() -> Said:
    return {"id": f"{settings.SITE_URL}/", "type": "Software", "name": "Factcheck"}


def bodies(verdict: Verdict) -> list[Said]:
    """What a verdict says: its word, its note, its evidence."""
    said = {"creator": person(verdict.reviewer.username), "created": moment(verdict.created_at)}
    classifying: Said = {
        "type": "TextualBody",
        "purpose": "classifying",
        "value": verdict.kind,
        "format": "text/plain",
        "reason": verdict.reason,
        "confidence": verdict.confidence,
        "asOf": moment(verdict.as_of),
        "recheckBy": moment(verdict.recheck_by),
        "rule": verdict.rule,
    }
    commenting: Said = {
        "type": "TextualBody",
        "purpose": "commenting",
        "value": verdict.note,
        "format": "text/plain",
    }
    told = [classifying, *([commenting] if verdict.note.strip() else [])]
    return [full(one | said) for one in told] + [linking(item) for item in verdict.rests_on()]


def linking(item: Evidence) -> Said:
    """A piece of evidence; one without a link is named in words."""
    said: Said = {
        "purpose": "linking",
        "stance": item.stance,
        "exactQuote": item.quote,
        "locator": item.locator,
        "creator": person(item.added_by.username),
        "created": moment(item.created_at),
    }
    if not item.source.url:
        words = {"type": "TextualBody", "value": item.source.title, "format": "text/plain"}
        return full(words | said)
    return full({"type": "SpecificResource", "source": item.source.url} | said)


def target(claim: Annotation, revision: Revision) -> Said:
    place, article = claim.placed[0], claim.article
    here = home(article)
    said = {
        "source": article.source_url or here,
        "scope": here if article.source_url else "",
        "selector": selectors(revision, place.start, place.end),
        "state": full(
            {
                "type": "TimeState",
                "sourceDate": moment(revision.created_at),
                "cached": article.archive_url,
                "revision": revision.number,
                "sha256": revision.sha256,
            }
        ),
    }
    return full(said)


def home(article: Article) -> str:
    return f"{settings.SITE_URL}{article.get_absolute_url()}"


def selectors(revision: Revision, start: int, end: int) -> list[Said]:
    prefix, suffix = describe(revision.text, start, end)
    quote = {"exact": revision.cut(start, end), "prefix": prefix, "suffix": suffix}
    position = {"type": "TextPositionSelector", "start": start, "end": end}
    return [{"type": "TextQuoteSelector"} | quote, position]


# -- the claims of an article ---------------------------------------------------------------------


def container_address(article: Article) -> str:
    return f"{settings.SITE_URL}{reverse('containers.show', args=[article.slug])}"


def page_address(article: Article, number: int, *, iris: bool) -> str:
    """Pages count from 0, as those of the Recommendation's examples."""
    return f"{container_address(article)}?iris={int(iris)}&page={number}"


def collection(article: Article, total: int, *, iris: bool) -> Said:
    """The container itself, without what it contains."""
    last = max(total - 1, 0) // PAGE
    return {
        "@context": [ANNO, LDP],
        "id": container_address(article),
        "type": ["BasicContainer", "AnnotationCollection"],
        "label": article.title,
        "total": total,
        "first": page_address(article, 0, iris=iris),
        "last": page_address(article, last, iris=iris),
    }


def page(article: Article, number: int, total: int, items: list[Any], *, iris: bool) -> Said:
    """`items` are annotations, or their addresses."""
    last = max(total - 1, 0) // PAGE
    said = {
        "@context": contexts(),
        "id": page_address(article, number, iris=iris),
        "type": "AnnotationPage",
        "partOf": {
            "id": container_address(article),
            "type": "AnnotationCollection",
            "total": total,
        },
        "startIndex": number * PAGE,
        "items": items,
        "prev": page_address(article, number - 1, iris=iris) if number else "",
        "next": page_address(article, number + 1, iris=iris) if number < last else "",
    }
    return {name: value for name, value in said.items() if value != ""}


def whole(article: Article, claims: Iterable[Annotation], revision: Revision) -> Said:
    """All claims of an article in one file."""
    items = [annotation(claim, revision) for claim in claims]
    for item in items:
        del item["@context"]
    said = collection(article, len(items), iris=False)
    first = page(article, 0, len(items), items, iris=False)
    rest = ("@context", "partOf", "next", "prev")
    first = {name: value for name, value in first.items() if name not in rest}
    said |= {"@context": contexts(), "type": "AnnotationCollection", "first": first}
    del said["last"]
    return said


# -- what is published ----------------------------------------------------------------------------


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
