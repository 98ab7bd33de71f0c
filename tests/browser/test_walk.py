"""After the text was updated: the walk through what changed, and pages that show the old text."""

import re

import pytest
from playwright.sync_api import expect

from annotations.models import Verdict
from tests import factories
from tests.browser.accessibility import faults
from tests.browser.desk import Desk
from tests.factories import revised

FOCUSED = re.compile("is-focused")
QUOTES = [
    "announced the full liberation",
    "Over 300,000 people have fled",
    "dozens of civilians were killed every day",
]
KEPT = "faulty planning"


@pytest.fixture
def changed(seed, bela):
    """Three verdicts of Bela's whose sentences were edited, and one that stands."""
    claims = [factories.Annotation(article=seed, by=bela, quote=one) for one in [*QUOTES, KEPT]]
    for claim in claims:
        factories.Verdict(annotation=claim, by=bela, note="Unfounded.")
    text = seed.current().text
    for old, new in [
        ("announced the full", "has announced the full"),
        ("people have fled", "people had fled"),
        ("civilians were killed", "civilians were wounded or killed"),
    ]:
        assert old in text
        text = text.replace(old, new)
    revised(seed, text, by=bela)
    return claims[:3]


@pytest.fixture
def walk(changed, page, seed, bela, sign_in):
    sign_in(bela)
    return Desk(page, seed).open("?walk=changed")


def stands(desk, claim):
    return expect(desk.card(claim).locator(".verdict .badge")).not_to_contain_text("needs re-check")


# -- the walk -----------------------------------------------------------------------------------


def test_it_begins_at_the_first_that_changed(walk, changed):
    expect(walk.card(changed[0])).to_have_class(FOCUSED)
    expect(walk.card(changed[0]).locator("summary")).to_be_focused()
    expect(walk.card(changed[0]).locator("del, ins").first).to_be_visible()


def test_n_and_p_pass_by_what_did_not_change(walk, changed):
    walk.press("n", "n", "n", "n")
    expect(walk.card(changed[2])).to_have_class(FOCUSED)

    walk.press("p")

    expect(walk.card(changed[1])).to_have_class(FOCUSED)


def test_the_desk_leads_to_it(walk, changed):
    walk.open()
    walk.page.get_by_text("3 claims need a re-check").click()

    walk.page.get_by_role("link", name="Walk through them").click()

    expect(walk.card(changed[0])).to_have_class(FOCUSED)


@pytest.mark.postgres
def test_h_says_that_it_still_holds_and_the_next_one_comes(walk, changed):
    walk.press("h")

    expect(walk.card(changed[1])).to_have_class(FOCUSED)
    expect(walk.card(changed[1]).locator("summary")).to_be_focused()
    stands(walk, changed[0])
    assert Verdict.objects.valid().filter(annotation=changed[0], note="Unfounded.").exists()


def test_the_button_does_the_same(walk, changed):
    walk.card(changed[0]).get_by_role("button", name="Still holds").click()

    expect(walk.card(changed[1]).locator("summary")).to_be_focused()


def test_after_the_last_comes_one_that_was_passed_by(walk, changed):
    walk.press("n", "n", "h")

    expect(walk.card(changed[0]).locator("summary")).to_be_focused()


def test_the_end_is_said_and_n_goes_through_all_again(walk, changed):
    for claim in changed:
        expect(walk.card(claim).locator("summary")).to_be_focused()
        walk.press("h")

    expect(walk.flash).to_contain_text("Nothing left to re-check.")
    expect(walk.page.get_by_text("need a re-check")).to_have_count(0)
    walk.press("n", "n", "n", "n")
    expect(walk.card(walk.article.annotations.get(quote=KEPT))).to_have_class(FOCUSED)


def test_h_is_undone(walk, changed):
    walk.press("h")
    expect(walk.card(changed[1]).locator("summary")).to_be_focused()

    walk.press("u")

    badge = walk.card(changed[0]).locator(".verdict .badge")
    expect(badge).to_contain_text("needs re-check")


def test_a_verdict_that_changes_ends_the_walk_as_well(walk, changed):
    walk.press("h")
    expect(walk.card(changed[1]).locator("summary")).to_be_focused()
    walk.press("h")
    expect(walk.card(changed[2]).locator("summary")).to_be_focused()
    walk.press("s")
    walk.form.get_by_label("Note", exact=True).fill("Now it has a source.")
    walk.cite(walk.form)
    walk.save()

    expect(walk.flash).to_contain_text("Nothing left to re-check.")


def test_h_without_a_walk_stays_on_the_card(walk, changed):
    walk.open()
    walk.press("n", "h")

    stands(walk, changed[0])
    expect(walk.card(changed[0]).locator("summary")).to_be_focused()


def test_h_does_nothing_where_nothing_changed(claim, desk):
    desk.press("n", "h")

    expect(desk.flash.locator(".flash")).to_have_count(0)


def test_a_walk_with_nothing_to_do_says_so(claim, desk):
    desk.open("?walk=changed")

    expect(desk.flash).to_contain_text("Nothing left to re-check.")


def test_the_key_is_listed(walk):
    walk.press("?")

    expect(walk.page.get_by_role("dialog", name="Keys")).to_contain_text("still holds")


def test_axe_finds_nothing(walk):
    found = faults(walk.page)

    assert not found, "\n\n".join(found)


@pytest.mark.browser_context_args(viewport={"width": 390, "height": 844})
def test_nothing_scrolls_sideways_on_a_phone(walk):
    assert walk.page.evaluate("document.documentElement.scrollWidth") == 390


@pytest.mark.browser_context_args(java_script_enabled=False)
def test_without_scripts_each_is_a_link_away(walk, changed):
    walk.page.locator("#recheck").get_by_role("link", name=QUOTES[0]).click()

    walk.card(changed[0]).get_by_role("button", name="Still holds").click()

    stands(walk, changed[0])


# -- the text is updated while somebody writes --------------------------------------------------


def banner(desk):
    return desk.page.get_by_role("status").get_by_text("has been updated: revision 2")


@pytest.fixture
def writing(claim, desk):
    """Bela is at a verdict on her claim."""
    desk.card(claim).locator("summary").click()
    desk.card(claim).get_by_role("link", name="Disputed").click()
    desk.say_why()
    desk.form.get_by_label("Note", exact=True).fill("Typed with care.")
    return desk


def update(desk, by, old="people have fled", new="people had fled"):
    revised(desk.article, desk.article.current().text.replace(old, new), by=by)
    expect(banner(desk)).to_be_visible()


def test_a_banner_says_so_and_leaves_the_focus_and_the_words(writing, ada):
    note = writing.form.get_by_label("Note", exact=True)

    update(writing, ada)

    expect(note).to_be_focused()
    expect(note).to_have_value("Typed with care.")
    expect(banner(writing)).to_be_in_viewport()


def test_the_page_asks_no_more(writing, ada):
    update(writing, ada)
    asked = []
    writing.page.on("request", lambda request: asked.append(request.url))

    writing.page.wait_for_timeout(2500)

    assert asked == []


def test_on_words_that_changed_nothing_is_saved_and_the_words_stay(writing, claim, ada):
    update(writing, ada)

    writing.save()

    expect(writing.page.locator(".conflict")).to_contain_text("The text was updated")
    expect(writing.form.get_by_label("Note", exact=True)).to_have_value("Typed with care.")
    assert not claim.verdicts.exists()


def test_saved_again_it_is_about_the_words_now(writing, claim, ada):
    update(writing, ada)
    writing.save()
    expect(writing.page.locator(".conflict")).to_be_visible()

    writing.save()

    expect(writing.flash).to_contain_text("Verdict saved.")
    expect(writing.form).to_have_count(0)
    assert Verdict.objects.valid().get().note == "Typed with care."


def test_on_words_that_stand_it_is_saved(writing, claim, ada):
    update(writing, ada, "safe corridors", "safer corridors")

    writing.save()

    expect(writing.flash).to_contain_text("Verdict saved.")
    expect(writing.form).to_have_count(0)
    expect(banner(writing)).to_be_visible()
    assert Verdict.objects.valid().get().note == "Typed with care."


@pytest.mark.parametrize(
    ("old", "saved"), [("people have fled", False), ("safe corridors", True)], ids=["edited", "not"]
)
def test_a_new_claim_is_saved_where_its_words_stand(desk, ada, old, saved):
    desk.begin("Over 300,000 people", "Disputed")
    desk.say_why()
    desk.form.get_by_label("Note", exact=True).fill("Typed with care.")
    update(desk, ada, old, old.replace("e", "ee"))

    desk.save()

    if saved:
        expect(desk.flash).to_contain_text("Claim marked.")
        assert desk.article.annotations.get().placements.current().exists()
    else:
        expect(desk.form.get_by_label("Note", exact=True)).to_have_value("Typed with care.")
        expect(desk.page.locator(".conflict")).to_contain_text("The text was updated")
        assert not desk.article.annotations.exists()


def test_moved_ends_on_an_old_text_are_refused_with_the_words_kept(claim, desk, ada):
    desk.card(claim).locator("summary").click()
    desk.card(claim).get_by_role("link", name="Move ends").click()
    update(desk, ada, "safe corridors", "safer corridors")

    desk.press("Shift+ArrowDown", "Enter")

    expect(desk.page.locator(".conflict")).to_contain_text("The text was updated")
    desk.save()
    expect(desk.flash).to_contain_text("Ends moved.")
    expect(desk.form).to_have_count(0)
    assert claim.placements.current().get().passage == "300,000 people have fled"


def test_the_banner_leads_to_the_new_text(writing, ada):
    update(writing, ada)
    writing.form.get_by_role("link", name="Cancel").click()

    writing.page.get_by_role("link", name="Show the new text").click()

    expect(writing.page.locator("[data-revision='2']")).to_be_visible()


def test_axe_finds_nothing_with_the_banner(writing, ada):
    update(writing, ada)

    found = faults(writing.page)

    assert not found, "\n\n".join(found)
