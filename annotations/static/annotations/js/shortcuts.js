// Keys. Single letters only where the reader left them on (WCAG 2.1.4) and nobody is typing.
import { focusedClaim, withBody } from "./claims.js";
import { clear, hasForm, markOnly, moveEnd, openForm, pending } from "./pending.js";
import { markSentence } from "./selection.js";
import { isMoving, leave, save } from "./spans.js";
import { go } from "./walk.js";

const isTyping = (node) => node.closest?.("input:not([type=radio], [type=checkbox]), textarea, select, [contenteditable]");
const KINDS = { v: "verified", d: "disputed", s: "sourced" };
const MOVES = {
  ArrowLeft: ["end", -1],
  ArrowRight: ["end", 1],
  ArrowUp: ["start", -1],
  ArrowDown: ["start", 1],
};

function step(list, current, by) {
  const at = list.indexOf(current);
  return list[at < 0 ? (by > 0 ? 0 : list.length - 1) : Math.min(Math.max(at + by, 0), list.length - 1)];
}

function nextSentence(by) {
  const list = [...document.querySelectorAll("[data-text] .s")];
  const current = document.activeElement.closest(".s") ?? firstInView(list);
  const next = step(list, document.activeElement.closest(".s") ? current : null, by) ?? list[0];
  const target = document.activeElement.closest(".s") ? next : current;
  target?.focus({ preventScroll: true });
  target?.scrollIntoView({ block: "nearest" });
}

const firstInView = (list) => list.find((sentence) => sentence.getBoundingClientRect().bottom > 60) ?? list[0];

function judge(kind) {
  if (pending() && !hasForm()) return openForm(kind);
  const form = hasForm() ? "#pending" : ".card.is-focused [data-slot]";
  const radio = document.querySelector(`${form} input[name=kind][value=${kind}]`);
  if (radio) return radio.click();
  const card = focusedClaim();
  if (!card) return;
  withBody(card, (whole) => whole.querySelector(`[data-kind=${kind}]`)?.click());
}

const addEvidence = (card) =>
  card && withBody(card, (whole) => whole.querySelector("[data-add-evidence]")?.click());

const affirm = (card) =>
  card && withBody(card, (whole) => whole.querySelector("[data-affirm]")?.requestSubmit());

const LETTERS = {
  j: () => nextSentence(1),
  k: () => nextSentence(-1),
  n: () => go(1),
  p: () => go(-1),
  m: () => pending() && !hasForm() && markOnly(),
  e: () => addEvidence(focusedClaim()),
  h: () => affirm(focusedClaim()),
  u: () => document.querySelector("#flash [data-undo]")?.requestSubmit(),
  "?": () => document.getElementById("keys").showModal(),
  ...Object.fromEntries(Object.entries(KINDS).map(([key, kind]) => [key, () => judge(kind)])),
};

const WHILE_MOVING = new Set(["j", "k", "?"]);

function onKey(event) {
  if (event.isComposing || event.ctrlKey || event.metaKey || event.altKey) return;
  if (event.key === "Escape") return escape();
  if (isTyping(event.target) || document.querySelector("dialog[open]")) return;
  if (event.key === "Enter" && event.target.matches(".s")) return act(event, () => markSentence(event.target));
  if (event.shiftKey && MOVES[event.key] && pending()) return act(event, () => moveEnd(...MOVES[event.key]));
  if (event.key === "Enter" && isMoving() && !event.target.closest("a, button, summary")) return act(event, save);
  const letters = document.querySelector("[data-desk]").dataset.keys === "on";
  const action = letters && LETTERS[event.key.toLowerCase()];
  if (action && !(isMoving() && !WHILE_MOVING.has(event.key))) act(event, action);
}

function act(event, action) {
  event.preventDefault();
  action();
}

// Close the innermost thing that is open; typed words are kept as a draft.
function escape() {
  if (document.querySelector("dialog[open]")) return;
  if (isMoving()) return leave();
  if (pending()) return clear();
  const slot = document.activeElement.closest("[data-slot]");
  if (!slot) return;
  const card = slot.closest("[data-claim]");
  (card.querySelector("summary") ?? card).focus({ preventScroll: true });
  slot.replaceChildren();
}

export function wireShortcuts() {
  document.addEventListener("keydown", onKey);
}
