// What is typed is kept in this browser until the server has it, and comes back after a reload.
import { withBody } from "./claims.js";
import { choose, openForm } from "./pending.js";

const KEY = "factcheck:";
const NEVER = new Set(["csrfmiddlewaretoken"]);
let leaving = false;

const forms = () => [...document.querySelectorAll("form[data-draft]:not([data-done])")];
const stored = (name) => JSON.parse(localStorage.getItem(KEY + name) ?? "null");

function keep(form) {
  // A chosen file cannot be kept: it is no text, and no script may choose it again.
  const fields = [...new FormData(form)].filter(([name, value]) => !NEVER.has(name) && typeof value === "string");
  localStorage.setItem(KEY + form.dataset.draft, JSON.stringify(fields));
  form.dataset.dirty = "";
}

export function forget(form) {
  delete form.dataset.dirty;
  localStorage.removeItem(KEY + form.dataset.draft);
}

// Fill `form` from its draft, unless the server has just filled it from what was sent.
export function restore(form) {
  const fields = stored(form.dataset.draft);
  if (fields) form.dataset.dirty = "";
  if (!fields || form.querySelector(".errorlist, .conflict")) return;
  for (const control of form.elements) {
    const values = fields.filter(([name]) => name === control.name).map(([, value]) => value);
    if (!control.name || NEVER.has(control.name)) continue;
    // The key or the button that opened the form has just chosen the verdict.
    if (control.type === "radio" && control.name === "kind") continue;
    if (["checkbox", "radio"].includes(control.type)) control.checked = values.includes(control.value);
    else if (values.length) control.value = values[0];
  }
  for (const more of form.querySelectorAll("details")) {
    more.open ||= [...more.querySelectorAll("input[type=text], input[type=url], textarea")].some(({ value }) => value);
  }
}

// After a reload: open again what was being typed.
function reopen() {
  for (const name of Object.keys(localStorage)) {
    if (!name.startsWith(KEY)) continue;
    const [kind, ...rest] = name.slice(KEY.length).split("-");
    const card = document.querySelector(`#claim-${rest.join("-")}.card`);
    const fields = Object.fromEntries(stored(name.slice(KEY.length)));
    if (kind === "claim" && rest[0] === document.querySelector("[data-desk]").dataset.article && rest[1]) {
      choose({ start: Number(rest[1]), end: Number(rest[2]) });
      openForm(fields.kind ?? "");
    } else if (card && kind !== "span") {
      const door = DOORS[kind] ?? `[data-kind=${CSS.escape(fields.kind ?? "disputed")}]`;
      withBody(card, (whole) => whole.querySelector(door)?.click());
    }
  }
}

const DOORS = { evidence: "[data-add-evidence]", edit: "[data-edit]", discuss: "[data-discuss]" };

export function wireDrafts() {
  document.addEventListener("input", ({ target }) => {
    const form = target.closest("form[data-draft]");
    if (form) keep(form);
  });
  document.addEventListener("submit", ({ target }) => {
    if (target.matches("form[data-draft]:not([hx-post])")) {
      localStorage.removeItem(KEY + target.dataset.draft);
      leaving = true;
    }
  });
  document.addEventListener("click", ({ target }) => {
    const cancel = target.closest("[data-cancel]");
    const form = cancel?.closest("form[data-draft]");
    if (form) forget(form);
  }, true);
  addEventListener("beforeunload", (event) => {
    if (!leaving && forms().some((form) => "dirty" in form.dataset)) event.preventDefault();
  });
  for (const form of forms()) restore(form);
  // htmx listens for this too, and sooner: before it, a link would leave the page.
  if (document.querySelector("[data-desk]")) document.addEventListener("DOMContentLoaded", reopen);
}
