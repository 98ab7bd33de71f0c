// Moving the ends of a claim, or attaching one whose text is gone: the toolbar in another mode.
import { focusClaim } from "./claims.js";
import { choose, clear, pending, placeToolbar, quote, revision, token, toolbar } from "./pending.js";

let claim = null; // what is being moved: { id, url, version, stands, sent }

export const isMoving = () => claim !== null;

function enter(link) {
  const card = link.closest("[data-claim]");
  const { start, end, was } = card.dataset;
  window.getSelection().removeAllRanges();
  clear();
  claim = { id: card.dataset.claim, url: link.href, version: link.dataset.version, stands: Boolean(end) };
  if (claim.stands) choose({ start: Number(start), end: Number(end) }, { announce: true });
  else dress();
  const first = sentenceAt(Number(start ?? was));
  first.scrollIntoView({ block: "center" });
  if (!claim.stands) first.focus({ preventScroll: true });
}

// Where the passage begins; for one that is gone, about where it was.
function sentenceAt(offset) {
  const sentences = [...document.querySelectorAll("[data-text] .s")];
  return sentences.find(({ dataset }) => offset < dataset.end) ?? sentences.at(-1);
}

// The toolbar shows what can be done now.
function dress() {
  const before = toolbar().dataset.mode;
  const mode = !claim ? "mark" : claim.stands ? "move" : pending() ? "attach" : "select";
  toolbar().dataset.mode = mode;
  toolbar().setAttribute("aria-label", toolbar().getAttribute(`data-label-${mode}`));
  for (const part of toolbar().querySelectorAll("[data-in]")) {
    part.hidden = !part.dataset.in.split(" ").includes(mode);
  }
  placeToolbar();
  if (mode === "select" && before !== mode) {
    toolbar().querySelector("[data-mark-words]").textContent = toolbar().getAttribute("data-label-select");
  }
}

// A passage was chosen: by mouse, by number, by keys. It is ready to be saved.
function chosen() {
  if (!claim) return;
  dress();
  window.getSelection().removeAllRanges();
  if (!toolbar().contains(document.activeElement)) {
    toolbar().querySelector("[data-span-save]:not([hidden])")?.focus({ preventScroll: true });
  }
}

function stop() {
  claim = null;
  clear();
  dress();
}

export function leave() {
  const { id } = claim;
  stop();
  document.querySelector(`#claim-${id} [data-span]`)?.focus();
}

export function save() {
  if (!pending() || claim.sent) return;
  const slot = document.getElementById(`form-${claim.id}`);
  const said = { quote: quote(), words: quote(), revision: revision(), version: claim.version };
  const values = { ...pending(), ...said, csrfmiddlewaretoken: token() };
  claim.sent = true;
  const sent = htmx.ajax("POST", claim.url, { source: slot, target: slot, swap: "innerHTML", values });
  sent.catch(() => {}); // no connection: said by the page, and the choice is still there
}

// A refusal shows its form in the card, with the words in it; what went wrong on the way, here or
// there, says itself, and leaves all as it is.
function answered({ detail }) {
  if (!claim || detail.requestConfig?.elt.id !== `form-${claim.id}`) return;
  const { id } = claim;
  const { status } = detail.xhr;
  const taken = status >= 200 && status < 300;
  claim.sent = false;
  if (!taken && ![409, 422].includes(status)) return;
  stop();
  if (taken) focusClaim(id, { open: true, keyboard: true });
}

export function wireSpans() {
  document.addEventListener("click", (event) => {
    const link = event.target.closest("[data-span]");
    if (link && !event.metaKey && !event.ctrlKey && !event.shiftKey) {
      event.preventDefault();
      enter(link);
    }
  });
  toolbar().addEventListener("click", ({ target }) => {
    if (target.closest("[data-span-save]")) save();
    else if (target.closest("[data-span-cancel]")) leave();
  });
  document.addEventListener("pending", chosen);
  document.body.addEventListener("htmx:afterRequest", answered);
}
