"""What commands are given, made into what services take."""

from pathlib import Path

from django.core.management.base import CommandError

from annotations.models import User
from annotations.services import intake
from annotations.text.limits import MAX_BODY_BYTES
from annotations.text.plain import decode
from annotations.text.refusal import TextRefused


def account(username: str | None) -> User | None:
    """The account of that name; nobody for no name. Raises CommandError."""
    user = User.objects.filter(username=username).first() if username else None
    if username and user is None:
        raise CommandError(f"There is no account {username!r}.")
    return user


def draft(path: Path) -> intake.Draft:
    """The text in a file. Raises TextRefused and OSError."""
    kind = intake.kind_of(path.name)
    if path.stat().st_size > MAX_BODY_BYTES:
        raise TextRefused("too_long", "This file is longer than 5 MB.")
    return intake.read(decode(path.read_bytes()), kind)


def reason(refusal: Exception) -> str:
    """Why a file could not be read, in one line."""
    return getattr(refusal, "strerror", None) or str(refusal)
