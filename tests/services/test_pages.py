"""Pages of the web become drafts, are looked at again, and stay beside the text of a source."""

from datetime import date

import pytest

from annotations.models import Article, Capture, SourceText
from annotations.services import fetching, intake, pages
from annotations.services.pages import Found
from annotations.text.refusal import TextRefused
from tests import factories

pytestmark = pytest.mark.django_db
URL = "https://example.org/dam"
STORY = "The dam holds 40 million litres, the ministry said on Monday. " * 5


def html(words=STORY):
    return (
        '<html lang="en"><head><meta property="og:title" content="The dam">'
        '<meta property="article:published_time" content="2026-11-01T08:00:00Z"></head>'
        f"<body><article><p>{words}</p></article></body></html>"
    )


@pytest.fixture
def web(monkeypatch):
    """What stands at the address; set `content` to change it."""

    class Web:
        content, media_type, charset = html().encode(), "text/html", "utf-8"

        def fetch(self, url):
            return fetching.Page(self.content, self.media_type, self.charset, url, f"{url}?final")

    web = Web()
    monkeypatch.setattr(fetching, "fetch", web.fetch)
    return web


@pytest.fixture
def article(web, bela):
    draft = pages.read(URL)
    return intake.store_draft(draft, by=bela)


def test_a_page_says_its_title_its_day_and_where_it_stands(web):
    draft = pages.read(URL)

    assert draft.text.startswith("The dam holds 40 million litres")
    assert (draft.title, draft.published_on) == ("The dam", date(2026, 11, 1))
    assert draft.source_url == f"{URL}?final"
    assert draft.origin.content == web.content


def test_a_day_that_is_to_come_is_not_believed(web):
    web.content = html().replace("2026-11-01", "2199-01-01").encode()

    assert pages.read(URL).published_on is None


@pytest.mark.parametrize(
    ("said", "content"),
    [("cp1251", "Плотина полна."), ("utf-8", "Плотина полна."), ("nonsense", "Плотина полна.")],
)
def test_words_are_read_as_the_server_says_or_as_they_are(web, said, content):
    web.media_type, web.charset = "text/plain", said
    web.content = content.encode("cp1251" if said == "cp1251" else "utf-8")

    assert pages.read(URL).text == content


def test_the_same_text_again_is_no_change_and_kept_once(article, bela):
    look = pages.look_again(article, by=bela)

    assert look.found == Found.SAME
    assert article.captures.count() == 1


def test_another_text_is_a_change_and_its_page_is_kept(article, web, bela):
    web.content = html(STORY.replace("40", "14")).encode()

    look = pages.look_again(article, by=bela)

    assert look.found == Found.CHANGED
    assert "14 million" in look.draft.text
    assert article.captures.count() == 2


# -- sources --------------------------------------------------------------------------------------


@pytest.fixture
def item(web, bela):
    return factories.Evidence(by=bela, url=URL, quote="holds 40 million litres")


def test_the_page_of_a_source_is_kept_with_its_text(item, web, bela):
    kept = pages.keep_source(item, by=bela)

    page = item.source.captures.get()
    assert bytes(page.content) == web.content
    assert (page.text_sha256, page.taken_by) == (kept.sha256, bela)


def test_the_same_page_again_is_the_same_row_seen_later(item, bela):
    pages.keep_source(item, by=bela)
    first = Capture.objects.get()

    pages.keep_source(item, by=bela)

    again = Capture.objects.get()
    assert again.taken_at == first.taken_at
    assert again.seen_at > first.seen_at


def test_nothing_is_kept_of_a_page_whose_text_is_too_long(item, web, bela):
    web.content = html("word " * 220_000).encode()

    with pytest.raises(TextRefused):
        pages.keep_source(item, by=bela)
    assert not Capture.objects.exists()
    assert not SourceText.objects.exists()


def test_a_source_without_a_link_has_no_page(bela):
    with pytest.raises(TextRefused, match="no link"):
        pages.keep_source(factories.Evidence(by=bela, url=""), by=bela)


def test_who_may_not_see_the_kept_text_may_not_see_its_page(item, bela, cleo):
    pages.keep_source(item, by=bela)
    dora = factories.Reviewer()
    assert Capture.objects.visible_to(dora).exists()

    Article.objects.update(is_blind=True)

    assert Capture.objects.visible_to(bela).exists()
    assert not Capture.objects.visible_to(dora).exists()
    assert not Capture.objects.visible_to(cleo).exists()
