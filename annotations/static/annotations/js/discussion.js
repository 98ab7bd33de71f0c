// A discussion that arrives in a card: what was being typed comes back, and the focus goes to what
// the reader came for.
import { withBody } from "./claims.js";
import { restore } from "./drafts.js";
import { layout } from "./margin.js";

let asked = new URLSearchParams(location.search).get("thread");

function arrived({ target }) {
  const section = target.matches("[data-slot]") ? target.querySelector("[data-discussion]") : target.closest("[data-discussion]");
  if (!section) return;
  for (const form of section.querySelectorAll("form[data-draft]")) restore(form);
  land(section);
  layout();
}

function land(section) {
  const wrong = section.querySelector(".field--bad textarea");
  const wanted = document.getElementById(asked ? `thread-${asked}` : section.dataset.land);
  const first = section.querySelector(".thread") ? section : section.querySelector("textarea");
  const element = wrong ?? wanted ?? first;
  asked = null;
  for (const resolved of element.matches(".thread") ? element.children : []) resolved.open = true;
  element.focus({ preventScroll: true });
  element.scrollIntoView({ block: "nearest" });
}

function open() {
  const claim = new URLSearchParams(location.search).get("claim");
  const card = document.getElementById(`claim-${claim}`);
  if (card?.matches(".card")) withBody(card, (whole) => whole.querySelector("[data-discuss]")?.click());
}

export function wireDiscussion() {
  document.body.addEventListener("htmx:afterSettle", arrived);
  // htmx listens for this too, and sooner: before it, a link would leave the page.
  if (asked) document.addEventListener("DOMContentLoaded", open);
}
