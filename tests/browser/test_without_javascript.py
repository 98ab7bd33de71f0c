"""The same desk with scripts turned off: links and forms."""

import pytest
from playwright.sync_api import expect

from annotations.models import Annotation
from tests import factories

pytestmark = pytest.mark.browser_context_args(java_script_enabled=False)


@pytest.fixture
def judged(claim, bela):
    factories.Verdict(annotation=claim, by=bela, note="Unfounded.")
    return claim


def read(desk, claim):
    """Open the card: the desk may have sent its head alone."""
    desk.card(claim).locator("summary").click()
    if more := desk.card(claim).get_by_role("link", name="Open this claim").all():
        more[0].click()


def test_the_article_and_its_claims_are_there_to_read(claim, desk):
    expect(desk.page.locator(".s")).to_have_count(21)
    expect(desk.marks(claim)).to_be_visible()


def test_a_card_opens(claim, desk):
    read(desk, claim)

    expect(desk.card(claim).get_by_role("link", name="Disputed")).to_be_visible()


def test_the_number_beside_a_sentence_leads_to_its_form(desk):
    desk.page.get_by_role("link", name="10", exact=True).click()

    expect(desk.page.locator("blockquote")).to_contain_text("Over 300,000 people")


@pytest.mark.postgres
def test_a_sentence_is_disputed(desk):
    desk.page.get_by_role("link", name="10", exact=True).click()
    desk.page.get_by_role("radio", name="Disputed").check()
    desk.page.get_by_label("Why it is disputed").select_option("unsupported")
    desk.page.get_by_label("Note", exact=True).fill("By how much?")
    desk.page.get_by_role("button", name="Save claim").click()

    expect(desk.flash).to_contain_text("Claim marked.")
    expect(desk.cards.locator(".badge").first).to_contain_text("Disputed")
    assert Annotation.objects.get().verdicts.get().note == "By how much?"


def test_words_are_found_and_marked_with_their_small_slips(desk):
    desk.page.get_by_label("The words of the claim").fill(
        "less than 1 percent of pre-war population"
    )
    desk.page.get_by_role("button", name="Mark it").click()

    expect(desk.page.locator("mark")).to_have_text(
        "less than 1 percent\N{NO-BREAK SPACE}of its pre-war population", use_inner_text=False
    )
    assert Annotation.objects.get().typed == "less than 1 percent of pre-war population"


def test_words_that_are_not_there_are_given_back(desk):
    desk.page.get_by_label("The words of the claim").fill("The moon is made of cheese")
    desk.page.get_by_role("button", name="Mark it").click()

    expect(desk.page.get_by_text("These words are not in the article.")).to_be_visible()
    expect(desk.page.get_by_label("The words of the claim")).to_have_value(
        "The moon is made of cheese"
    )


def test_a_claim_gets_its_verdict(claim, desk):
    read(desk, claim)
    desk.card(claim).get_by_role("link", name="Verified").click()
    desk.cite(desk.page)
    desk.page.get_by_role("button", name="Save verdict").click()

    expect(desk.card(claim).locator(".badge").first).to_contain_text("Verified")


def test_a_verdict_without_its_grounds_comes_back_with_its_note(claim, desk):
    read(desk, claim)
    desk.card(claim).get_by_role("link", name="Verified").click()
    desk.page.get_by_label("Note", exact=True).fill("Seen with my own eyes.")
    desk.page.get_by_role("button", name="Save verdict").click()

    expect(desk.page.get_by_text("Name a source that says so")).to_be_visible()
    expect(desk.page.get_by_label("Note", exact=True)).to_have_value("Seen with my own eyes.")


def test_a_source_is_added(claim, desk):
    read(desk, claim)
    desk.card(claim).get_by_role("link", name="+ Add source").click()
    desk.page.get_by_label("Source", exact=True).fill("Census")
    desk.page.get_by_role("button", name="Add source").click()

    expect(desk.card(claim).locator(".evidence__item")).to_contain_text("Census")


def test_a_verdict_is_withdrawn(judged, desk):
    read(desk, judged)
    desk.card(judged).get_by_role("button", name="Withdraw").click()

    expect(desk.card(judged).locator(".badge").first).to_contain_text("Unchecked")


def test_the_undo_of_the_message_puts_the_verdict_back(judged, desk):
    read(desk, judged)
    desk.card(judged).get_by_role("button", name="Withdraw").click()

    desk.flash.get_by_role("button", name="Undo").click()

    expect(desk.card(judged).locator(".badge").first).to_contain_text("Disputed")


def test_a_deleted_claim_is_brought_back(claim, desk):
    read(desk, claim)
    desk.card(claim).get_by_role("button", name="Delete").click()
    expect(desk.cards).to_have_count(0)

    desk.flash.get_by_role("button", name="Undo").click()

    expect(desk.card(claim)).to_be_visible()


def test_the_history_has_a_page(judged, desk):
    read(desk, judged)
    desk.card(judged).get_by_role("link", name="History").click()

    expect(desk.page.locator(".events li").first).to_contain_text("bela")


def test_the_permalink_opens_the_card(claim, desk):
    desk.page.goto(claim.get_absolute_url())

    expect(desk.card(claim).get_by_role("link", name="Disputed")).to_be_visible()
    expect(desk.marks(claim)).to_be_in_viewport()


def test_nothing_is_shown_that_needs_a_script(desk):
    expect(desk.toolbar).to_be_hidden()
    expect(desk.page.locator(".needs-js")).to_be_hidden()
