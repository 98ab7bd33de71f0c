"""What an update sends is what the page would have included, but for the mark of an update."""

import pytest
from django.urls import reverse

from tests import factories
from tests.web.questions import HTMX, lasting, parts


@pytest.fixture
def article(ada, bela):
    """Every look a claim can have: overlapping, nested, across paragraphs, of all outcomes."""
    article = factories.Article(slug="dam")
    verified = factories.Annotation(article=article, quote="The dam holds 40 million litres.")
    nested = factories.Annotation(article=article, quote="40 million", claim_text="A <b>lot</b>")
    crossing = factories.Annotation(article=article, quote="litres. Officials called", by=bela)
    long = factories.Annotation(article=article, quote="it safe.\nNobody was hurt")
    factories.Annotation(article=article, quote="safe")
    item = factories.Evidence(annotation=verified, archive_url="https://archive.example.org/1")
    factories.Verdict(annotation=verified, by=ada, kind="verified", evidence=[item])
    factories.Verdict(annotation=nested, by=bela, note="Two\nlines")
    factories.Verdict(annotation=nested, kind="sourced")
    factories.Verdict(annotation=crossing, kind="sourced", caveat=True, confidence="low")
    factories.Verdict(annotation=long, recheck_by="2020-01-01")
    return article


@pytest.mark.parametrize("name", ["ada", "bela"])
def test_every_sentence_and_margin(client, request, article, name):
    client.force_login(request.getfixturevalue(name))

    page = client.get(article.get_absolute_url())
    update = client.get(reverse("changes", args=["dam"]), {"since": 0}, headers=HTMX)

    assert parts(page).keys() == {"s1", "s2", "s3", "margin-1", "margin-2", "progress"}
    assert parts(update) == parts(page)


def test_an_update_is_marked_and_a_page_is_not(as_ada, article):
    page = as_ada.get(article.get_absolute_url())
    update = as_ada.get(reverse("changes", args=["dam"]), {"since": 0}, headers=HTMX)

    assert 'hx-swap-oob="true"' in update.text
    assert "hx-swap-oob" not in page.text


def test_a_card_alone_is_that_of_the_page_with_it_open(as_ada, article):
    claim = article.annotations.first()

    card = as_ada.get(claim.get_absolute_url(), headers=HTMX)
    page = as_ada.get(claim.get_absolute_url(), follow=True)

    assert lasting(card).strip() in lasting(page)


def test_the_cursor_is_that_of_the_page(as_ada, article):
    page = as_ada.get(article.get_absolute_url())
    update = as_ada.get(reverse("changes", args=["dam"]), {"since": 0}, headers=HTMX)

    field = f'id="since" name="since" value="{article.events.count()}"'
    assert field in page.text
    assert field in update.text
