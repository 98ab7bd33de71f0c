"""Moving the ends of a claim by finger, and without scripts."""

import pytest
from playwright.sync_api import expect

from tests.browser.test_spans import MOVED, QUOTE, handle, passage, save


@pytest.mark.browser_context_args(
    has_touch=True, is_mobile=True, viewport={"width": 390, "height": 844}
)
class TestByFinger:
    def test_the_buttons_are_big_enough_and_inside_the_screen(self, claim, desk):
        desk.card(claim).locator("summary").tap()
        desk.card(claim).get_by_role("link", name="Move ends").tap()
        expect(desk.toolbar).to_be_visible()

        boxes = [one.bounding_box() for one in desk.toolbar.get_by_role("button").all()]
        assert min(box["height"] for box in boxes) >= 44
        assert max(box["x"] + box["width"] for box in boxes) <= 390

    def test_an_arrow_moves_the_end_and_the_button_saves(self, claim, desk):
        desk.card(claim).locator("summary").tap()
        desk.card(claim).get_by_role("link", name="Move ends").tap()

        desk.toolbar.get_by_role("button", name="Begin one word later").tap()
        save(desk).tap()

        expect(desk.marks(claim)).to_have_text(MOVED)

    def test_a_handle_follows_the_finger(self, claim, desk):
        desk.card(claim).locator("summary").tap()
        desk.card(claim).get_by_role("link", name="Move ends").tap()
        expect(handle(desk, "start")).to_be_visible()
        first, _ = desk.ends("300,000")
        box = handle(desk, "start").bounding_box()
        start = {"x": box["x"] + 1, "y": box["y"] - 6}
        finger = desk.page.context.new_cdp_session(desk.page)

        for kind, points in [
            ("touchStart", [start]),
            ("touchMove", [{"x": first["x"], "y": first["y"] - 18}]),
            ("touchEnd", []),
        ]:
            finger.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": points})

        desk.expect_painted(MOVED)


@pytest.mark.browser_context_args(java_script_enabled=False)
class TestWithoutScripts:
    def test_the_link_leads_to_a_form_with_the_words(self, claim, desk):
        desk.card(claim).locator("summary").click()
        desk.card(claim).get_by_role("link", name="Move ends").click()
        words = desk.page.get_by_label("The words of the claim")
        expect(words).to_have_value(QUOTE)

        words.fill(MOVED)
        desk.page.get_by_role("button", name="Save the new ends").click()

        expect(desk.marks(claim)).to_have_text(MOVED)
        assert passage(claim) == MOVED

    def test_words_that_are_nowhere_are_said_so(self, claim, desk):
        desk.page.goto(f"/annotations/{claim.pk}/span/")

        desk.page.get_by_label("The words of the claim").fill("No such words stand there")
        desk.page.get_by_role("button", name="Save the new ends").click()

        expect(desk.page.get_by_text("These words are not in the article.")).to_be_visible()
