import re

import pytest
from django.urls import reverse

from tests import factories
from tests.web.questions import HTMX, NOWHERE


@pytest.fixture
def claim(db):
    return factories.Annotation(article__slug="dam")


def opened(page):
    """How many cards of the page are open."""
    return len(re.findall("<details[^>]* open>", page.text))


def test_it_leads_to_the_passage_on_the_desk(as_bela, claim):
    answer = as_bela.get(claim.get_absolute_url())

    assert answer.status_code == 302
    assert answer["Location"] == f"/articles/dam/?claim={claim.pk}#at-{claim.pk}"


def test_the_passage_is_there_once_and_the_card_is_open(as_bela, claim):
    factories.Annotation(article=claim.article, quote="dam holds 40 million litres")

    page = as_bela.get(claim.get_absolute_url(), follow=True)

    assert page.text.count(f'id="at-{claim.pk}"') == 1
    assert opened(page) == 1
    assert f'id="{claim.dom_id}"' in page.text.partition(" open>")[0]


def test_a_passage_across_paragraphs_is_landed_on_once(as_bela, claim):
    long = factories.Annotation(article=claim.article, quote="it safe.\nNobody was hurt")

    page = as_bela.get(long.get_absolute_url(), follow=True)

    assert page.text.count(f'id="at-{long.pk}"') == 1


@pytest.mark.parametrize("asked", ["nonsense", "", str(NOWHERE), "'\"><b>"])
def test_a_claim_that_is_none_opens_nothing(as_bela, claim, asked):
    page = as_bela.get(claim.article.get_absolute_url(), {"claim": asked})

    assert page.status_code == 200
    assert opened(page) == 0


def test_with_htmx_it_is_the_card_of_the_page(as_bela, claim):
    card = as_bela.get(claim.get_absolute_url(), headers=HTMX)
    page = as_bela.get(claim.get_absolute_url(), follow=True)

    assert "<html" not in card.text
    assert claim.dom_id in card.text
    assert opened(card) == opened(page) == 1


def test_what_nobody_can_see_is_not_found(as_bela, bela, claim):
    claim.delete_softly(by=bela, version=1)

    assert as_bela.get(claim.get_absolute_url()).status_code == 404
    assert as_bela.get(reverse("annotations.show", args=[NOWHERE])).status_code == 404


def test_a_stranger_logs_in_and_comes_back(client, claim):
    answer = client.get(claim.get_absolute_url())

    assert answer["Location"] == f"/login/?next=/annotations/{claim.pk}/"


def test_an_account_without_a_role_is_refused(as_cleo, claim):
    assert as_cleo.get(claim.get_absolute_url()).status_code == 403


def test_post_is_refused(as_bela, claim):
    assert as_bela.post(claim.get_absolute_url()).status_code == 405
