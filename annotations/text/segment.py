"""Text → sentences, as spans in code points.

The library `sentencex` proposes boundaries; a thin layer of rules moves them behind closing
quotation marks and brackets, refuses some and adds others. Conventions: one line is one
paragraph; a quotation of several sentences is cut inside; `“Stop!” he said.` is one sentence;
colon and semicolon end nothing.
"""

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

import sentencex

from annotations.text.seam import Seam, stands
from annotations.text.segment_tables import DEFAULT, LANGUAGES, QUOTES, Language

LINE_ENDS = "\n\r\x85\u2028\u2029"
LINE_END = re.compile(f"[{LINE_ENDS}]")
LINE = re.compile(f"[^{LINE_ENDS}]+")
PIECE_BYTES = 4_000  # the library's time grows with the square of a piece

CLOSING = QUOTES + ")]}」』》）】"
# A quotation mark is hidden from the library, an apostrophe inside a word is not. (Each pattern
# begins with one set of characters: that is what makes the search of a long text fast.)
QUOTE = re.compile(r"[\"“”„‟«»‹›‚‛'‘’](?:(?<=[^'‘’])|(?<![^\W\d_].)|(?![^\W\d_]))", re.DOTALL)
SURROGATE = re.compile("[\ud800-\udfff]")
EDGE = re.compile(r"\s+")
WORD_BLANK = re.compile(r"[^\W_]\s+(?=\S)")

# Where the library often sees nothing. A stop and what closes behind it, an ellipsis, a footnote
# mark, a stop between blanks:
CLOSED_STOP = re.compile(
    r"[.!?…؟](?:[\"'”’»“)\]}]+|(?<=…)|(?:\[[\w ]{1,20}\]|\s\[\d{1,3}\])+|(?<=\s\.))"
    r"\s+(?=[\"'“‘„«‹(\[¿¡]*[^\W_])"
)
# A word and its stop, even one that the library takes for an abbreviation; a blank left out.
WORD_STOP = re.compile(r"\.(?<=[^\W\d_]\.|[\"”’»)]\.)\s+(?=[\"“‘„«(¿¡]?[^\W_])")
JOINED_STOP = re.compile(r"[.!?…](?=[^\W\d_]+['’]?[\w,]*\s)")
CJK_STOP = re.compile(r"[。！？｡]+(?=[^。！？｡])")
SPACED_CLOSER = re.compile(r"\s?([»”])(?=\s|$)")
LIST_MARK = re.compile(r"\W{0,3}(?:\d{1,3}|[A-Za-z])\.\)?\s*")
SMALL_WORD = re.compile(r"[a-z]{4}(?<=[^\w'’][a-z]{4})")
SEEN = re.compile(r"[^\W_]")

Span = tuple[int, int]


def segment(text: str, language: str = "en") -> list[Span]:
    """Cut `text` into sentences: spans in code points that partition it, none of them empty.

    Blanks between two sentences belong to the one before; those at the very start to the first.
    Never raises, whatever the text holds; time grows in line with its length. `language` is a
    code such as `en` or `pt-BR`; an unknown one gets general rules. The empty text has no
    sentences, one of blanks alone has one.
    """
    code = re.split("[-_]", language.lower())[0]
    rules = LANGUAGES.get(code, DEFAULT)
    starts = sorted({start for start in _starts(text, code, rules) if start})
    return [*zip([0, *starts], [*starts, len(text)], strict=True)] if text else []


def paragraphs(text: str, spans: Sequence[Span]) -> list[int]:
    """The number of the paragraph, from 1, in which each of `spans` (in order) begins.

    A paragraph is a line that is not blank. The spans are those of `segment`.
    """
    numbers, number, upto = [], 1, 0
    for start, _end in spans:
        number += bool(LINE_END.search(text[upto:start].lstrip()))
        numbers.append(number)
        upto = start
    return numbers


def _starts(text: str, code: str, rules: Language) -> Iterator[int]:
    first = True
    for line in LINE.finditer(text):
        begin = line.start() + len(line[0]) - len(line[0].lstrip())
        if begin == line.end():
            continue
        if not first:
            yield begin
        first = False
        for start, end in _pieces(text, begin, line.end()):
            piece = text[start:end]
            yield from (start + cut for cut in _cuts(piece, code, rules))


def _pieces(text: str, start: int, end: int) -> Iterator[Span]:
    """Parts of a line that the library can take: cut inside a sentence, where nobody would stop."""
    while start < end:
        most = PIECE_BYTES if text[start : start + PIECE_BYTES].isascii() else PIECE_BYTES // 4
        stop = end if end - start <= most else _quiet_place(text, start + most // 2, start + most)
        yield start, stop
        start = stop


def _quiet_place(text: str, low: int, high: int) -> int:
    places = [found.end() for found in WORD_BLANK.finditer(text, low, high)]
    places = places or [found.end() for found in EDGE.finditer(text, low, high)]
    return places[-1] if places else high


def _cuts(piece: str, code: str, rules: Language) -> list[int]:
    is_headline = not (piece.rstrip(rules.closers).endswith(".") or SMALL_WORD.search(piece))
    starts = [0]
    for end, start in sorted({_settle(piece, at, rules) for at in _proposed(piece, code, rules)}):
        if not 0 < end <= start < len(piece) or LIST_MARK.fullmatch(piece, starts[-1], end):
            continue
        if stands(Seam(piece, (starts[-1], end), start, is_headline, rules)):
            starts.append(start)
    # Marks alone are no sentence: they belong to the one before, or to the first.
    seen = [SEEN.search(piece, *span) for span in pairwise([*starts, len(piece)])]
    return [start for start, something in zip(starts, seen, strict=True) if something][1:]


def _proposed(piece: str, code: str, rules: Language) -> set[int]:
    calm = SURROGATE.sub("\ufffd", QUOTE.sub(" ", piece))
    found = {one["start_index"] for one in sentencex.get_sentence_boundaries(code, calm)[1:]}
    for pattern in (CLOSED_STOP, CJK_STOP, *((WORD_STOP, JOINED_STOP) if rules.starters else ())):
        found.update([match.end() for match in pattern.finditer(piece)])
    return found


def _settle(piece: str, at: int, rules: Language) -> Span:
    """The end of the sentence before `at`, what closes it included, and the start of the next."""
    low = at
    while low and (piece[low - 1].isspace() or piece[low - 1] in CLOSING):
        low -= 1
    end = low
    while end < len(piece) and piece[end] in rules.closers:
        end += 1
    spaced = SPACED_CLOSER.match(piece, end)
    if spaced and spaced[1] in rules.spaced_closers:
        end = spaced.end()
    start = end
    while start < len(piece) and piece[start].isspace():
        start += 1
    return end, start
