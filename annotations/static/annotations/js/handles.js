// Two handles at the ends of a passage that is being moved, for the mouse and the finger.
import { nearest, words } from "./offsets.js";
import { articleText, offsetAt, rangeOf, sentenceSpan } from "./passage.js";
import { choose, pending } from "./pending.js";
import { isMoving } from "./spans.js";

const handles = () => [...document.querySelectorAll("[data-handle]")];

function place() {
  const span = isMoving() && pending();
  for (const handle of handles()) {
    const point = span && edgeOf(span, handle.dataset.handle);
    handle.hidden = !point;
    if (!point) continue;
    handle.style.left = `${point.x + window.scrollX}px`;
    handle.style.top = `${point.top + window.scrollY}px`;
    handle.style.height = `${point.bottom - point.top}px`;
  }
}

// Where on the screen `edge` of the passage is: at the outer side of its first or last character.
function edgeOf({ start, end }, edge) {
  const isStart = edge === "start";
  const range = rangeOf(isStart ? { start, end: start + 1 } : { start: end - 1, end });
  const box = range && [...range.getClientRects()].at(isStart ? 0 : -1);
  if (!box) return null;
  const { direction } = getComputedStyle(range.startContainer.parentElement);
  return { x: isStart === (direction === "ltr") ? box.left : box.right, top: box.top, bottom: box.bottom };
}

// Ends of words and of sentences, in code points.
function stops(edge) {
  const text = document.querySelector("[data-text]");
  const found = words(articleText(), text.lang).map((word) => word[edge === "start" ? 0 : 1]);
  const sentences = [...text.querySelectorAll(".s")].map(sentenceSpan).filter(Boolean);
  return [...found, ...sentences.map((span) => span[edge])].sort((a, b) => a - b);
}

function grab(event) {
  const edge = event.target.closest("[data-handle]")?.dataset.handle;
  if (!edge || event.button) return;
  event.preventDefault();
  event.target.setPointerCapture(event.pointerId);
  const at = edgeOf(pending(), edge);
  // The finger holds the handle below or above its line: how far, it keeps.
  const away = { x: at.x - event.clientX, y: (at.top + at.bottom) / 2 - event.clientY };
  const ends = stops(edge);
  const drag = (move) => {
    const point = offsetAt(move.clientX + away.x, move.clientY + away.y);
    if (point === null || !pending()) return;
    const wanted = { ...pending(), [edge]: move.altKey ? point : nearest(ends, point) };
    if (wanted.start < wanted.end) choose(wanted);
  };
  const drop = () => {
    for (const name of ["pointerup", "pointercancel"]) document.removeEventListener(name, drop);
    document.removeEventListener("pointermove", drag);
    document.body.classList.remove("is-dragging");
    if (pending()) choose(pending(), { announce: true });
  };
  document.addEventListener("pointermove", drag);
  for (const name of ["pointerup", "pointercancel"]) document.addEventListener(name, drop);
  // The text under handle and toolbar is what counts.
  document.body.classList.add("is-dragging");
}

export function wireHandles() {
  document.addEventListener("pointerdown", grab);
  document.addEventListener("pending", place);
  // Whatever opens or closes above moves the text.
  new ResizeObserver(place).observe(document.body);
}
