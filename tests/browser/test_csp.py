"""The main job from sign-in to sign-out: nothing is blocked, and nobody else is asked anything."""

from urllib.parse import urlsplit

import pytest
from playwright.sync_api import expect

from tests.browser.desk import Desk

REPORT = (
    "addEventListener('securitypolicyviolation', (one) => console.error('CSP', one.blockedURI))"
)
PASSAGE = "dozens of civilians were killed every day"


@pytest.fixture
def requests(context):
    """Every request that the browser makes."""
    made = []
    context.on("request", lambda request: made.append(request.url))
    return made


@pytest.fixture
def complaints(context):
    """What the browser writes to its console: violations of the policy, errors, warnings."""
    written = []
    context.add_init_script(REPORT)
    context.on("console", lambda one: written.append(f"{one.type}: {one.text}"))
    return written


@pytest.fixture
def walked(requests, complaints, page, seed, bela):
    """Bela's whole visit."""
    page.goto("/")
    page.get_by_label("User name").fill("bela")
    page.get_by_label("Password").fill("correct horse battery staple")
    page.get_by_role("button", name="Sign in").click()
    page.get_by_role("link", name=seed.title).click()
    page.wait_for_url("**/articles/seed/")
    judge(Desk(page, seed))
    for name in ("Export", "What the columns mean", "Account: bela", "Change password"):
        page.get_by_role("link", name=name, exact=name == "Export").click()
    page.goto("/account/")
    page.get_by_role("button", name="Sign out").click()
    expect(page.get_by_role("heading", name="Sign in")).to_be_visible()


def judge(desk):
    """Dispute, first without a reason; undo; mark again; verdict, source, history, permalink."""
    desk.begin(PASSAGE, "Disputed")
    desk.save()
    desk.form.get_by_text("Say why it is disputed.").wait_for()
    desk.say_why()
    desk.save()
    expect(desk.cards).to_have_count(1)
    desk.press("u")
    expect(desk.cards).to_have_count(0)
    desk.mark(PASSAGE)
    desk.cards.get_by_role("link", name="+ Add source").click()
    desk.form.get_by_label("Source", exact=True).fill("Census")
    desk.form.get_by_label("Link").fill("https://example.org/census")
    desk.save()
    expect(desk.cards.locator(".evidence__item")).to_be_visible()
    desk.cards.get_by_role("link", name="History").click()
    expect(desk.page.locator(".events li").first).to_be_visible()
    desk.cards.get_by_role("link", name="Link", exact=True).click()
    expect(desk.cards.locator("details")).to_have_attribute("open", "")


def test_the_browser_has_nothing_to_complain_of(walked, complaints):
    # The one refusal on the way is deliberate, and the browser logs each.
    assert [one for one in complaints if "422 (Unprocessable" not in one] == []


def test_nobody_but_the_desk_is_asked(walked, requests, base_url):
    assert {urlsplit(url).netloc for url in requests} == {urlsplit(base_url).netloc}


def test_the_policy_is_in_force(page, complaints):
    page.goto("/login/")

    page.evaluate("document.body.setAttribute('onclick', 'window.ran = true')")
    page.locator("body").click()

    assert page.evaluate("window.ran") is None
    assert any("CSP" in one for one in complaints)
