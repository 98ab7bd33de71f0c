// Between the browser's ranges and spans of the article, in code points.
import { points, trimmed, units } from "./offsets.js";

const sentences = () => [...document.querySelectorAll("[data-text] .s")];

export const articleText = () => sentences().map((sentence) => sentence.textContent).join("");

// The span that `range` covers, clamped to the article; null when it covers none of its words.
export function spanOf(range) {
  let start = null;
  let end = null;
  for (const sentence of sentences()) {
    if (!range.intersectsNode(sentence)) continue;
    const part = within(range, sentence);
    const text = part.toString();
    if (!text.trim()) continue;
    const before = document.createRange();
    before.selectNodeContents(sentence);
    before.setEnd(part.startContainer, part.startOffset);
    const base = Number(sentence.dataset.start) + points(before.toString());
    const inner = trimmed(text, 0, points(text));
    start ??= base + inner.start;
    end = base + inner.end;
  }
  return start === null ? null : { start, end };
}

// The part of `range` inside `node`.
function within(range, node) {
  const part = document.createRange();
  part.selectNodeContents(node);
  if (range.compareBoundaryPoints(Range.START_TO_START, part) > 0) {
    part.setStart(range.startContainer, range.startOffset);
  }
  if (range.compareBoundaryPoints(Range.END_TO_END, part) < 0) {
    part.setEnd(range.endContainer, range.endOffset);
  }
  return part;
}

// The browser's range for a span; null when the page does not show it.
export function rangeOf({ start, end }) {
  const first = boundary(start, false);
  const last = boundary(end, true);
  if (!first || !last) return null;
  const range = document.createRange();
  range.setStart(...first);
  range.setEnd(...last);
  return range;
}

function boundary(at, isEnd) {
  const sentence = sentences().find(({ dataset }) =>
    isEnd ? dataset.start < at && at <= dataset.end : dataset.start <= at && at < dataset.end);
  if (!sentence) return null;
  const walker = document.createTreeWalker(sentence, NodeFilter.SHOW_TEXT);
  let left = at - Number(sentence.dataset.start);
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    const length = points(node.data);
    if (left < length || (isEnd && left === length)) return [node, units(node.data, left)];
    left -= length;
  }
  return null;
}

// Which place of the article is under a point of the screen; null when none is.
export function offsetAt(x, y) {
  const caret = document.caretPositionFromPoint?.(x, y);
  const range = caret ? null : document.caretRangeFromPoint?.(x, y);
  const node = caret?.offsetNode ?? range?.startContainer;
  const sentence = node?.parentElement?.closest("[data-text] .s");
  if (!sentence) return null;
  const before = document.createRange();
  before.selectNodeContents(sentence);
  before.setEnd(node, caret?.offset ?? range.startOffset);
  return Number(sentence.dataset.start) + points(before.toString());
}

export const sentenceSpan = (sentence) => {
  const start = Number(sentence.dataset.start);
  const inner = trimmed(sentence.textContent, 0, points(sentence.textContent));
  return inner && { start: start + inner.start, end: start + inner.end };
};
