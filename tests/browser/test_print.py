"""On paper: the article and its verdicts, without the tools."""

import pytest
from playwright.sync_api import expect

from tests import factories


@pytest.fixture
def printed(claim, bela, desk):
    factories.Verdict(annotation=claim, by=bela, note="Unfounded.")
    desk.open()
    desk.select("safe corridors")
    desk.page.emulate_media(media="print")
    return desk


def test_the_article_is_there(printed):
    expect(printed.page.locator(".s").first).to_be_visible()
    expect(printed.page.locator(".s").last).to_be_visible()


def test_the_verdict_is_there(printed, claim):
    expect(printed.card(claim).locator(".badge").first).to_be_visible()


def test_no_tool_is_there(printed):
    tools = printed.page.locator(".top, .toolbar, .by-words, .desk__head .button, .flashes, .kinds")

    for tool in tools.all():
        expect(tool).to_be_hidden()


def test_no_card_lies_on_another(claim, seed, bela, desk):
    for quote in ("300,000 people", "the Raqqa area", "pre-war population"):
        factories.Annotation(article=seed, by=bela, quote=quote)
    desk.open()

    desk.page.emulate_media(media="print")

    boxes = [card.bounding_box() for card in desk.cards.all()]
    assert all(
        upper["y"] + upper["height"] <= lower["y"]
        for upper, lower in zip(boxes, boxes[1:], strict=False)
    )


def test_it_makes_pages(printed):
    assert printed.page.pdf().startswith(b"%PDF")
