"""Every page and state of our own templates has no fault that axe-core can find."""

import pytest
from playwright.sync_api import expect

from tests import factories
from tests.browser.accessibility import faults
from tests.browser.desk import Desk


@pytest.fixture
def judged(seed, ada, bela):
    """Claims of every look in the seed article; one lies in another, and one has evidence."""
    quotes = [
        "most of Raqqa is a booby-trapped ruin",
        "Over 300,000 people have fled the Raqqa area",
        "300,000 people",
        "dozens of civilians were killed every day",
        "faulty planning",
        "nothing but thousands of victims",
    ]
    claims = [factories.Annotation(article=seed, by=bela, quote=quote) for quote in quotes]
    source = factories.Evidence(annotation=claims[1], by=bela)
    factories.Verdict(annotation=claims[1], by=bela, kind="sourced", evidence=[source])
    factories.Verdict(annotation=claims[2], by=bela, note="No source.")
    factories.Verdict(annotation=claims[3], by=bela, kind="verified")
    factories.Verdict(annotation=claims[4], by=bela, kind="verified")
    factories.Verdict(annotation=claims[4], by=ada, note="Outdated.")
    factories.Verdict(annotation=claims[5], by=bela, kind="verified", recheck_by="2020-01-01")
    return claims


@pytest.fixture
def faultless(page):
    """Check the page as it stands."""

    def check():
        found = faults(page)
        assert not found, "\n\n".join(found)

    return check


# -- pages --------------------------------------------------------------------------------------


def test_sign_in(page, faultless):
    page.goto("/login/")

    faultless()


def test_sign_in_refused(page, bela, faultless):
    page.goto("/login/")
    page.get_by_label("User name").fill("bela")
    page.get_by_label("Password").fill("wrong")
    page.get_by_role("button", name="Sign in").click()
    expect(page.get_by_role("alert")).to_be_visible()

    faultless()


def test_no_article_yet(page, bela, sign_in, faultless):
    sign_in(bela)
    page.goto("/")

    faultless()


def test_no_article_found(page, seed, bela, sign_in, faultless):
    sign_in(bela)
    page.goto("/?q=nonsense")

    faultless()


@pytest.mark.parametrize(
    "path",
    [
        "/",
        "/articles/new/",
        "/articles/seed/",
        "/exports/",
        "/exports/?article=nonsense",
        "/exports/columns/",
        "/account/",
        "/account/password/",
        "/nonsense/",
    ],
)
def test_page(page, judged, bela, sign_in, faultless, path):
    sign_in(bela)
    page.goto(path)

    faultless()


@pytest.mark.parametrize("text", ["One sentence. Another one.", ""], ids=["preview", "refused"])
def test_a_new_article(page, bela, sign_in, faultless, text):
    sign_in(bela)
    page.goto("/articles/new/")
    page.get_by_label("Text", exact=True).fill(text)
    page.get_by_role("button", name="Show the sentences").click()
    expect(page.locator(".preview, .errorlist").first).to_be_visible()

    faultless()


def test_an_account_without_a_role(page, cleo, sign_in, faultless):
    sign_in(cleo)
    page.goto("/")

    faultless()


def test_a_form_older_than_its_session(page, bela, sign_in, faultless):
    sign_in(bela)
    page.goto("/account/")
    page.context.clear_cookies(name="factcheck_csrf")
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_role("heading", name="Please send it again")).to_be_visible()

    faultless()


@pytest.mark.parametrize(
    "path", ["", "verdicts/new/?kind=disputed", "evidence/new/", "edit/", "history/"]
)
def test_page_of_a_claim(judged, desk, faultless, path):
    desk.page.goto(f"/annotations/{judged[2].pk}/{path}")

    faultless()


def test_page_of_a_new_claim(desk, faultless):
    desk.page.goto("/articles/seed/annotations/new/?sentence=10")

    faultless()


# -- states of the desk -------------------------------------------------------------------------


def test_the_desk_without_claims(desk, faultless):
    faultless()


def test_the_desk_of_an_editor(page, judged, seed, ada, sign_in, faultless):
    sign_in(ada)
    Desk(page, seed).open()

    faultless()


@pytest.mark.parametrize("number", range(6))
def test_an_open_card(judged, desk, faultless, number):
    desk.card(judged[number]).locator("summary").click()

    faultless()


def test_the_toolbar(judged, desk, faultless):
    desk.select("safe corridors")

    faultless()


def test_the_toolbar_without_letters(judged, bela, desk, faultless):
    bela.prefer(single_keys=False)
    desk.open()
    desk.select("safe corridors")

    faultless()


@pytest.mark.parametrize("kind", ["Verified", "Disputed"])
def test_the_form_of_a_new_claim(judged, desk, faultless, kind):
    desk.begin("safe corridors", kind)
    for more in desk.form.locator("details.more:visible > summary").all():
        more.click()

    faultless()


def test_a_refused_form(judged, desk, faultless):
    desk.begin("safe corridors", "Disputed")
    desk.save()
    expect(desk.form.get_by_text("Say why it is disputed.")).to_be_visible()

    faultless()


def test_a_saved_claim_with_its_message(judged, desk, faultless):
    desk.dispute("safe corridors", reason="unsupported", note="As of when?")
    expect(desk.flash.get_by_role("button", name="Undo")).to_be_visible()

    faultless()


def test_a_failed_save(judged, desk, faultless):
    desk.begin("safe corridors", "Disputed")
    desk.page.route("**/annotations/", lambda route: route.abort())
    desk.save()
    expect(desk.flash.get_by_role("alert")).to_be_visible()

    faultless()


def test_a_verdict_form_in_its_card(judged, desk, faultless):
    desk.card(judged[1]).locator("summary").click()
    desk.card(judged[1]).get_by_role("link", name="Verified").click()
    expect(desk.form).to_be_visible()

    faultless()


def test_the_history_in_its_card(judged, bela, desk, faultless):
    judged[2].verdicts.get().withdraw(by=bela)
    desk.open()
    desk.card(judged[2]).locator("summary").click()
    desk.card(judged[2]).get_by_role("link", name="History").click()
    expect(desk.page.locator(".events li").first).to_be_visible()

    faultless()


def test_two_texts_side_by_side(judged, ada, desk, faultless):
    desk.card(judged[0]).locator("summary").click()
    desk.card(judged[0]).get_by_role("link", name="Edit").click()
    desk.form.get_by_label("Who makes it").fill("The president")
    judged[0].edit(by=ada, version=1, claimant="The author")
    desk.save()
    expect(desk.page.locator(".conflict")).to_be_visible()

    faultless()


def test_a_verdict_changed_elsewhere(judged, bela, desk, faultless):
    desk.card(judged[0]).locator("summary").click()
    desk.card(judged[0]).get_by_role("link", name="Disputed").click()
    desk.say_why()
    factories.Verdict(annotation=judged[0], by=bela, kind="sourced", note="From there.")
    desk.save()
    expect(desk.page.locator(".conflict")).to_be_visible()

    faultless()


def test_the_list_of_keys(judged, desk, faultless):
    desk.press("?")

    faultless()
