"""Foreign HTML → harmless HTML: a short list of elements, and links to the web or to mail.

The only module that imports bleach. Elements whose text is not for readers (scripts, navigation,
forms …) are taken out with all they hold before bleach sees them, for it would keep their text.
Whatever they are hidden in, bleach gets no deeper tags than `annotations.text.limits` allows, for
its time grows with the square of the depth.
"""

import re
from collections.abc import Iterator
from functools import cache
from html import escape, unescape

import bleach
from bleach.sanitizer import Cleaner

from annotations.text.limits import Depth
from annotations.text.markup import Tag, read
from annotations.text.segment_tables import words

SANITISER = f"bleach-{bleach.__version__}/1"

TAGS = words(
    "a abbr article b blockquote br caption cite code dd del dfn div dl dt em figcaption figure"
    " h1 h2 h3 h4 h5 h6 hr i ins kbd li main mark ol p pre q s samp section small span strong sub"
    " sup table tbody td tfoot th thead time tr u ul var"
)
DROPPED = words(
    "script style nav aside footer form title noscript textarea svg math template iframe frame"
    " frameset noframes noembed object embed applet audio video canvas map select button dialog"
    " head xmp plaintext listing menu"
)
VOID = words("area base br col embed frame hr img input link meta param source track wbr")

WRITABLE = re.compile("[a-z][a-z0-9-]*")
# Bleach needs half a minute for 50,000 escaped characters, so it gets stand-ins for them:
# noncharacters (Unicode 23.7), which no text for interchange may hold.
STAND_INS = {"&": "\ufdd0", "<": "\ufdd1", ">": "\ufdd2"}
HIDDEN = str.maketrans({**dict.fromkeys(STAND_INS.values(), "\ufffd"), **STAND_INS, "\x00": ""})
SHOWN = str.maketrans({"\ufdd0": "&amp;", "\ufdd1": "&lt;", "\ufdd2": "&gt;"})

LANGUAGE = re.compile(r"[A-Za-z]{2,3}(?:-[A-Za-z0-9]{2,8}){0,3}")
UNSEEN_IN_URL = re.compile("[\x00-\x20\x7f-\xa0`\u200b-\u200f\u2028-\u202e\ufeff\ufffd]+")
SAFE_URL = re.compile(r"(?:https?://|mailto:)[^\s]", re.IGNORECASE)


def clean_html(html: str) -> str:
    """`html` with nothing in it that can act or fetch: fixed elements, checked links, no comments.

    Raises `TextRefused` when it is nested too deep. Clean it once: store the answer together
    with `SANITISER`.
    """
    clean: str = _cleaner().clean("".join(_written(part) for part in _kept(html)))
    return clean.translate(SHOWN)


def visible_text(html: str) -> str:
    """All that a reader would see of `html`, or lose when a dropped element is never closed."""
    shown = [part for part in _kept(html) if isinstance(part, str)]
    return unescape("".join(shown) + _unread(html))


def _unread(html: str) -> str:
    """The text that an element which is dropped and never closed swallows."""
    dropper, swallowed = _Dropper(), [""]
    for part in read(html):
        if isinstance(part, Tag):
            was = dropper.inside
            dropper.drops(part)
            swallowed = swallowed if was and dropper.inside else [""]
        elif dropper.inside:
            swallowed.append(part)
    return "".join(swallowed)


def _kept(html: str) -> Iterator[Tag | str]:
    dropper, depth = _Dropper(), Depth()
    for part in read(html):
        if isinstance(part, Tag):
            if not dropper.drops(part) and WRITABLE.fullmatch(part.name):
                depth.see(part)
                yield part
        elif not dropper.inside:
            yield part


def is_safe_url(url: str) -> bool:
    """Does `url` lead to the web or to mail, whatever is hidden between its letters?"""
    return bool(SAFE_URL.match(UNSEEN_IN_URL.sub("", url)))


@cache
def _cleaner() -> Cleaner:
    return Cleaner(
        tags=TAGS,
        attributes=_is_allowed,
        protocols={"http", "https", "mailto"},
        strip=True,
        strip_comments=True,
    )


def _is_allowed(tag: str, name: str, value: str) -> bool:
    if tag == "a" and name == "href":
        return is_safe_url(value)
    if name == "lang":
        return bool(LANGUAGE.fullmatch(value))
    return name == "dir" and value in {"ltr", "rtl", "auto"}


class _Dropper:
    """Says of one tag after the other whether it lies in an element of `DROPPED`."""

    def __init__(self) -> None:
        self.inside = ""
        self.depth = 0

    def drops(self, tag: Tag) -> bool:
        """Is this tag to go, being a dropped element's or within one?"""
        if not self.inside:
            if not tag.closing and tag.name in DROPPED - VOID:
                self.inside, self.depth = tag.name, 1
            return tag.name in DROPPED
        if tag.name == self.inside:
            self.depth += -1 if tag.closing else 1
            self.inside = self.inside if self.depth else ""
        return True


def _written(tag: Tag | str) -> str:
    if isinstance(tag, str):
        return unescape(tag).translate(HIDDEN)
    if tag.closing:
        return f"</{tag.name}>"
    kept = ((name, tag.attributes.get(name)) for name in ("href", "lang", "dir"))
    shown = "".join(f' {name}="{escape(unescape(value))}"' for name, value in kept if value)
    return f"<{tag.name}{shown}>"
