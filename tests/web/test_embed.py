"""What others put into their pages: the only pages that may be framed, and how they are found."""

import json
from pathlib import Path

import pytest
from django.contrib.staticfiles import finders

from tests import factories

pytestmark = pytest.mark.django_db
SITE = "https://desk.example"


@pytest.fixture
def version(ada, settings):
    settings.SITE_URL = SITE
    return factories.Publication(by=ada)


@pytest.fixture
def places(version):
    return [
        f"/embed/{version.article.slug}/",
        f"/embed/claims/{version.content['claims'][0]['id']}/",
    ]


def csp(answer):
    return dict(
        part.strip().partition(" ")[::2] for part in answer["Content-Security-Policy"].split(";")
    )


def test_it_may_be_framed_by_anybody_and_does_nothing_else(client, places):
    for place in places:
        answer = client.get(place)

        assert csp(answer)["frame-ancestors"] == "*"
        assert csp(answer)["script-src"] == "'self'"
        assert csp(answer)["default-src"] == "'none'"
        assert "X-Frame-Options" not in answer
        assert answer["Cross-Origin-Resource-Policy"] == "cross-origin"
        assert "<form" not in answer.text


def test_nothing_else_may_be_framed(client, version):
    others = ["/", "/login/", "/published/", f"/published/{version.article.slug}/", "/oembed"]
    for place in [*others, "/embed/none/", "/embedded/"]:
        answer = client.get(place)

        assert csp(answer)["frame-ancestors"] == "'none'", place
        assert answer["X-Frame-Options"] == "DENY", place


def test_it_sets_no_cookie_and_asks_for_none(client, places, ada):
    client.force_login(ada)
    for place in places:
        answer = client.get(place)

        assert not answer.cookies
        assert "Cookie" not in answer["Vary"]


def test_all_its_links_leave_the_frame(client, places):
    for place in places:
        page = client.get(place).text

        assert page.count("<a ") == page.count('target="_blank"') > 0


def test_even_a_long_article_stays_below_50_kb(client, ada):
    words = "𝒱erified? " * 40
    article = factories.Article(text="\n".join(f"{words}{n}." for n in range(25)))
    for n in range(25):
        claim = factories.Annotation(article=article, by=ada, quote=f"{words}{n}", uuid=None)
        factories.Verdict(annotation=claim, by=ada, note=words * 2)
    version = factories.Publication(article=article, by=ada)
    files = ["css/public.css", "css/document.css", "css/embed.css", "js/embed.js"]

    page = client.get(f"/embed/{version.article.slug}/")

    rest = sum(Path(finders.find(f"annotations/{name}")).stat().st_size for name in files)
    assert len(page.content) + rest < 50_000
    assert "And 5 more." in page.text


@pytest.mark.parametrize("where", ["", "1/", "claim"])
def test_oembed_tells_how_to_show_a_page(client, version, where):
    key = version.content["claims"][0]["id"]
    about = f"{SITE}/published/{version.article.slug}/"
    about += f"claims/{key}/" if where == "claim" else where

    answer = client.get("/oembed", {"url": about, "maxwidth": 400, "maxheight": 200})

    said = json.loads(answer.content)
    embed = f"claims/{key}" if where == "claim" else version.article.slug
    assert f'src="{SITE}/embed/{embed}/"' in said["html"]
    assert (said["version"], said["type"]) == ("1.0", "rich")
    assert (said["width"], said["height"]) == (400, 200)
    assert answer["Access-Control-Allow-Origin"] == "*"


def test_oembed_escapes_what_it_is_told(client, ada, settings):
    settings.SITE_URL = SITE
    article = factories.Article(title='"><script>alert(1)</script>', slug="dam")
    factories.Verdict(annotation__article=article)
    factories.Publication(article=article, by=ada)

    said = client.get("/oembed", {"url": f"{SITE}/published/dam/"}).json()

    assert said["title"] == article.title
    assert "<script" not in said["html"]


@pytest.mark.parametrize(
    "url",
    [
        f"{SITE}/published/none/",
        f"{SITE}/articles/dam/",
        f"{SITE}/",
        "https://example.org/published/dam/",
        f"{SITE}.example.org/published/dam/",
        "published/dam/",
    ],
)
def test_oembed_knows_nothing_else(client, version, url):
    assert client.get("/oembed", {"url": url}).status_code == 404


@pytest.mark.parametrize(
    ("asked", "status"), [({"maxwidth": "x"}, 422), ({}, 422), ({"format": "xml"}, 501)]
)
def test_oembed_says_what_it_does_not_do(client, db, asked, status):
    url = {} if not asked else {"url": SITE}
    assert client.get("/oembed", asked | url).status_code == status
