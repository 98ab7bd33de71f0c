// From one claim to the next; on a walk, only among those that need a re-check.
import { cards, focusClaim, focusedClaim } from "./claims.js";

const desk = () => document.querySelector("[data-desk]");
export const isWalking = () => "walk" in desk().dataset;
const stops = () => (isWalking() ? cards().filter(({ dataset }) => "recheck" in dataset) : cards());

// `round`: after the last comes the first again.
export function go(by, { round = false } = {}) {
  const order = new Map(cards().map((card, index) => [card, index]));
  const at = order.get(focusedClaim()) ?? (by > 0 ? -1 : Infinity);
  const list = stops();
  const beyond = list.filter((card) => (order.get(card) - at) * by > 0);
  const ends = by > 0 && !round ? list.at(-1) : list[0];
  const card = (by > 0 ? beyond[0] : beyond.at(-1)) ?? ends;
  if (card) focusClaim(card.dataset.claim, { open: true, scroll: true, keyboard: true });
}

// Something was saved: after "still holds" the next one comes, and after the last the walk ends.
export function walked(form) {
  if (!isWalking()) return;
  if (!stops().length) end();
  else if (form.matches("[data-affirm]")) go(1, { round: true });
}

function end() {
  delete desk().dataset.walk;
  const note = document.createElement("div");
  note.className = "flash";
  note.textContent = document.querySelector("[data-live]").dataset.walked;
  document.getElementById("flash").append(note);
}

export function wireWalk() {
  if (!isWalking()) return;
  if (stops().length) go(1);
  else end();
}
