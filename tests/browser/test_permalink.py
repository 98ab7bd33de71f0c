"""The link to a claim lands on its passage, with its card open."""

import pytest
from playwright.sync_api import expect

from tests import factories


@pytest.fixture
def far(seed, bela):
    """A claim near the end of the article."""
    return factories.Annotation(article=seed, by=bela, quote="The carpet bombings")


@pytest.fixture
def arrived(far, claim, desk):
    """Somebody who followed the link to `far`."""
    desk.page.goto(far.get_absolute_url())
    return desk


def test_the_passage_is_in_view(arrived, far):
    expect(arrived.marks(far)).to_be_in_viewport()


def test_the_card_is_open(arrived, far):
    expect(arrived.card(far).locator("details")).to_have_attribute("open", "")


def test_no_other_card_is_open(arrived):
    expect(arrived.page.locator(".card details[open]")).to_have_count(1)


def test_the_card_stands_beside_the_passage(arrived, far):
    card, passage = arrived.card(far).bounding_box(), arrived.marks(far).bounding_box()

    assert abs(card["y"] - passage["y"]) < 40


def test_the_passage_is_marked_out(arrived, far):
    expect(arrived.page.locator("mark.is-focused")).to_have_text("The carpet bombings")


def test_the_link_of_a_card_is_its_permalink(claim, desk):
    desk.card(claim).locator("summary").click()

    desk.card(claim).get_by_role("link", name="Link", exact=True).click()

    expect(desk.card(claim).locator("details")).to_have_attribute("open", "")
    assert str(claim.pk) in desk.page.url


def test_a_link_to_a_deleted_claim_says_so(claim, desk, ada):
    claim.delete_softly(by=ada, version=1)

    desk.page.goto(claim.get_absolute_url())

    expect(
        desk.page.get_by_role("heading", name="There is nothing at this address")
    ).to_be_visible()


def test_a_link_with_nonsense_still_shows_the_article(desk):
    desk.open("?claim=nonsense")

    expect(desk.sentence(21)).to_be_visible()
