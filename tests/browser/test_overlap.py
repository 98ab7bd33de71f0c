"""Claims that overlap or lie in one another, and a page on which nothing jumps."""

import re

import pytest
from playwright.sync_api import expect

from tests import factories

LONG = "Over 300,000 people have fled the Raqqa area"
INNER = "300,000 people"
ACROSS = "fled the Raqqa area, leaving"
TOPS = """[...document.querySelectorAll(".para__text")].map((one) =>
  Math.round(one.getBoundingClientRect().top + scrollY))"""
OPEN = re.compile("is-focused")


@pytest.fixture
def nested(seed, bela):
    """A claim, and another inside it."""
    return [factories.Annotation(article=seed, by=bela, quote=quote) for quote in (LONG, INNER)]


@pytest.fixture
def crossed(seed, bela):
    """A claim, and another that begins in it and ends after it."""
    return [factories.Annotation(article=seed, by=bela, quote=quote) for quote in (LONG, ACROSS)]


# -- segments -----------------------------------------------------------------------------------


def test_a_claim_is_cut_where_another_lies_in_it(nested, desk):
    expect(desk.marks(nested[0])).to_have_text(["Over ", INNER, " have fled the Raqqa area"])


def test_the_inner_claim_is_one_piece(nested, desk):
    expect(desk.marks(nested[1])).to_have_text([INNER])


def test_claims_that_cross_share_a_piece(crossed, desk):
    expect(desk.marks(crossed[0]).last).to_have_text("fled the Raqqa area")
    expect(desk.marks(crossed[1])).to_have_text(["fled the Raqqa area", ", leaving"])


def test_a_shared_piece_looks_different(crossed, desk):
    expect(desk.marks(crossed[1]).first).to_have_class(re.compile("m--several"))


def test_cutting_leaves_the_text_as_it_was(crossed, desk):
    shown = desk.page.evaluate(
        "[...document.querySelectorAll('.s')].map((one) => one.textContent).join('')"
    )

    assert shown == desk.text


# -- every claim can be reached -----------------------------------------------------------------


def test_a_click_opens_the_shorter_claim(nested, desk):
    desk.marks(nested[1]).click()

    expect(desk.card(nested[1])).to_have_class(OPEN)


def test_a_second_click_opens_the_other_claim(nested, desk):
    desk.marks(nested[1]).click()

    desk.marks(nested[1]).click()

    expect(desk.card(nested[0])).to_have_class(OPEN)
    expect(desk.card(nested[0]).locator("details")).to_have_attribute("open", "")


def test_a_third_click_comes_back_to_the_first(nested, desk):
    for _ in range(3):
        desk.marks(nested[1]).click()

    expect(desk.card(nested[1])).to_have_class(OPEN)


def test_all_pieces_of_the_claim_in_focus_are_marked_out(nested, desk):
    desk.marks(nested[0]).first.click()

    expect(desk.page.locator("mark.is-focused")).to_have_count(3)


def test_no_card_lies_on_another(nested, crossed, desk):
    desk.card(nested[0]).locator("summary").click()

    boxes = [card.bounding_box() for card in desk.cards.all()]

    assert all(
        upper["y"] + upper["height"] <= lower["y"]
        for upper, lower in zip(boxes, boxes[1:], strict=False)
    )


# -- nothing jumps ------------------------------------------------------------------------------


def test_opening_a_card_moves_no_paragraph(nested, desk):
    before = desk.page.evaluate(TOPS)

    desk.marks(nested[1]).click()
    expect(desk.card(nested[1]).get_by_role("link", name="Disputed")).to_be_visible()

    assert desk.page.evaluate(TOPS) == before


def test_opening_a_card_does_not_scroll(nested, desk):
    desk.page.evaluate("scrollTo(0, 400)")

    desk.marks(nested[1]).click()
    expect(desk.card(nested[1])).to_have_class(OPEN)

    assert desk.page.evaluate("scrollY") == 400


def test_saving_moves_no_paragraph(claim, desk):
    before = desk.page.evaluate(TOPS)

    desk.dispute("the Raqqa area", reason="unsupported", note="As of when?")
    expect(desk.page.locator(".card--disputed")).to_be_visible()

    assert desk.page.evaluate(TOPS) == before


def test_the_first_claim_of_an_article_moves_no_paragraph(desk):
    before = desk.page.evaluate(TOPS)

    desk.dispute("the Raqqa area", reason="unsupported", note="As of when?")
    expect(desk.page.locator(".card--disputed")).to_be_visible()

    assert desk.page.evaluate(TOPS) == before


def test_saving_does_not_scroll(claim, desk):
    desk.begin("safe corridors", "Disputed")
    desk.say_why()
    before = desk.page.evaluate("scrollY")

    desk.save()
    expect(desk.page.locator(".card--disputed")).to_be_visible()

    assert desk.page.evaluate("scrollY") == before
