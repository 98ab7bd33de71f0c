"""How many wrong passwords one address may send, and how much of anything else.

django-axes counts them for each pair of name and address; this is the bucket for the address alone,
so that one machine cannot walk through many names. It reads axes' failure log, and so it outlives a
restart and is one for all workers. Axes logs nothing while it locks: every row was a real guess.
"""

from datetime import timedelta
from functools import wraps
from ipaddress import IPv6Address, ip_address, ip_network
from math import ceil

from axes.models import AccessFailureLog
from django.conf import settings
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from annotations.services.rates import HOUR, MINUTE, Rate
from annotations.web.problems import refuse

FAILURES = 100
WINDOW = timedelta(hours=1)
# What one household or one rented server has for itself.
IPV6_PREFIX = 64


def client_address(request) -> str | None:
    """Where the request comes from, as far as it cannot be forged; axes asks here too.

    Behind `PROXY_COUNT` proxies of ours: what the outermost of them saw, which is that many entries
    from the right of X-Forwarded-For. Further left stands whatever the client wrote.
    """
    return place(forwarded_for(request)) or place(request.META.get("REMOTE_ADDR", ""))


def forwarded_for(request) -> str:
    seen = request.META.get("HTTP_X_FORWARDED_FOR", "").split(",")
    trusted = settings.PROXY_COUNT
    return seen[-trusted].strip() if 0 < trusted <= len(seen) else ""


def place(written: str) -> str | None:
    """The address as it is counted: IPv6 by its network. None when it is no address."""
    try:
        address = ip_address(written.partition("%")[0])
    except ValueError:
        return None
    if isinstance(address, IPv6Address) and address.ipv4_mapped is None:
        return str(ip_network((address, IPV6_PREFIX), strict=False).network_address)
    return str(getattr(address, "ipv4_mapped", None) or address)


def seconds_to_wait(request) -> int:
    """For how long this address may not try a password; 0 when it may now. One query."""
    now = timezone.now()
    failures = AccessFailureLog.objects.filter(
        ip_address=client_address(request), attempt_time__gt=now - WINDOW
    )
    times = failures.order_by("-attempt_time").values_list("attempt_time", flat=True)
    # The hundredth of the newest: room again when it is an hour old.
    hundredth = list(times[FAILURES - 1 : FAILURES])
    return int((hundredth[0] + WINDOW - now).total_seconds()) + 1 if hundredth else 0


def seconds_until_free(request, what: str, most: int, window: int = HOUR) -> int:
    """Count one more of `what` from this address: 0 while there were at most `most` in this window
    of the clock, else the seconds until the next. As `services.rates`.
    """
    return Rate(what, most, window).wait(str(client_address(request)))


def at_most(rate: Rate):
    """Let each person have the view that often, whatever they ask of it."""

    def decorated(view):
        @wraps(view)
        def counting(request, *args, **kwargs):
            wait = rate.wait_of(request.user)
            return too_many(request, wait) if wait else view(request, *args, **kwargs)

        return counting

    return decorated


def too_many(request, wait: int):
    """The answer to who has to wait for so many seconds."""
    return late(refuse(request, 429, words_for(wait)), wait)


def held_back(form, wait: int) -> int:
    """The status of a form that comes back with all that was typed: 429, and why, when whoever
    sent it has to wait, else 422.
    """
    if not wait:
        return 422
    form.add_error(None, words_for(wait))
    return 429


def late(response, wait: int):
    """`response`, with when to come back when there is anything to wait for."""
    if wait:
        response.headers["Retry-After"] = str(wait)
        response.headers["Cache-Control"] = "no-store"
    return response


def words_for(wait: int) -> str:
    """What a person is told who has to wait for so many seconds."""
    if wait > 2 * MINUTE:
        return _("Too many in an hour. Wait %(n)s minutes, then try again.") % {
            "n": ceil(wait / MINUTE)
        }
    told = ngettext(
        "Too many at once. Wait %(n)s second, then try again.",
        "Too many at once. Wait %(n)s seconds, then try again.",
        wait,
    )
    return told % {"n": wait}
