"""What commands are given, made into what services take."""

import os
from contextlib import contextmanager
from pathlib import Path

from django.core.management.base import CommandError

from annotations.models import User
from annotations.services import intake
from annotations.text.limits import MAX_BODY_BYTES
from annotations.text.refusal import TextRefused


def account(username: str | None) -> User | None:
    """The account of that name; nobody for no name. Raises CommandError."""
    user = User.objects.filter(username=username).first() if username else None
    if username and user is None:
        raise CommandError(f"There is no account {username!r}.")
    return user


def draft(path: Path) -> intake.Draft:
    """The text in a file. Raises TextRefused and OSError."""
    intake.kind_of(path.name)
    if path.stat().st_size > MAX_BODY_BYTES:
        raise TextRefused("too_long", "This file is longer than 5 MB.")
    return intake.read_file(path.name, path.read_bytes())


def reason(refusal: Exception) -> str:
    """Why a file could not be read, in one line."""
    return getattr(refusal, "strerror", None) or str(refusal)


@contextmanager
def replacing(path):
    """A new binary file that takes the place of `path` when all went well, and vanishes if not."""
    path = path.resolve()
    if path.exists() and not path.is_file():
        raise CommandError(f"{path} is not a file.")
    unfinished = path.with_name(f".{path.name}.{os.getpid()}")
    try:
        with unfinished.open("xb") as file:
            yield file
            file.flush()
            os.fsync(file.fileno())
        os.replace(unfinished, path)
    except OSError as error:
        raise CommandError(f"{path} cannot be written: {error.strerror}.") from error
    finally:
        unfinished.unlink(missing_ok=True)
