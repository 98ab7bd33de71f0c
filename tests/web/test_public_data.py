"""What is published, for programs: ClaimReview, DataFeed, claims:search, Atom."""

import json
import re

import feedparser
import pytest
from django.urls import reverse

from annotations.models import DeskRules
from tests import factories

pytestmark = pytest.mark.django_db
NAMES = [
    "public.data_feed",
    "public.claims_search",
    "public.feed.verdicts",
    "public.feed.corrections",
]
REVIEW = re.compile(r'<script type="application/ld\+json">(.*?)</script>', re.DOTALL)


@pytest.fixture
def version(ada):
    return factories.Publication(by=ada)


def told(version, outcome):
    (claim,) = [one for one in version.content["claims"] if one["outcome"] == outcome]
    return claim


def claim_page(client, version, outcome):
    claim = told(version, outcome)
    return client.get(reverse("public.claim", args=[version.article.slug, claim["id"]]))


def review_on(page):
    found = REVIEW.search(page.content.decode())
    return json.loads(found[1]) if found else None


def asked(client, **said):
    return client.get(reverse("public.claims_search"), said)


# -- ClaimReview ----------------------------------------------------------------------------------


def test_a_verified_claim_is_rated_five_of_five(client, version):
    review = review_on(claim_page(client, version, "verified"))

    assert review["reviewRating"]["alternateName"] == "Verified"
    assert [review["reviewRating"][name] for name in ("ratingValue", "worstRating")] == [5, 1]


def test_nothing_in_a_claim_ends_the_block_that_it_stands_in(client, version):
    page = claim_page(client, version, "disputed")

    (block,) = REVIEW.findall(page.content.decode())
    assert "<" not in block
    assert "</script>" in json.loads(block)["reviewRating"]["ratingExplanation"]


def test_the_claim_is_said_to_be_its_authors_and_where_it_stands(client, version):
    item = review_on(claim_page(client, version, "verified"))["itemReviewed"]

    assert item["author"]["name"] == "The Paper"
    assert item["appearance"][0]["url"].startswith("https://example.org/dam?a=1&b=2#:~:text=")


def test_sourced_has_no_review_unless_the_rules_say_so(client, version, ada):
    assert review_on(claim_page(client, version, "sourced")) is None

    DeskRules.in_force().replace(by=ada, rates_sourced=True)

    rating = review_on(claim_page(client, version, "sourced"))["reviewRating"]
    assert rating["alternateName"] == "Sourced, not independently verified"
    assert "ratingValue" not in rating


@pytest.mark.parametrize(
    ("reason", "name", "value"),
    [
        ("contradicted", "Disputed: contradicted by evidence", 1),
        ("miscalculated", "Disputed: contradicted by evidence", 1),
        ("misquoted", "Disputed: contradicted by evidence", 1),
        ("exaggerated", "Disputed: missing context", 2),
        ("missing_context", "Disputed: missing context", 2),
        ("outdated", "Disputed: missing context", 2),
        ("conflicting_evidence", "Disputed: evidence conflicts", None),
        ("source_does_not_support", "Disputed: not supported by the source", None),
        ("unsupported", "Disputed: not supported by the source", None),
    ],
)
def test_what_is_disputed_is_called_by_its_reason(client, ada, reason, name, value):
    article = factories.Article(publisher="The Paper")
    claim = factories.Annotation(article=article)
    factories.Verdict(annotation=claim, kind="disputed", reason=reason)
    version = factories.Publication(by=ada, article=article)

    rating = review_on(claim_page(client, version, "disputed"))["reviewRating"]

    assert (rating["alternateName"], rating.get("ratingValue")) == (name, value)


def test_what_the_desk_itself_says_is_not_reviewed(client, ada):
    DeskRules.in_force().replace(by=ada, desk_name="The Desk")
    article = factories.Article(publisher="The Desk")
    factories.Verdict(annotation=factories.Annotation(article=article), kind="verified")

    page = claim_page(client, factories.Publication(by=ada, article=article), "verified")

    assert review_on(page) is None


# -- the feed of all ------------------------------------------------------------------------------


def test_the_feed_has_the_review_of_each_page(client, version):
    feed = client.get(reverse("public.data_feed")).json()

    urls = {item["url"] for element in feed["dataFeedElement"] for item in element["item"]}
    assert feed["@type"] == "DataFeed"
    assert urls == {
        review_on(claim_page(client, version, outcome))["url"]
        for outcome in ("verified", "disputed")
    }


def test_it_takes_as_many_queries_for_many_articles(client, version, same_queries):
    same_queries(lambda: client.get(reverse("public.data_feed")), factories.Publication)


# -- claims:search --------------------------------------------------------------------------------


def test_words_find_the_claims_that_have_them_all(client, version):
    answer = asked(client, query="LITER 40").json()

    (claim,) = answer["claims"]
    assert claim["text"] == told(version, "verified")["quote"]
    assert claim["claimReview"][0]["textualRating"] == "Verified"
    assert "nextPageToken" not in answer


def test_an_answer_of_several_pages_is_read_page_by_page(client, version):
    site = {"reviewPublisherSiteFilter": "127.0.0.1", "pageSize": 2}
    first = asked(client, **site).json()

    second = asked(client, **site, pageToken=first["nextPageToken"]).json()

    texts = [one["text"] for one in first["claims"] + second["claims"]]
    assert sorted(texts) == sorted(one["quote"] for one in version.content["claims"])
    assert "nextPageToken" not in second


@pytest.mark.parametrize(
    ("said", "n"),
    [
        ({"query": "hurt", "languageCode": "de-AT"}, 1),
        ({"query": "hurt", "languageCode": "fr"}, 0),
        ({"query": "hurt", "maxAgeDays": 1}, 1),
        ({"query": "hurt", "reviewPublisherSiteFilter": "elsewhere.example"}, 0),
        ({"query": "no such words"}, 0),
    ],
)
def test_what_is_asked_narrows(client, version, said, n):
    assert len(asked(client, **said).json().get("claims", [])) == n


@pytest.mark.parametrize("said", [{}, {"query": "a", "pageSize": "x"}, {"query": "a" * 201}])
def test_a_bad_question_is_answered_in_googles_shape(client, said):
    answer = asked(client, **said)

    assert answer.status_code == 400
    assert answer.json()["error"]["status"] == "INVALID_ARGUMENT"


# -- Atom -----------------------------------------------------------------------------------------


def test_the_verdicts_are_a_well_formed_feed(client, version):
    read = feedparser.parse(client.get(reverse("public.feed.verdicts")).content)

    assert not read.bozo
    assert len(read.entries) == 3
    assert {entry.id for entry in read.entries} == {
        f"urn:uuid:{claim['id']}" for claim in version.content["claims"]
    }


def test_a_correction_is_told_in_its_feed(client, version, ada):
    claim = version.article.annotations.get(pk=told(version, "verified")["id"])
    claim.verdicts.open().get().withdraw(by=ada)
    factories.Verdict(annotation=claim, by=ada, kind="sourced", note="One source.")
    factories.Publication(by=ada, article=version.article, reasons={claim.pk: "A\x01 <slip>."})

    read = feedparser.parse(client.get(reverse("public.feed.corrections")).content)

    assert not read.bozo
    assert [entry.title[:18] for entry in read.entries] == ["Verified → Sourced"]
    assert "&lt;slip&gt;" in read.entries[0].summary


# -- for everybody, and nothing that is not published ---------------------------------------------


@pytest.mark.parametrize("name", NAMES)
def test_an_empty_desk_is_an_empty_answer(client, name):
    assert client.get(reverse(name), {"query": "a"}).status_code == 200


@pytest.mark.parametrize("name", NAMES)
def test_nothing_withdrawn_is_told(client, version, ada, name):
    version.withdraw(by=ada)

    page = client.get(reverse(name), {"query": "Liter"}).content.decode()

    assert "Liter" not in page
    assert version.article.slug not in page


@pytest.mark.parametrize("name", NAMES)
def test_it_sets_no_cookie_and_is_not_sent_twice(client, version, name):
    first = client.get(reverse(name), {"query": "Liter"})

    again = client.get(reverse(name), {"query": "Liter"}, headers={"If-None-Match": first["ETag"]})
    assert not first.cookies
    assert "Cookie" not in first.get("Vary", "")
    assert again.status_code == 304
