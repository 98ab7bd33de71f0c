// Updates: what this page's own writes and other people's do to it, and what a failure says.
import { repaintFocus, focusClaim } from "./claims.js";
import { layout, reconcile } from "./margin.js";
import { rangeOf, spanOf } from "./passage.js";
import { checkQuote, clear, paint, pending, uncover } from "./pending.js";
import { forget, restore } from "./drafts.js";
import { held, isBusy } from "./parts.js";
import { walked } from "./walk.js";

const EVERY = 1000; // milliseconds between two questions

// What the reader had open, selected or focused in the part that is being replaced: puts it back.
let putBack = null;

function beforePart(event) {
  const { target, fragment } = event.detail;
  const incoming = fragment.firstElementChild;
  if (target.matches("[data-margin]")) {
    event.detail.shouldSwap = false;
    reconcile(target, incoming);
  } else if (target.matches(".s")) {
    const looks = ({ innerHTML, dataset }) => `${dataset.aside} ${innerHTML}`;
    event.detail.shouldSwap = looks(target) !== looks(incoming);
    if (event.detail.shouldSwap) putBack = heldSentence(target);
  } else if (target.matches("#tray, #recheck")) {
    event.detail.shouldSwap = !isBusy(target);
    if (event.detail.shouldSwap) putBack = held(target);
  }
}

function heldSentence(sentence) {
  const selection = window.getSelection();
  const range = selection.rangeCount && !selection.isCollapsed ? selection.getRangeAt(0) : null;
  const span = range?.intersectsNode(sentence) ? spanOf(range) : null;
  const focused = document.activeElement === sentence;
  return () => {
    const again = span && rangeOf(span);
    if (again) {
      window.getSelection().removeAllRanges();
      window.getSelection().addRange(again);
    }
    if (focused) document.getElementById(sentence.id)?.focus({ preventScroll: true });
  };
}

function afterPart() {
  putBack?.();
  putBack = null;
}

const sender = (event) => event.detail.requestConfig?.elt ?? event.detail.elt;

// A form that was taken is done with, and so is what a slot has sent: neither holds its card any
// longer as it is.
function beforeSwap(event) {
  const form = sender(event);
  if (event.detail.xhr.status >= 300) return;
  if (form.matches("form[data-draft]")) form.dataset.done = "";
  if (form.matches("[data-slot]")) form.classList.remove("htmx-request");
}

function afterRequest(event) {
  const form = sender(event);
  const written = event.detail.requestConfig?.verb === "post";
  // For htmx a refusal whose form is shown (409, 422) is a success too.
  const { status } = event.detail.xhr;
  // 204 says nothing and changes nothing: the sign that somebody looks at a claim.
  if (!written || !event.detail.successful || status >= 300 || status === 204) return;
  const card = form.closest(".card");
  if (form.matches("form[data-draft]")) forget(form);
  if (form.closest("#pending")) {
    const made = event.detail.requestConfig.formData?.get("uuid");
    clear();
    window.getSelection().removeAllRanges();
    focusClaim(made, { open: true, keyboard: true });
  } else if (card || form.dataset.draft) {
    const id = (form.dataset.draft ?? card.id).split("-").slice(1).join("-");
    focusClaim(id, { keyboard: true });
  }
  document.getElementById("no-claims")?.remove();
  // The update of its card took it away, unless the page shows an older text.
  if (form.matches("[data-done]")) form.remove();
  walked(form);
}

function settle(event) {
  const slot = event.target.closest("[data-slot]:not(:has([data-discussion])), #pending");
  if (slot) {
    checkQuote();
    const form = slot.querySelector("form[data-draft]");
    if (form) restore(form);
    const wrong = form?.querySelector(".field--bad input, .field--bad select, .field--bad textarea");
    const first = wrong ?? form?.querySelector("[name=kind]:checked") ?? form?.querySelector("textarea, input:not([type=hidden])");
    first?.focus({ preventScroll: true });
    form?.scrollIntoView({ block: "nearest" });
    if (slot.id === "pending") uncover();
  }
  // A card that arrived with its body takes the place of the one that was in focus.
  const { target } = event.detail;
  if (target?.matches?.(".card") && document.activeElement === document.body) {
    document.getElementById(target.id)?.querySelector("summary").focus({ preventScroll: true });
  }
  if (pending()) paint();
  repaintFocus();
  layout();
}

// Errors say themselves in the words of the page; what was typed stays where it is.
function failed(event) {
  const live = document.querySelector("[data-live]");
  if (sender(event) === live || event.target.closest("[data-quiet]")) return;
  const status = event.detail.xhr?.status ?? 0;
  const kind = [401, 403].includes(status) ? "signedOut" : status === 0 ? "offline" : "failed";
  say(status === 404 ? live.dataset.gone : live.dataset[kind]);
}

function say(text) {
  const note = document.createElement("div");
  note.className = "flash flash--error";
  note.setAttribute("role", "alert");
  note.textContent = text;
  document.getElementById("flash").replaceChildren(note);
}

export function wireLive() {
  const { body } = document;
  body.addEventListener("htmx:oobBeforeSwap", beforePart);
  body.addEventListener("htmx:oobAfterSwap", afterPart);
  body.addEventListener("htmx:beforeSwap", beforeSwap);
  body.addEventListener("htmx:afterRequest", afterRequest);
  body.addEventListener("htmx:afterSettle", settle);
  for (const name of ["responseError", "sendError", "timeout"]) body.addEventListener(`htmx:${name}`, failed);
  const isOutdated = () => document.querySelector("#outdated > *");
  const ask = () => document.visibilityState === "visible" && !isOutdated() && htmx.trigger("[data-live]", "poll");
  setInterval(ask, EVERY);
  addEventListener("pageshow", (event) => event.persisted && ask());
  document.addEventListener("visibilitychange", ask);
}

