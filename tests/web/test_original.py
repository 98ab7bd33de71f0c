"""From a card to the passage in somebody else's page."""

import pytest
from django.urls import reverse

from tests import factories
from tests.web.questions import HTMX

PAGE = "https://example.org/dam?a=1&b=%22"


@pytest.fixture
def claim(db):
    return factories.Annotation(article__source_url=PAGE, article__slug="dam")


def address(claim):
    return reverse("annotations.original", args=[claim.pk])


def test_it_leads_to_the_passage(as_bela, claim):
    answer = as_bela.get(address(claim))

    assert answer.status_code == 302
    assert answer["Location"] == f"{PAGE}#:~:text=40%20million%20litres"


def test_it_is_where_the_newest_text_has_it(as_bela, claim):
    factories.revised(claim.article, f"40 million litres.\n{factories.TEXT}")

    assert as_bela.get(address(claim))["Location"].endswith("litres,-.%20Officials")


def test_a_passage_that_needs_too_many_words_leads_to_the_page(as_bela, db):
    text = "\n".join(f"Wort{n} {'漢' * 180} Ende." for n in range(3))
    long = factories.Annotation(
        article__text=text, article__source_url=f"{PAGE}&c={'x' * 1000}", quote="漢" * 180
    )

    assert len(as_bela.get(address(long))["Location"]) < 2000


def test_without_an_original_or_a_passage_there_is_nothing(as_bela, claim, ada):
    elsewhere = factories.Annotation()
    claim.delete_softly(by=ada, version=1)

    assert as_bela.get(address(elsewhere)).status_code == 404
    assert as_bela.get(address(claim)).status_code == 404


@pytest.mark.parametrize("headers", [{}, HTMX])
def test_every_card_has_the_link(as_bela, claim, headers):
    page = as_bela.get(claim.get_absolute_url(), headers=headers, follow=True)

    assert page.text.count(f'href="{address(claim)}"') == 1


def test_a_card_without_an_original_has_none(as_bela, db):
    page = as_bela.get(factories.Annotation().get_absolute_url(), follow=True)

    assert "In the original" not in page.text


def test_the_desk_asks_no_more_for_it(as_bela, claim, same_queries):
    def grow():
        factories.Annotation(article=claim.article, quote="Nobody was hurt")

    same_queries(lambda: as_bela.get(claim.article.get_absolute_url()), grow)
