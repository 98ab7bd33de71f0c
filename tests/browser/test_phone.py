"""The desk at 390 by 844: one column, nothing cut off, everything reachable."""

import pytest
from playwright.sync_api import expect

pytestmark = pytest.mark.browser_context_args(viewport={"width": 390, "height": 844})

WIDER = "document.documentElement.scrollWidth - document.documentElement.clientWidth"

# The lower edge of the pending passage, on the screen.
BOTTOM = "[...CSS.highlights.get('pending')][0].getBoundingClientRect().bottom"


def fits(desk) -> bool:
    return desk.page.evaluate(WIDER) == 0


def test_nothing_scrolls_sideways(claim, desk):
    assert fits(desk)


def test_nothing_scrolls_sideways_with_a_card_open(claim, desk):
    desk.card(claim).locator("summary").click()

    assert fits(desk)


def test_nothing_scrolls_sideways_with_a_form_open(claim, desk):
    desk.card(claim).locator("summary").click()
    desk.card(claim).get_by_role("link", name="Disputed").click()
    expect(desk.form).to_be_visible()

    assert fits(desk)


@pytest.mark.parametrize("path", ["/", "/exports/", "/exports/columns/", "/account/"])
def test_no_other_page_scrolls_sideways(claim, desk, path):
    desk.page.goto(path)

    assert fits(desk)


def test_a_card_stands_below_its_paragraph(claim, desk):
    paragraph = desk.page.locator(".para__text", has=desk.marks(claim)).bounding_box()
    card = desk.card(claim).bounding_box()

    assert 0 <= card["y"] - (paragraph["y"] + paragraph["height"]) < 40


def test_the_next_paragraph_begins_below_the_card(claim, desk):
    card = desk.card(claim).bounding_box()

    following = desk.sentence_of("Trump said that it was now").bounding_box()

    assert following["y"] >= card["y"] + card["height"]


def test_the_buttons_of_a_verdict_are_big_enough_for_a_finger(claim, desk):
    desk.card(claim).locator("summary").click()

    heights = [
        button.bounding_box()["height"] for button in desk.card(claim).locator(".kind").all()
    ]

    assert len(heights) == 3
    assert min(heights) >= 44


def test_the_form_of_a_new_claim_can_be_filled_and_saved(desk):
    desk.dispute("safe corridors", reason="unsupported", note="As of when?")

    expect(desk.cards.locator(".badge").first).to_contain_text("Disputed")


def test_the_form_of_a_new_claim_does_not_cover_its_passage(desk):
    desk.begin("last week", "Disputed")

    form = desk.pending.bounding_box()
    assert desk.page.evaluate(BOTTOM) <= form["y"]
