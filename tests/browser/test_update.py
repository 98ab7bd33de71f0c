"""The text of an article is updated by somebody who looks first."""

import re

import pytest
from playwright.sync_api import expect

from tests import factories
from tests.browser.accessibility import faults
from tests.factories import revised

WORDS = "Over 300,000 people have fled"
FEWER = "Over 200,000 people may have fled"
LOST = "dozens of civilians were killed every day"
KEPT = "The city is in ruins"


@pytest.fixture
def claims(seed, bela):
    """One that an edit touches, one that it takes away, and one that it leaves alone."""
    claims = [factories.Annotation(article=seed, by=bela, quote=one) for one in (WORDS, LOST, KEPT)]
    for claim in claims:
        factories.Verdict(annotation=claim, by=bela)
    return claims


@pytest.fixture
def new(seed, claims):
    """The next text of the article."""
    text, gone = seed.current().text, claims[1].place.sentence
    return (text[: gone.start] + text[gone.end :]).replace(WORDS, FEWER)


@pytest.fixture
def form(claims, new, seed, page, ada, sign_in):
    """Ada at the form, the text changed in place."""
    sign_in(ada)
    page.goto(seed.get_absolute_url())
    page.get_by_role("link", name="Update text").click()
    page.get_by_label("Text", exact=True).fill(new)
    return page


@pytest.fixture
def preview(form):
    form.get_by_role("button", name="Preview the update").click()
    expect(form.get_by_role("heading", name="What revision 2 would change")).to_be_visible()
    return form


@pytest.fixture
def updated(preview):
    preview.get_by_role("button", name="Save as revision 2").click()
    expect(preview.locator("#flash")).to_contain_text("Text updated.")
    return preview


def counts(page):
    return page.locator("#preview .fates").first.get_by_role("listitem")


def fate(page, label):
    return page.locator("#preview .told").filter(has=page.get_by_role("heading", name=label))


def narrow(page):
    """Whether nothing scrolls sideways on a phone."""
    page.set_viewport_size({"width": 390, "height": 844})
    return page.evaluate("document.documentElement.scrollWidth") == 390


# -- the preview --------------------------------------------------------------------------------


def test_the_preview_says_what_becomes_of_every_claim(preview):
    expect(counts(preview)).to_have_text(["1 kept", "1 is gone", "1 needs a re-check"])
    expect(fate(preview, "needs re-check").locator("ins")).to_contain_text(["200,000", "may"])
    expect(fate(preview, "needs re-check").locator(".badge.is-stale")).to_contain_text("Disputed")
    expect(fate(preview, "gone").locator("strong")).to_have_text(LOST)


def test_the_text_can_be_changed_once_more(preview):
    preview.get_by_role("link", name="Change the text").click()
    preview.get_by_label("Text", exact=True).fill("All withdrawn.")
    preview.get_by_role("button", name="Preview again").click()

    expect(counts(preview)).to_have_text(["3 are gone"])


def test_a_desk_that_changed_meanwhile_is_looked_at_again(preview, seed, bela):
    factories.Annotation(article=seed, by=bela, quote="faulty planning")

    preview.get_by_role("button", name="Save as revision 2").click()

    expect(preview.get_by_role("alert")).to_contain_text("the desk has changed since you looked")
    preview.get_by_role("button", name="Save as revision 2").click()
    expect(preview.locator("#flash")).to_contain_text("Text updated.")


def test_a_button_that_was_pressed_shows_it(form):
    form.route("**/update/", lambda route: None)  # the answer never comes

    button = form.get_by_role("button", name="Preview the update")
    pressed = button.evaluate("it => { it.click(); return it.getAttribute('aria-busy'); }")

    assert pressed == "true"


def test_the_new_text_survives_a_reload(form):
    form.on("dialog", lambda dialog: dialog.accept())
    form.get_by_label("Text", exact=True).press_sequentially(" More of it.")
    form.reload()

    expect(form.get_by_label("Text", exact=True)).to_have_value(re.compile(r" More of it\.$"))


# -- saved --------------------------------------------------------------------------------------


@pytest.mark.postgres
def test_the_desk_shows_what_changed(updated, claims):
    expect(updated).to_have_url(re.compile(r"\?walk=changed$"))
    expect(updated.locator("#flash")).to_contain_text("Claims: 1 kept, 1 is gone, 1 needs")
    expect(updated.get_by_text("1 claim needs a re-check")).to_be_visible()


def test_the_same_goes_by_keyboard_alone(form):
    form.get_by_role("button", name="Preview the update").focus()
    form.keyboard.press("Enter")
    form.get_by_role("button", name="Save as revision 2").focus()
    form.keyboard.press("Enter")

    expect(form.locator("#flash")).to_contain_text("Text updated.")


@pytest.mark.browser_context_args(java_script_enabled=False)
def test_the_same_goes_without_scripts(updated, seed):
    assert FEWER in seed.current().text
    expect(updated.get_by_text("1 claim needs a re-check")).to_be_visible()


def test_undo_brings_the_old_text_back(updated, seed):
    updated.get_by_role("button", name="Undo").click()

    expect(updated.locator("#flash")).to_contain_text("2 have their text back")
    assert WORDS in seed.current().text


def test_an_undo_that_comes_too_late_says_so_on_the_desk(updated, seed):
    revised(seed, "Another text altogether.")

    updated.get_by_role("button", name="Undo").click()

    expect(updated.locator("#flash")).to_contain_text("Nothing was changed: look again.")
    assert seed.current().number == 3


# -- revisions ----------------------------------------------------------------------------------


def test_two_revisions_are_chosen_and_compared(updated, seed, claims):
    updated.goto(seed.get_absolute_url() + "revisions/")
    updated.get_by_role("button", name="Compare").click()

    assert updated.url.endswith("/compare/1/2/")
    edited = updated.locator(".pair--edited")
    expect(edited.locator("del")).to_contain_text("300,000")
    expect(edited.locator("ins")).to_contain_text(["200,000", "may"])
    expect(edited.locator(".beside")).to_contain_text(["needs re-check", "needs re-check"])
    expect(updated.locator(".pair--removed .beside--old")).to_contain_text("not in the other text")


def test_by_keyboard_one_goes_from_change_to_change(updated, seed):
    updated.goto(seed.get_absolute_url() + "compare/1/2/")
    updated.get_by_role("link", name="First change").press("Enter")
    updated.keyboard.press("Tab")
    updated.keyboard.press("Enter")

    assert updated.url.endswith("#change-2")
    expect(updated.locator("#change-2")).to_be_in_viewport()


def test_unchanged_stretches_open(updated, seed):
    updated.goto(seed.get_absolute_url() + "compare/1/2/")
    updated.locator(".compare__same summary").first.click()

    expect(updated.locator(".compare__same .pair").first).to_be_visible()


def test_an_older_text_is_brought_back(updated, seed):
    updated.goto(seed.get_absolute_url() + "revisions/")
    updated.get_by_role("button", name="Bring this text back").click()

    expect(updated.locator("#flash")).to_contain_text("2 have their text back")
    assert WORDS in seed.current().text


# -- looks --------------------------------------------------------------------------------------


@pytest.mark.parametrize("where", ["revisions/", "revisions/1/", "revisions/2/", "compare/1/2/"])
def test_pages_of_revisions_are_without_fault(updated, seed, where):
    updated.goto(seed.get_absolute_url() + where)

    found = faults(updated)

    assert not found, "\n\n".join(found)
    assert narrow(updated)


def test_the_preview_is_without_fault(preview):
    found = faults(preview)

    assert not found, "\n\n".join(found)
    assert narrow(preview)


def test_the_form_with_an_error_is_without_fault(form):
    form.get_by_label("Text", exact=True).fill("")
    form.get_by_role("button", name="Preview the update").click()
    expect(form.locator(".errorlist")).to_be_visible()

    found = faults(form)

    assert not found, "\n\n".join(found)


def test_long_words_and_other_directions_fit_a_phone(page, ada, sign_in):
    word = "Donaudampfschifffahrtsgesellschaftskapitän" * 6
    article = factories.Article(text=f"السد آمن. {word} kam.", language="ar", slug="long")
    factories.Annotation(article=article, quote=word)
    revised(article, f"السد غير آمن. {word} ging.")
    sign_in(ada)

    for where in ("revisions/", "revisions/1/", "compare/1/2/"):
        page.goto(f"/articles/long/{where}")
        assert narrow(page), where
