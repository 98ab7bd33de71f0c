// Attaches the desk's behaviours. Without this file every page still works, by links and forms.
import { focusClaim, wireClaims } from "./claims.js";
import { wireDiscussion } from "./discussion.js";
import { wireDrafts } from "./drafts.js";
import { wireHandles } from "./handles.js";
import { wireLive } from "./live.js";
import { layout } from "./margin.js";
import { clear, wireToolbar } from "./pending.js";
import { wireSelection } from "./selection.js";
import { wireShortcuts } from "./shortcuts.js";
import { wireSpans } from "./spans.js";
import { wireWalk } from "./walk.js";

const OLD = 12000; // milliseconds until a toast hides; its undo stays under its key

function wireDesk() {
  wireToolbar();
  wireSelection();
  wireShortcuts();
  wireSpans();
  wireHandles();
  wireClaims();
  wireLive();
  addEventListener("resize", layout);
  document.fonts.ready.then(layout);
  layout();
  const asked = new URLSearchParams(location.search).get("claim");
  if (asked) focusClaim(asked, { open: true, scroll: true, keyboard: true });
  wireDiscussion();
  wireWalk();
}

function wirePage() {
  document.addEventListener("click", (event) => {
    const opener = event.target.closest("[data-opens]");
    if (opener) document.getElementById(opener.dataset.opens).showModal();
    const cancel = event.target.closest("[data-cancel]");
    if (!cancel || !cancel.closest("#pending, [data-slot]")) return;
    event.preventDefault();
    if (cancel.closest("#pending")) clear();
    else cancel.closest("[data-slot]").replaceChildren();
    layout();
  });
  document.addEventListener("submit", ({ target, submitter }) => {
    if (target.matches("[data-busy]")) submitter?.setAttribute("aria-busy", "true");
  });
  addEventListener("pageshow", () => document.querySelector("[aria-busy]")?.removeAttribute("aria-busy"));
  setInterval(() => {
    for (const flash of document.querySelectorAll(".flash:not(.is-old)")) {
      flash.dataset.since ??= Date.now();
      if (Date.now() - flash.dataset.since > OLD) flash.classList.add("is-old");
    }
  }, 1000);
}

wirePage();
if (document.querySelector("[data-desk]")) wireDesk();
wireDrafts();
