// The passage that is about to be marked: painted, with a toolbar, then with a form.
import { moved, slice, words } from "./offsets.js";
import { articleText, rangeOf } from "./passage.js";
import { isNarrow, rectInDesk } from "./margin.js";

const desk = () => document.querySelector("[data-desk]");
export const toolbar = () => document.getElementById("toolbar");
const slot = () => document.getElementById("pending");
let span = null;

export const pending = () => span;
export const hasForm = () => Boolean(slot()?.firstElementChild);

export function choose(next, { announce = false } = {}) {
  span = next;
  paint();
  placeToolbar();
  document.dispatchEvent(new Event("pending"));
  if (announce) toolbar().querySelector("[data-mark-words]").textContent = quote();
}

// Whoever was in the toolbar or the form is put back to where the passage begins.
export function clear() {
  const inside = [toolbar(), slot()].some((part) => part.contains(document.activeElement));
  const sentence = inside && span && rangeOf(span)?.startContainer.parentElement.closest(".s");
  span = null;
  slot().replaceChildren();
  toolbar().hidden = true;
  paint();
  document.dispatchEvent(new Event("pending"));
  if (sentence) sentence.focus({ preventScroll: true });
}

export function moveEnd(edge, step) {
  if (!span) return;
  const text = articleText();
  const language = document.querySelector("[data-text]").lang;
  window.getSelection().removeAllRanges();
  choose(moved(span, edge, step, words(text, language)), { announce: true });
}

// Other people's marks may have replaced the sentence below: paint again.
export function paint() {
  if (!window.Highlight) return;
  const range = span && rangeOf(span);
  if (range) CSS.highlights.set("pending", new Highlight(range));
  else CSS.highlights.delete("pending");
}

export const quote = () => slice(articleText(), span.start, span.end);

export function openForm(kind) {
  const query = new URLSearchParams({ ...span, kind, revision: revision() });
  toolbar().hidden = true;
  placeSlot();
  ask("GET", `${desk().dataset.new}?${query}`, { target: slot(), swap: "innerHTML" });
}

export function markOnly() {
  const values = { ...span, revision: revision(), quote: quote(), uuid: crypto.randomUUID(), csrfmiddlewaretoken: token() };
  toolbar().hidden = true;
  placeSlot();
  ask("POST", desk().dataset.create, { source: slot(), target: slot(), swap: "innerHTML", values });
}

// Without a connection the page says so (live.js), and the choice is still there.
const ask = (...request) => htmx.ajax(...request).catch(() => {});

// The server cuts the quote itself; what the page shows is sent so that a disagreement is noticed.
export function checkQuote() {
  const form = slot().querySelector("form");
  if (form && span) form.elements.quote.value = quote();
}

export const revision = () => desk().dataset.revision;
export const token = () => document.querySelector("[name=csrfmiddlewaretoken]").value;

function placeSlot() {
  const range = rangeOf(span);
  slot().style.top = range && !isNarrow() ? `${Math.max(0, rectInDesk(range).top - 8)}px` : "";
}

// On a phone the form comes up from below: the passage is scrolled out from under it.
export function uncover() {
  const range = span && isNarrow() && rangeOf(span);
  if (!range) return;
  const covered = range.getBoundingClientRect().bottom + 12 - slot().getBoundingClientRect().top;
  if (covered > 0) scrollBy(0, covered);
}

export function placeToolbar() {
  const range = span && rangeOf(span);
  // A claim whose text is gone waits for a passage.
  toolbar().hidden = hasForm() || !(range || toolbar().dataset.mode === "select");
  if (!range || toolbar().hidden) return;
  const link = toolbar().querySelector("[data-sentence]");
  link.href = link.dataset.sentence + range.startContainer.parentElement.closest(".s").id.slice(1) + "/";
  const lines = [...range.getClientRects()];
  const last = lines.at(-1);
  const width = toolbar().offsetWidth;
  const middle = last.left + last.width / 2 - width / 2;
  const left = Math.min(Math.max(8, middle), document.documentElement.clientWidth - width - 8);
  toolbar().style.left = `${left + window.scrollX}px`;
  toolbar().style.top = `${last.bottom + window.scrollY + 8}px`;
}

export function wireToolbar() {
  // Pressing a button must not take the selection away.
  toolbar().addEventListener("pointerdown", (event) => event.preventDefault());
  toolbar().addEventListener("click", ({ target }) => {
    const button = target.closest("button");
    if (!button) return;
    if (button.dataset.move) {
      const [edge, step] = button.dataset.move.split(" ");
      moveEnd(edge, Number(step));
    } else if ("markCancel" in button.dataset) clear();
    else if (button.dataset.mark) openForm(button.dataset.mark);
    else if ("mark" in button.dataset) markOnly();
  });
}
