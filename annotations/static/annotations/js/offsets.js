// Positions cross the wire as Unicode code points; JavaScript counts UTF-16 units. No DOM here.

export function points(text) {
  let count = 0;
  for (const _ of text) count += 1;
  return count;
}

// How many units the first `count` code points of `text` take.
export function units(text, count) {
  let length = 0;
  for (const character of text) {
    if (count-- <= 0) break;
    length += character.length;
  }
  return length;
}

export function slice(text, start, end) {
  return text.slice(units(text, start), units(text, end));
}

// [start, end) without the blanks at its ends; null when nothing else is in it.
export function trimmed(text, start, end) {
  const passage = slice(text, start, end);
  if (!passage.trim()) return null;
  return {
    start: start + points(passage) - points(passage.trimStart()),
    end: end - points(passage) + points(passage.trimEnd()),
  };
}

// Words as [start, end) in code points, in the script's own way where the browser knows it.
export function words(text, language) {
  const segmenter = new Intl.Segmenter(language || undefined, { granularity: "word" });
  const found = [];
  let position = 0;
  for (const { segment, isWordLike } of segmenter.segment(text)) {
    const length = points(segment);
    if (isWordLike) found.push([position, position + length]);
    position += length;
  }
  return found;
}

// The one of `edges`, in ascending order, that lies next to `at`.
export const nearest = (edges, at) =>
  edges.reduce((best, edge) => (Math.abs(edge - at) < Math.abs(best - at) ? edge : best), edges[0]);

// The span with one end moved by a word; at least one word stays in it.
export function moved(span, edge, step, found) {
  const edges = found.map((word) => word[edge === "start" ? 0 : 1]);
  const next = step > 0
    ? edges.find((at) => at > span[edge])
    : edges.findLast((at) => at < span[edge]);
  if (next === undefined) return span;
  const wanted = { ...span, [edge]: next };
  return wanted.start < wanted.end ? wanted : span;
}
