"""Every step can be taken back, from the message that reports it."""

import pytest
from playwright.sync_api import expect

from tests import factories


def undo(desk):
    desk.flash.get_by_role("button", name="Undo").click()


def open_card(desk, claim):
    desk.card(claim).locator("summary").click()
    return desk.card(claim)


@pytest.fixture
def judged(claim, bela):
    factories.Verdict(annotation=claim, by=bela, note="Unfounded.")
    return claim


def test_a_new_claim_is_taken_back(desk):
    desk.mark("safe corridors")

    undo(desk)

    expect(desk.cards).to_have_count(0)
    expect(desk.page.locator("mark")).to_have_count(0)


def test_the_undo_is_itself_undone(desk):
    desk.mark("safe corridors")
    undo(desk)
    expect(desk.cards).to_have_count(0)

    undo(desk)

    expect(desk.cards).to_have_count(1)


def test_a_verdict_is_taken_back(claim, desk):
    open_card(desk, claim).get_by_role("link", name="Verified").click()
    desk.cite(desk.form)
    desk.save()
    expect(desk.card(claim).locator(".badge").first).to_contain_text("Verified")

    undo(desk)

    expect(desk.card(claim).locator(".badge").first).to_contain_text("Unchecked")


def test_a_changed_verdict_goes_back_to_the_one_before(judged, desk):
    open_card(desk, judged).get_by_role("link", name="Verified").click()
    desk.form.get_by_label("Note", exact=True).fill("Now I know.")
    desk.cite(desk.form)
    desk.save()
    expect(desk.card(judged).locator(".badge").first).to_contain_text("Verified")

    undo(desk)

    expect(desk.card(judged).locator(".badge").first).to_contain_text("Disputed")
    expect(desk.card(judged).locator(".verdict__note")).to_have_text("Unfounded.")


def test_a_withdrawn_verdict_is_put_back(judged, desk):
    open_card(desk, judged).get_by_role("button", name="Withdraw").click()
    expect(desk.card(judged).locator(".badge").first).to_contain_text("Unchecked")

    undo(desk)

    expect(desk.card(judged).locator(".badge").first).to_contain_text("Disputed")


def test_a_deleted_claim_is_brought_back_with_its_verdict(judged, desk):
    open_card(desk, judged).get_by_role("button", name="Delete").click()
    expect(desk.cards).to_have_count(0)

    undo(desk)

    expect(desk.card(judged).locator(".badge").first).to_contain_text("Disputed")


def test_removed_evidence_is_put_back(claim, bela, desk):
    factories.Evidence(annotation=claim, by=bela)
    expect(desk.card(claim)).to_contain_text("1 source")
    open_card(desk, claim).get_by_role("button", name="Remove").click()
    expect(desk.card(claim).locator(".evidence__item")).to_have_count(0)

    undo(desk)

    expect(desk.card(claim).locator(".evidence__item")).to_have_count(1)


def test_u_undoes_as_often_as_there_is_something_to_undo(desk):
    desk.mark("safe corridors")
    desk.press("u")
    expect(desk.cards).to_have_count(0)

    desk.press("u")

    expect(desk.cards).to_have_count(1)


def test_u_undoes_after_the_message_has_faded(desk):
    desk.page.clock.install()
    desk.open()
    desk.mark("safe corridors")
    for _ in range(2):
        desk.page.clock.fast_forward(20_000)
    expect(desk.flash.locator(".flash")).to_be_hidden()

    desk.press("u")

    expect(desk.cards).to_have_count(0)


def test_an_undo_of_what_somebody_else_changed_is_refused_in_words(desk, ada):
    desk.mark("safe corridors")
    claim = desk.article.annotations.get()
    claim.edit(by=ada, version=1, claim_text="Ada's words")

    undo(desk)

    expect(desk.flash).to_contain_text("changed meanwhile")
    expect(desk.cards).to_have_count(1)
