"""Uploads: several files, or a zip of them, each an article or a refusal of its own."""

import zipfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from django.utils.translation import gettext as _

from annotations.models import Article
from annotations.services import intake
from annotations.text.archive import DAMAGE, files, opened
from annotations.text.limits import MAX_BODY_BYTES
from annotations.text.refusal import TextRefused

MOST_FILES = 100
Reader = Callable[[], bytes]


@dataclass(frozen=True)
class Told:
    """What became of one file: an article, new or known, or why there is none."""

    name: str
    article: Article | None = None
    sentences: int = 0
    is_new: bool = False
    assumed: str = ""
    why: str = ""


def is_zip(filename: str) -> bool:
    return filename.lower().endswith(".zip")


def unpacked(filename: str, content: bytes) -> Iterator[tuple[str, Reader]]:
    """The files of a zip, in its order. Raises TextRefused before the first of them."""
    with opened(content) as archive:
        found = list(files(archive))
        if len(found) > MOST_FILES:
            raise TextRefused("too_many_files", _("More than 100 files: cut it into several."))
        if not found:
            raise TextRefused("no_files", _("There are no files in it."))
        yield from found


def bring_in(named: list[tuple[str, Reader]], *, by) -> Iterator[Told]:
    """Import files one after the other, each all or nothing; of zips, what is in them."""
    for name, content in named:
        if not is_zip(name):
            yield bring_in_file(name, content, by=by)
            continue
        try:
            for inner, unpack in unpacked(name, content()):
                yield bring_in_file(inner, unpack, by=by)
        except TextRefused as refusal:
            yield Told(intake.clean_name(name), why=refusal.message)


def bring_in_file(name: str, content: Reader, *, by) -> Told:
    """Import one file; the very same article is left as it is."""
    shown = intake.clean_name(name)
    try:
        draft = read(name, content)
        known = intake.stored(draft.text, draft.title).first()
        article = known or intake.store_draft(draft, by=by)
    except TextRefused as refusal:
        return Told(shown, why=refusal.message)
    sentences = article.current().sentences.count()
    return Told(shown, article, sentences, is_new=known is None, assumed=draft.assumed)


def read(name: str, content: Reader) -> intake.Draft:
    """The draft in a file. Raises TextRefused."""
    return intake.read_file(name, _content(name, content))


def _content(name: str, read: Reader) -> bytes:
    """The bytes of a file of a kind that is read at all."""
    intake.kind_of(name)
    try:
        content = read()
    except (*DAMAGE, zipfile.error, RuntimeError, ValueError) as fault:
        if isinstance(fault, TextRefused):
            raise
        raise TextRefused("damaged", _("This file is damaged.")) from fault
    if len(content) > MAX_BODY_BYTES:
        raise TextRefused("too_long", _("This file is longer than 5 MB."))
    return content
