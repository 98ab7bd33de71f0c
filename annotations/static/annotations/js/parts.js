// Parts of the page that an update replaces whole: what is open in them stays open, and the focus
// stays where it was.

const controls = (part) => [...part.querySelectorAll("summary, a, button")];
const name = (details) => details.id || details.closest("[id]").id;

// Something is open in it, or has been asked for and would arrive in a part that is gone.
export const isBusy = (part) =>
  Boolean(part.querySelector("[data-slot] > :not([data-done]), [data-slot].htmx-request, a.htmx-request"));

// What to do once the part with the same id is in its place.
export function held(part) {
  const open = new Set([...part.querySelectorAll("details[open]")].map(name));
  const active = part.contains(document.activeElement) ? document.activeElement : null;
  const row = active?.closest(".orphan, details[id]") ?? part;
  const index = controls(row).indexOf(active);
  return () => {
    const now = document.getElementById(part.id);
    for (const details of now.querySelectorAll("details")) details.open ||= open.has(name(details));
    if (active) (place(now, row, index) ?? document.getElementById("main")).focus({ preventScroll: true });
  };
}

// The same control; in a row that is gone, the head of the part, unless that is hidden too.
function place(part, row, index) {
  const same = row.id && document.getElementById(row.id);
  const head = part.hidden ? null : part.querySelector("h2, summary");
  return (same && (controls(same)[index] ?? same)) || head;
}
