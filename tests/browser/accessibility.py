"""axe-core on a page, in every look that we promise."""

from axe_playwright_python.base import AXE_SCRIPT
from playwright.sync_api import Page

# Colours do not depend on the width: two looks show what four would.
# What the dark and the phone may change: the rules about structure have answered in the first.
SEEN = ["color-contrast", "scrollable-region-focusable", "link-in-text-block"]
LOOKS = [("light", 1280, None), ("dark", 390, SEEN)]
# A contrast that axe cannot decide, it reports as incomplete, and nothing was proved. It never
# decides on a symbol, on a single character, and on what covers, is covered or is scrolled away.
COVERED = ["bgOverlap", "elmPartiallyObscured", "elmPartiallyObscuring"]
UNDECIDABLE = ["nonBmp", "shortTextContent", *COVERED]
RUN = """async ([undecidable, rules]) => {
  await new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)));
  const { violations, incomplete } = await axe.run({
    resultTypes: ["violations", "incomplete"],
    ...(rules && { runOnly: { type: "rule", values: rules } }),
  });
  const open = incomplete.filter(({ id }) => id === "color-contrast").map((rule) => ({
    ...rule,
    nodes: rule.nodes.filter(({ any }) => !undecidable.includes(any[0].data?.messageKey)),
  }));
  return [...violations, ...open].flatMap(({ id, nodes }) => nodes.map((node) =>
    `${id}: ${node.target.join(" ")}: ${node.failureSummary.split("\\n").at(-1).trim()}`));
}"""


def faults(page: Page) -> list[str]:
    """What axe has against the page as it stands: light on a screen, dark on a phone."""
    page.evaluate(AXE_SCRIPT)
    found = []
    for scheme, width, rules in LOOKS:
        page.emulate_media(color_scheme=scheme)
        page.set_viewport_size({"width": width, "height": 900})
        found += [
            f"{scheme} {width}: {fault}" for fault in page.evaluate(RUN, [UNDECIDABLE, rules])
        ]
    return found
