"""Moving the ends of a claim: with the mouse and by keys."""

import pytest
from playwright.sync_api import expect

from annotations.models import Verdict
from annotations.text.anchor import Anchor
from tests import factories
from tests.browser.accessibility import faults
from tests.browser.desk import Desk

# The width and the height of what can be grasped of a handle.
TARGET = """() => {
  const { width, height } = getComputedStyle(document.querySelector("[data-handle]"), "::before");
  return [parseFloat(width), parseFloat(height)];
}"""
QUOTE = "Over 300,000 people have fled"
MOVED = "300,000 people have fled"


@pytest.fixture
def judged(claim, ada, bela):
    """Ada and Bela both gave a verdict on Bela's claim."""
    for person in (ada, bela):
        factories.Verdict(annotation=claim, by=person, note=f"Said by {person}.")
    return claim


def move(desk, claim):
    """Open the card and enter the mode by its link."""
    desk.card(claim).locator("summary").click()
    desk.card(claim).get_by_role("link", name="Move ends").click()
    expect(save(desk)).to_be_focused()


def save(desk):
    return desk.toolbar.get_by_role("button", name="Save the new ends")


def handle(desk, edge):
    return desk.page.locator(f"[data-handle={edge}]")


def drag(desk, edge, words, *, to_end=False):
    """Drag a handle to the beginning or the end of `words`."""
    first, last = desk.ends(words)
    target = last if to_end else first
    box = handle(desk, edge).bounding_box()
    x, y = box["x"] + box["width"] / 2, box["y"] + box["height"] / 2
    desk.page.mouse.move(x, y)
    desk.page.mouse.down()
    desk.page.mouse.move(**target, steps=5)
    desk.page.mouse.up()


def passage(claim) -> str:
    return claim.placements.current().get().passage


# -- entering and leaving -----------------------------------------------------------------------


def test_the_link_paints_the_passage_and_offers_to_save(claim, desk):
    move(desk, claim)

    desk.expect_painted(QUOTE)
    expect(handle(desk, "start")).to_be_visible()
    expect(desk.toolbar.get_by_role("button", name="Verified")).to_be_hidden()


def test_who_may_not_move_it_has_no_link(page, seed, ada, bela, sign_in):
    claim = factories.Annotation(article=seed, by=ada, quote=QUOTE)
    sign_in(bela)
    desk = Desk(page, seed).open()

    desk.card(claim).locator("summary").click()

    expect(desk.card(claim).get_by_role("link", name="History")).to_be_visible()
    expect(desk.card(claim).get_by_role("link", name="Move ends")).to_have_count(0)


@pytest.mark.parametrize("how", ["Escape", "Cancel"])
def test_cancelled_all_is_as_before_and_the_focus_is_on_the_card(claim, desk, how):
    move(desk, claim)
    desk.press("Shift+ArrowDown")

    if how == "Escape":
        desk.press("Escape")
    else:
        desk.toolbar.get_by_role("button", name="Cancel").click()

    expect(desk.card(claim).get_by_role("link", name="Move ends")).to_be_focused()
    expect(desk.toolbar).to_be_hidden()
    expect(handle(desk, "start")).to_be_hidden()
    desk.expect_painted("")
    assert passage(claim) == QUOTE


def test_after_it_the_toolbar_marks_as_before(claim, desk):
    move(desk, claim)
    desk.press("Escape")

    desk.select("safe corridors")

    expect(desk.toolbar.get_by_role("button", name="Verified")).to_be_visible()
    expect(save(desk)).to_be_hidden()
    expect(handle(desk, "start")).to_be_hidden()


def test_letters_do_not_mark_meanwhile(claim, desk):
    move(desk, claim)

    desk.press(*"vdsmehnp")

    expect(save(desk)).to_be_visible()
    expect(desk.form).to_have_count(0)
    expect(desk.cards).to_have_count(1)


# -- by keys ------------------------------------------------------------------------------------


@pytest.mark.postgres
def test_arrows_and_enter_move_the_ends(claim, desk):
    move(desk, claim)

    desk.press("Shift+ArrowDown", "Enter")

    expect(desk.flash).to_contain_text("Ends moved.")
    expect(desk.marks(claim)).to_have_text(MOVED)
    expect(desk.card(claim).locator("summary")).to_be_focused()
    assert passage(claim) == MOVED


def test_the_whole_way_by_keys(claim, desk):
    desk.press("n")
    expect(desk.card(claim).locator("summary")).to_be_focused()
    desk.card(claim).get_by_role("link", name="Move ends").focus()

    desk.press("Enter", "Shift+ArrowRight", "Shift+ArrowRight", "Enter")

    expect(desk.marks(claim)).to_have_text(QUOTE + " the Raqqa")


def test_what_is_chosen_is_said_to_a_screen_reader(claim, desk):
    move(desk, claim)

    desk.press("Shift+ArrowDown")

    expect(desk.toolbar.locator("[aria-live]")).to_have_text(MOVED)
    expect(desk.page.get_by_role("toolbar", name="Move the ends of this claim")).to_be_visible()


def test_another_sentence_is_taken_by_keys(claim, desk):
    move(desk, claim)

    desk.press("j", "Enter", "Enter")

    expect(desk.flash).to_contain_text("Ends moved.")
    assert passage(claim) in desk.text
    assert passage(claim) != QUOTE


def test_the_buttons_move_the_ends_and_keep_the_focus(claim, desk):
    move(desk, claim)
    later = desk.toolbar.get_by_role("button", name="Begin one word later")

    later.click()

    desk.expect_painted(MOVED)
    later.focus()
    desk.press("Enter")
    desk.expect_painted("people have fled")
    expect(later).to_be_focused()


# -- by mouse -----------------------------------------------------------------------------------


def test_a_new_selection_takes_the_place_of_the_old(claim, desk):
    move(desk, claim)

    desk.select("people have fled the Raqqa area")
    desk.expect_painted("people have fled the Raqqa area")
    desk.press("Enter")

    expect(desk.marks(claim)).to_have_text("people have fled the Raqqa area")
    assert passage(claim) == "people have fled the Raqqa area"


def test_a_click_elsewhere_leaves_it_as_it_is(claim, desk):
    move(desk, claim)

    desk.sentence(2).click()

    expect(save(desk)).to_be_visible()
    desk.expect_painted(QUOTE)


def test_the_first_handle_moves_the_beginning(claim, desk):
    move(desk, claim)

    drag(desk, "start", "people")

    desk.expect_painted("people have fled")


def test_the_last_handle_moves_the_end(claim, desk):
    move(desk, claim)

    drag(desk, "end", "the Raqqa area", to_end=True)

    desk.expect_painted(QUOTE + " the Raqqa area")


def test_a_handle_snaps_to_the_border_of_a_word(claim, desk):
    move(desk, claim)

    drag(desk, "start", "eople")

    desk.expect_painted("people have fled")


def test_with_alt_it_stops_anywhere(claim, desk):
    move(desk, claim)

    desk.page.keyboard.down("Alt")
    drag(desk, "start", "eople")
    desk.page.keyboard.up("Alt")

    desk.expect_painted("eople have fled")


def test_the_ends_do_not_cross(claim, desk):
    move(desk, claim)

    drag(desk, "start", "the Raqqa area", to_end=True)

    assert desk.painted().endswith("fled")


def test_dragged_and_saved(claim, desk):
    move(desk, claim)
    drag(desk, "start", "300,000")

    save(desk).click()

    expect(desk.marks(claim)).to_have_text(MOVED)
    expect(desk.card(claim).locator("summary")).to_be_focused()


def test_handles_are_big_enough_and_no_stop_for_tab(claim, desk):
    move(desk, claim)

    assert min(desk.page.evaluate(TARGET)) >= 24
    expect(handle(desk, "start")).not_to_have_attribute("tabindex", "0")


def test_right_to_left_the_first_handle_is_on_the_right(page, bela, sign_in):
    article = factories.Article(text="قال المتحدث إن خمسين شخصا غادروا المدينة.", language="ar")
    claim = factories.Annotation(article=article, by=bela, quote="خمسين شخصا")
    sign_in(bela)
    desk = Desk(page, article).open()
    move(desk, claim)
    assert handle(desk, "start").bounding_box()["x"] > handle(desk, "end").bounding_box()["x"]

    drag(desk, "end", "غادروا", to_end=True)

    desk.expect_painted("خمسين شخصا غادروا")


# -- what it does to verdicts -------------------------------------------------------------------


def test_the_others_verdict_needs_a_re_check_and_the_movers_stands(judged, desk):
    move(desk, judged)
    desk.press("Shift+ArrowDown", "Enter")

    stale = desk.card(judged).locator(".verdict", has_text="Said by ada.")
    expect(stale.locator(".badge")).to_contain_text("needs re-check")
    expect(stale.locator("del")).to_have_count(0)
    mine = desk.card(judged).locator(".verdict", has_text="Said by bela.")
    expect(mine.locator(".badge")).not_to_contain_text("needs re-check")
    assert [verdict.reviewer.username for verdict in Verdict.objects.valid()] == ["bela"]


def test_undo_puts_the_ends_and_the_verdicts_back(judged, desk):
    move(desk, judged)
    desk.press("Shift+ArrowDown", "Enter")
    expect(desk.marks(judged)).to_have_text(MOVED)

    desk.press("u")

    expect(desk.marks(judged)).to_have_text(QUOTE)
    expect(desk.card(judged).locator(".badge.is-stale")).to_have_count(0)
    assert Verdict.objects.valid().count() == 2


# -- two at once --------------------------------------------------------------------------------


def test_it_reaches_the_other_browser(claim, desk, ada):
    start = desk.text.index(MOVED)
    span = Anchor(start, start + len(MOVED), "selected", 1.0)

    claim.move(desk.article.current(), span, by=ada, version=1)

    expect(desk.marks(claim)).to_have_text(MOVED)


def test_work_of_others_leaves_the_mode_as_it_is(claim, desk, ada):
    move(desk, claim)

    other = factories.Annotation(article=desk.article, by=ada, quote="300,000 people")
    expect(desk.card(other)).to_be_attached()

    desk.expect_painted(QUOTE)
    expect(save(desk)).to_be_focused()


def test_what_changed_meanwhile_is_refused_with_the_words_kept(claim, desk, ada):
    move(desk, claim)
    claim.edit(by=ada, version=1, claim_text="Better words")

    desk.press("Shift+ArrowDown", "Enter")

    expect(desk.page.locator(".conflict")).to_contain_text("Somebody else changed this claim")
    expect(desk.form.get_by_label("The words of the claim")).to_have_value(MOVED)
    desk.save()
    expect(desk.marks(claim)).to_have_text(MOVED)
    expect(desk.form).to_have_count(0)


def test_an_update_that_overtakes_the_answer_takes_nothing_away(claim, desk, ada):
    move(desk, claim)
    asked = []
    desk.page.route("**/span/", lambda route: asked.append(route))
    desk.press("Shift+ArrowDown", "Enter")
    claim.edit(by=ada, version=1, claim_text="Better words")
    expect(desk.card(claim)).to_contain_text("Better words")

    asked[0].continue_()

    expect(desk.form.get_by_label("The words of the claim")).to_have_value(MOVED)


def test_without_a_connection_the_choice_is_kept(claim, desk):
    move(desk, claim)
    desk.press("Shift+ArrowDown")
    desk.page.context.set_offline(True)

    desk.press("Enter")

    expect(desk.flash).to_contain_text("Not saved")
    desk.expect_painted(MOVED)
    desk.page.context.set_offline(False)
    desk.press("Enter")
    expect(desk.marks(claim)).to_have_text(MOVED)


# -- looks --------------------------------------------------------------------------------------


def test_axe_finds_nothing(judged, desk):
    move(desk, judged)

    found = faults(desk.page)

    assert not found, "\n\n".join(found)
