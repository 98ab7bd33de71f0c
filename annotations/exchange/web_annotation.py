"""Claims as W3C Web Annotations (Web Annotation Data Model, 2017), in JSON-LD.

One annotation per claim: `motivation` assessing; of each valid verdict a body that classifies, one
that comments, and one that links for each piece of evidence; an editor's decision, as long as it
holds, is one more body that classifies and one that comments. The target is the article's text,
selected by TextQuoteSelector and TextPositionSelector (code points), in the state in which the
passage stands there, or stood last. What the model has no term for is said in terms of our own
context (`TERMS`). Verdicts that do not count any more are among these (`staleBody`), so that nobody
who knows the standard alone takes them for what holds.

A file of all claims also carries the article's texts: `annotation_record` makes a desk of it.
"""

import hashlib
import json
from collections.abc import Iterable
from itertools import chain
from typing import Any

from django.conf import settings
from django.urls import reverse

from annotations.models import (
    Adjudication,
    Annotation,
    Article,
    Evidence,
    Placement,
    Revision,
    User,
    Verdict,
)
from annotations.reports.annotated import Told
from annotations.reports.publication import moment
from annotations.text.anchor import describe

ANNO = "http://www.w3.org/ns/anno.jsonld"
LDP = "http://www.w3.org/ns/ldp.jsonld"
CONTENT_TYPE = f'application/ld+json; profile="{ANNO}"'
PAGE = 100  # annotations

TERMS = (
    "archived",
    "article",
    "asOf",
    "byline",
    "caveat",
    "change",
    "claimDate",
    "claimText",
    "claimant",
    "confidence",
    "coverageTarget",
    "decides",
    "exactQuote",
    "isBlind",
    "judged",
    "locator",
    "openedOn",
    "origin",
    "originalAddress",
    "outcome",
    "publishedOn",
    "publisher",
    "reason",
    "recheckBy",
    "requiredReviews",
    "revision",
    "rule",
    "sha256",
    "shelved",
    "shelvedBy",
    "showsDissent",
    "sourceKind",
    "sourceTitle",
    "stance",
)
# Their order says something.
LISTS = ("sentences", "staleBody", "texts")
Said = dict[str, Any]


def own_context() -> Said:
    """The document at `context_address`."""
    prefix = f"{context_address()}#"
    terms = {term: f"factcheck:{term}" for term in TERMS}
    lists = {term: {"@id": f"factcheck:{term}", "@container": "@list"} for term in LISTS}
    return {"@context": {"factcheck": prefix} | terms | lists}


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
    """A claim with the text that it stands in, or stood in last (`reports.annotated`). No query."""
    changed = [one.created_at for one in claim.counting]
    decision = claim.decision if claim.decision_holds else None
    return full(
        {
            "@context": contexts(),
            "id": address(claim),
            "type": "Annotation",
            "canonical": f"urn:uuid:{claim.pk}",
            "motivation": "assessing",
            "creator": person(claim.created_by),
            "created": moment(claim.created_at),
            "modified": moment(max([claim.created_at, *changed])),
            "generator": generator(),
            "body": [
                *chain.from_iterable(bodies(one) for one in claim.counting),
                *(decided(decision) if decision else []),
            ],
            "staleBody": [body for one in claim.stale for body in bodies(one)],
            "target": target(claim, revision),
            "outcome": str(claim.outcome),
            "claimText": claim.claim_text,
            "claimant": claim.claimant,
            "claimDate": moment(claim.claim_date),
            "shelved": moment(claim.shelved_at),
            "shelvedBy": person(claim.shelved_by),
        }
    )


def person(user: User | None) -> Said | None:
    return {"type": "Person", "nickname": user.username} if user else None


def generator() -> Said:
    return {"id": f"{settings.SITE_URL}/", "type": "Software", "name": "Factcheck"}


def bodies(verdict: Verdict) -> list[Said]:
    """What a verdict says: its word, its note, its evidence."""
    said = {"creator": person(verdict.reviewer), "created": moment(verdict.created_at)}
    classifying = {
        "value": verdict.kind,
        "reason": verdict.reason,
        "confidence": verdict.confidence,
        "caveat": verdict.caveat or None,
        "asOf": moment(verdict.as_of),
        "recheckBy": moment(verdict.recheck_by),
        "rule": verdict.rule,
        "judged": judged(verdict),
    }
    links = sorted(map(linking, verdict.rests_on()), key=encoded)
    return [*worded(classifying, verdict.note, said), *links]


def decided(decision: Adjudication) -> list[Said]:
    """What an editor decided, and why."""
    said = {"creator": person(decision.editor), "created": moment(decision.created_at)}
    classifying = {
        "value": decision.kind,
        "reason": decision.reason,
        "decides": True,
        "showsDissent": decision.shows_dissent or None,
    }
    return worded(classifying, decision.note, said)


def worded(classifying: Said, note: str, said: Said) -> list[Said]:
    """A body that classifies, and one that comments if there is something to read."""
    text: Said = {"type": "TextualBody", "format": "text/plain"} | said
    commenting = {"purpose": "commenting", "value": note}
    told = [{"purpose": "classifying"} | classifying, *([commenting] if note.strip() else [])]
    return [full(text | one) for one in told]


def judged(verdict: Verdict) -> Said | None:
    """The words that a verdict is about, where they are not those of the target."""
    place = verdict.annotation.place
    if place and (place.wording_id, place.revision_id) == (verdict.wording_id, verdict.revision_id):
        return None
    wording = verdict.wording
    return {
        "type": "TextQuoteSelector",
        "exact": wording.passage,
        "prefix": wording.before,
        "suffix": wording.after,
        "start": verdict.start,
        "end": verdict.end,
        "revision": verdict.revision.number,
    }


def linking(item: Evidence) -> Said:
    """A piece of evidence; one without a link is named in words."""
    source = item.source
    said: Said = {
        "purpose": "linking",
        "stance": item.stance,
        "exactQuote": item.quote,
        "locator": item.locator,
        "openedOn": moment(item.opened_on),
        "archived": item.archive_url,
        "sourceKind": source.kind,
        "publisher": source.publisher,
        "origin": source.origin,
        "creator": person(item.added_by),
        "created": moment(item.created_at),
    }
    if not source.url:
        words = {"type": "TextualBody", "value": source.title, "format": "text/plain"}
        return full(words | said)
    link = {"type": "SpecificResource", "source": source.url, "sourceTitle": source.title}
    return full(link | said)


def target(claim: Annotation, revision: Revision) -> Said:
    place, article = claim.place or claim.last_place, claim.article
    here = home(article)
    edited = place.change == Placement.Change.EDITED
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
                "change": place.change if edited else None,
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


def whole(article: Article, told: Iterable[Told]) -> Said:
    """All claims of an article in one file, with its texts. Three queries."""
    items = [annotation(claim, revision) for claim, revision in told]
    for item in items:
        del item["@context"]
    said = collection(article, len(items), iris=False)
    first = page(article, 0, len(items), items, iris=False)
    rest = ("@context", "partOf", "next", "prev")
    first = {name: value for name, value in first.items() if name not in rest}
    said |= {"@context": contexts(), "type": "AnnotationCollection", "first": first}
    del said["last"]
    return said | {"article": text_of(article)}


def text_of(article: Article) -> Said:
    """The article itself, with each of its texts."""
    revisions = article.revisions.select_related("created_by").prefetch_related("sentences")
    return full(
        {
            "id": home(article),
            "type": "Text",
            "label": article.title,
            "language": article.language,
            "byline": article.byline,
            "publisher": article.publisher,
            "publishedOn": moment(article.published_on),
            "originalAddress": article.source_url,
            "archived": article.archive_url,
            "requiredReviews": article.required_reviews,
            "isBlind": article.is_blind,
            "coverageTarget": article.target,
            "creator": person(article.created_by),
            "created": moment(article.created_at),
            "texts": [_text(one) for one in revisions.defer("raw").order_by("number")],
        }
    )


def _text(revision: Revision) -> Said:
    """One text; `sentences` are where they begin, in code points."""
    return full(
        {
            "type": "Text",
            "format": "text/plain",
            "revision": revision.number,
            "value": revision.text,
            "sha256": revision.sha256,
            "sentences": sorted(sentence.start for sentence in revision.sentences.all()),
            "creator": person(revision.created_by),
            "created": moment(revision.created_at),
        }
    )
