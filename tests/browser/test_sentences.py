"""Sentences: marked as not checkable, split, merged; on their page and on the desk."""

import pytest
from playwright.sync_api import expect

from tests import factories
from tests.browser.accessibility import faults
from tests.browser.desk import Desk

PASSAGE = "Over 300,000 people have fled"  # begins sentence 10
ASIDE = "node => getComputedStyle(node, '::after').content"
WIDER = "() => document.documentElement.scrollWidth - innerWidth"


@pytest.fixture
def editing(page, seed, ada, sign_in):
    """Ada at the page of sentence 10 of the seed article."""
    sign_in(ada)
    page.goto("/articles/seed/sentences/10/")
    return page


@pytest.fixture
def marked(seed, ada):
    for number, kind in ((2, "opinion"), (10, "figure_of_speech")):
        seed.current().sentences.get(number=number).mark(kind, by=ada, before="")
    return seed


def word(page, text):
    return page.locator(".split__word").filter(has_text=text)


def cut(page, text):
    word(page, text).click()
    page.get_by_role("button", name="Split it there").click()


# -- the way there ------------------------------------------------------------------------------


def test_the_toolbar_leads_to_the_sentence_where_the_passage_begins(desk):
    desk.select("less than 1 percent")
    desk.toolbar.get_by_role("link", name="Sentence…").click()

    expect(desk.page.get_by_role("heading", name="Sentence 10 of 21")).to_be_visible()


def test_without_scripts_the_number_of_a_sentence_leads_there(
    browser, base_url, seed, bela, sign_in
):
    context = browser.new_context(base_url=base_url, java_script_enabled=False)
    sign_in(bela, in_=context)
    page = context.new_page()
    page.goto("/articles/seed/")

    page.get_by_role("link", name="10", exact=True).click()
    page.get_by_role("link", name="About this sentence").click()

    expect(page.get_by_role("heading", name="Sentence 10 of 21")).to_be_visible()
    context.close()


def test_it_leads_back_to_the_sentence_on_the_desk(editing):
    editing.get_by_role("link", name="Trump says").click()

    expect(editing.locator("#s10")).to_be_in_viewport()


# -- not checkable ------------------------------------------------------------------------------


def test_a_marked_sentence_says_so_behind_its_text(marked, desk):
    assert desk.sentence(2).evaluate(ASIDE) == '"opinion"'
    assert desk.sentence(10).evaluate(ASIDE) == '"figure of speech"'
    assert desk.sentence(3).evaluate(ASIDE) == "none"


def test_the_word_behind_it_is_no_part_of_what_is_selected(marked, desk):
    desk.mark("pre-war population.")

    claim = marked.annotations.get()
    assert (claim.quote, claim.placements.get().sentence.number) == ("pre-war population.", 10)


def test_a_passage_over_a_marked_sentence_is_counted_right(marked, desk):
    words = desk.text[desk.text.index("Updated 7") : desk.text.index("US President") + 12]

    desk.mark(words)

    assert marked.annotations.get().quote == words


def test_marking_and_its_undo_on_the_desk(desk):
    desk.page.goto("/articles/seed/sentences/10/")
    desk.page.get_by_role("radio", name="prediction").check()
    desk.page.get_by_role("button", name="Save").click()
    expect(desk.page.get_by_text("Coverage: 0 of 20 checkable sentences")).to_be_visible()

    desk.flash.get_by_role("button", name="Undo").click()

    expect(desk.page.get_by_text("Coverage: 0 of 21 checkable sentences")).to_be_visible()
    assert desk.sentence(10).evaluate(ASIDE) == "none"


def test_others_see_it_without_a_reload(seed, desk, ada):
    seed.current().sentences.get(number=10).mark("opinion", by=ada, before="")

    expect(desk.page.locator("#s10.s--aside")).to_be_visible()
    expect(desk.page.get_by_text("1 not checkable")).to_be_visible()


def test_it_is_printed(marked, desk):
    desk.page.emulate_media(media="print")

    assert desk.sentence(2).evaluate(ASIDE) == '"opinion"'
    expect(desk.page.locator(".coverage")).to_be_visible()


# -- splitting and merging ----------------------------------------------------------------------


def test_the_chosen_word_begins_a_line_of_its_own(editing):
    above = word(editing, "area").bounding_box()["y"]

    word(editing, "leaving").click()

    assert word(editing, "leaving").locator("input").is_checked()
    assert word(editing, "with").bounding_box()["y"] > above


def test_a_sentence_is_split_with_the_mouse(editing, seed):
    cut(editing, "leaving")

    expect(editing.locator("#s11")).to_contain_text("leaving it with less")
    expect(editing.locator("#s12")).to_contain_text("Trump said that it was now time")


@pytest.mark.postgres
def test_a_sentence_is_split_by_keyboard_alone(editing):
    editing.get_by_role("radio", name="300,000").focus()
    for _ in range(6):
        editing.keyboard.press("ArrowRight")
    editing.keyboard.press("Enter")

    expect(editing.locator("#s11")).to_contain_text("leaving it with less")


def test_a_claim_over_the_cut_is_told_first(editing, claim):
    cut(editing, "people")
    expect(editing.get_by_role("alert")).to_contain_text(PASSAGE)

    editing.get_by_label("Split it all the same").check()
    editing.get_by_role("button", name="Split it there").click()

    expect(editing.locator("#s11")).to_contain_text("people have fled")


@pytest.mark.postgres
def test_a_merge_and_its_undo_on_the_desk(editing):
    editing.get_by_role("button", name="Merge the two").click()
    expect(editing.locator("#s10")).to_contain_text("lasting peace")

    editing.locator("#flash").get_by_role("button", name="Undo").click()

    expect(editing.locator("#s11")).to_contain_text("Trump said that it was now time")
    expect(editing.locator("#flash")).to_contain_text("Sentence split.")


def test_who_has_the_desk_open_is_told_that_the_sentences_are_others(
    desk, ada, browser, base_url, sign_in
):
    context = browser.new_context(base_url=base_url)
    sign_in(ada, in_=context)
    adas = context.new_page()
    adas.goto("/articles/seed/sentences/10/")

    adas.get_by_role("button", name="Merge the two").click()

    expect(desk.page.locator("#outdated a")).to_be_visible()
    desk.page.locator("#outdated a").click()
    expect(desk.page.locator(".s")).to_have_count(20)
    context.close()


@pytest.mark.browser_context_args(java_script_enabled=False)
def test_all_of_it_works_without_scripts(editing):
    cut(editing, "leaving")
    editing.locator("#flash").get_by_role("button", name="Undo").click()
    editing.goto("/articles/seed/sentences/10/")
    editing.get_by_role("radio", name="opinion").check()
    editing.get_by_role("button", name="Save").click()

    expect(editing.locator(".s")).to_have_count(21)
    expect(editing.locator("#s10.s--aside")).to_be_visible()


# -- how it looks -------------------------------------------------------------------------------


@pytest.mark.parametrize("path", ["sentences/10/", "sentences/21/", ""])
def test_it_has_no_fault(page, marked, claim, ada, sign_in, path):
    sign_in(ada)
    page.goto(f"/articles/seed/{path}")

    assert not faults(page)


def test_a_refusal_has_no_fault(editing, claim):
    cut(editing, "people")

    assert not faults(editing)


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("W" * 300 + " " + "longword" * 30 + " end. Then.", "en"),
        ("وقال المسؤولون إن السد آمن تماماً. لم يصب أحد.", "ar"),
        ("水庫容量為四千萬公升，官員表示安全無虞。沒有人受傷。", "zh"),
    ],
)
def test_it_fits_a_phone(page, ada, sign_in, text, language):
    factories.Article(text=text, language=language, slug="other")
    sign_in(ada)
    page.set_viewport_size({"width": 390, "height": 800})
    page.goto("/articles/other/sentences/1/")
    page.locator(".split__word").last.click()

    assert page.evaluate(WIDER) <= 0


def test_a_desk_with_a_marked_sentence_fits_a_phone(page, marked, ada, sign_in):
    sign_in(ada)
    page.set_viewport_size({"width": 390, "height": 800})
    Desk(page, marked).open()

    assert page.evaluate(WIDER) <= 0
