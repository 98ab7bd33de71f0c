"""Public pages are kept, and never longer than they are true."""

import gzip

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from annotations.models import DeskRules
from annotations.web import kept
from tests import factories

pytestmark = pytest.mark.django_db
PACKED = {"Accept-Encoding": "gzip"}


@pytest.fixture
def version(ada):
    return factories.Publication(by=ada)


@pytest.fixture
def addresses(version):
    slug, claim = version.article.slug, version.content["claims"][0]["id"]
    names = ["method", "data_feed", "feed.verdicts", "feed.corrections"]
    of_article = ["public.article", "public.annotations", "embeds.article"]
    return [
        *(reverse(f"public.{name}") for name in names),
        *(reverse(name, args=[slug]) for name in of_article),
        reverse("public.version", args=[slug, 1]),
        reverse("public.claim", args=[slug, claim]),
        reverse("embeds.claim", args=[claim]),
    ]


def asked(client, address, **headers):
    """The answer and the queries that it took."""
    with CaptureQueriesContext(connection) as queries:
        answer = client.get(address, headers=headers)
    return answer, [query["sql"] for query in queries]


def test_the_second_reader_gets_the_same_without_its_being_read_again(client, addresses, subtests):
    for address in addresses:
        first = client.get(address)

        second, queries = asked(client, address)

        with subtests.test(address):
            assert (second.content, second.headers) == (first.content, first.headers)
            assert len(queries) == 2
            assert not [sql for sql in queries if '"content"' in sql]


def test_what_did_not_change_is_not_sent_and_not_read(client, addresses, subtests):
    for address in addresses:
        tag = client.get(address)["ETag"]

        same, queries = asked(client, address, **{"If-None-Match": tag})

        with subtests.test(address):
            assert (same.status_code, len(queries)) == (304, 2)


def test_it_is_kept_compressed_and_unpacked_for_who_cannot(client, version):
    page = reverse("public.article", args=[version.article.slug])
    plain, packed = client.get(page), client.get(page, headers=PACKED)

    assert (plain.get("Content-Encoding"), packed["Content-Encoding"]) == (None, "gzip")
    assert gzip.decompress(packed.content) == plain.content
    assert plain["ETag"] == packed["ETag"]
    assert all("Accept-Encoding" in one["Vary"] for one in (plain, packed))


def test_a_new_version_is_there_at_once(client, version, ada):
    page = reverse("public.article", args=[version.article.slug])
    client.get(page)
    version.article.edit(by=ada, version=1, title="The other title")

    factories.Publication(by=ada, article=version.article)

    assert "The other title" in client.get(page).text


@pytest.mark.parametrize("verb", ["withdraw", "delete"])
def test_what_is_taken_off_is_gone_at_once(client, addresses, version, ada, verb):
    for address in addresses:
        client.get(address)
    if verb == "withdraw":
        version.withdraw(by=ada)
    else:
        version.article.delete_softly(by=ada)

    told = [client.get(address) for address in addresses]

    assert {answer.status_code for answer in told[4:]} == {404}
    assert not [answer for answer in told[:4] if version.article.slug in answer.text]


def test_so_are_the_rules_of_the_desk(client, version, ada):
    page = reverse("public.article", args=[version.article.slug])
    client.get(page)

    DeskRules.in_force().replace(by=ada, desk_name="The Other Desk")

    assert "The Other Desk" in client.get(page).text


def test_an_earlier_version_says_that_there_is_a_newer_one(client, version, ada):
    page = reverse("public.version", args=[version.article.slug, 1])
    before = client.get(page).content
    version.article.edit(by=ada, version=1, title="The other title")

    factories.Publication(by=ada, article=version.article)

    assert client.get(page).content != before


def test_what_is_too_large_is_made_each_time(client, version, monkeypatch):
    monkeypatch.setattr(kept, "LARGEST", 10)
    page = reverse("public.article", args=[version.article.slug])
    client.get(page)

    answer, queries = asked(client, page)

    assert answer.status_code == 200
    assert [sql for sql in queries if '"content"' in sql]


def test_an_article_that_changes_leaves_the_pages_of_others_kept(client, version, ada):
    page = reverse("public.article", args=[version.article.slug])
    client.get(page)

    factories.Publication(by=ada)

    assert len(asked(client, page)[1]) == 2


def test_a_search_reads_each_version_once(client, version, ada):
    search = f"{reverse('public.claims_search')}?query=no+such+words"
    client.get(search)
    factories.Publication(by=ada)
    client.get(search)

    answer, queries = asked(client, search)

    assert (answer.json(), len(queries)) == ({}, 1)
