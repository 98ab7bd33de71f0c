"""Keeping: the text of a source, as somebody had it on a day, in which quotes are looked for."""

from dataclasses import dataclass

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext as _

from annotations.models import Annotation, Evidence, Revision, SourceText
from annotations.models.source_text import LONGEST
from annotations.services import intake
from annotations.text.limits import check_html_limits
from annotations.text.plain import normalise
from annotations.text.words import Run, word_diff


def read(raw: str, kind: str) -> str:
    """The text in what came in, under the limits of articles. Raises TextRefused; saves nothing.

    Of a page, all of its text: the quote may stand beside what looks like its article.
    """
    if kind != Revision.RawKind.HTML:
        return intake.read(raw, kind).text
    page = normalise(raw)
    check_html_limits(page)
    return normalise(intake.parsed("whole page", page)["text"])


def keep(item: Evidence, *, by, text: str, how: str, whole: bool = True) -> SourceText:
    """Keep `text` of the source of `item`, once, and look for the quote in it.

    When it is the `whole` source, quotes from it in other evidence that `by` may see are looked
    for too. All or nothing. Raises ValidationError for a text that is too long.
    """
    if len(text) > LONGEST:
        raise ValidationError({"raw": too_long()})
    sha256 = SourceText.digest(text)
    described = {"text": text, "how": how, "kept_by": by}
    with transaction.atomic():
        kept, _made = SourceText.objects.get_or_create(
            source=item.source, sha256=sha256, defaults=described
        )
        for one in quoting(item, by) if whole else [item]:
            one.find_quote(kept, by=by)
    return kept


def too_long() -> str:
    return _("This text is longer than a million characters. Keep the part that you quote from.")


def quoting(item: Evidence, user):
    """`item`, and the other evidence from its source in which `user` may have quotes looked for.

    By article, so that two who keep texts at once lock articles in one order.
    """
    claims = Annotation.objects.visible_to(user).present().filter(article__locked_at=None)
    others = Q(removed_at=None, annotation__in=claims)
    seen = Evidence.objects.visible_to(user).filter(source=item.source_id)
    rows = seen.filter(Q(pk=item.pk) | others).select_related("annotation__article")
    return rows.order_by("annotation__article", "pk")


@dataclass(frozen=True)
class Found:
    """A kept text, cut where the quote stands, or where what comes nearest to it does."""

    before: str
    words: str
    after: str
    runs: list[Run]  # how `words` differ from the quote


def found_in(item: Evidence) -> Found:
    """Where the quote of `item` stands in the text in which it was looked for last."""
    assert item.source_text
    text = item.source_text.text
    span = (item.quote_start, item.quote_end)
    if item.is_broken:
        span = item.source_text.nearest(item.quote) or (0, 0)
    start, end = span
    words = text[start:end]
    return Found(text[:start], words, text[end:], word_diff(item.quote, words))
