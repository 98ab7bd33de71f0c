"""What is published, as Atom feeds (RFC 4287): verdicts, and corrections."""

import re
from collections.abc import Iterable
from datetime import UTC, datetime
from html import escape
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.urls import reverse
from django.utils.dateparse import parse_datetime
from django.utils.feedgenerator import Atom1Feed
from django.utils.translation import gettext as _

from annotations.exchange.claim_review import DESK, address, rating, shortened
from annotations.models import Correction, Outcome, Publication
from annotations.text.invisible import reveal

CONTENT_TYPE = "application/atom+xml; charset=utf-8"
TITLE = 200  # characters
NO_CHARACTER = re.compile("[\ufffe\uffff]")  # XML 1.0 has none of them

Said = dict[str, Any]


def verdicts(claims: Iterable[tuple[Publication, Said]], desk: str) -> str:
    """`claims` with the versions that tell them, newest first."""
    feed = _feed(desk, _("Verdicts"), "public.feed.verdicts")
    for version, claim in claims:
        name = rating(claim)[0]
        _add(
            feed,
            title=f"{name}: {claim['claim_text'] or claim['quote']}",
            link=address(version.article.slug, claim["id"]),
            unique_id=f"urn:uuid:{claim['id']}",
            description=" ".join([*claim["notes"], f"({version.content['article']['title']})"]),
            pubdate=parse_datetime(claim["judged_at"]),
            updateddate=version.created_at,
        )
    return feed.writeString("utf-8")


def corrections(noted: Iterable[Correction], desk: str) -> str:
    """`noted`, newest first, with their publications and articles."""
    feed = _feed(desk, _("Corrections"), "public.feed.corrections")
    for one in noted:
        version = one.publication
        if version is None:  # of a sign-off alone: readers were told nothing else
            continue
        after = Outcome(one.after).label if one.after else _("not told any more")
        _add(
            feed,
            title=f"{one.said_before.label} → {after}: {one.passage}",
            link=f"{settings.SITE_URL}{version.get_absolute_url()}",
            unique_id=f"tag:{_authority()},{one.created_at:%Y-%m-%d}:correction:{one.pk}",
            description=one.reason,
            pubdate=one.created_at,
            updateddate=one.created_at,
        )
    return feed.writeString("utf-8")


class Feed(Atom1Feed):
    """An empty one says the same each time it is asked, so that it need not be sent again."""

    def latest_post_date(self) -> datetime:
        found: datetime = super().latest_post_date()
        return found if self.items else datetime(1970, 1, 1, tzinfo=UTC)


def _feed(desk: str, what: str, name: str) -> Feed:
    return Feed(
        title=shown(f"{desk or DESK}: {what}"),
        link=f"{settings.SITE_URL}{reverse('public.index')}",
        description="",
        language=settings.LANGUAGE_CODE,
        feed_url=f"{settings.SITE_URL}{reverse(name)}",
        feed_guid=f"{settings.SITE_URL}{reverse(name)}",  # of its own: both lead to one page
        author_name=shown(desk or DESK),
    )


def _add(feed: Feed, *, title: str, description: str, **said: Any) -> None:
    words = escape(shown(description))  # a summary is HTML there, a title is text
    feed.add_item(title=shown(shortened(title, TITLE)), description=words, **said)


def shown(text: str) -> str:
    """`text` with what nobody sees as visible marks: XML can hold no control character."""
    return NO_CHARACTER.sub("", reveal(text))


def _authority() -> str:
    return urlsplit(settings.SITE_URL).hostname or ""
