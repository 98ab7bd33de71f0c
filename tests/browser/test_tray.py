"""The tray: claims whose text is gone, and what can be done with them."""

import pytest
from playwright.sync_api import expect

from tests import factories
from tests.browser.accessibility import faults
from tests.browser.desk import Desk
from tests.factories import revised

QUOTE = "Over 300,000 people have fled the Raqqa area"
CIVILIANS = "dozens of civilians were killed every day"
NEW = "faulty planning"


@pytest.fixture
def orphans(seed, bela):
    """Two of Bela's claims, of which the first is judged, lose their sentences."""
    claims = [factories.Annotation(article=seed, by=bela, quote=one) for one in (QUOTE, CIVILIANS)]
    source = factories.Evidence(annotation=claims[0], by=bela)
    factories.Verdict(annotation=claims[0], by=bela, kind="sourced", evidence=[source])
    gone = [claim.last_place.sentence for claim in claims]
    text = seed.current().text
    for sentence in sorted(gone, key=lambda one: -one.start):
        text = text[: sentence.start] + text[sentence.end :]
    revised(seed, text, by=bela)
    return claims


@pytest.fixture
def desk(orphans, page, seed, bela, sign_in):
    sign_in(bela)
    return Desk(page, seed).open()


def row(desk, claim):
    return desk.page.locator(f"#{claim.dom_id}.orphan")


def tray(desk):
    return desk.page.get_by_role("region", name="lost their text")


def attach(desk, claim):
    row(desk, claim).get_by_role("link", name="Attach again").click()
    expect(desk.toolbar).to_contain_text("Select the passage this claim is about")


def here(desk):
    return desk.toolbar.get_by_role("button", name="Attach here")


def choose(desk):
    """Select another passage."""
    desk.select(NEW)
    expect(here(desk)).to_be_focused()


# -- what it shows ------------------------------------------------------------------------------


def test_the_desk_leads_to_the_tray(desk):
    desk.page.get_by_role("link", name="2 claims have lost their text").click()

    expect(tray(desk)).to_be_in_viewport()


def test_it_shows_the_old_context_and_what_hung_on_it(desk, orphans):
    expect(row(desk, orphans[0]).locator("strong")).to_have_text(QUOTE)
    row(desk, orphans[0]).get_by_text("1 verdict · 1 source").click()

    expect(row(desk, orphans[0]).locator(".badge.is-stale")).to_contain_text("Sourced")
    expect(row(desk, orphans[0]).get_by_text("Reservoir register")).to_be_visible()


def test_its_permalink_lands_on_it(desk, orphans):
    desk.page.goto(orphans[1].get_absolute_url())

    expect(row(desk, orphans[1])).to_be_in_viewport()
    expect(row(desk, orphans[1])).to_be_focused()


def test_the_keys_for_claims_pass_it_by(desk):
    desk.press("n", "v", "e", "h")

    expect(desk.form).to_have_count(0)


# -- attach again -------------------------------------------------------------------------------


@pytest.mark.postgres
def test_a_selection_attaches_it(desk, orphans):
    attach(desk, orphans[0])

    choose(desk)
    here(desk).click()

    expect(desk.flash).to_contain_text("Claim attached again.")
    expect(desk.marks(orphans[0])).to_have_text(NEW)
    expect(desk.card(orphans[0]).locator("summary")).to_be_focused()
    expect(row(desk, orphans[0])).to_have_count(0)
    assert orphans[0].placements.current().get().passage == NEW


def test_by_keys_a_sentence_is_taken_narrowed_and_attached(desk, orphans):
    row(desk, orphans[0]).get_by_role("link", name="Attach again").focus()
    desk.press("Enter")
    expect(desk.page.locator(".s:focus")).to_have_count(1)

    desk.press("k", "Enter", "Shift+ArrowDown", "Enter")

    expect(desk.card(orphans[0]).locator("summary")).to_be_focused()
    assert orphans[0].placements.current().get().change == "attached"


def test_nothing_is_selected_at_first(desk, orphans):
    attach(desk, orphans[0])

    desk.expect_painted("")
    expect(here(desk)).to_be_hidden()
    expect(desk.toolbar.locator("[aria-live]")).to_have_text(
        "Select the passage this claim is about"
    )


def test_a_number_attaches_without_selecting(desk, orphans):
    attach(desk, orphans[0])

    desk.page.locator("a.n[data-number='10']").click()
    expect(here(desk)).to_be_focused()
    desk.press("Enter")

    expect(desk.marks(orphans[0])).to_have_text(desk.sentence(10).text_content().strip())


def test_cancelled_the_focus_is_in_the_tray(desk, orphans):
    attach(desk, orphans[1])

    desk.press("Escape")

    expect(row(desk, orphans[1]).get_by_role("link", name="Attach again")).to_be_focused()
    expect(desk.toolbar).to_be_hidden()


def test_undo_makes_it_an_orphan_again(desk, orphans):
    attach(desk, orphans[0])
    choose(desk)
    desk.press("Enter")
    expect(desk.marks(orphans[0])).to_have_text(NEW)

    desk.flash.get_by_role("button", name="Undo").click()

    expect(row(desk, orphans[0])).to_be_visible()
    expect(desk.marks(orphans[0])).to_have_count(0)


def test_its_stale_verdict_shows_how_the_words_differ(desk, orphans):
    attach(desk, orphans[0])
    choose(desk)
    desk.press("Enter")

    card = desk.card(orphans[0])
    expect(card.locator(".verdict .badge")).to_contain_text("needs re-check")
    expect(card.locator("del").first).to_be_visible()


def test_a_refusal_shows_its_form_in_the_tray_and_keeps_the_words(desk, orphans, ada):
    attach(desk, orphans[0])
    orphans[0].edit(by=ada, version=1, claim_text="Better words")

    choose(desk)
    desk.press("Enter")

    expect(desk.form.get_by_label("The words of the claim")).to_have_value(NEW)
    desk.save()
    expect(desk.marks(orphans[0])).to_have_text(NEW)


def test_an_update_that_overtakes_the_answer_takes_nothing_away(desk, orphans, ada):
    attach(desk, orphans[0])
    asked = []
    desk.page.route("**/span/", lambda route: asked.append(route))
    choose(desk)
    desk.press("Enter")
    orphans[0].edit(by=ada, version=1, claim_text="Better words")
    factories.Annotation(article=desk.article, by=ada, quote="faulty planning of military")
    expect(desk.page.locator("mark").first).to_be_visible()

    asked[0].continue_()

    expect(desk.form.get_by_label("The words of the claim")).to_have_value(NEW)


def test_escape_closes_the_form_in_the_tray(desk, orphans, ada):
    attach(desk, orphans[1])
    orphans[1].edit(by=ada, version=1, claim_text="Better words")
    choose(desk)
    desk.press("Enter")
    expect(desk.form.get_by_label("The words of the claim")).to_be_focused()

    desk.press("Escape")

    expect(desk.form).to_have_count(0)
    expect(row(desk, orphans[1])).to_be_focused()


# -- keep, put back, discard --------------------------------------------------------------------


def test_kept_as_history_it_is_folded_away(desk, orphans):
    row(desk, orphans[0]).get_by_role("button", name="Keep as history").click()

    expect(desk.flash).to_contain_text("Kept as history.")
    expect(row(desk, orphans[0])).to_be_hidden()
    expect(desk.page.get_by_text("1 kept as history")).to_be_visible()


def test_the_focus_stays_in_the_tray(desk, orphans):
    row(desk, orphans[0]).get_by_role("button", name="Discard").focus()

    desk.press("Enter")

    expect(row(desk, orphans[0])).to_have_count(0)
    expect(desk.page.locator("#tray-title")).to_be_focused()


def test_keeping_is_undone(desk, orphans):
    row(desk, orphans[0]).get_by_role("button", name="Keep as history").click()
    expect(desk.flash).to_contain_text("Kept as history.")

    desk.press("u")

    expect(row(desk, orphans[0])).to_be_visible()


def test_a_kept_one_is_put_back(desk, orphans):
    row(desk, orphans[0]).get_by_role("button", name="Keep as history").click()
    desk.page.get_by_text("1 kept as history").click()

    row(desk, orphans[0]).get_by_role("button", name="Put back").click()

    expect(desk.page.get_by_text("1 kept as history")).to_have_count(0)
    expect(row(desk, orphans[0])).to_be_visible()


def test_a_discarded_one_comes_back_by_undo(desk, orphans):
    row(desk, orphans[0]).get_by_role("button", name="Discard").click()
    expect(row(desk, orphans[0])).to_have_count(0)

    desk.press("u")

    expect(row(desk, orphans[0])).to_be_visible()


def test_with_the_last_one_the_tray_goes(desk, orphans):
    for claim in orphans:
        row(desk, claim).get_by_role("button", name="Discard").click()
        expect(row(desk, claim)).to_have_count(0)

    expect(desk.page.locator("#tray")).to_be_hidden()
    expect(desk.page.get_by_role("link", name="lost their text")).to_have_count(0)


# -- others at work -----------------------------------------------------------------------------


def test_what_is_open_in_the_tray_stays_so_and_keeps_the_focus(desk, orphans, ada):
    summary = row(desk, orphans[0]).locator("summary")
    summary.click()

    factories.Annotation(article=desk.article, by=ada, quote=NEW)
    expect(desk.page.locator("mark")).to_have_text(NEW)

    expect(row(desk, orphans[0]).get_by_text("Reservoir register")).to_be_visible()
    expect(summary).to_be_focused()


# -- looks --------------------------------------------------------------------------------------


def test_axe_finds_nothing(desk, orphans):
    row(desk, orphans[0]).locator("summary").click()

    found = faults(desk.page)

    assert not found, "\n\n".join(found)


def test_axe_finds_nothing_while_a_passage_is_asked_for(desk, orphans):
    attach(desk, orphans[0])

    found = faults(desk.page)

    assert not found, "\n\n".join(found)


@pytest.mark.browser_context_args(viewport={"width": 390, "height": 844})
def test_nothing_scrolls_sideways_on_a_phone(desk, orphans):
    row(desk, orphans[0]).locator("summary").click()

    assert desk.page.evaluate("document.documentElement.scrollWidth") == 390


@pytest.mark.browser_context_args(java_script_enabled=False)
class TestWithoutScripts:
    def test_it_is_attached_by_its_words(self, desk, orphans):
        row(desk, orphans[0]).get_by_role("link", name="Attach again").click()
        desk.page.get_by_label("The words of the claim").fill(NEW)
        desk.page.get_by_role("button", name="Attach again").click()

        expect(desk.marks(orphans[0])).to_have_text(NEW)

    def test_it_is_kept_as_history(self, desk, orphans):
        row(desk, orphans[0]).get_by_role("button", name="Keep as history").click()

        expect(desk.page.get_by_text("1 kept as history")).to_be_visible()
        expect(row(desk, orphans[0]).get_by_role("button", name="Put back")).to_be_visible()
