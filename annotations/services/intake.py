"""Intake: words that come in become an Article, its first Revision and its Sentences."""

from collections.abc import Callable
from dataclasses import asdict, dataclass, replace
from datetime import date, timedelta
from pathlib import PurePath

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from annotations.models import Article, Capture, DeskRules, Event, Revision, Sentence, User
from annotations.models.article import add_article
from annotations.services.parsing import read_here, read_in_child
from annotations.text.documents import is_readable
from annotations.text.invisible import is_invisible_only
from annotations.text.limits import MAX_BODY_BYTES, check_html_limits, check_sentence_limit
from annotations.text.plain import decode_assuming, normalise
from annotations.text.refusal import TextRefused
from annotations.text.sanitize import LANGUAGE, SANITISER
from annotations.text.segment import paragraphs

Kind = Revision.RawKind
ENDINGS = {
    ".txt": Kind.TEXT,
    ".html": Kind.HTML,
    ".htm": Kind.HTML,
    ".md": Kind.MARKDOWN,
    ".docx": Kind.DOCX,
    ".pdf": Kind.PDF,
}
# Those that this installation has what it takes to read.
READABLE = [ending for ending in ENDINGS if is_readable(ending)]
MEDIA_TYPES = {
    Kind.TEXT: "text/plain",
    Kind.HTML: "text/html",
    Kind.MARKDOWN: "text/markdown",
    Kind.DOCX: "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    Kind.PDF: "application/pdf",
}
DOCUMENTS = (Kind.DOCX, Kind.PDF)
# What is read in this process (measured: 0.6 s for the worst 50,000 bytes of HTML, 0.6 s for the
# worst 100,000 of text to cut). Starting a child takes a third of a second.
SMALL_MARKUP = 50_000
SMALL_TEXT = 100_000
DEFAULT_LANGUAGE = "en"
TITLE = 300
# What a text may say of itself.
SAID = ("title", "byline", "publisher", "language", "published_on", "source_url")
TWICE = timedelta(seconds=60)


@dataclass(frozen=True)
class Origin:
    """The bytes that a draft was read from, and where they were: what a Capture keeps."""

    content: bytes
    media_type: str
    url: str = ""
    final_url: str = ""
    filename: str = ""


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
    published_on: date | None = None
    source_url: str = ""
    sanitiser: str = ""
    lost_text: bool = False
    assumed: str = ""  # the encoding that a file was taken for which does not say its own
    origin: Origin | None = None

    def pasted(self) -> dict:
        """How it stands in the place for pasted text: a document as the text it was read as."""
        kind = Kind.TEXT if self.raw_kind in DOCUMENTS else self.raw_kind
        return {"raw": self.raw, "raw_kind": kind}


def kind_of(filename: str) -> str:
    """What a file is, by its ending. Raises TextRefused for any other."""
    kind = ENDINGS.get(PurePath(filename).suffix.lower())
    if kind is None:
        message = _("Only these files can be read: %s.") % ", ".join(READABLE)
        raise TextRefused("kind", message)
    return kind


def read_file(filename: str, content: bytes) -> Draft:
    """Read a file, its bytes kept as the `origin`. Raises TextRefused; saves nothing."""
    kind = kind_of(filename)
    if len(content) > MAX_BODY_BYTES:
        raise TextRefused("too_long", _("This file is longer than 5 MB."))
    if kind in DOCUMENTS:
        draft = read_document(content, kind)
    else:
        text, assumed = decode_assuming(content)
        draft = replace(read(text, kind), assumed=assumed)
    origin = Origin(content, MEDIA_TYPES[Kind(kind)], filename=clean_name(filename))
    return replace(draft, origin=origin)


def clean_name(filename: str) -> str:
    """The name of a file without its folders and without what nobody can see."""
    name = filename.replace("\\", "/").rpartition("/")[2]
    return "".join(one for one in name if one.isprintable())[-TITLE:]


def read_document(content: bytes, kind: str) -> Draft:
    """What a Word file or a PDF says: its text is what is kept as raw, beside the file itself."""
    draft = described(read_in_child(kind, content), kind)
    check_sentence_limit(draft.text)
    return replace(draft, raw=draft.text)


def read(raw: str, kind: str) -> Draft:
    """Read what came in. Plain text is never parsed. Raises TextRefused; saves nothing."""
    draft = READERS[kind](normalise(raw))
    check_sentence_limit(draft.text)
    return draft


def read_text(raw: str) -> Draft:
    return Draft(raw, raw, Kind.TEXT, title=first_line(raw))


def read_markdown(raw: str) -> Draft:
    return described(parsed("markdown", raw), Kind.MARKDOWN, raw)


def read_html(raw: str) -> Draft:
    check_html_limits(raw)
    return described(parsed("html", raw), Kind.HTML, raw, sanitiser=SANITISER)


def parsed(kind: str, raw: str) -> dict:
    """What a reader makes of markup: in a child, unless it is too small to do harm."""
    reader = read_here if len(raw) <= SMALL_MARKUP else read_in_child
    return reader(kind, raw.encode())


def described(said: dict, kind: str, raw: str = "", **details) -> Draft:
    """What a reader said, as a Draft."""
    text = normalise(said["text"])
    return Draft(
        text,
        raw,
        kind,
        title=first_line(f"{said.get('title', '')}\n{text}"),
        byline=shortened(said.get("byline", "")),
        publisher=shortened(said.get("publisher", "")),
        language=language_code(said.get("language", "")),
        published_on=day_of(said.get("published_on", "")),
        lost_text=said.get("lost_text", False),
        **details,
    )


def day_of(said: str) -> date | None:
    """The day that a text says it was published on, unless that is none or still to come."""
    try:
        found = date.fromisoformat(said[:10])
    except ValueError:
        return None
    return found if found <= timezone.localdate() else None


def language_code(declared: str) -> str:
    return declared if LANGUAGE.fullmatch(declared) else DEFAULT_LANGUAGE


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
    """The numbered sentences of `text`, unsaved: what a preview shows and `store` keeps.

    Raises TextRefused for a long text that cannot be cut within the limits of a child.
    """
    reader = read_here if len(text) <= SMALL_TEXT else read_in_child
    spans = reader("sentences", text.encode(), language=language)["spans"]
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
    names = ("raw", "raw_kind", "sanitiser", "origin", *SAID)
    said = {name: getattr(draft, name) for name in names}
    return store(draft.text, by=by, **said | details)


def store(
    text: str, *, by, raw: str, raw_kind: str, sentences=None, origin=None, **details
) -> Article:
    """Save `text` as a new article, all or nothing. `details` are fields of Article, and the
    `sanitiser` of its revision.

    `sentences` are what `sentences_of` says, when it was asked already. `origin`, an Origin, is
    kept as a Capture.
    """
    sanitiser = details.pop("sanitiser", "")
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
        if origin:
            capture(article, origin, text, by=by)
    return article


def capture(article: Article, origin: Origin, text: str, *, by) -> Capture:
    """Keep the bytes that `text` was read from, or say that they were seen again."""
    digest = Capture.digest(origin.content)
    with transaction.atomic():
        article.lock()
        seen = article.captures.filter(sha256=digest)
        if seen.update(seen_at=timezone.now()):
            return seen.defer("content").get()
        kept = article.captures.create(
            **asdict(origin), sha256=digest, text_sha256=Revision.digest(text), taken_by=by
        )
        Event.record(by, Event.Verb.CAPTURED, kept, after=kept.facts())
    return kept
