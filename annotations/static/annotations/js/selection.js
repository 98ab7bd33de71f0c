// What a person selects in the article becomes the pending passage: by mouse, by touch, by number.
import { sentenceSpan, spanOf } from "./passage.js";
import { choose, clear, hasForm, pending } from "./pending.js";
import { focusClaim } from "./claims.js";
import { isMoving } from "./spans.js";

const PAUSE = 500; // milliseconds without a change: a touch selection is finished

const inArticle = (node) => node?.nodeType && (node.nodeType === 1 ? node : node.parentElement)?.closest("[data-text]");

function selected() {
  const selection = window.getSelection();
  if (!selection.rangeCount || selection.isCollapsed) return null;
  const range = selection.getRangeAt(0);
  return inArticle(range.startContainer) || inArticle(range.endContainer) ? spanOf(range) : null;
}

function takeSelection() {
  const span = selected();
  if (span && !hasForm()) choose(span);
  return Boolean(span);
}

export function wireSelection() {
  const text = document.querySelector("[data-text]");
  document.addEventListener("pointerup", (event) => {
    if (event.pointerType === "touch" || event.target.closest("#toolbar, #pending, .card, .handle, dialog")) return;
    // The browser drops the old selection only after pointerup.
    setTimeout(() => {
      if (takeSelection() || isMoving()) return;
      if (pending() && !hasForm() && !event.target.closest("a.n")) clear();
    });
  });
  let timer;
  document.addEventListener("selectionchange", () => {
    if (!matchMedia("(pointer: coarse)").matches) return;
    clearTimeout(timer);
    timer = setTimeout(takeSelection, PAUSE);
  });
  text.addEventListener("click", onClick);
}

function onClick(event) {
  if (event.target.closest(".card, form")) return;
  const number = event.target.closest("a.n");
  if (number && !event.metaKey && !event.ctrlKey) {
    event.preventDefault();
    markSentence(document.getElementById(`s${number.dataset.number}`));
    document.querySelector("#toolbar button").focus({ preventScroll: true });
  } else if (selected()) {
    return;
  } else if (event.target.closest(".m") && !isMoving()) {
    openNext(event.target.closest(".m").dataset.claims.split(" "));
  } else if (event.pointerType === "touch" && event.target.closest(".s")) {
    markSentence(event.target.closest(".s"));
  }
}

// Each further click on overlapping claims opens the next of them.
function openNext(claims) {
  const now = document.querySelector(".card.is-focused")?.dataset.claim;
  focusClaim(claims[(claims.indexOf(now) + 1) % claims.length], { open: true });
}

export function markSentence(sentence) {
  const span = sentence && sentenceSpan(sentence);
  if (span && !hasForm()) choose(span, { announce: true });
}
