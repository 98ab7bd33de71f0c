"""Rates: how often somebody may do something within a minute or an hour of the clock.

Counted in the memory of this process, by a digest: nothing is kept of who asked. Several processes
count each for itself, so what they let through together is as many times as much. Who begins at
the end of a window may do twice as much within one: that is the price of one number a window.
"""

from time import time
from typing import NamedTuple

from django.core.cache import cache
from django.utils.crypto import salted_hmac

MINUTE, HOUR = 60, 3600  # seconds


class Rate(NamedTuple):
    """At most `most` of `what` in a window of that many seconds."""

    what: str
    most: int
    window: int = MINUTE

    def wait(self, whose: str) -> int:
        """Count one more of `whose`: 0 while there were at most `most` in this window, else the
        seconds until the next.
        """
        number, past = divmod(int(time()), self.window)
        digest = salted_hmac("annotations.rates", whose, algorithm="sha256").hexdigest()
        return self.window - past if counted(f"{self.what}:{number}:{digest}", self) else 0

    def wait_of(self, user) -> int:
        """As `wait`, of a person, wherever they ask from."""
        return self.wait(f"user:{user.pk}")


def counted(key: str, rate: Rate) -> bool:
    """Whether one more is too many."""
    if cache.add(key, 1, rate.window):
        return False
    try:
        return cache.incr(key) > rate.most
    except ValueError:  # thrown out by others since: counted from the beginning
        return False


IMPORTS = Rate("imports", 30, HOUR)  # articles pasted, uploads of files, tables and sheets
EXPORTS = Rate("exports", 10)
COMMENTS = Rate("comments", 60)
STRANGERS = Rate("strangers", 300)
