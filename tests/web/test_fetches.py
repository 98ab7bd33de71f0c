"""Articles from the web: read by their address, kept as they were, and looked at again."""

import pytest
from django.core.management import call_command
from django.urls import reverse

from annotations.models import Article, Capture, SourceText
from annotations.services import fetching, holding
from tests import factories
from tests.web.questions import Questions, nothing_written

pytestmark = pytest.mark.django_db
URL = "https://example.org/dam"
STORY = "The dam holds 40 million litres, the ministry said on Monday. " * 5
HEAD = """<!doctype html><html lang="en-GB"><head><title>Site - The dam is full</title>
<meta property="og:title" content="The dam is full">
<meta property="og:site_name" content="Dam News"><meta name="author" content="A. Author">
<meta property="article:published_time" content="2026-11-01"></head>"""
PAGE = f"""{HEAD}<body><nav>Home | Sport</nav><article><h1>The dam is full</h1><p>{STORY}</p>
<p>Nobody was hurt, and {STORY}</p></article><footer>© Dam News</footer></body></html>"""


class Web:
    """What stands at each address now; whatever else is asked for is refused."""

    def __init__(self):
        self.pages, self.asked = {URL: PAGE}, []

    def fetch(self, url):
        self.asked.append(url)
        if url not in self.pages:
            raise fetching.Refused
        content = self.pages[url].encode()
        return fetching.Page(content, "text/html", "utf-8", url, url)


@pytest.fixture
def web(monkeypatch):
    web = Web()
    monkeypatch.setattr(fetching, "fetch", web.fetch)
    return web


def read(client, url=URL):
    return client.post(reverse("fetches.create"), {"url": url})


def save(client, page):
    """As a person does who presses “Save article” under the preview."""
    form = page.context["form"]
    said = {name: form[name].value() or "" for name in form.fields if name != "file"}
    return client.post(reverse("articles.create"), said | {"step": "save"})


def imported(client):
    assert save(client, read(client)).status_code == 302
    return Article.objects.get()


class TestReading(Questions):
    @pytest.fixture
    def address(self):
        return reverse("fetches.create")

    @pytest.fixture
    def missing(self):
        return [reverse("fetches.check", args=["none"]), reverse("fetches.source", args=[999])]


def test_the_preview_has_the_article_and_what_the_page_says_of_itself(as_bela, web):
    with nothing_written():
        page = read(as_bela)

    form = page.context["form"]
    assert "40 million litres" in page.text
    assert "Home | Sport" not in form["raw"].value()
    names = ("title", "publisher", "byline", "source_url", "language")
    assert {name: form[name].value() for name in names} == {
        "title": "The dam is full",
        "publisher": "Dam News",
        "byline": "A. Author",
        "source_url": URL,
        "language": "en-GB",
    }


def test_what_is_saved_keeps_the_page_and_fetches_nothing_again(as_bela, web):
    article = imported(as_bela)

    assert web.asked == [URL]
    kept = article.captures.get()
    assert bytes(kept.content) == PAGE.encode()
    assert (kept.final_url, kept.media_type) == (URL, "text/html")
    assert not holding.held(kept.taken_by).exists()


def test_an_address_that_is_not_read_stays_in_its_field_with_one_sentence(as_bela, web):
    with nothing_written():
        page = read(as_bela, "http://127.0.0.1/secret")

    assert page.status_code == 422
    assert "Nothing could be read at this address" in page.text
    assert "http://127.0.0.1/secret" in page.text


@pytest.mark.parametrize("url", ["", "x" * 2001])
def test_what_is_no_address_is_said_beside_the_field(as_bela, web, url):
    assert read(as_bela, url).status_code == 422
    assert web.asked == []


def test_more_than_thirty_pages_an_hour_have_to_wait(as_bela, web, settings):
    answers = {read(as_bela, "http://closed.example/").status_code for _ in range(30)}

    assert answers == {422}
    assert read(as_bela).status_code == 429
    assert URL not in web.asked


# -- a second look --------------------------------------------------------------------------------


def check(client, article):
    return client.post(reverse("fetches.check", args=[article.slug]), follow=True)


def test_a_page_that_is_the_same_says_so(as_bela, web):
    article = imported(as_bela)

    with nothing_written():
        page = check(as_bela, article)

    assert "The page has the same text as before." in page.text


def test_an_edited_page_opens_the_update_with_its_text_and_is_kept(as_bela, web):
    article = imported(as_bela)
    web.pages[URL] = PAGE.replace("Nobody was hurt", "Two people were hurt")

    page = check(as_bela, article)

    assert "Two people were hurt" in page.context["form"]["raw"].value()
    assert article.captures.count() == 2
    assert article.revisions.count() == 1


def test_another_page_with_the_same_text_is_not_kept_again(as_bela, web):
    article = imported(as_bela)
    web.pages[URL] = PAGE.replace("Home | Sport", "Home | Money")

    check(as_bela, article)

    assert article.captures.count() == 1


def test_without_an_address_there_is_nothing_to_check(as_ada, web):
    article = factories.Article()

    assert "has no original address" in check(as_ada, article).text


def test_the_page_of_a_locked_article_is_named_and_kept_too(as_bela, ada, web, capsys):
    article = imported(as_bela)
    article.lock_changes(by=ada)
    web.pages[URL] = PAGE.replace("Nobody was hurt", "Two people were hurt")

    call_command("check_articles")

    assert f"changed: {article.slug}" in capsys.readouterr().out
    assert article.captures.count() == 2


def test_the_command_names_what_was_edited_silently(as_bela, web, capsys):
    article = imported(as_bela)
    factories.Article(source_url="https://gone.example/", slug="gone")
    web.pages[URL] = PAGE.replace("Nobody was hurt", "Two people were hurt")

    call_command("check_articles")

    said = capsys.readouterr().out
    assert f"changed: {article.slug}" in said
    assert "not read: gone" in said
    assert "0 same, 1 changed, 1 not read" in said


# -- what was kept --------------------------------------------------------------------------------


def test_what_was_kept_is_served_as_nothing_that_a_browser_runs(as_bela, web):
    kept = imported(as_bela).captures.get()

    answer = as_bela.get(reverse("fetches.capture", args=[kept.pk]))

    assert answer.content == PAGE.encode()
    assert answer["Content-Type"] == "application/octet-stream"
    assert answer["Content-Disposition"].startswith("attachment")
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert "sandbox" in answer["Content-Security-Policy"]


def test_the_revisions_page_lists_what_was_kept(as_bela, web):
    article = imported(as_bela)

    page = as_bela.get(reverse("revisions", args=[article.slug]))

    assert reverse("fetches.capture", args=[Capture.objects.get().pk]) in page.text


# -- sources --------------------------------------------------------------------------------------


def test_a_source_is_fetched_and_the_quote_is_looked_for_in_it(as_bela, web):
    item = factories.Evidence(url=URL, quote="Nobody was hurt")

    as_bela.post(reverse("fetches.source", args=[item.pk]))

    item.refresh_from_db()
    assert SourceText.objects.get().how == "fetched"
    assert not item.is_broken


def test_the_page_of_a_source_can_be_downloaded_beside_its_text(as_bela, web):
    item = factories.Evidence(url=URL, quote="Nobody was hurt")
    as_bela.post(reverse("fetches.source", args=[item.pk]))
    address = reverse("fetches.capture", args=[Capture.objects.get().pk])

    page = as_bela.get(reverse("source_texts.show", args=[item.pk]))

    assert address in page.text
    assert as_bela.get(address).content == PAGE.encode()


def test_a_source_longer_than_a_million_characters_is_refused_and_nothing_is_kept(as_bela, web):
    item = factories.Evidence(url=URL)
    web.pages[URL] = f"<p>{'word ' * 220_000}</p>"

    page = as_bela.post(reverse("fetches.source", args=[item.pk]))

    assert page.status_code == 422
    assert "longer than a million characters" in page.text
    assert not SourceText.objects.exists()


def test_a_source_that_is_not_read_is_said_and_can_be_pasted(as_bela, web):
    item = factories.Evidence(url="https://gone.example/")

    page = as_bela.post(reverse("fetches.source", args=[item.pk]))

    assert page.status_code == 422
    assert "Nothing could be read at this address" in page.text
