"""Marking by mouse: from words on the page to a claim in the database."""

import pytest
from playwright.sync_api import expect

from annotations.models import Annotation
from tests import factories
from tests.browser.desk import Desk

# With the no-break space that the article has there.
CLAIM = "less than 1 percent\N{NO-BREAK SPACE}of its pre-war population"


def marked(desk) -> tuple[int, int, str]:
    """The span and the quote of the newest claim, in code points."""
    claim = Annotation.objects.order_by("created_at").last()
    assert desk.text[claim.start : claim.end] == claim.quote
    return claim.start, claim.end, claim.quote


# -- the main job -------------------------------------------------------------------------------


@pytest.mark.postgres
def test_a_passage_is_selected_disputed_and_saved_with_its_source(desk):
    desk.select(CLAIM)
    desk.press("d")
    desk.say_why()
    desk.form.get_by_label("Note", exact=True).fill("The article names no source.")
    desk.form.get_by_text("+ Add source").click()
    desk.form.get_by_label("Source", exact=True).fill("Census")
    desk.form.get_by_label("refutes").check()
    desk.form.get_by_label("Link").fill("https://example.org/census")
    desk.save()
    expect(desk.cards.locator(".badge").first).to_contain_text("Disputed")

    claim = Annotation.objects.get()
    verdict = claim.verdicts.get()
    assert (claim.quote, claim.start, claim.end) == (CLAIM, 1400, 1445)
    assert (verdict.kind, verdict.reason) == ("disputed", "unsupported")
    assert verdict.evidence.get().source.title == "Census"


def test_the_saved_claim_has_its_mark_and_its_open_card(desk):
    desk.dispute(CLAIM, reason="unsupported", note="By a wide margin.")

    claim = desk.page.locator(".card--disputed")
    expect(claim.locator("details")).to_have_attribute("open", "")
    expect(claim.locator(".verdict__note")).to_have_text("By a wide margin.")
    expect(desk.page.locator("mark.m--disputed")).to_have_text(CLAIM)


def test_the_keyboard_goes_on_from_the_new_card(desk):
    desk.dispute(CLAIM, reason="unsupported", note="By a wide margin.")

    expect(desk.page.locator(".card--disputed summary")).to_be_focused()


def test_the_counts_follow(desk):
    desk.dispute(CLAIM, reason="unsupported", note="By a wide margin.")

    expect(desk.page.locator(".count--disputed b")).to_have_text("1")


def test_the_number_of_claims_in_the_head_follows(desk):
    desk.mark(CLAIM)

    expect(desk.page.locator(".desk__head .meta")).to_contain_text("1 claim")


# -- the toolbar --------------------------------------------------------------------------------


def test_the_toolbar_sits_below_the_selection(desk):
    desk.select(CLAIM)

    bottom = desk.page.evaluate("getSelection().getRangeAt(0).getBoundingClientRect().bottom")
    below = desk.toolbar.bounding_box()["y"] - bottom
    assert 0 <= below <= 24


def test_the_toolbar_stays_inside_the_page(desk):
    desk.select("Trump says")

    assert desk.toolbar.bounding_box()["x"] >= 0


@pytest.mark.parametrize("kind", ["Verified", "Disputed", "Sourced"])
def test_a_button_opens_the_form_with_its_verdict_chosen(desk, kind):
    desk.select(CLAIM)

    desk.toolbar.get_by_role("button", name=kind).click()

    expect(desk.pending.get_by_role("radio", name=kind)).to_be_checked()


@pytest.mark.parametrize(("key", "kind"), [("v", "Verified"), ("d", "Disputed"), ("s", "Sourced")])
def test_a_key_opens_the_form_with_its_verdict_chosen(desk, key, kind):
    desk.select(CLAIM)

    desk.press(key)

    expect(desk.pending.get_by_role("radio", name=kind)).to_be_checked()


def test_the_toolbar_leaves_when_the_form_comes(desk):
    desk.begin(CLAIM, "Disputed")

    expect(desk.toolbar).to_be_hidden()


def test_a_click_beside_the_selection_puts_the_toolbar_away(desk):
    desk.select(CLAIM)

    desk.sentence(3).click()

    expect(desk.toolbar).to_be_hidden()


def test_the_passage_stays_painted_while_the_form_is_open(desk):
    desk.begin(CLAIM, "Disputed")

    desk.form.get_by_label("Note", exact=True).fill("Typing takes the selection away.")

    desk.expect_painted(CLAIM)


def test_cancel_closes_the_form_and_takes_the_paint_off(desk):
    desk.begin(CLAIM, "Disputed")

    desk.form.get_by_role("link", name="Cancel").click()

    expect(desk.form).to_have_count(0)
    desk.expect_painted("")


def test_the_form_asks_for_the_reason_and_keeps_the_passage(desk):
    desk.begin(CLAIM, "Disputed")

    desk.save()

    expect(desk.form.get_by_text("Say why it is disputed.")).to_be_visible()
    expect(desk.form.get_by_label("Why it is disputed")).to_be_focused()
    desk.expect_painted(CLAIM)


# -- anything selectable ------------------------------------------------------------------------


@pytest.mark.parametrize(
    "words",
    [
        "safe corridors to flee the besieged city",
        "a booby-trapped ruin. Video evidence",
        'conditions for lasting peace."\nAfter the Raqqa operation',
        "of its pre-war population.\n\nTrump said",
        "“Together, our forces",
    ],
    ids=["one sentence", "two sentences", "two lines", "two paragraphs", "a quotation mark"],
)
def test_it_marks_exactly_the_words_that_were_selected(desk, words):
    desk.mark(words)

    start = desk.text.index(words)
    assert marked(desk) == (start, start + len(words), words)


def test_it_takes_a_selection_that_was_made_backwards(desk):
    desk.mark(CLAIM, backwards=True)

    assert marked(desk) == (1400, 1445, CLAIM)


def test_it_takes_a_selection_across_marks(page, seed, bela, sign_in):
    factories.Annotation(article=seed, by=bela, quote="have fled the Raqqa area")
    factories.Annotation(article=seed, by=bela, quote="it with")
    sign_in(bela)
    desk = Desk(page, seed).open()
    words = "300,000 people have fled the Raqqa area, leaving\N{NO-BREAK SPACE}it with less"

    desk.mark(words)

    assert marked(desk)[2] == words


def test_it_takes_a_selection_inside_a_mark(page, seed, bela, sign_in):
    factories.Annotation(article=seed, by=bela, quote="have fled the Raqqa area")
    sign_in(bela)
    desk = Desk(page, seed).open()

    desk.mark("the Raqqa")

    assert marked(desk)[2] == "the Raqqa"


@pytest.mark.parametrize("beginning", ['As the "liberation"', "Video evidence", "Over 300,000"])
def test_a_triple_click_takes_the_sentence_and_no_more(desk, beginning):
    sentence = desk.sentence_of(beginning).text_content().strip()

    first, _ = desk.ends(beginning)
    desk.page.mouse.click(**first, click_count=3)
    desk.mark_selection()

    assert marked(desk)[2] == sentence


def test_a_selection_that_begins_outside_takes_what_is_in_the_article(desk):
    _, end = desk.ends("Trump says")

    box = desk.page.locator(".desk__head .meta").bounding_box()
    desk.page.mouse.move(box["x"] + 2, box["y"] + 4)
    desk.page.mouse.down()
    desk.page.mouse.move(**end, steps=4)
    desk.page.mouse.up()
    desk.mark_selection()

    assert marked(desk) == (0, 10, "Trump says")


def test_a_selection_outside_the_article_is_no_claim(desk):
    desk.page.locator(".desk__head h1").click(click_count=2)

    assert desk.selected()
    expect(desk.toolbar).to_be_hidden()


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("They cheered 👩🏽‍🚒🎉 loudly. The 🇺🇳 flag 🏳️‍🌈 flew high.", "The 🇺🇳 flag 🏳️‍🌈 flew"),
        ("A 𝒎𝒂𝒕𝒉 word, then plain words after it.", "plain words"),
        (
            "Cafe\N{COMBINING ACUTE ACCENT} du Ve\N{COMBINING ACUTE ACCENT}lo was shut.",
            "Ve\u0301lo",
        ),
        ("قال المتحدث إن خمسين شخصا غادروا المدينة. ثم عادوا.", "خمسين شخصا"),
        ("נמלטו מאה אנשים מן העיר. הם חזרו.", "מאה אנשים"),
        ("हम पाँच सौ लोग थे। वे चले गए।", "पाँच सौ"),
        ("人口は百万人を超えた。町は静かだ。", "百万人を超えた"),
    ],
    ids=["emoji", "beyond the BMP", "combining", "Arabic", "Hebrew", "Devanagari", "Japanese"],
)
def test_offsets_are_code_points_in_every_script(page, bela, sign_in, text, words):
    desk = Desk(page, factories.Article(text=text))
    sign_in(bela)
    desk.open()

    desk.mark(words)

    start = text.index(words)
    assert marked(desk) == (start, start + len(words), words)
