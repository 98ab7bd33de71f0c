"""Pages: an article that stands on the web, read from its address, and read again later."""

from dataclasses import dataclass
from typing import Any

from django.db import models, transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from annotations.models import Article, Capture, Evidence, Revision, SourceText
from annotations.models.source_text import LONGEST
from annotations.services import fetching, intake
from annotations.services.intake import Draft, Kind, Origin
from annotations.services.keeping import keep, too_long
from annotations.services.parsing import read_in_child
from annotations.text.limits import check_html_limits, check_sentence_limit
from annotations.text.plain import decode_assuming, normalise
from annotations.text.refusal import TextRefused


class Found(models.TextChoices):
    """What a second look at a page finds."""

    SAME = "same", gettext_lazy("the same text")
    CHANGED = "changed", gettext_lazy("another text")


@dataclass(frozen=True)
class Look:
    """What stands at an article's address now."""

    found: Found
    draft: Draft


def read(url: str) -> Draft:
    """The article at an address of the web, its bytes kept as the `origin`; saves nothing.

    Raises TextRefused: fetching.Refused for an address that is not read, else for what it holds.
    """
    return draft_of(fetching.fetch(url))


def draft_of(page: fetching.Page) -> Draft:
    """The article in a page: its text is kept as plain text, beside the bytes it came in."""
    said = _said(page)
    text = normalise(said["text"])
    check_sentence_limit(text)
    origin = Origin(page.content, page.media_type, page.url, page.final_url)
    return intake.described(said, Kind.TEXT, text, source_url=page.final_url, origin=origin)


def _said(page: fetching.Page) -> dict:
    if page.media_type == "application/pdf":
        return read_in_child("pdf", page.content)
    text = _decoded(page)
    if page.media_type not in fetching.HTML:
        return {"text": text}
    check_html_limits(text)
    return read_in_child("page", text.encode(), url=page.final_url)


def _decoded(page: fetching.Page) -> str:
    """As the server says, unless it is wrong; else as a file's bytes are read."""
    try:
        return normalise(page.content.decode(page.charset or "utf-8"))
    except (LookupError, UnicodeDecodeError):
        return normalise(decode_assuming(page.content)[0])


# -- a second look --------------------------------------------------------------------------------


def look_again(article: Article, *, by) -> Look:
    """Read the page of `article` again and keep it, if its text is one that was never seen.

    It is the same as long as it says what the newest revision says, or what the page said when that
    was made. Raises TextRefused.
    """
    draft, current = read(article.source_url), article.current()
    digest = Revision.digest(draft.text)
    seen = article.captures.filter(text_sha256=digest).update(seen_at=timezone.now())
    if not seen and draft.origin and digest != current.sha256:
        intake.capture(article, draft.origin, draft.text, by=by)
    same = digest in (current.sha256, _stood(article, current))
    return Look(Found.SAME if same else Found.CHANGED, draft)


def _stood(article: Article, current: Revision) -> str:
    """The digest of the text that the page had when `current` was made; "" if nobody knows."""
    captures = article.captures.order_by("-taken_at", "-pk").values_list("text_sha256", flat=True)
    before = captures.filter(taken_at__lte=current.created_at).first()
    return before or (captures.last() if current.number == 1 else "") or ""


def keep_source(item: Evidence, *, by) -> SourceText:
    """Fetch the source of `item`, keep the page and its text, and look for the quote in it.

    All of the page is kept: the quote may stand beside what looks like its article. Raises
    TextRefused.
    """
    if not item.source.url:
        raise TextRefused("address", _("This source has no link."))
    page = fetching.fetch(item.source.url)
    if page.media_type in fetching.HTML:
        text = normalise(intake.parsed("whole page", _decoded(page))["text"])
    else:
        text = draft_of(page).text
    if len(text) > LONGEST:
        raise TextRefused("too_long", too_long())
    with transaction.atomic():
        kept = keep(item, by=by, text=text, how=SourceText.How.FETCHED)
        _capture(kept, page, by=by)
    return kept


def _capture(kept: SourceText, page: fetching.Page, *, by) -> None:
    """Keep the bytes that a source's text was read from, or that they were seen again."""
    now = timezone.now()
    said: dict[str, Any] = {"url": page.url, "final_url": page.final_url}
    said |= {"media_type": page.media_type, "content": page.content}
    said |= {"taken_at": now, "taken_by": by}
    Capture.objects.update_or_create(
        source=kept.source,
        sha256=Capture.digest(page.content),
        defaults={"seen_at": now, "text_sha256": kept.sha256},
        create_defaults=said | {"seen_at": now, "text_sha256": kept.sha256},
    )
