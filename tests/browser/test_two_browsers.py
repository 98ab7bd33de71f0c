"""Two people, or one in two tabs, at the same article."""

import pytest
from playwright.sync_api import expect

from tests import factories
from tests.browser.desk import Desk

SOON = 2000  # milliseconds until somebody else's work is seen; elsewhere it may take its time
PASSAGE = "dozens of civilians were killed every day"


@pytest.fixture
def adas(new_context, sign_in, ada, seed):
    """Ada's own browser, at the same article as Bela's."""
    context = new_context()
    sign_in(ada, in_=context)
    return Desk(context.new_page(), seed).open()


def edit_words(desk, claim, words):
    """Open the form for the claim's words and type."""
    desk.card(claim).locator("summary").click()
    desk.card(claim).get_by_role("link", name="Edit").click()
    desk.form.get_by_label("The claim in plain words").fill(words)


# -- somebody else's work arrives ---------------------------------------------------------------


@pytest.mark.postgres
def test_a_mark_made_in_one_browser_appears_in_the_other(desk, adas):
    adas.mark(PASSAGE)

    expect(desk.page.locator("mark")).to_have_text(PASSAGE, timeout=SOON)
    expect(desk.cards).to_have_count(1, timeout=SOON)


def test_a_verdict_appears(claim, desk, ada):
    factories.Verdict(annotation=claim, by=ada)

    expect(desk.card(claim).locator(".badge").first).to_contain_text("Disputed")
    expect(desk.page.locator(".count--disputed b")).to_have_text("1")


def test_a_deleted_claim_goes(claim, desk, ada):
    claim.delete_softly(by=ada, version=1)

    expect(desk.cards).to_have_count(0)
    expect(desk.page.locator("mark")).to_have_count(0)


def arrives(desk, by, quote=PASSAGE):
    """Somebody else marks `quote`, and it is there."""
    other = factories.Annotation(article=desk.article, by=by, quote=quote)
    expect(desk.card(other)).to_be_attached()
    return other


def test_it_leaves_the_selection(desk, ada):
    words = "civilians were killed every day as the people were"
    desk.select(words)

    arrives(desk, ada)

    assert desk.selected() == words


def test_it_leaves_the_pending_passage_painted(desk, ada):
    words = "civilians were killed every day as the people were"
    desk.begin(words, "Disputed")

    arrives(desk, ada)

    desk.expect_painted(words)


def test_it_leaves_the_scroll_position(desk, ada):
    desk.page.evaluate("scrollTo(0, 400)")

    arrives(desk, ada, "announced the full liberation")

    assert desk.page.evaluate("scrollY") == 400


def test_it_leaves_the_focus_in_the_sentence_that_it_changes(desk, ada):
    sentence = desk.sentence_of(PASSAGE)
    sentence.focus()

    arrives(desk, ada)

    expect(sentence).to_be_focused()


def test_it_leaves_the_focus_on_the_head_of_a_card_beside_it(claim, desk, ada):
    desk.card(claim).locator("summary").focus()

    arrives(desk, ada, "300,000 people")

    expect(desk.card(claim).locator("summary")).to_be_focused()


def test_it_leaves_an_open_card_open(claim, desk, ada):
    desk.card(claim).locator("summary").click()

    arrives(desk, ada, "300,000 people")

    expect(desk.card(claim).locator("details")).to_have_attribute("open", "")


def test_it_leaves_a_half_filled_form_for_a_new_claim(desk, ada):
    desk.begin("safe corridors", "Disputed")
    note = desk.form.get_by_label("Note", exact=True)
    note.fill("Half a th")

    arrives(desk, ada)

    expect(note).to_have_value("Half a th")
    expect(note).to_be_focused()


def test_it_leaves_a_half_filled_form_in_the_very_card(claim, desk, ada):
    desk.card(claim).locator("summary").click()
    desk.card(claim).get_by_role("link", name="Disputed").click()
    note = desk.form.get_by_label("Note", exact=True)
    note.fill("Half a th")

    factories.Verdict(annotation=claim, by=ada, kind="sourced")
    expect(desk.card(claim).locator(".badge").first).to_contain_text("Sourced")

    expect(note).to_have_value("Half a th")
    expect(note).to_be_focused()


def test_it_leaves_an_open_history(claim, desk, ada):
    desk.card(claim).locator("summary").click()
    desk.card(claim).get_by_role("link", name="History").click()
    expect(desk.card(claim).locator(".events")).to_be_visible()

    factories.Verdict(annotation=claim, by=ada, kind="sourced")
    expect(desk.card(claim).locator(".badge").first).to_contain_text("Sourced")

    expect(desk.card(claim).locator(".events")).to_be_visible()


def test_a_form_that_was_asked_for_just_before_still_opens(claim, desk, ada):
    desk.card(claim).locator("summary").click()
    asked = []
    desk.page.route("**/evidence/new/*", lambda route: asked.append(route))
    desk.card(claim).get_by_role("link", name="+ Add source").click()
    factories.Verdict(annotation=claim, by=ada, kind="sourced")
    expect(desk.card(claim).locator(".badge").first).to_contain_text("Sourced")

    asked[0].continue_()

    expect(desk.form.get_by_label("Source", exact=True)).to_be_visible()


def test_the_form_that_was_left_alone_can_be_saved(claim, desk, ada):
    desk.card(claim).locator("summary").click()
    desk.card(claim).get_by_role("link", name="Disputed").click()
    desk.say_why()
    factories.Verdict(annotation=claim, by=ada, kind="sourced")
    expect(desk.card(claim).locator(".badge").first).to_contain_text("Sourced")

    desk.save()

    expect(desk.card(claim).locator(".badge").first).to_contain_text("Contested")


# -- two write the same -------------------------------------------------------------------------


def test_the_second_to_edit_a_claim_gets_both_texts(claim, desk, adas):
    edit_words(desk, claim, "Bela's words")
    edit_words(adas, claim, "Ada's words")
    adas.save()
    expect(adas.flash).to_contain_text("Claim saved.")

    desk.save()

    sides = desk.page.locator(".conflict__sides > div")
    expect(sides.nth(0)).to_contain_text("Ada's words")
    expect(sides.nth(1)).to_contain_text("Bela's words")
    claim.refresh_from_db()
    assert claim.claim_text == "Ada's words"


def test_what_the_second_typed_is_still_in_the_form(claim, desk, ada):
    edit_words(desk, claim, "Bela's words")
    claim.edit(by=ada, version=1, claim_text="Ada's words")

    desk.save()

    expect(desk.page.locator(".conflict")).to_be_visible()
    expect(desk.form.get_by_label("The claim in plain words")).to_have_value("Bela's words")


def test_the_joined_text_is_saved_the_next_time(claim, desk, ada):
    edit_words(desk, claim, "Bela's words")
    claim.edit(by=ada, version=1, claim_text="Ada's words")
    desk.save()
    expect(desk.page.locator(".conflict")).to_be_visible()

    desk.form.get_by_label("The claim in plain words").fill("Both words")
    desk.save()

    expect(desk.flash).to_contain_text("Claim saved.")
    expect(desk.card(claim).locator(".card__claim")).to_have_text("Both words")


def test_a_verdict_given_in_another_tab_is_not_overwritten(claim, desk, bela):
    desk.card(claim).locator("summary").click()
    desk.card(claim).get_by_role("link", name="Disputed").click()
    desk.say_why()
    desk.form.get_by_label("Note", exact=True).fill("From this tab.")
    factories.Verdict(annotation=claim, by=bela, kind="sourced", note="From the other.")

    desk.save()

    sides = desk.page.locator(".conflict__sides > div")
    expect(sides.nth(0)).to_contain_text("From the other.")
    expect(sides.nth(1)).to_contain_text("From this tab.")
    assert claim.verdicts.open().get().kind == "sourced"


def test_a_form_for_a_claim_that_was_deleted_meanwhile_stays(claim, desk, ada):
    edit_words(desk, claim, "Bela's words")
    claim.delete_softly(by=ada, version=1)

    desk.save()

    expect(desk.flash.get_by_role("alert")).to_contain_text("this claim is not there any more")
    expect(desk.form.get_by_label("The claim in plain words")).to_have_value("Bela's words")
