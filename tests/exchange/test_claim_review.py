"""ClaimReview keeps to schema.org and to what its readers ask for, whatever is published."""

import json
import re
from datetime import UTC, datetime
from types import SimpleNamespace

import pytest

from annotations.exchange import claim_review, claims_search, data_feed

SITE = "https://desk.example"
TEXT = "The dam holds 40 million litres. Nobody was hurt."
KEY = "6f1d3f0a-6c1e-4a83-9a4c-1d8f2c3b4a5e"
REVIEW = {"@context", "@id", "claimReviewed", "datePublished", "url", "author"} | {
    *("@type", "reviewRating", "itemReviewed", "inLanguage", "citation", "sdLicense")
}
RATING = {"@type", "alternateName", "ratingValue", "bestRating", "worstRating", "ratingExplanation"}
ITEM = {"@type", "text", "author", "datePublished", "appearance"}
MOMENT = re.compile(r"\d{4}-\d\d-\d\d(T\d\d:\d\d:\d\dZ)?")
ADDRESS = re.compile(r"https?://[^\s/]+\S*")


@pytest.fixture(autouse=True)
def site(settings):
    settings.SITE_URL = SITE


def document(**article):
    said = {"title": "The dam", "byline": "A. Author", "publisher": "The Paper"}
    said |= {"source_url": "https://paper.example/a", "language": "en"}
    said |= {"published_on": "2026-11-01"} | article
    return {"article": said, "desk": {"name": "The Desk"}, "text": TEXT, "claims": [claim()]}


def claim(**said):
    evidence = [{"title": "Register", "url": "https://example.org/register"}]
    return {
        "id": KEY,
        "start": 14,
        "end": 31,
        "quote": "40 million litres",
        "claim_text": "",
        "claimant": "",
        "claim_date": None,
        "outcome": "verified",
        "reason": "",
        "notes": ["The register says so."],
        "judged_at": "2026-11-20T09:30:00Z",
        "decision": None,
        "evidence": [*evidence, {"title": "A letter", "url": ""}],
    } | said


def review(content=None, *, rates_sourced=False, **said):
    content = content or document()
    return claim_review.review(content, claim(**said), "dam", rates_sourced=rates_sourced)


def version(content):
    article = SimpleNamespace(slug="dam")
    return SimpleNamespace(
        content=content, article=article, created_at=datetime(2026, 11, 21, tzinfo=UTC)
    )


def values(said):
    """Every value of a JSON document."""
    if isinstance(said, dict | list):
        for value in said.values() if isinstance(said, dict) else said:
            yield from values(value)
    else:
        yield said


HOSTILE = [
    {},
    {"claim_text": "long " * 100, "notes": ["</script> \u2028 & <!--"]},
    {"claimant": "The minister", "claim_date": "2026-10-30", "notes": []},
    {"outcome": "disputed", "reason": "conflicting_evidence", "evidence": []},
    {"decision": {"note": "Settled.", "at": "2026-11-21T00:00:00Z"}, "quote": "塔 السد 💧"},
]


@pytest.mark.parametrize("said", HOSTILE)
def test_it_has_the_properties_of_schema_org_and_no_empty_ones(said):
    found = review(**said)

    assert found.keys() <= REVIEW
    assert found["reviewRating"].keys() <= RATING
    assert found["itemReviewed"].keys() <= ITEM
    assert all(value not in (None, "") for value in values(found))


@pytest.mark.parametrize("said", HOSTILE)
def test_it_has_what_readers_of_the_feed_ask_for(said):
    found = review(**said)

    item = found["itemReviewed"]
    assert 0 < len(found["claimReviewed"]) <= 75
    assert found["reviewRating"]["alternateName"]
    assert all([found["author"]["name"], item["author"]["name"]])
    assert all(map(MOMENT.fullmatch, (found["datePublished"], item["datePublished"])))
    addresses = [found["url"], found["author"]["url"], item["appearance"][0]["url"]]
    assert all(map(ADDRESS.fullmatch, addresses))


@pytest.mark.parametrize("said", HOSTILE)
def test_its_block_holds_nothing_that_html_knows_and_reads_back(said):
    found = review(**said)

    block = claim_review.script(found)
    assert not set("<>&\u2028\u2029") & set(block)
    assert json.loads(block) == found


@pytest.mark.parametrize(
    ("article", "said", "author"),
    [
        ({}, {"claimant": "The minister"}, ("Person", "The minister")),
        ({}, {}, ("Organization", "The Paper")),
        ({"publisher": ""}, {}, ("Person", "A. Author")),
    ],
)
def test_the_claim_is_the_claimants_else_its_articles(article, said, author):
    found = review(document(**article), **said)["itemReviewed"]["author"]

    assert (found["@type"], found["name"]) == author


@pytest.mark.parametrize(
    "article",
    [{"publisher": "", "byline": ""}, {"publisher": "the desk"}, {"publisher": "The Desk"}],
)
def test_what_nobody_else_says_has_none(article):
    assert review(document(**article)) is None


def test_a_claimant_makes_it_somebody_elses_in_the_desks_own_article():
    assert review(document(publisher="The Desk"), claimant="The minister")


@pytest.mark.parametrize("text", ["", TEXT])
def test_it_appeared_where_the_passage_stands_when_the_text_is_told(text):
    found = review(document() | {"text": text})["itemReviewed"]["appearance"][0]["url"]

    fragment = "#:~:text=40%20million%20litres" if text else ""
    assert found == f"https://paper.example/a{fragment}"


def test_an_article_without_an_address_appeared_nowhere():
    assert "appearance" not in review(document(source_url=""))["itemReviewed"]


def test_only_evidence_with_an_address_is_cited():
    assert [one["name"] for one in review()["citation"]] == ["Register"]


def fed(*versions):
    return json.loads(b"".join(data_feed.stream(versions, rates_sourced=False)))


def test_the_feed_holds_the_review_of_each_page():
    content = document()

    feed = fed(version(content))

    (element,) = feed["dataFeedElement"]
    assert element["item"][0] | {"@context": feed["@context"]} == review(content)
    assert feed["dateModified"] == element["dateModified"] == "2026-11-21T00:00:00Z"


def test_an_empty_feed_is_a_feed():
    feed = fed()

    assert feed == {"@context": "https://schema.org", "@type": "DataFeed", "dataFeedElement": []}


@pytest.mark.parametrize("said", HOSTILE)
def test_the_search_answers_with_googles_fields_alone(said):
    found = claims_search.found(version(document()), claim(**said))

    (told,) = found["claimReview"]
    assert found.keys() == {"text", "claimant", "claimDate", "claimReview"}
    assert found["claimDate"].endswith("T00:00:00Z")
    assert told.keys() == {
        *("publisher", "url", "title", "reviewDate", "textualRating", "languageCode")
    }
    assert told["publisher"] == {"name": "The Desk", "site": "desk.example"}
