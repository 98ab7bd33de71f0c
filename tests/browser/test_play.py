"""A play in seven scenes: three reviewers and two editors at the seed article, blind."""

import pytest
from playwright.sync_api import expect

from annotations.models import Correction, SignOff
from tests import factories
from tests.browser.desk import Desk

CLAIM = "less than 1 percent\u00a0of its pre-war population"
NOTES = {name: f"What {name} found." for name in ("bela", "carl", "dora")}


@pytest.fixture
def cast(new_context, sign_in, ada, bela, seed):
    """Everybody's own browser."""
    people = {"ada": ada, "emil": factories.Editor(username="emil"), "bela": bela}
    people |= {name: factories.Reviewer(username=name) for name in ("carl", "dora")}
    return {name: browser_of(user, new_context, sign_in) for name, user in people.items()}


def browser_of(user, new_context, sign_in):
    context = new_context()
    sign_in(user, in_=context)
    return context.new_page()


def test_from_the_first_claim_to_a_correction(cast, seed):
    claim = ada_asks_for_three_blind_reviews(cast["ada"], seed)
    for name in ("bela", "carl", "dora"):
        judge_blind(cast, name, seed, claim)
    agreement_is_shown(cast["ada"], seed)
    settle(cast["ada"], claim, "Disputed")
    sign_off(cast["emil"], seed)
    an_edit_voids_it(cast["ada"], cast["emil"], seed)
    settle(cast["ada"], claim, "Sourced", again=True)
    emil_signs_with_a_correction(cast["emil"], seed)


def ada_asks_for_three_blind_reviews(page, seed):
    page.goto(f"/articles/{seed.slug}/review/")
    page.get_by_label("Reviews for each claim").fill("3")
    page.get_by_role("checkbox").check()
    page.get_by_label("percent").fill("4")
    page.get_by_role("button", name="Save", exact=True).click()
    seed.refresh_from_db()
    assert (seed.required_reviews, seed.is_blind, seed.target) == (3, True, 4)
    desk = Desk(page, seed).open()
    desk.mark(CLAIM)
    return seed.annotations.get()


def judge_blind(cast, name, seed, claim):
    """Nobody hears of the others before their own verdict is in; then they do."""
    page = cast[name]
    page.goto("/waiting/next/")
    desk = Desk(page, seed)
    others = [note for other, note in NOTES.items() if other != name]
    assert not any(note in page.content() for note in others)
    expect(desk.card(claim).locator(".badge").first).to_contain_text("Unchecked")

    kind = "Sourced" if name == "carl" else "Disputed"
    desk.card(claim).get_by_role("link", name=kind).click()
    desk.form.get_by_label("Note", exact=True).fill(NOTES[name])
    if kind == "Sourced":
        desk.cite(desk.form)
    else:
        desk.say_why()
    desk.save()

    expect(desk.card(claim)).to_contain_text(NOTES[name])
    given = claim.verdicts.open().count()
    expect(desk.card(claim).locator(".verdict")).to_have_count(given)


def agreement_is_shown(page, seed):
    page.goto(f"/articles/{seed.slug}/agreement/")

    expect(page.locator("main")).to_contain_text("Krippendorff’s alpha")
    expect(page.locator("main")).to_contain_text("bela")


def settle(page, claim, outcome, *, again=False):
    if again:
        page.goto(f"/annotations/{claim.pk}/adjudication/")
        if page.get_by_text("Decide otherwise").count():
            page.get_by_text("Decide otherwise").click()
    else:
        page.goto("/adjudications/")
        page.get_by_role("link", name="its pre-war population").click()
        for note in NOTES.values():
            expect(page.locator("main")).to_contain_text(note)
    form = page.locator("#decide")
    form.get_by_role("radio", name=outcome).check()
    if outcome == "Disputed":
        form.get_by_label("Why it is disputed").select_option("unsupported")
    form.get_by_label("Why it is decided so").fill(f"It is {outcome.lower()}, seen together.")
    form.get_by_label("Say publicly").check()
    form.get_by_role("button", name="Save decision").click()
    expect(page.locator("#flash")).to_contain_text("Decision saved.")


def sign_off(page, seed):
    page.goto(f"/articles/{seed.slug}/sign-off/")
    page.locator("main").get_by_role("button", name="Sign off").click()
    expect(page.locator(".signed").first).to_contain_text("Signed off")
    assert SignOff.objects.get().editor.username == "emil"


def an_edit_voids_it(editor, signer, seed):
    """Elsewhere in the text: every verdict stands, but not the approval of the whole."""
    editor.goto(f"/articles/{seed.slug}/update/")
    text = editor.locator("textarea[name=raw]")
    text.fill(text.input_value().replace("booby-trapped ruin", "ruin full of traps"))
    editor.get_by_role("button", name="Preview the update").click()
    editor.get_by_role("button", name="Save as revision 2").click()
    expect(editor.locator("#flash")).to_contain_text("Text updated.")

    signer.goto(seed.get_absolute_url())
    expect(signer.locator(".signed")).to_contain_text("Sign-off void")
    expect(signer.locator(".signed")).to_contain_text("updated the text")


def emil_signs_with_a_correction(page, seed):
    page.goto(f"/articles/{seed.slug}/sign-off/")
    page.get_by_label("Why it says otherwise now").fill("The census was found.")
    page.locator("main").get_by_role("button", name="Sign off").click()
    expect(page.locator(".signed").first).to_contain_text("Signed off")

    page.goto(f"/articles/{seed.slug}/corrections/")
    expect(page.locator("main")).to_contain_text("The census was found.")
    noted = Correction.objects.get()
    assert (noted.before, noted.after) == ("disputed", "sourced")
