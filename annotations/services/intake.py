"""Intake: words that come in become an Article, its first Revision and its Sentences."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from pathlib import PurePath

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from annotations.models import Article, DeskRules, Event, Revision, Sentence, User
from annotations.models.article import add_article
from annotations.text.invisible import is_invisible_only
from annotations.text.limits import check_markdown_limits, check_sentence_limit
from annotations.text.markdown import markdown_to_text
from annotations.text.plain import html_to_text, normalise
from annotations.text.refusal import TextRefused
from annotations.text.sanitize import SANITISER
from annotations.text.segment import paragraphs, segment

Kind = Revision.RawKind
ENDINGS = {".txt": Kind.TEXT, ".html": Kind.HTML, ".htm": Kind.HTML, ".md": Kind.MARKDOWN}
DEFAULT_LANGUAGE = "en"
TITLE = 300
TWICE = timedelta(seconds=60)


@dataclass(frozen=True)
class Draft:
    """An article that has been read and not been stored: its text and what it says of itself."""

    text: str
    raw: str
    raw_kind: str
    title: str
    byline: str = ""
    publisher: str = ""
    language: str = DEFAULT_LANGUAGE
    sanitiser: str = ""
    lost_text: bool = False


def kind_of(filename: str) -> str:
    """What a file is, by its ending. Raises TextRefused for any other."""
    kind = ENDINGS.get(PurePath(filename).suffix.lower())
    if kind is None:
        raise TextRefused("kind", _("Only .txt, .html, .htm and .md files can be read."))
    return kind


def read(raw: str, kind: str) -> Draft:
    """Read what came in. Plain text is never parsed. Raises TextRefused; saves nothing."""
    draft = READERS[kind](normalise(raw))
    check_sentence_limit(draft.text)
    return draft


def read_text(raw: str) -> Draft:
    return Draft(raw, raw, Kind.TEXT, title=first_line(raw))


def read_markdown(raw: str) -> Draft:
    check_markdown_limits(raw)
    text = normalise(markdown_to_text(raw))
    return Draft(text, raw, Kind.MARKDOWN, title=first_line(text))


def read_html(raw: str) -> Draft:
    page = html_to_text(raw)
    text = normalise(page.text)
    return Draft(
        text,
        raw,
        Kind.HTML,
        title=first_line(f"{page.title}\n{text}"),
        byline=shortened(page.byline),
        publisher=shortened(page.publisher),
        language=page.language or DEFAULT_LANGUAGE,
        sanitiser=SANITISER,
        lost_text=page.lost_text,
    )


READERS: dict[str, Callable[[str], Draft]] = {
    Kind.TEXT: read_text,
    Kind.MARKDOWN: read_markdown,
    Kind.HTML: read_html,
}


def first_line(text: str) -> str:
    """The first line in which there is something to see, cut to the length of a title."""
    return shortened(next(line for line in text.split("\n") if not is_invisible_only(line)))


def shortened(title: str) -> str:
    title = " ".join(title.split())
    return title if len(title) <= TITLE else title[: TITLE - 1] + "…"


def sentences_of(text: str, language: str) -> list[Sentence]:
    """The numbered sentences of `text`, unsaved: what a preview shows and `store` keeps."""
    spans = segment(text, language)
    return [
        Sentence(number=number, paragraph=paragraph, start=start, end=end)
        for number, ((start, end), paragraph) in enumerate(
            zip(spans, paragraphs(text, spans), strict=True), start=1
        )
    ]


def stored(text: str, title: str):
    """Articles of this very text and title, the newest first."""
    same = Article.objects.filter(title=title, revisions__sha256=Revision.digest(text))
    return same.order_by("-created_at", "-pk")


def stored_just_now(text: str, title: str, *, by) -> Article | None:
    """What the same person stored within the last minute: the first result of a double click."""
    recently = timezone.now() - TWICE
    return stored(text, title).filter(created_by=by, created_at__gte=recently).first()


def store_once(draft: Draft, *, by, **details) -> Article:
    """`store_draft`, but the same person sending the same twice gets the first result."""
    # Cut before anything is locked: a text of 5 MB takes seconds, and other writers would wait.
    sentences = sentences_of(draft.text, details["language"])
    with transaction.atomic():
        # Of two clicks at once the second waits here; a check alone would pass both.
        User.objects.select_for_update().get(pk=by.pk)
        first = stored_just_now(draft.text, details["title"], by=by)
        return first or store_draft(draft, by=by, sentences=sentences, **details)


def store_draft(draft: Draft, *, by, **details) -> Article:
    """Store a draft; `details` stand over what it says of itself. Raises as `store` does."""
    names = ("raw", "raw_kind", "title", "byline", "publisher", "language", "sanitiser")
    said = {name: getattr(draft, name) for name in names}
    return store(draft.text, by=by, **said | details)


def store(
    text: str, *, by, raw: str, raw_kind: str, sanitiser: str = "", sentences=None, **details
) -> Article:
    """Save `text` as a new article, all or nothing. `details` are fields of Article.

    `sentences` are what `sentences_of` says, when it was asked already.
    """
    if sentences is None:
        sentences = sentences_of(text, details.get("language", DEFAULT_LANGUAGE))
    rules = DeskRules.in_force()
    review = {name: getattr(rules, name) for name in Article.REVIEW}
    with transaction.atomic():
        article = add_article(created_by=by, **review | details)
        revision = article.revisions.create(
            number=1,
            text=text,
            sha256=Revision.digest(text),
            raw=raw,
            raw_kind=raw_kind,
            sanitiser=sanitiser,
            created_by=by,
        )
        for sentence in sentences:
            sentence.revision = revision
        Sentence.objects.bulk_create(sentences, batch_size=500)
        after = {"title": article.title, "revision": 1, "sha256": revision.sha256}
        Event.record(by, Event.Verb.IMPORTED, article, after=after)
    return article
