"""Which of the published claims a feed tells, and what leads to the original."""

import feedparser
import pytest
from django.urls import reverse

from annotations.web.views import public_data
from tests import factories

pytestmark = pytest.mark.django_db


def entries(client):
    return feedparser.parse(client.get(reverse("public.feed.verdicts")).content).entries


def test_the_newest_versions_come_first_and_each_is_told_whole(client, ada, monkeypatch):
    factories.Publication(by=ada)
    newest = factories.Publication(by=ada)
    monkeypatch.setattr(public_data, "NEWEST", 2)

    found = [entry.id.removeprefix("urn:uuid:") for entry in entries(client)]

    assert found == [claim["id"] for claim in newest.content["claims"]]


def test_a_feed_costs_the_same_however_many_articles(client, ada, same_queries):
    same_queries(lambda: entries(client), grow=lambda: factories.Publication(by=ada))


@pytest.mark.parametrize("name", ["public.data_feed", "public.claims_search"])
def test_a_page_elsewhere_may_read_what_programs_read(client, name, db):
    assert client.get(reverse(name), {"query": "a"})["Access-Control-Allow-Origin"] == "*"


def test_a_claims_page_leads_to_its_passage_in_the_original(client, ada):
    version = factories.Publication(by=ada)
    claim = version.content["claims"][0]

    page = client.get(reverse("public.claim", args=[version.article.slug, claim["id"]])).text

    link = "https://example.org/dam?a=1&amp;b=2#:~:text=40%20Millionen%20Liter%20%F0%9F%92%A7"
    assert f'href="{link}"' in page
