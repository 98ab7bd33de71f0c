"""Uploads: several files, or a zip of them, each an article or a refusal of its own."""

import time
import zipfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from django.utils.translation import gettext as _

from annotations.models import Article, Capture
from annotations.services import intake
from annotations.services.parsing import PATIENCE, Unreadable, within
from annotations.text.archive import DAMAGE, files, opened
from annotations.text.limits import MAX_BODY_BYTES
from annotations.text.refusal import TextRefused

MOST_FILES = 100
SECONDS = PATIENCE  # of the clock, for all files of one request
FULL = 0.5  # seconds after which a file no longer has about all the time for itself
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
    is_late: bool = False

    @property
    def fate(self) -> str:
        """new, known, bad or late."""
        if self.is_late:
            return "late"
        return "bad" if self.why else "new" if self.is_new else "known"


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


def bring_in(named: list[tuple[str, Reader]], *, by) -> list[Told]:
    """Import files one after the other, each all or nothing; of zips, what is in them.

    Reading them takes `SECONDS` at most. Those that did not get their turn are `is_late`: sent
    again, they go on, since a file that was kept is known by its bytes.
    """
    told: list[Told] = []
    began = time.monotonic()
    with within(SECONDS):
        for name, content in named:
            told += _files(name, content, began, by)
    return told


def _files(name: str, content: Reader, began: float, by) -> list[Told]:
    if not is_zip(name):
        return [_in_turn(name, content, began, by)]
    try:
        return [_in_turn(inner, read, began, by) for inner, read in unpacked(name, content())]
    except TextRefused as refusal:
        return [Told(intake.clean_name(name), why=refusal.message)]


def _in_turn(name: str, content: Reader, began: float, by) -> Told:
    """Import a file, unless the time is over, or runs out that others have taken from it."""
    late = Told(intake.clean_name(name), is_late=True)
    turn = time.monotonic() - began
    if turn > SECONDS:
        return late
    try:
        return bring_in_file(name, content, by=by)
    except Unreadable as refusal:
        is_cut_short = time.monotonic() - began > SECONDS and turn > FULL
        return late if is_cut_short else Told(late.name, why=refusal.message)


def bring_in_file(name: str, content: Reader, *, by) -> Told:
    """Import one file; the very same article is left as it is. Raises Unreadable."""
    shown = intake.clean_name(name)
    try:
        read = _content(name, content)
        if known := captured(read):
            return _told(shown, known, is_new=False)
        draft = intake.read_file(name, read)
        known = intake.stored(draft.text, draft.title).first()
        article = known or intake.store_draft(draft, by=by)
    except Unreadable:
        raise
    except TextRefused as refusal:
        return Told(shown, why=refusal.message)
    return _told(shown, article, is_new=known is None, assumed=draft.assumed)


def _told(name: str, article: Article, **more) -> Told:
    return Told(name, article, article.current().sentences.count(), **more)


def captured(content: bytes) -> Article | None:
    """The newest article that was read from these very bytes."""
    kept = Capture.objects.filter(sha256=Capture.digest(content), article__deleted_at=None)
    newest = kept.defer("content").select_related("article").order_by("-pk").first()
    return newest.article if newest else None


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
