"""The whole job with the keyboard alone."""

import re

import pytest
from playwright.sync_api import expect

from annotations.models import Annotation
from tests import factories
from tests.browser.desk import Desk

FOCUSED = re.compile("is-focused")


@pytest.fixture
def judged(seed, bela):
    """Two claims of Bela's, the first of them disputed."""
    first = factories.Annotation(
        article=seed, by=bela, quote="most of Raqqa is a booby-trapped ruin"
    )
    second = factories.Annotation(article=seed, by=bela, quote="dozens of civilians")
    factories.Verdict(annotation=first, by=bela, note="Too strong.")
    return first, second


# -- between sentences --------------------------------------------------------------------------


def test_j_goes_to_the_first_sentence_in_view(desk):
    desk.press("j")

    expect(desk.sentence(1)).to_be_focused()


def test_j_goes_on_to_the_next(desk):
    desk.press("j", "j", "j")

    expect(desk.sentence(3)).to_be_focused()


def test_k_goes_back(desk):
    desk.press("j", "j", "j", "k")

    expect(desk.sentence(2)).to_be_focused()


def test_j_stays_on_the_last_sentence(desk):
    desk.sentence(21).focus()

    desk.press("j")

    expect(desk.sentence(21)).to_be_focused()


def test_the_sentence_in_focus_is_in_view(desk):
    desk.press(*"j" * 21)

    expect(desk.sentence(21)).to_be_focused()
    expect(desk.sentence(21)).to_be_in_viewport()


# -- marking ------------------------------------------------------------------------------------


def test_enter_takes_the_sentence(desk):
    desk.sentence(10).focus()

    desk.press("Enter")

    desk.expect_painted(desk.sentence(10).text_content().strip())


@pytest.mark.parametrize(
    ("key", "passage"),
    [
        ("Shift+ArrowLeft", "Nobody was hurt, they"),
        ("Shift+ArrowDown", "was hurt, they said"),
        ("Shift+ArrowUp", "Nobody was hurt, they said"),
        ("Shift+ArrowRight", "Nobody was hurt, they said"),
    ],
)
def test_shift_and_an_arrow_move_an_end_by_a_word(page, bela, sign_in, key, passage):
    sign_in(bela)
    desk = Desk(page, factories.Article(text="Nobody was hurt, they said")).open()
    desk.sentence(1).focus()
    desk.press("Enter")

    desk.press(key)

    desk.expect_painted(passage)


def test_shift_and_the_other_arrows_move_it_back(desk):
    desk.sentence(10).focus()
    desk.press("Enter", *["Shift+ArrowLeft"] * 3, "Shift+ArrowRight", "Shift+ArrowDown")

    desk.press("Shift+ArrowUp")

    words = desk.sentence(10).text_content().strip()
    desk.expect_painted(words[: words.index("-war") + 4])


def test_the_full_stop_goes_before_the_last_word(page, bela, sign_in):
    sign_in(bela)
    desk = Desk(page, factories.Article(text="Nobody was hurt, they said.")).open()
    desk.sentence(1).focus()
    desk.press("Enter")

    desk.press("Shift+ArrowLeft")

    desk.expect_painted("Nobody was hurt, they said")


def test_a_passage_keeps_its_last_word(page, bela, sign_in):
    sign_in(bela)
    desk = Desk(page, factories.Article(text="Two words.")).open()
    desk.sentence(1).focus()
    desk.press("Enter")

    desk.press(*["Shift+ArrowDown"] * 5)

    desk.expect_painted("words.")


def test_the_narrowed_passage_is_said_to_a_screen_reader(desk):
    desk.sentence(1).focus()
    desk.press("Enter", "Shift+ArrowLeft")

    said = desk.toolbar.locator("[aria-live]")
    expect(said).to_have_text(re.compile("campaign leveled$"))


@pytest.mark.parametrize(("key", "kind"), [("v", "Verified"), ("d", "Disputed"), ("s", "Sourced")])
def test_a_letter_opens_the_form_for_the_passage(desk, key, kind):
    desk.sentence(10).focus()

    desk.press("Enter", key)

    expect(desk.pending.get_by_role("radio", name=kind)).to_be_focused()
    expect(desk.pending.get_by_role("radio", name=kind)).to_be_checked()


def test_m_marks_the_passage_without_a_verdict(desk):
    desk.sentence(10).focus()

    desk.press("Enter", "Shift+ArrowDown", "m")

    expect(desk.cards.locator(".badge")).to_contain_text("Unchecked")


def test_a_claim_is_disputed_from_first_key_to_last(desk):
    desk.press("j", "j", "j", "Enter", "Shift+ArrowLeft", "d")
    expect(desk.pending.get_by_role("radio", name="Disputed")).to_be_focused()
    desk.press("Tab", "T", "Tab")
    desk.page.keyboard.type("It says so nowhere.")
    for _ in range(3):
        desk.press("Tab")
    expect(desk.pending.get_by_role("button", name="Save claim")).to_be_focused()
    desk.press("Enter")

    expect(desk.cards.locator(".badge").first).to_contain_text("Disputed")
    claim = Annotation.objects.get()
    assert claim.quote.endswith("almost depopulated")
    assert claim.verdicts.get().reason == "unsupported"


# -- claims -------------------------------------------------------------------------------------


def test_n_goes_to_the_first_claim_and_opens_it(judged, desk):
    desk.press("n")

    expect(desk.card(judged[0])).to_have_class(FOCUSED)
    expect(desk.card(judged[0]).locator("details")).to_have_attribute("open", "")


def test_n_and_p_go_from_claim_to_claim(judged, desk):
    desk.press("n", "n")
    expect(desk.card(judged[1])).to_have_class(FOCUSED)

    desk.press("p")

    expect(desk.card(judged[0])).to_have_class(FOCUSED)


def test_a_letter_opens_the_verdict_of_the_claim_in_focus(judged, desk):
    desk.press("n", "n")

    desk.press("s")

    form = desk.card(judged[1]).locator("form[data-draft]")
    expect(form.get_by_role("radio", name="Sourced")).to_be_checked()


def test_a_letter_changes_the_verdict_in_the_open_form(desk):
    desk.sentence(10).focus()
    desk.press("Enter", "d")
    expect(desk.pending.get_by_role("radio", name="Disputed")).to_be_focused()

    desk.press("v")

    expect(desk.pending.get_by_role("radio", name="Verified")).to_be_checked()


def test_a_letter_changes_the_verdict_in_the_open_form_of_a_card(judged, desk):
    desk.press("n", "n", "s")
    form = desk.card(judged[1]).locator("form[data-draft]")
    form.get_by_label("Note", exact=True).fill("Kept.")
    form.get_by_role("radio", name="Sourced").focus()

    desk.press("d")

    expect(form.get_by_role("radio", name="Disputed")).to_be_checked()
    expect(form.get_by_label("Note", exact=True)).to_have_value("Kept.")


def test_e_opens_the_form_for_a_source(judged, desk):
    desk.press("n", "e")

    expect(desk.form.get_by_label("Source", exact=True)).to_be_visible()


def test_u_undoes_the_last_step(desk):
    desk.sentence(10).focus()
    desk.press("Enter", "m")
    expect(desk.cards).to_have_count(1)

    desk.press("u")

    expect(desk.cards).to_have_count(0)


# -- closing and helping ------------------------------------------------------------------------


def test_escape_drops_the_pending_passage(desk):
    desk.sentence(10).focus()
    desk.press("Enter")

    desk.press("Escape")

    expect(desk.toolbar).to_be_hidden()
    desk.expect_painted("")


def test_escape_closes_the_form_of_a_card_and_goes_back_to_its_head(judged, desk):
    desk.press("n", "v")
    expect(desk.form.get_by_role("radio", name="Verified")).to_be_focused()

    desk.press("Escape")

    expect(desk.form).to_have_count(0)
    expect(desk.card(judged[0]).locator("summary")).to_be_focused()


def test_escape_gives_the_focus_back_to_the_sentence(desk):
    desk.sentence(10).focus()
    desk.press("Enter", "d")
    expect(desk.pending.get_by_role("radio", name="Disputed")).to_be_focused()

    desk.press("Escape")

    expect(desk.sentence(10)).to_be_focused()


def test_a_question_mark_lists_the_keys(desk):
    desk.press("?")

    expect(desk.page.get_by_role("dialog", name="Keys")).to_be_visible()


def test_escape_closes_the_list_of_keys(desk):
    desk.press("?")

    desk.press("Escape")

    expect(desk.page.locator("#keys")).to_be_hidden()


def test_letters_are_letters_while_somebody_types(desk):
    words = desk.page.get_by_label("The words of the claim")
    words.focus()

    desk.page.keyboard.type("j u m p ?")

    expect(words).to_have_value("j u m p ?")


def test_letters_with_a_modifier_are_left_to_the_browser(desk):
    desk.sentence(10).focus()
    desk.press("Enter", "Alt+d", "Control+m")

    expect(desk.toolbar).to_be_visible()
    expect(desk.cards).to_have_count(0)


# -- without single letters ---------------------------------------------------------------------


@pytest.fixture
def no_letters(bela):
    bela.prefer(single_keys=False)


def test_switched_off_no_letter_does_anything(no_letters, claim, desk):
    desk.press(*"jknpvdsmeu?")

    expect(
        desk.page.locator(".s:focus, .is-focused, dialog[open], form[data-draft]:focus-within")
    ).to_have_count(0)


def test_switched_off_a_passage_ignores_letters(no_letters, desk):
    desk.select("safe corridors")

    desk.press(*"vdsm")

    expect(desk.toolbar).to_be_visible()
    expect(desk.cards).to_have_count(0)


def test_switched_off_no_key_is_shown(no_letters, desk):
    expect(desk.page.locator(".toolbar kbd, .desk__head kbd")).to_have_count(0)


def test_tab_and_enter_mark_a_sentence_without_any_letter(no_letters, desk):
    desk.page.locator("a.n[data-number='10']").focus()
    desk.press("Enter")
    expect(desk.toolbar.get_by_role("button", name="Verified")).to_be_focused()
    desk.press("Tab", "Tab", "Tab")

    desk.press("Enter")

    expect(desk.cards).to_have_count(1)
    assert Annotation.objects.get().quote == desk.sentence(10).text_content().strip()


def test_tab_and_enter_open_a_card_without_any_letter(no_letters, claim, desk):
    desk.card(claim).locator("summary").focus()

    desk.press("Enter")

    expect(desk.card(claim).get_by_role("link", name="Disputed")).to_be_visible()
