"""How much is too much: counted in one pass, before anything parses it or cuts it.

Parsers of HTML5 take time that grows with the square of the depth, of the attributes of a tag or
of the ampersands (measured: 10,000 nested tags, 110 KB, 19 s). Real articles stay far below.
"""

import unicodedata
from collections import Counter

from annotations.text.markup import Tag, read
from annotations.text.refusal import TextRefused
from annotations.text.segment import LINE_ENDS
from annotations.text.segment_tables import words

MAX_BODY_BYTES = 5_000_000
MAX_HTML_BYTES = 2_000_000
MAX_TAGS = 50_000
MAX_DEPTH = 200
MAX_AMPERSANDS = 20_000
MAX_STRAYS = 5_000  # "<" that begin no tag
MAX_SENTENCES = 50_000  # each is a row; a million of them took minutes to cut and to show

INNER = frozenset(",;:'\"/&%@#*\\·•、،")  # punctuation that ends no sentence
# These hold nothing, or are ended by what follows them, so they do not nest.
FLAT = words(
    "area base br col embed hr img input link meta param source track wbr p li dt dd option tr td"
    " th tbody thead tfoot html head body"
)


def check_html_limits(html: str) -> None:
    """Raise `TextRefused` when `html` is too long, too deep or too full to be parsed safely.

    Linear in its length, and done at once with a text that is too long.
    """
    if len(html) > MAX_HTML_BYTES or len(html.encode("utf-8", "replace")) > MAX_HTML_BYTES:
        raise TextRefused("html_too_long", "This HTML is longer than 2 MB. Paste the text instead.")
    if html.count("&") > MAX_AMPERSANDS:
        raise TextRefused("too_many_entities", f"This HTML has more than {MAX_AMPERSANDS:,} “&”.")
    # Every tag costs a "<", whatever the rest of it looks like.
    if html.count("<") > MAX_TAGS:
        raise TextRefused("too_many_tags", f"This HTML has more than {MAX_TAGS:,} tags.")
    depth = Depth()
    strays = 0
    for token in read(html):
        if isinstance(token, Tag):
            depth.see(token)
        else:
            strays += token.count("<")
    if strays > MAX_STRAYS:
        raise TextRefused("not_html", "This is not HTML: too many of its “<” begin no tag.")


def check_markdown_limits(markdown: str) -> None:
    """Raise `TextRefused` when `markdown` is longer than HTML may be."""
    if len(markdown.encode("utf-8", "replace")) > MAX_HTML_BYTES:
        raise TextRefused("markdown_too_long", "This Markdown is longer than 2 MB.")


def check_sentence_limit(text: str) -> None:
    """Raise `TextRefused` when `text` may have more sentences than a desk can hold.

    Counts, without cutting, the places where one could end in any script: seldom fewer than do.
    """
    found = Counter(text).items()
    if sum(number for character, number in found if _may_end(character)) > MAX_SENTENCES:
        message = "This text has too many lines and sentences. Cut it into several articles."
        raise TextRefused("too_many_sentences", message)


def _may_end(character: str) -> bool:
    if character in LINE_ENDS:
        return True
    return unicodedata.category(character) == "Po" and character not in INNER


class Depth:
    """How many elements are open, by name: a closing tag of nothing closes nothing."""

    def __init__(self) -> None:
        self.names: Counter[str] = Counter()
        self.size = 0

    def see(self, tag: Tag) -> None:
        """Count a tag; raise `TextRefused` when it opens one too deep."""
        if tag.name in FLAT or (tag.closing and not self.names[tag.name]):
            return
        step = -1 if tag.closing else 1
        self.names[tag.name] += step
        self.size += step
        if self.size > MAX_DEPTH:
            raise TextRefused("too_deep", f"This HTML is nested more than {MAX_DEPTH} deep.")
