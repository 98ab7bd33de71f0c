"""Marking by finger, on a phone."""

import pytest
from playwright.sync_api import expect

from annotations.models import Annotation

pytestmark = pytest.mark.browser_context_args(
    has_touch=True, is_mobile=True, viewport={"width": 390, "height": 844}
)

SELECT = """id => {
  const range = document.createRange();
  const text = document.getElementById(id).firstChild;
  range.setStart(text, 0);
  range.setEnd(text, 12);
  getSelection().addRange(range);
}"""


def test_a_tap_takes_the_sentence(desk):
    desk.sentence(5).tap()

    expect(desk.toolbar).to_be_visible()
    desk.expect_painted(desk.sentence(5).text_content().strip())


@pytest.mark.parametrize(
    ("button", "passage"),
    [
        ("Begin one word later", "President Donald Trump announced the full liberation"),
        ("End one word earlier", "US President Donald Trump announced the full"),
    ],
)
def test_the_arrows_move_the_first_and_the_last_word(desk, button, passage):
    desk.sentence(3).tap()
    whole = desk.painted()

    desk.toolbar.get_by_role("button", name=button).tap()

    assert passage in desk.painted()
    assert len(desk.painted()) < len(whole)


def test_the_arrows_give_words_back(desk):
    desk.sentence(3).tap()
    whole = desk.painted()
    desk.toolbar.get_by_role("button", name="Begin one word later").tap()

    desk.toolbar.get_by_role("button", name="Begin one word earlier").tap()

    desk.expect_painted(whole)


def test_the_adjusted_passage_is_marked(desk):
    desk.sentence(3).tap()
    desk.toolbar.get_by_role("button", name="Begin one word later").tap()
    desk.toolbar.get_by_role("button", name="End one word earlier").tap()

    desk.toolbar.get_by_role("button", name="Mark only").tap()

    expect(desk.cards).to_have_count(1)
    quote = Annotation.objects.get().quote
    assert quote.startswith("President Donald")
    assert quote.endswith("almost depopulated")


def test_the_passage_is_disputed_by_touch(desk):
    desk.sentence(3).tap()
    desk.toolbar.get_by_role("button", name="Disputed").tap()
    desk.say_why()
    desk.form.get_by_role("button", name="Save claim").tap()

    expect(desk.cards.locator(".badge").first).to_contain_text("Disputed")


def test_a_tap_on_a_mark_opens_its_claim_instead(claim, desk):
    desk.marks(claim).tap()

    expect(desk.card(claim).locator("details")).to_have_attribute("open", "")
    expect(desk.toolbar).to_be_hidden()


def test_a_selection_by_the_phones_own_handles_is_taken(desk):
    desk.page.evaluate(SELECT, "s5")

    expect(desk.toolbar).to_be_visible()
    desk.expect_painted("“Together, o".strip())


def test_another_tap_takes_another_sentence(desk):
    desk.sentence(3).tap()

    desk.sentence(5).tap()

    desk.expect_painted(desk.sentence(5).text_content().strip())


def test_the_cross_puts_the_toolbar_away(desk):
    desk.sentence(5).tap()

    desk.toolbar.get_by_role("button", name="Do not mark").tap()

    expect(desk.toolbar).to_be_hidden()
    desk.expect_painted("")


def test_every_button_of_the_toolbar_is_big_enough_for_a_finger(desk):
    desk.sentence(5).tap()

    sizes = [button.bounding_box()["height"] for button in desk.toolbar.get_by_role("button").all()]

    assert min(sizes) >= 44


def test_the_toolbar_lies_inside_the_screen(desk):
    desk.sentence(5).tap()

    box = desk.toolbar.bounding_box()
    assert box["x"] >= 0
    assert box["x"] + box["width"] <= 390
    assert box["y"] + box["height"] <= 844


def test_the_tapped_sentence_is_not_under_the_toolbar(desk):
    desk.sentence(21).tap()

    sentence, toolbar = desk.sentence(21).bounding_box(), desk.toolbar.bounding_box()
    assert sentence["y"] + sentence["height"] <= toolbar["y"]
