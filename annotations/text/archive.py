"""Zip archives from outside: measured before anything in them is unpacked.

The sizes that a zip declares can be trusted as limits: `zipfile` unpacks no byte more than the
declared size of an entry, and refuses it when the checksum is another.
"""

import io
import zipfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import PurePosixPath
from xml.parsers import expat

from annotations.text.refusal import TextRefused

MOST_ENTRIES = 500
MOST_UNPACKED = 20_000_000  # bytes
MOST_RATIO = 100
DAMAGE = (zipfile.BadZipFile, zipfile.LargeZipFile, EOFError, NotImplementedError, OSError)
IS_ENCRYPTED = 0x1  # APPNOTE.TXT 4.4.4, bit 0


@contextmanager
def opened(content: bytes) -> Iterator[zipfile.ZipFile]:
    """The archive in `content`. Raises TextRefused when it is damaged, locked, or unpacks to more
    than 20 MB, 500 entries or a hundred times its size.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            _check(archive.infolist(), len(content))
            yield archive
    except (*DAMAGE, ValueError, RuntimeError) as fault:
        if isinstance(fault, TextRefused):
            raise
        raise TextRefused("damaged", "This file is damaged: it can not be unpacked.") from None
    except Exception as fault:
        # zlib.error and lzma.LZMAError share no class with the others.
        if type(fault).__module__ not in ("zlib", "_lzma"):
            raise
        raise TextRefused("damaged", "This file is damaged: it can not be unpacked.") from None


def _check(entries: list[zipfile.ZipInfo], size: int) -> None:
    unpacked = sum(entry.file_size for entry in entries)
    if len(entries) > MOST_ENTRIES or unpacked > min(MOST_UNPACKED, MOST_RATIO * size):
        message = "This file unpacks to far more than an article: it was not opened."
        raise TextRefused("unpacks_to_too_much", message)
    if any(entry.flag_bits & IS_ENCRYPTED for entry in entries):
        raise TextRefused("encrypted", "This file is locked with a password.")


def check_no_dtd(archive: zipfile.ZipFile) -> None:
    """Raise TextRefused when an entry is XML that declares a document type, in any encoding."""
    for entry in archive.infolist():
        parser = expat.ParserCreate()
        parser.StartDoctypeDeclHandler = _refuse_dtd
        try:
            parser.Parse(archive.read(entry), True)
        except (expat.ExpatError, ValueError, LookupError) as fault:
            # Pictures are no XML; what the document needs and is broken, its reader will say.
            if isinstance(fault, TextRefused):
                raise


def _refuse_dtd(*declared: object) -> None:
    raise TextRefused("dtd", "This document declares a document type (DTD): it was not opened.")


def files(archive: zipfile.ZipFile) -> Iterator[tuple[str, Callable[[], bytes]]]:
    """Name, without folders, and what reads it, of each file that a person put in."""
    for entry in archive.infolist():
        name = PurePosixPath(entry.filename.replace("\\", "/")).name
        # What macOS and file managers add for themselves.
        if entry.is_dir() or name.startswith(".") or entry.filename.startswith("__MACOSX/"):
            continue
        yield name, lambda entry=entry: archive.read(entry)  # type: ignore[misc]
