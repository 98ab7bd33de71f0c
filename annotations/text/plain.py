"""Files and HTML → plain text: one line a paragraph, unescaped once.

Nothing is guessed in silence: bytes in an unknown encoding, NUL and lone surrogates are refused,
and text that a broken page lost on the way is reported.
"""

import codecs
import re
from dataclasses import dataclass

from annotations.text.invisible import is_invisible_only
from annotations.text.limits import MAX_BODY_BYTES, check_html_limits
from annotations.text.page import describe_page
from annotations.text.reading import readable
from annotations.text.refusal import TextRefused
from annotations.text.sanitize import clean_html, visible_text

NEWLINE = re.compile("\r\n?")
SURROGATE = re.compile("[\ud800-\udfff]")
META_CHARSET = re.compile(rb"<meta[^<>]{0,200}charset\s*=\s*[\"']?\s*([A-Za-z0-9_.:-]{2,40})", re.I)
UTF8_SURROGATE = re.compile(b"\xed[\xa0-\xbf][\x80-\xbf]")
BYTE_ORDER_MARKS = (codecs.BOM_UTF8, codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
WESTERN = 0.3  # of the bytes, at most, are no ASCII
HEAD_BYTES = 4096
LOSS = 0.01

# What pages declare, and the encoding that browsers take it for (WHATWG Encoding Standard).
ENCODINGS = {
    **dict.fromkeys(("iso-8859-1", "latin1", "ascii", "us-ascii", "windows-1252"), "cp1252"),
    **{f"windows-{page}": f"cp{page}" for page in (1250, 1251, 1253, 1254, 1255, 1256, 1257, 1258)},
    **{f"iso-8859-{part}": f"iso8859-{part}" for part in (2, 3, 4, 5, 6, 7, 8, 10, 13, 14, 15, 16)},
    "iso-8859-9": "cp1254",
    **dict.fromkeys(("gb2312", "gbk", "gb18030"), "gb18030"),
    **{name: name for name in ("big5", "shift_jis", "euc-jp", "euc-kr", "koi8-r", "koi8-u")},
}


@dataclass(frozen=True)
class HtmlText:
    """What an HTML page says: its text, what it says of itself, and whether text was lost."""

    text: str
    title: str = ""
    byline: str = ""
    publisher: str = ""
    published_on: str = ""
    language: str = ""
    lost_text: bool = False


def html_to_text(html: str) -> HtmlText:
    """The article of an HTML page as plain text, one line a paragraph with a blank line between.

    Takes the longest `<article>`, else `<main>`, else everything. `lost_text` says that more than
    1 % of what a reader would see could not be read. Raises `TextRefused` above the limits.
    """
    check_html_limits(html)
    page = describe_page(html)
    article, everything = readable(clean_html(html))
    before, after = _size(visible_text(html)), _size(everything)
    return HtmlText(
        text=article,
        title=page.title,
        byline=page.byline,
        publisher=page.publisher,
        published_on=page.published_on,
        language=page.language,
        lost_text=before - after > LOSS * before,
    )


def normalise(text: str) -> str:
    """`text` with every line end as `\\n`; all else stays to the letter.

    Raises `TextRefused` for NUL, lone surrogates, and text of which nothing can be seen.
    """
    if "\x00" in text:
        raise TextRefused("nul", "This text holds a NUL character, so it is not a text file.")
    if SURROGATE.search(text):
        raise TextRefused("surrogate", "This text holds half a character (a lone surrogate).")
    if is_invisible_only(text):
        raise TextRefused("empty", "There is nothing to read in this text.")
    return NEWLINE.sub("\n", text)


def decode(data: bytes) -> str:
    """The text of a file: UTF-8, UTF-16 with its mark, or what an HTML page declares.

    Raises `TextRefused` when it is none of these, or longer than 5 MB. Never guesses.
    """
    if len(data) > MAX_BODY_BYTES:
        raise TextRefused("too_long", "This file is longer than 5 MB.")
    if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return _decoded(data, "utf-16")
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return _decoded(data, _declared(data))


def decode_assuming(data: bytes) -> tuple[str, str]:
    """As `decode`; what says nothing of its encoding and is not UTF-8 is taken for windows-1252.

    Returns the text, and the name of an encoding that was assumed, else "".
    """
    try:
        return decode(data), ""
    except TextRefused as refusal:
        if refusal.key != "encoding" or not _is_western(data):
            raise
        return _decoded(data, "cp1252"), "windows-1252"


def decode_as(data: bytes, encoding: str) -> str:
    """The text of a file that somebody says is written in `encoding`, a name of `ENCODINGS`.

    Raises `TextRefused` when it is not, or longer than 5 MB.
    """
    if len(data) > MAX_BODY_BYTES:
        raise TextRefused("too_long", "This file is longer than 5 MB.")
    try:
        return data.decode(ENCODINGS.get(encoding, encoding))
    except (UnicodeDecodeError, LookupError):
        raise TextRefused("encoding", f"This file is not written in {encoding}.") from None


def _is_western(data: bytes) -> bool:
    """Could it be windows-1252: mostly ASCII, nothing declared, and not UTF-8 that was damaged?"""
    if META_CHARSET.search(data, 0, HEAD_BYTES) or data.startswith(BYTE_ORDER_MARKS):
        return False
    beyond = sum(byte > 127 for byte in data)
    damaged = not data.decode("utf-8", "ignore").isascii()
    return beyond <= WESTERN * len(data) and not damaged and not UTF8_SURROGATE.search(data)


def _declared(data: bytes) -> str:
    found = META_CHARSET.search(data, 0, HEAD_BYTES)
    return ENCODINGS.get(found[1].decode("ascii").lower(), "utf-8") if found else "utf-8"


def _decoded(data: bytes, encoding: str) -> str:
    try:
        return data.decode(encoding)
    except UnicodeDecodeError:
        message = "This file is not UTF-8 text. Save it as UTF-8 and try again."
        raise TextRefused("encoding", message) from None


def _size(text: str) -> int:
    return len("".join(text.split()))
