// Which claim is in focus: its marks and its card show it together.
import { layout } from "./margin.js";

export const focusedClaim = () => document.querySelector(".card.is-focused");
export const cards = () => [...document.querySelectorAll(".card")];

export function focusClaim(id, { open = false, scroll = false, keyboard = false } = {}) {
  const card = document.getElementById(`claim-${id}`);
  if (!card) return;
  paintFocus(id);
  // One whose text is gone lies in the tray, and may have nothing to open.
  const details = card.querySelector("details");
  if (open && details) details.open = true;
  layout();
  if (keyboard) (card.querySelector(".card__summary") ?? card).focus({ preventScroll: true });
  if (scroll) (document.getElementById(`at-${id}`) ?? card).scrollIntoView({ block: "center" });
  else if (open) card.scrollIntoView({ block: "nearest" });
}

// Do `action` with an open card whose body is there; a long desk sends bodies only when asked.
export function withBody(card, action) {
  card.querySelector("details").open = true;
  if (card.querySelector("[data-slot]")) return action(card);
  const { id } = card;
  const arrived = () => {
    const whole = document.getElementById(id);
    if (!whole?.querySelector("[data-slot]")) return;
    document.body.removeEventListener("htmx:afterSettle", arrived);
    paintFocus(whole.dataset.claim);
    action(whole);
  };
  document.body.addEventListener("htmx:afterSettle", arrived);
}

export function paintFocus(id) {
  for (const one of document.querySelectorAll(".is-focused")) one.classList.remove("is-focused");
  document.getElementById(`claim-${id}`)?.classList.add("is-focused");
  for (const mark of document.querySelectorAll(".m")) {
    mark.classList.toggle("is-focused", mark.dataset.claims.split(" ").includes(id));
  }
}

// One card is open at a time, besides those in which something is being written.
function closeOthers(card) {
  for (const other of cards()) {
    if (other !== card && !other.querySelector("[data-slot] form")) other.querySelector("details").open = false;
  }
}

export function repaintFocus() {
  const card = focusedClaim();
  if (card) paintFocus(card.dataset.claim);
}

export function wireClaims() {
  document.addEventListener("toggle", ({ target }) => {
    const card = target.closest?.(".card");
    // The event comes late: by now the next claim may be in focus, and it stays so.
    if (target.open && card?.classList.contains("is-focused")) closeOthers(card);
    layout();
  }, true);
  document.addEventListener("focusin", ({ target }) => {
    const card = target.closest(".card");
    if (card) paintFocus(card.dataset.claim);
  });
}
