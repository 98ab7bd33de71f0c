"""Documents: Word files, PDF, HTML and Markdown → plain text. Run by `services.parsing`.

Each reader takes bytes and returns a dict for JSON; each raises TextRefused. What the libraries of
the extra `intake` throw at a broken file is theirs to choose, so all of it means "damaged".
"""

import io
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import asdict
from importlib import import_module
from importlib.util import find_spec
from types import ModuleType
from typing import Any

from annotations.text.archive import check_no_dtd, opened
from annotations.text.limits import MAX_BODY_BYTES, check_markdown_limits
from annotations.text.markdown import markdown_to_text
from annotations.text.plain import html_to_text
from annotations.text.reading import readable
from annotations.text.refusal import TextRefused
from annotations.text.sanitize import clean_html
from annotations.text.scanned import pages_to_text
from annotations.text.segment import segment

MOST_PAGES = 1_000
LIBRARIES = {".docx": "mammoth", ".pdf": "pypdf"}  # of the extra `intake`
Read = dict[str, Any]


def is_readable(ending: str) -> bool:
    """Whether what files of that ending take to be read is installed."""
    return ending not in LIBRARIES or find_spec(LIBRARIES[ending]) is not None


def read_html(content: bytes) -> Read:
    return asdict(html_to_text(content.decode()))


def read_whole_page(content: bytes) -> Read:
    """All that a page shows, not its article alone."""
    return {"text": readable(clean_html(content.decode()))[1]}


def read_markdown(content: bytes) -> Read:
    markdown = content.decode()
    check_markdown_limits(markdown)
    return {"text": markdown_to_text(markdown)}


def read_sentences(content: bytes, language: str) -> Read:
    """Where the sentences of a text begin and end, in code points."""
    return {"spans": segment(content.decode(), language)}


def read_docx(content: bytes) -> Read:
    """The words of a Word document, its pictures left out.

    The archive is measured, and looked through for a DTD, before anything in it is understood.
    """
    with opened(content) as archive:
        check_no_dtd(archive)
    mammoth = _library(".docx")
    with _damage("Word document"):
        told = mammoth.convert_to_html(
            io.BytesIO(content),
            convert_image=mammoth.images.img_element(lambda image: {}),
            include_embedded_style_map=False,
            external_file_access=False,
        )
    return asdict(html_to_text(told.value))


def read_pdf(content: bytes) -> Read:
    """The text layer of a PDF; `title`, `byline` and `language` as it declares them."""
    pypdf = _library(".pdf")
    with _damage("PDF"):
        reader = pypdf.PdfReader(io.BytesIO(content), strict=False)
        if reader.is_encrypted and not _opens(reader):
            message = "This PDF is locked with a password. Save it without one and try again."
            raise TextRefused("encrypted", message)
        if len(reader.pages) > MOST_PAGES:
            raise TextRefused("too_long", f"This PDF has more than {MOST_PAGES:,} pages.")
        text = pages_to_text([page.extract_text() for page in reader.pages])
        said = _declared(reader)
    if not text:
        message = "This PDF has no text in it, only pictures of pages. Run it through OCR first."
        raise TextRefused("no_text_layer", message)
    if len(text) > MAX_BODY_BYTES:
        raise TextRefused("too_long", "This text is longer than 5 MB.")
    return {"text": text} | said


def _opens(reader: Any) -> bool:
    """Whether it is locked against changes alone, and opens without a password."""
    try:
        return bool(reader.decrypt(""))
    except Exception:  # noqa: BLE001 - a cipher that is not installed, or a broken dictionary
        return False


def _declared(reader: Any) -> dict[str, str]:
    told = reader.metadata or {}
    declared: dict[str, Callable[[], Any]] = {
        "title": lambda: told.get("/Title"),
        "byline": lambda: told.get("/Author"),
        "language": lambda: reader.trailer["/Root"].get("/Lang"),
    }
    return {name: _storable(str(ask() or "")) for name, ask in declared.items()}


def _storable(words: str) -> str:
    words = words.replace("\x00", "").encode("utf-8", "ignore").decode()
    return " ".join(words.split())[:300]


def _library(ending: str) -> ModuleType:
    try:
        return import_module(LIBRARIES[ending])
    except ImportError:
        message = (
            f"This desk can not read {ending} files: its operator has to install factcheck[intake]."
            " Paste the text instead."
        )
        raise TextRefused("not_installed", message) from None


@contextmanager
def _damage(what: str) -> Iterator[None]:
    try:
        yield
    except (TextRefused, MemoryError):
        raise
    except Exception:  # noqa: BLE001 - whatever the library makes of a broken file
        message = f"This {what} is damaged, or no {what} at all. Paste the text instead."
        raise TextRefused("damaged", message) from None
