"""Fetching: what stands at an address of the web, read without trusting the address or the server.

`services.addresses` says where the desk goes at all; it is asked again for each redirect. No
cookies, no proxy of the environment, one time limit for the whole, one limit of bytes after
unpacking, and one sentence for every failure: whether a port was closed, filtered or silent is
nothing that the person who typed the address should learn.
"""

import http.client
import io
import re
import socket
import ssl
import time
import zlib
from collections.abc import Callable
from dataclasses import dataclass, field
from urllib.parse import urljoin

from django.conf import settings
from django.utils.translation import gettext as _

from annotations.services.addresses import NotPublic, Place, Resolve, place, public, resolve, within
from annotations.text.limits import MAX_BODY_BYTES
from annotations.text.refusal import TextRefused

PATIENCE = 10.0  # seconds, for everything together
REDIRECTS = 3
CHUNK = 64 * 1024  # bytes
ANSWER = 64 * 1024  # bytes of an answer to `send` that are read, and thrown away
REDIRECTING = {301, 302, 303, 307, 308}
HTML = ("text/html", "application/xhtml+xml")
PAGES = (*HTML, "text/plain", "text/markdown", "application/pdf")
CHARSET = re.compile(r"charset\s*=\s*[\"']?([\w.:-]+)", re.IGNORECASE)

Connect = Callable[[str, int, float], socket.socket]


class Refused(TextRefused):
    """The address was not read. One message for all reasons."""

    def __init__(self) -> None:
        message = _(
            "Nothing could be read at this address. It has to be a page of the public web, of at"
            " most 5 MB, that answers within ten seconds."
        )
        super().__init__("address", message)


@dataclass(frozen=True)
class Page:
    """What stood at an address: its bytes, unpacked, and what the server said they are."""

    content: bytes
    media_type: str
    charset: str  # "" when the server did not say
    url: str
    final_url: str


@dataclass(frozen=True)
class Web:
    """How the world is reached; tests put their own in its place."""

    resolve: Resolve = resolve
    connect: Connect = lambda ip, port, seconds: socket.create_connection((ip, port), seconds)
    clock: Callable[[], float] = time.monotonic
    wrap: Callable[[socket.socket, str], socket.socket] = field(
        default=lambda sock, host: ssl.create_default_context().wrap_socket(
            sock, server_hostname=host
        )
    )


WEB = Web()
FAULTS = (OSError, http.client.HTTPException, ValueError, EOFError, zlib.error)


def fetch(url: str, web: Web | None = None) -> Page:
    """Read a page. Raises Refused, for whatever reason, after ten seconds at most."""
    check_enabled()
    web = web or WEB
    until = web.clock() + PATIENCE
    try:
        return _fetched(url, web, until)
    except FAULTS as fault:
        raise Refused from fault


def send(url: str, body: bytes, headers: dict[str, str], web: Web | None = None) -> int:
    """POST `body`, and return the status that was answered; a redirect is an answer.

    Raises Refused when there was none.
    """
    check_enabled()
    web = web or WEB
    until = web.clock() + PATIENCE
    try:
        with _Exchange(place(url), web, until) as exchange:
            response = exchange.ask("POST", headers, body)
            response.read(ANSWER)
            return response.status
    except FAULTS as fault:
        raise Refused from fault


def check_enabled() -> None:
    """Raises TextRefused where an operator has switched fetching off."""
    if not settings.FETCH_ENABLED:
        raise TextRefused("switched_off", _("This desk reads nothing from the web."))


def _fetched(url: str, web: Web, until: float) -> Page:
    at = url
    for _hop in range(REDIRECTS + 1):
        with _Exchange(place(at), web, until) as exchange:
            response = exchange.ask("GET", ACCEPTED)
            if response.status not in REDIRECTING:
                return _page(response, exchange, url, at)
            at = urljoin(at, response.headers.get("Location", ""))
    raise NotPublic("redirects")


ACCEPTED = {
    "Accept": "text/html,application/xhtml+xml,text/plain;q=0.9,application/pdf;q=0.8",
    "Accept-Encoding": "gzip, deflate",
    "Accept-Language": "*",
}


def _page(response: http.client.HTTPResponse, exchange: "_Exchange", url: str, at: str) -> Page:
    said = response.headers.get("Content-Type", "")
    media_type = said.partition(";")[0].strip().lower()
    if response.status != 200 or media_type not in PAGES:
        raise NotPublic("answer")
    if (response.length or 0) > MAX_BODY_BYTES:
        raise NotPublic("length")
    charset = CHARSET.search(said)
    content = _read(response, response.headers.get("Content-Encoding", ""))
    return Page(content, media_type, charset[1] if charset else "", url, at)


def _read(response: http.client.HTTPResponse, encoding: str) -> bytes:
    """The body, unpacked. Raises ValueError when it is too long, or another than was announced."""
    packed = _packed(encoding.strip().lower())
    found, sent = bytearray(), 0
    while block := response.read(CHUNK):
        sent += len(block)
        most = MAX_BODY_BYTES + 1 - len(found)
        found += packed.decompress(block, most) if packed else block
        if max(len(found), sent) > MAX_BODY_BYTES:
            raise NotPublic("length")
    if response.length or (packed and not packed.eof):
        raise NotPublic("cut off")
    return bytes(found)


def _packed(encoding: str):
    """What unpacks a body of that Content-Encoding; None when nothing has to."""
    if encoding in ("", "identity"):
        return None
    if encoding not in ("gzip", "x-gzip", "deflate"):
        raise NotPublic("encoding")
    return zlib.decompressobj(zlib.MAX_WBITS | 32)  # tells gzip and zlib apart by itself


class _Exchange:
    """One request to one checked address, with what is left of the time."""

    def __init__(self, where: Place, web: Web, until: float) -> None:
        self.where, self.web, self.until = where, web, until
        self.closing: list = []

    def __enter__(self) -> "_Exchange":
        return self

    def __exit__(self, *fault) -> None:
        for one in reversed(self.closing):
            one.close()

    def ask(self, method: str, headers: dict[str, str], body: bytes | None = None):
        """The answer, its body unread."""
        wire = self._wire()
        talk = http.client.HTTPConnection(self.where.host, self.where.port)
        self.closing.append(talk)
        talk.sock = wire  # all that HTTPConnection uses of a socket
        agent = {"Host": self.where.name, "User-Agent": f"Factcheck (+{settings.SITE_URL})"}
        talk.request(method, self.where.path, body, agent | {"Connection": "close"} | headers)
        return talk.getresponse()

    def _wire(self) -> "_Wire":
        left = self.left
        found = public(within(left(), self.web.resolve)(self.where.host, self.where.port))
        sock = self.web.connect(found[0], self.where.port, left())
        self.closing.append(sock)
        if self.where.scheme == "https":
            sock.settimeout(left())
            sock = self.web.wrap(sock, self.where.host)
            self.closing.append(sock)
        return _Wire(sock, left)

    def left(self) -> float:
        """Seconds until the whole must be over. Raises TimeoutError."""
        seconds = self.until - self.web.clock()
        if seconds <= 0:
            raise TimeoutError
        return seconds


class _Wire:
    """What HTTPConnection uses of a socket; who opened the socket closes it."""

    def __init__(self, sock: socket.socket, left: Callable[[], float]) -> None:
        self._sock, self._left = sock, left

    def sendall(self, data) -> None:
        self._sock.settimeout(self._left())
        self._sock.sendall(data)

    def makefile(self, mode: str) -> io.BufferedReader:
        return io.BufferedReader(_Stream(self._sock, self._left))

    def close(self) -> None:
        """Nothing: the answer is still to be read."""


class _Stream(io.RawIOBase):
    """What a socket receives. Every single read ends when the time for the whole is over: with a
    time limit for each alone, a server that sends a byte now and then would keep us for hours.
    """

    def __init__(self, sock: socket.socket, left: Callable[[], float]) -> None:
        self._sock, self._left = sock, left

    def readable(self) -> bool:
        return True

    def readinto(self, buffer) -> int:
        self._sock.settimeout(self._left())
        return self._sock.recv_into(buffer)
