// The margin: each card beside its passage, none over another; and how an update changes it.
import { isBusy } from "./parts.js";

const GAP = 14;

export const isNarrow = () => matchMedia("(width < 1000px)").matches;
const desk = () => document.querySelector("[data-desk]");

export function rectInDesk(thing) {
  const rect = thing.getBoundingClientRect();
  const top = rect.top - desk().getBoundingClientRect().top;
  return { top, bottom: top + rect.height };
}

// Cards from the top down, each as near to its passage as the one above lets it be; the focused
// one stands exactly beside its passage, and those above make room.
export function layout() {
  const cards = [...document.querySelectorAll("[data-margin] > .card")];
  if (isNarrow()) {
    for (const card of cards) card.style.top = "";
    desk().style.minHeight = "";
    return;
  }
  const places = cards.map((card) => ({
    card,
    wanted: rectInDesk(anchorOf(card)).top - 12,
    height: card.offsetHeight,
    base: rectInDesk(card.parentElement).top,
  }));
  const fixed = Math.max(0, places.findIndex(({ card }) => card.classList.contains("is-focused")));
  spread(places, fixed);
  for (const { card, top, base } of places) card.style.top = `${top - base}px`;
  const last = places.at(-1);
  desk().style.minHeight = last ? `${last.top + last.height + GAP}px` : "";
}

const anchorOf = (card) => document.getElementById(`at-${card.dataset.claim}`) ?? card.parentElement;

function spread(places, fixed) {
  let limit = Infinity;
  for (const place of places.slice(0, fixed + 1).reverse()) {
    place.top = Math.min(place.wanted, limit - place.height - GAP);
    limit = place.top;
  }
  let bottom = -Infinity;
  // Nothing may leave the page at its top.
  const first = places[0];
  if (first && first.top < 0) bottom = 0 - GAP;
  for (const [index, place] of places.entries()) {
    const kept = index <= fixed ? place.top : place.wanted;
    place.top = Math.max(kept, bottom + GAP);
    bottom = place.top + place.height;
  }
}

// Put the cards of `incoming` into `margin`. An open card stays open; one with a form in it keeps
// its element, so that typed words, focus and selection stay as they are.
export function reconcile(margin, incoming) {
  const fresh = [...incoming.children];
  const ids = new Set(fresh.map((card) => card.id));
  for (const card of [...margin.children]) if (!ids.has(card.id) && !isBusy(card)) card.remove();
  fresh.forEach((card, index) => {
    const old = document.getElementById(card.id);
    if (old && isBusy(old)) return patch(old, card);
    if (old) keepState(old, card);
    const control = old ? controls(old).indexOf(document.activeElement) : -1;
    old?.remove();
    margin.insertBefore(card, margin.children[index] ?? null);
    htmx.process(card);
    if (control >= 0) (controls(card)[control] ?? card.querySelector("summary")).focus({ preventScroll: true });
  });
}

const controls = (card) => [...card.querySelectorAll("summary, a, button")];

function keepState(old, card) {
  card.querySelector("details").open = old.querySelector("details").open;
  card.classList.toggle("is-focused", old.classList.contains("is-focused"));
}

function patch(old, card) {
  keepState(old, card);
  old.className = card.className;
  old.querySelector("summary").replaceWith(card.querySelector("summary"));
  const slot = old.querySelector("[data-slot]");
  const body = card.querySelector(".card__body");
  const place = [...body.children].findIndex((part) => part.matches("[data-slot]"));
  for (const part of [...slot.parentElement.children]) if (part !== slot) part.remove();
  [...body.children].forEach((part, index) => {
    if (index === place) return;
    slot[index < place ? "before" : "after"](part);
    htmx.process(part);
  });
}
