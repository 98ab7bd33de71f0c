"""What a person does at the desk, in the words of a test.

Passages are named by their words, exactly as they stand in the article.
"""

from playwright.sync_api import Page, TimeoutError, expect

# The middle of the outer edge of the first and of the last character, as seen.
ENDS = """words => {
  const nodes = [];
  for (const sentence of document.querySelectorAll("[data-text] .s")) {
    const walker = document.createTreeWalker(sentence, NodeFilter.SHOW_TEXT);
    for (let node = walker.nextNode(); node; node = walker.nextNode()) nodes.push(node);
  }
  const text = nodes.map(({ data }) => data).join("");
  const start = text.indexOf(words);
  if (start < 0) throw new Error(`not in the article: ${words}`);
  const place = (at) => {
    for (const node of nodes) {
      if (at < node.length) return [node, at];
      at -= node.length;
    }
  };
  const letters = [...new Intl.Segmenter().segment(words)];
  const edge = (letter, isEnd) => {
    const from = place(start + letter.index);
    const range = document.createRange();
    range.setStart(...from);
    range.setEnd(from[0], Math.min(from[1] + letter.segment.length, from[0].length));
    const box = [...range.getClientRects()].at(isEnd ? -1 : 0);
    const inset = Math.min(2, box.width / 5);
    const rightward = getComputedStyle(from[0].parentElement).direction === "ltr";
    return {
      x: isEnd === rightward ? box.right - inset : box.left + inset,
      y: box.top + box.height / 2,
    };
  };
  place(start)[0].parentElement.scrollIntoView({ block: "center" });
  return [edge(letters[0], false), edge(letters.at(-1), true)];
}"""
PENDING = "() => [...(CSS.highlights.get('pending') ?? [])][0]?.toString() ?? ''"
SELECTION = "() => getSelection().toString()"


class Desk:
    """An article's page. `form` is the one that is open now, wherever it is."""

    def __init__(self, page: Page, article):
        self.page, self.article = page, article
        self.text = article.current().text
        self.toolbar = page.locator("#toolbar")
        self.pending = page.locator("#pending")
        self.form = page.locator("#pending form, [data-slot] form:not([data-quiet])")
        self.flash = page.locator("#flash")
        self.cards = page.locator(".card")

    def open(self, query: str = "") -> "Desk":
        self.page.goto(self.article.get_absolute_url() + query)
        return self

    # -- what is seen -------------------------------------------------------------------------

    def card(self, claim):
        return self.page.locator(f"#{claim.dom_id}")

    def marks(self, claim):
        """The pieces of text that belong to `claim`."""
        return self.page.locator(f"mark[data-claims~='{claim.pk}']")

    def sentence(self, number: int):
        return self.page.locator(f"#s{number}")

    def sentence_of(self, words: str):
        start = self.text.index(words)
        [first] = self.article.current().touched(start, start + 1)
        return self.sentence(first.number)

    def selected(self) -> str:
        return self.page.evaluate(SELECTION)

    def painted(self) -> str:
        """The pending passage, as it is painted."""
        return self.page.evaluate(PENDING)

    def expect_painted(self, words: str) -> None:
        try:
            self.page.wait_for_function(
                f"words => ({PENDING})() === words", arg=words, timeout=5000
            )
        except TimeoutError:
            assert self.painted() == words

    # -- what is done -------------------------------------------------------------------------

    def ends(self, words: str):
        return self.page.evaluate(ENDS, words)

    def select(self, words: str, *, backwards: bool = False) -> None:
        """Drag the mouse over `words`."""
        first, last = self.ends(words)
        if backwards:
            first, last = last, first
        self.page.mouse.move(**first)
        self.page.mouse.down()
        self.page.mouse.move(**last, steps=4)
        self.page.mouse.up()
        expect(self.toolbar).to_be_visible()

    def mark(self, words: str, **how) -> None:
        """Select `words` and mark them without a verdict."""
        self.select(words, **how)
        self.mark_selection()

    def mark_selection(self) -> None:
        before = self.cards.count()
        self.toolbar.get_by_role("button", name="Mark only").click()
        expect(self.cards).to_have_count(before + 1)

    def begin(self, words: str, kind: str) -> None:
        """Select `words` and open the form with the verdict `kind` by its button."""
        self.select(words)
        self.toolbar.get_by_role("button", name=kind).click()
        expect(self.pending.get_by_role("radio", name=kind)).to_be_checked()

    def press(self, *keys: str) -> None:
        for key in keys:
            self.page.keyboard.press(key)

    def save(self) -> None:
        self.form.locator("[data-submit]").click()

    def say_why(self) -> None:
        """A reason that no source is needed for, with the note that it asks for."""
        self.form.get_by_label("Why it is disputed").select_option("unsupported")
        note = self.form.get_by_label("Note", exact=True)
        note.fill(note.input_value() or "No source is named.")

    def cite(self, form) -> None:
        """Type a primary source that carries the claim into an open form."""
        form.get_by_text("+ Add source", exact=True).last.click()
        form.get_by_label("Source", exact=True).fill("Reservoir register")
        form.get_by_label("Link", exact=True).fill("https://example.org/register")
        form.get_by_label("Exact quote or figure").fill("40,000,000 l")
        form.get_by_label("Kind of source").select_option("primary")
        form.get_by_label("Opened on").fill("2026-11-20")

    def dispute(self, words: str, *, reason: str, note: str) -> None:
        """The main job without a source."""
        self.begin(words, "Disputed")
        self.form.get_by_label("Why it is disputed").select_option(reason)
        self.form.get_by_label("Note", exact=True).fill(note)
        self.save()
