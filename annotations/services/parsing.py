"""Parsing: what came from outside is read in a process of its own, which may die without harm.

The child gets five seconds of processor time and 512 MB where the system can enforce that, four
and a half seconds of the clock everywhere, no environment, and no right to write files. It knows no
Django: this module runs there too (`python -m annotations.services.parsing KIND OPTIONS`, the bytes
on its standard input, JSON on its standard output), so it imports the standard library alone.
"""

import json
import logging
import math
import os
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from importlib import import_module
from pathlib import Path

from annotations.text.refusal import TextRefused

CPU = 5  # seconds of processor time
MEMORY = 512 * 1024 * 1024  # bytes of address space
PATIENCE = 4.5  # seconds of the clock, waiting for a free place included
ANSWER = 32_000_000  # bytes of JSON
AT_ONCE = 2  # children of one server process; the next ones wait

# Each takes the bytes, and options by name; it returns a dict that JSON can hold. Raises
# TextRefused. Imported in the child alone, so it may be slow to import and needs no Django.
READERS = {
    "docx": "annotations.text.documents:read_docx",
    "html": "annotations.text.documents:read_html",
    "page": "annotations.text.webpage:read_page",
    "markdown": "annotations.text.documents:read_markdown",
    "pdf": "annotations.text.documents:read_pdf",
    "sentences": "annotations.text.documents:read_sentences",
    "whole page": "annotations.text.documents:read_whole_page",
}
ROOT = Path(__file__).parents[2]
# What a system needs to start a process at all.
NEEDED = ("PATH", "SYSTEMROOT", "LD_LIBRARY_PATH")

log = logging.getLogger(__name__)
slots = threading.BoundedSemaphore(AT_ONCE)
# When, by the monotonic clock, who asks for several has to have them all.
deadline: ContextVar[float] = ContextVar("deadline", default=math.inf)


class Unreadable(TextRefused):
    """The child did not come back with an answer. One sentence for all reasons."""

    def __init__(self) -> None:
        message = (
            "This could not be read: it is damaged, or too much to read at once. Paste the text of"
            " the article instead."
        )
        super().__init__("unreadable", message)


@contextmanager
def within(seconds: float) -> Iterator[None]:
    """Whatever is read inside takes at most so many seconds of the clock together."""
    before = deadline.set(time.monotonic() + seconds)
    try:
        yield
    finally:
        deadline.reset(before)


def read_in_child(kind: str, content: bytes, **options) -> dict:
    """What the reader of that `kind` (`READERS`) makes of `content`.

    Raises TextRefused as the reader did, and Unreadable when the child died or all took more than
    four and a half seconds, or than is left of `within`.
    """
    now = time.monotonic()
    until = min(now + PATIENCE, deadline.get())
    if until <= now or not slots.acquire(timeout=until - now):
        raise Unreadable
    try:
        said = _ask([kind, json.dumps(options)], content, until - time.monotonic())
    finally:
        slots.release()
    if "refused" in said:
        raise TextRefused(*said["refused"])
    return said["read"]


def read_here(kind: str, content: bytes, **options) -> dict:
    """As `read_in_child`, for what is too small to do harm: in this process, at once."""
    return reader(kind)(content, **options)


def reader(kind: str) -> Callable[..., dict]:
    """The reader of that kind, or at that dotted path."""
    module, _, name = READERS.get(kind, kind).partition(":")
    return getattr(import_module(module), name)


def _ask(arguments: list[str], content: bytes, seconds: float) -> dict:
    command = [sys.executable, "-B", "-s", "-m", "annotations.services.parsing", *arguments]
    kept = {name: os.environ[name] for name in NEEDED if name in os.environ}
    try:
        child = subprocess.run(
            command, input=content, capture_output=True, timeout=seconds, cwd=ROOT, env=kept
        )
        child.check_returncode()
        return json.loads(child.stdout)
    except (subprocess.SubprocessError, OSError, ValueError) as fault:
        log.warning("A %s could not be read: %s", arguments[0], type(fault).__name__)
        raise Unreadable from None


def main(kind: str, options: str) -> None:
    """The life of the child: bind itself, read, answer."""
    content = sys.stdin.buffer.read()
    bind()
    said: dict
    try:
        said = {"read": reader(kind)(content, **json.loads(options))}
    except TextRefused as refusal:
        said = {"refused": [refusal.key, refusal.message]}
    answer = json.dumps(said).encode()
    if len(answer) > ANSWER:
        sys.exit(1)
    sys.stdout.buffer.write(answer)


def bind() -> None:
    """Give up what reading does not need. Where the system has no limits, the clock is left."""
    if hasattr(os, "nice"):
        os.nice(10)  # who reads and judges meanwhile goes first
    try:
        import resource  # noqa: PLC0415 - not on every system
    except ImportError:
        return
    resource.setrlimit(resource.RLIMIT_CPU, (CPU, CPU))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))


if __name__ == "__main__":
    main(*sys.argv[1:])
