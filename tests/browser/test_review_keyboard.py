"""The review with the keyboard alone: all it takes is reached, and one sees where one is."""

import pytest
from playwright.sync_api import expect

from annotations.services import discussing
from tests import factories
from tests.signing import set_review

CLAIM = "dozens of civilians were killed every day"
STOPS = 60  # nobody would walk past more of them

# What has the focus, in words, and whether that shows: on it, or on its label. At the end of the
# page nothing has.
HERE = """() => {
  const here = document.activeElement;
  if (here === document.body) return [null, false];
  const [label] = here.labels ?? [];
  const shown = [here, label].filter(Boolean).some((one) => {
    const { outlineStyle, outlineWidth } = getComputedStyle(one);
    const { width, height } = one.getBoundingClientRect();
    return outlineStyle !== "none" && parseFloat(outlineWidth) >= 2 && width * height > 1;
  });
  return [(label ?? here).textContent.replace(/\\s+/g, " ").trim(), shown];
}"""


class Keys:
    """Somebody without a mouse."""

    def __init__(self, page):
        self.page = page

    def go(self, where):
        """To an address, and past what is the same on every page."""
        self.page.goto(where)
        self.to("Skip to the content")
        self.press("Enter")

    def to(self, name):
        """With Tab to what is called `name`; at each stop on the way one sees where one is."""
        passed = []
        for _ in range(STOPS):
            self.press("Tab")
            here, shown = self.page.evaluate(HERE)
            if here is None:
                break
            assert shown, f"no visible focus: {here}"
            if here.startswith(name):
                return
            passed.append(here)
        raise AssertionError(f"not reached: {name}, only {passed}")

    def press(self, key):
        self.page.keyboard.press(key)

    def enter(self, name):
        self.to(name)
        self.press("Enter")

    def type(self, name, words):
        self.to(name)
        self.page.keyboard.type(words)


@pytest.fixture
def reviewed(seed, ada, bela):
    """A contested claim with a word to Ada about it, and one in the trash."""
    claim = factories.Annotation(article=seed, by=bela, quote=CLAIM)
    factories.Verdict(annotation=claim, by=bela, note="None named.")
    factories.Verdict(annotation=claim, kind="sourced")
    discussing.start(claim, by=bela, text="Who said so, @ada?")
    gone = factories.Annotation(article=seed, by=bela, quote="besieged city")
    gone.delete_softly(by=bela, version=1)
    set_review(seed, target=0)
    return claim


def test_an_editor_needs_no_mouse(page, sign_in, ada, reviewed):
    sign_in(ada)
    keys = Keys(page)

    keys.go("/articles/seed/ledger/")
    keys.type("With a claim that is", "contested")
    keys.enter("Show")
    expect(page.get_by_role("status").filter(has_text="1 of 21")).to_be_visible()

    keys.enter("Contested")
    expect(page.get_by_role("heading", name="Adjudication")).to_be_visible()
    keys.enter(CLAIM)
    expect(page.get_by_role("heading", name="Settle this claim")).to_be_visible()
    keys.to("Verified")
    keys.press("ArrowRight")
    keys.type("Why it is decided so", "The second source carries it.")
    keys.enter("Save decision")
    expect(page.locator("#flash")).to_contain_text("Decision saved.")
    assert reviewed.adjudications.get().kind == "sourced"

    keys.go("/articles/seed/sign-off/")
    keys.enter("Sign off")
    expect(page.locator("#flash")).to_contain_text("Signed off")

    keys.go("/trash/")
    keys.enter("Put back besieged city")
    expect(page.locator("#flash")).to_contain_text("Claim restored.")

    keys.go("/inbox/")
    keys.enter("Go to the passage")
    expect(page.locator(f"#at-{reviewed.pk}")).to_be_attached()
