"""A discussion beside the passage: held in the card, and found again from the inbox."""

import pytest
from playwright.sync_api import expect

from annotations.models import Comment
from annotations.services import discussing


@pytest.fixture
def asked(claim, ada):
    """What Ada asks Bela about a claim."""
    return discussing.start(claim, by=ada, text="@bela, who counted them?")


def test_a_discussion_is_held_in_the_card(claim, desk, bela):
    card = desk.card(claim)
    card.locator("summary").click()
    card.get_by_role("link", name="Discuss").click()
    card.get_by_label("Comment").fill("Where is this from?")
    card.get_by_role("button", name="Start a discussion").click()

    expect(card.locator(".comment")).to_contain_text("Where is this from?")
    expect(card.locator(".comment")).to_be_focused()
    expect(card.get_by_role("link", name="Discuss (1)")).to_be_visible()

    card.get_by_role("button", name="Remove", exact=True).click()
    expect(card.locator(".comment")).to_have_count(0)
    desk.flash.get_by_role("button", name="Undo").click()
    expect(card.locator(".comment")).to_have_count(1)

    card.get_by_label("Comment").first.fill("From the register.")
    card.get_by_role("button", name="Reply").click()
    expect(card.locator(".comment")).to_have_count(2)
    card.get_by_role("button", name="Resolve").click()
    expect(card.get_by_text("Resolved")).to_be_visible()
    assert Comment.objects.filter(author=bela).count() == 2


def test_the_inbox_leads_to_the_passage_with_the_discussion_open(asked, claim, desk):
    desk.page.goto("/inbox/")
    desk.page.get_by_role("button", name="Go to the passage").click()

    expect(desk.marks(claim).first).to_be_in_viewport()
    expect(desk.card(claim).locator("details").first).to_have_attribute("open", "")
    expect(desk.page.locator(f"#thread-{asked.thread_id}")).to_be_focused()
    expect(desk.card(claim).get_by_text("who counted them?")).to_be_in_viewport()

    desk.page.goto("/inbox/")
    expect(desk.page.get_by_role("button", name="Mark as read")).to_have_count(0)


def test_what_is_being_typed_survives_a_reload(asked, claim, desk):
    card = desk.card(claim)
    card.locator("summary").click()
    card.get_by_role("link", name="Discuss").click()
    card.get_by_label("Comment").first.fill("The Ministry of")
    desk.page.once("dialog", lambda dialog: dialog.accept())
    desk.page.goto(asked.thread.get_absolute_url())

    expect(card.get_by_label("Comment").first).to_have_value("The Ministry of")
