"""Typed text is never lost."""

import pytest
from playwright.sync_api import expect

PASSAGE = "safe corridors"
NOTE = "A long thought."


def note_in(desk):
    return desk.form.get_by_label("Note", exact=True)


def type_note(desk, text=NOTE):
    """As a person types: a page that nobody touched may be left without a question."""
    note_in(desk).click()
    desk.page.keyboard.type(text)


@pytest.fixture
def questions(page):
    """What the browser asks when the page is left; every question is answered with yes."""
    asked = []

    def answer(dialog):
        asked.append(dialog.type)
        dialog.accept()

    page.on("dialog", answer)
    return asked


@pytest.fixture
def started(desk, questions):
    """The desk with a half-written verdict on a new passage."""
    desk.begin(PASSAGE, "Disputed")
    type_note(desk)
    return desk


@pytest.fixture
def started_in_card(claim, desk, questions):
    """The desk with a half-written verdict in a card."""
    desk.card(claim).locator("summary").click()
    desk.card(claim).get_by_role("link", name="Disputed").click()
    type_note(desk)
    return desk


# -- leaving ------------------------------------------------------------------------------------


def test_leaving_with_unsent_text_asks_first(started, questions):
    started.page.reload()

    assert questions == ["beforeunload"]


def test_leaving_with_nothing_typed_asks_nothing(desk, questions):
    desk.begin(PASSAGE, "Disputed")

    desk.page.reload()

    assert questions == []


def test_leaving_after_saving_asks_nothing(started, questions):
    started.say_why()
    started.save()
    expect(started.form).to_have_count(0)

    started.page.reload()

    assert questions == []


def test_leaving_after_a_refusal_asks_still(started, questions):
    started.save()
    expect(started.form.get_by_label("Why it is disputed")).to_be_focused()

    started.page.reload()

    assert questions == ["beforeunload"]


def test_a_reload_after_a_refusal_brings_the_text_back(started):
    started.save()
    expect(started.form.get_by_label("Why it is disputed")).to_be_focused()

    started.page.reload()

    expect(note_in(started)).to_have_value(NOTE)


# -- coming back --------------------------------------------------------------------------------


def test_a_reload_brings_the_new_claim_back_with_its_passage(started):
    started.page.reload()

    expect(note_in(started)).to_have_value(NOTE)
    expect(started.form.get_by_role("radio", name="Disputed")).to_be_checked()
    started.expect_painted(PASSAGE)


def test_a_claim_that_came_back_can_be_saved(started):
    started.page.reload()
    expect(note_in(started)).to_have_value(NOTE)

    started.say_why()
    started.save()

    expect(started.page.locator(".verdict__note")).to_have_text(NOTE)


def test_a_reload_brings_the_verdict_in_a_card_back(started_in_card):
    started_in_card.page.reload()

    expect(note_in(started_in_card)).to_have_value(NOTE)


def test_a_reload_brings_the_words_of_a_claim_back(claim, desk, questions):
    desk.card(claim).locator("summary").click()
    desk.card(claim).get_by_role("link", name="Edit").click()
    desk.form.get_by_label("Who makes it").fill("The president")

    desk.page.reload()

    expect(desk.form.get_by_label("Who makes it")).to_have_value("The president")


def test_a_reload_brings_a_source_back(claim, desk, questions):
    desk.card(claim).locator("summary").click()
    desk.card(claim).get_by_role("link", name="+ Add source").click()
    desk.form.get_by_label("Source", exact=True).fill("Census")

    desk.page.reload()

    expect(desk.form.get_by_label("Source", exact=True)).to_have_value("Census")


def test_a_reload_brings_typed_words_back(desk, questions):
    words = desk.page.get_by_label("The words of the claim")
    words.fill("less than one")

    desk.page.reload()

    expect(words).to_have_value("less than one")


def test_a_form_closed_by_escape_comes_back_when_it_is_opened_again(started_in_card, claim):
    started_in_card.press("Escape")
    expect(started_in_card.form).to_have_count(0)

    started_in_card.card(claim).get_by_role("link", name="Disputed").click()

    expect(note_in(started_in_card)).to_have_value(NOTE)


def test_a_cancelled_draft_is_gone(started):
    started.form.get_by_role("link", name="Cancel").click()
    expect(started.form).to_have_count(0)

    started.page.reload()

    expect(started.form).to_have_count(0)


def test_a_saved_draft_is_gone(started):
    started.say_why()
    started.save()
    expect(started.form).to_have_count(0)

    assert started.page.evaluate("Object.keys(localStorage)") == []


def test_another_articles_draft_stays_where_it_is(started):
    from_here = started.page.evaluate("JSON.stringify(localStorage)")

    started.page.goto("/")

    assert started.page.evaluate("JSON.stringify(localStorage)") == from_here


# -- what goes wrong ----------------------------------------------------------------------------


def test_a_refusal_keeps_all_that_was_typed(started):
    started.form.get_by_text("+ Add source").click()
    started.form.get_by_label("Source", exact=True).fill("Census")

    started.save()

    expect(started.form.get_by_text("Say why it is disputed.")).to_be_visible()
    expect(note_in(started)).to_have_value(NOTE)
    expect(started.form.get_by_label("Source", exact=True)).to_have_value("Census")


def test_without_a_connection_it_says_so_and_keeps_the_form(started):
    started.page.context.set_offline(True)

    started.save()

    expect(started.flash.get_by_role("alert")).to_contain_text("no connection")
    expect(note_in(started)).to_have_value(NOTE)


def test_back_online_the_same_form_is_saved(started):
    started.say_why()
    started.page.context.set_offline(True)
    started.save()
    expect(started.flash.get_by_role("alert")).to_be_visible()

    started.page.context.set_offline(False)
    started.save()

    expect(started.page.locator(".verdict__note")).to_have_text(NOTE)


def test_while_it_is_offline_the_page_says_nothing_by_itself(desk):
    desk.page.context.set_offline(True)

    with desk.page.expect_event("requestfailed", lambda one: "changes" in one.url):
        pass

    expect(desk.flash.get_by_role("alert")).to_have_count(0)


@pytest.mark.parametrize(
    ("status", "message"),
    [
        (500, "something went wrong here"),
        (401, "you are signed out"),
        (403, "you are signed out"),
        (404, "is not there any more"),
    ],
)
def test_a_failure_says_so_in_words_and_keeps_the_form(started, status, message):
    started.page.route("**/annotations/", lambda route: route.fulfill(status=status, body="Oh!"))

    started.save()

    expect(started.flash.get_by_role("alert")).to_contain_text(message)
    expect(note_in(started)).to_have_value(NOTE)


def test_signed_out_meanwhile_the_draft_waits_for_the_way_back(started, bela, sign_in):
    started.page.context.clear_cookies()
    started.save()
    expect(started.flash.get_by_role("alert")).to_contain_text("you are signed out")

    sign_in(bela)
    started.page.reload()

    expect(note_in(started)).to_have_value(NOTE)


def test_a_form_that_fails_to_open_says_so(claim, desk):
    desk.page.route("**/verdicts/new/**", lambda route: route.abort())
    desk.card(claim).locator("summary").click()

    desk.card(claim).get_by_role("link", name="Disputed").click()

    expect(desk.flash.get_by_role("alert")).to_contain_text("no connection")


def test_pressing_save_twice_makes_one_claim(started):
    started.say_why()

    started.form.locator("[data-submit]").dblclick()

    expect(started.form).to_have_count(0)
    expect(started.cards).to_have_count(1)
