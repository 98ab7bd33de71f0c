"""The secret key: from the environment in production, else made once and kept among the data."""

import os
import time
from pathlib import Path
from secrets import token_urlsafe

from django.core.exceptions import ImproperlyConfigured

SHORTEST, FEWEST_DIFFERENT = 50, 5
# Django's `startproject` marks the keys that it writes, and whole repositories publish them.
KNOWN = ("django-insecure-", "changeme", "change-me", "secret")


def checked(key: str) -> str:
    """Return `key`, or raise ImproperlyConfigured, without naming it, when it could be guessed."""
    long_enough = len(key) >= SHORTEST and len(set(key)) >= FEWEST_DIFFERENT
    if not long_enough or key.lower().startswith(KNOWN):
        raise ImproperlyConfigured(f"SECRET_KEY must be {SHORTEST} or more random characters.")
    return key


def kept_in(path: Path) -> str:
    """The key in `path`, made at the first call. Only its owner may read the file (mode 0600)."""
    path.parent.mkdir(parents=True, exist_ok=True)
    try:
        # O_EXCL: of two processes that start together, one makes the key and both use it.
        descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        return read(path)
    with os.fdopen(descriptor, "w") as file:
        file.write(token_urlsafe(SHORTEST))
    return read(path)


def read(path: Path, tries: int = 20) -> str:
    """The key in `path`; waits up to a second for the process that is just writing it."""
    for _ in range(tries):
        if key := path.read_text().strip():
            return checked(key)
        time.sleep(0.05)
    raise ImproperlyConfigured(f"{path} is empty. Delete it, and a new key is made.")
