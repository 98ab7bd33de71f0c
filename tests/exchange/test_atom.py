"""The feeds are Atom (RFC 4287): well-formed, each with an id of its own, stable while nothing is
said anew.
"""

from datetime import UTC, datetime
from types import SimpleNamespace
from uuid import UUID

import feedparser
import pytest

from annotations.exchange import atom
from annotations.models import Outcome

KEY = "6f1d3f0a-6c1e-4a83-9a4c-1d8f2c3b4a5e"
AT = datetime(2026, 11, 21, 8, tzinfo=UTC)
HOSTILE = "]]> <b>\x0b & \ufffe</title> 💧"


@pytest.fixture(autouse=True)
def site(settings):
    settings.SITE_URL = "https://desk.example:8443"


def verdicts(**said):
    claim = {"id": KEY, "quote": "40 million litres", "claim_text": "", "notes": ["So it is."]}
    claim |= {"outcome": "verified", "reason": "", "judged_at": "2026-11-20T09:30:00Z"} | said
    version = SimpleNamespace(
        content={"article": {"title": "The dam"}},
        article=SimpleNamespace(slug="dam"),
        created_at=AT,
    )
    return atom.verdicts([(version, claim)], "The <Desk>")


def corrections(reason="A slip."):
    version = SimpleNamespace(get_absolute_url=lambda: "/published/dam/2/")
    one = SimpleNamespace(pk=7, publication=version, passage="40 million litres", reason=reason)
    one.said_before, one.after, one.created_at = Outcome.VERIFIED, "", AT
    return atom.corrections([one], "")


def read(text):
    return feedparser.parse(text.encode())


@pytest.mark.parametrize(
    "text", [verdicts, lambda: verdicts(quote=HOSTILE, notes=[HOSTILE]), corrections]
)
def test_a_feed_and_its_entries_have_what_rfc_4287_demands(text):
    feed = read(text())

    assert not feed.bozo
    for part in (feed.feed, *feed.entries):
        assert all([part.id, part.title, part.updated, part.link])
    assert feed.feed.author


def test_each_feed_has_an_id_of_its_own_and_says_where_it_is():
    feeds = [read(verdicts()).feed, read(corrections()).feed]

    assert len({feed.id for feed in feeds}) == 2
    for feed in feeds:
        assert [link.href for link in feed.links if link.rel == "self"] == [feed.id]


def test_an_entry_is_known_by_its_claim():
    (entry,) = read(verdicts()).entries

    assert UUID(entry.id.removeprefix("urn:uuid:")) == UUID(KEY)
    assert entry.link == f"https://desk.example:8443/published/dam/claims/{KEY}/"
    assert (entry.published, entry.updated) == (
        "2026-11-20T09:30:00+00:00",
        "2026-11-21T08:00:00+00:00",
    )


def test_a_correction_is_known_by_a_tag_without_a_port():
    (entry,) = read(corrections()).entries

    assert entry.id == "tag:desk.example,2026-11-21:correction:7"
    assert entry.title == "Verified → not told any more: 40 million litres"


def test_what_is_written_stays_text():
    (entry,) = read(verdicts(quote="1 < 2 & <b>", notes=["</summary> <i>&amp;"])).entries

    assert entry.title == "Verified: 1 < 2 & <b>"
    assert entry.summary.startswith("&lt;/summary&gt; &lt;i&gt;&amp;amp;")


def test_no_character_is_sent_that_xml_has_not():
    assert not {"\x0b", "\ufffe"} & set(verdicts(quote=HOSTILE))


def test_an_empty_feed_says_the_same_each_time():
    assert atom.verdicts([], "") == atom.verdicts([], "")
