"""Intake: words that come in become an Article, its first Revision and its Sentences."""

from django.db import transaction

from annotations.models import Article, Event, Revision, Sentence
from annotations.models.article import free_slug
from annotations.text.segment import paragraphs, segment


def sentences_of(text: str, language: str) -> list[Sentence]:
    """The numbered sentences of `text`, unsaved: what a preview shows and `store` keeps."""
    spans = segment(text, language)
    return [
        Sentence(number=number, paragraph=paragraph, start=start, end=end)
        for number, ((start, end), paragraph) in enumerate(
            zip(spans, paragraphs(text, spans), strict=True), start=1
        )
    ]


def store(text: str, *, by, raw: str, raw_kind: str, sanitiser: str = "", **details) -> Article:
    """Save `text` as a new article, all or nothing. `details` are fields of Article."""
    with transaction.atomic():
        slug = details.pop("slug", "") or free_slug(details["title"])
        article = Article.objects.create(slug=slug, created_by=by, **details)
        revision = article.revisions.create(
            number=1,
            text=text,
            sha256=Revision.digest(text),
            raw=raw,
            raw_kind=raw_kind,
            sanitiser=sanitiser,
            created_by=by,
        )
        sentences = sentences_of(text, article.language)
        for sentence in sentences:
            sentence.revision = revision
        Sentence.objects.bulk_create(sentences, batch_size=500)
        after = {"title": article.title, "revision": 1, "sha256": revision.sha256}
        Event.record(by, Event.Verb.IMPORTED, article, after=after)
    return article
