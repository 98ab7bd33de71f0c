"""Text → sentences, as spans in code points.

The library `sentencex` proposes boundaries; a thin layer of rules moves them behind closing
quotation marks and brackets, refuses some and adds others. Conventions: one line is one
paragraph; a quotation of several sentences is cut inside; `“Stop!” he said.` is one sentence;
colon and semicolon end nothing.
"""

import re
from collections.abc import Iterator, Sequence

import sentencex

from annotations.text.segment_tables import DEFAULT, LANGUAGES, Language

LINE_ENDS = "\n\r\x85\u2028\u2029"
LINE_END = re.compile(f"[{LINE_ENDS}]")
LINE = re.compile(f"[^{LINE_ENDS}]+")
PIECE_BYTES = 4_000  # the library's time grows with the square of a piece

QUOTES = "\"“”„‟«»‹›‘’‚‛'"
OPENERS = "\"'“‘„‚«»‹([{¿¡「『《（【"
# A quotation mark is hidden from the library, an apostrophe inside a word is not. (Each pattern
# begins with one set of characters: that is what makes the search of a long text fast.)
QUOTE = re.compile(r"[\"“”„‟«»‹›‚‛'‘’](?:(?<=[^'‘’])|(?<![^\W\d_].)|(?![^\W\d_]))", re.DOTALL)
SURROGATE = re.compile("[\ud800-\udfff]")
EDGE = re.compile(r"\s+")
WORD_BLANK = re.compile(r"[^\W_]\s+(?=\S)")

STOPS = ".!?…。！？｡؟।॥۔"
# Where the library often sees nothing: a stop with something closing behind it, an ellipsis, a
# footnote mark, a stop between blanks, a stop before a year.
EXTRA = re.compile(
    r"[.!?…؟](?:[\"'”’»“)\]}]+|(?<=…)|(?:\s?\[\d{1,3}\])+|(?<=\s\.)|(?<=[^\W\d_]{4}\.)(?=\s+\d{4}\s))"
    r"\s+(?=[\"'“‘„«‹(\[¿¡]*[^\W_])"
)
SHORT_WORD = re.compile(r"\.\s+(?<=[^\W_]\.\s)(?=[^\W\d_])")
CJK_STOP = re.compile(r"[。！？｡]+(?=[^。！？｡])")
SPACED_CLOSER = re.compile(r"\s?([»”])(?=\s|$)")
LIST_MARK = re.compile(r"\W{0,3}(?:\d{1,3}|[A-Za-z])\.\)?")
PLAIN_END = re.compile(r"[^\W\d_]{3}[.!?]+$")
LAST_WORD = re.compile(r"[^\s(\[{\"“‘„«'’—–]+$")
FIRST_WORD = re.compile(r"[^\W_]+")
HOUR = re.compile(r"\b[ap]\.\s?m\.$", re.IGNORECASE)
ATTRIBUTION = re.compile(r"(?:[^\W_][\w.’'-]*,?|\([^()]{1,40}\),?)(?:\s+|$)")

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
    proposed = [*_library(piece, code), *(found.end() for found in EXTRA.finditer(piece))]
    proposed += [found.end() for found in CJK_STOP.finditer(piece)]
    proposed += [found.end() for found in SHORT_WORD.finditer(piece) if _ends(piece, found, rules)]
    settled = sorted({_settle(piece, at, rules) for at in proposed})
    inner = [span for span in settled if 0 < span[1] < len(piece)]
    return [start for end, start in inner if _stands(piece, end, start, rules)]


def _library(piece: str, code: str) -> list[int]:
    calm = SURROGATE.sub("\ufffd", QUOTE.sub(" ", piece))
    return [found["start_index"] for found in sentencex.get_sentence_boundaries(code, calm)][1:]


def _settle(piece: str, at: int, rules: Language) -> Span:
    """The end of the sentence before `at`, what closes it included, and the start of the next."""
    low = at
    while low and (piece[low - 1].isspace() or piece[low - 1] in QUOTES + ")]}」』》）】"):
        low -= 1
    end = low
    while end < len(piece) and piece[end] in rules.closers:
        end += 1
    if spaced := SPACED_CLOSER.match(piece, end):
        end = spaced.end() if spaced[1] in rules.spaced_closers else end
    start = end
    while start < len(piece) and piece[start].isspace():
        start += 1
    return end, start


def _ends(piece: str, found: re.Match[str], rules: Language) -> bool:
    """Does a word that may be an abbreviation end a sentence here? It does before "The"."""
    first = _first_word(piece, found.end())
    return first[:1].isupper() and first.lower() in rules.starters


def _stands(piece: str, end: int, start: int, rules: Language) -> bool:
    """Is the boundary between `end` and `start` one that a reader would set?"""
    before = piece[max(0, end - 60) : end]
    stem = before.rstrip(rules.closers + OPENERS)
    after = piece[start : start + 120]
    if _goes_on(stem, before, after) or _is_attributed(stem, before, after, rules):
        return False
    if not stem.endswith("."):
        return True
    if start == end or LIST_MARK.fullmatch(piece, 0, end):
        return False
    return not _is_abbreviation(stem[:-1], before != stem, after, rules)


def _goes_on(stem: str, before: str, after: str) -> bool:
    """Does the same sentence go on, in lower case or with a comma?

    Careless writers begin sentences in lower case, so behind a plain word and its stop it may.
    """
    bare = after.lstrip(QUOTES + "([{")
    if not bare[:1].islower():
        return after[0] in ",;:"
    return stem != before or not PLAIN_END.search(stem)


def _is_attributed(stem: str, before: str, after: str, rules: Language) -> bool:
    """“This is outrageous!” Rep. Cole said: the quotation is part of a longer sentence."""
    if not stem.endswith(("!", "?", "…")) or (stem == before and not after[:1].islower()):
        return False
    at = 0
    for _ in range(8):
        found = ATTRIBUTION.match(after, at)
        word = found[0].strip(" ,.:\t\u00a0").lower() if found else ""
        if not found or word in rules.reporting or (word in rules.starters and not at):
            return word in rules.reporting
        at = found.end()
    return False


def _is_abbreviation(stem: str, closed: bool, after: str, rules: Language) -> bool:
    first = _first_word(after, 0).lower()
    found = LAST_WORD.search(stem)
    word = found[0].lower() if found else ""
    if HOUR.search(stem + "."):
        return first in rules.after_hour
    if word in rules.titles or word in rules.never or _is_ordinal(stem, word, first, rules):
        return True
    if (word, first) in rules.pairs or (first[:1].isdigit() and word in rules.counted):
        return True
    unfinished = word in rules.final or (closed and len(word) == 1)
    return unfinished and first not in rules.starters


def _is_ordinal(stem: str, word: str, first: str, rules: Language) -> bool:
    if not (word.isdigit() and len(word) <= 2):
        return False
    earlier = "".join(stem[: -len(word)].split()[-1:]).lower()
    return first in rules.after_ordinal or earlier in rules.before_ordinal


def _first_word(piece: str, start: int) -> str:
    found = FIRST_WORD.search(piece, start, start + 40)
    return found[0] if found else ""
