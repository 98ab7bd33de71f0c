"""Fetching: hostile addresses reach nothing of ours, hostile servers cost ten seconds at most."""

import gzip
import socket
import threading
import zlib
from contextlib import suppress

import pytest

from annotations.services.addresses import is_public
from annotations.services.fetching import PATIENCE, Page, Refused, Web, fetch, send
from annotations.text.refusal import TextRefused
from tests.services.hostile import BEHAVIOURS, HOSTILE, PAGE, answer, to

PUBLIC = "93.184.216.34"


class Server:
    """A scripted server: bytes are answered, numbers are seconds that pass, faults are raised."""

    def __init__(self, *script):
        self.script, self.now, self.asked, self.sent, self.closed = list(script), 0.0, [], b"", 0

    def web(self, **more):
        said = {"resolve": lambda host, port: [PUBLIC], "connect": self.connect}
        return Web(**{**said, "clock": lambda: self.now, "wrap": self.wrap, **more})

    def connect(self, ip, port, seconds):
        self.asked.append((ip, port))
        return self

    def wrap(self, sock, host):
        return sock

    def settimeout(self, seconds):
        self.left = seconds

    def sendall(self, data):
        self.sent += bytes(data)

    def close(self):
        self.closed += 1

    def recv_into(self, buffer):
        while self.script:
            step = self.script.pop(0)
            if isinstance(step, (int, float)):
                self.now += min(step, self.left)
                if step >= self.left:
                    raise TimeoutError
                continue
            if isinstance(step, Exception):
                raise step
            part, rest = step[: len(buffer)], step[len(buffer) :]
            if rest:
                self.script.insert(0, rest)
            buffer[: len(part)] = part
            return len(part)
        return 0


# -- what is read ---------------------------------------------------------------------------------


def test_a_page_is_read_with_what_the_server_says_of_it():
    page = fetch("https://example.org/a?b=ü", Server(PAGE).web())

    assert page == Page(
        b"<p>Hello.</p>",
        "text/html",
        "utf-8",
        "https://example.org/a?b=ü",
        "https://example.org/a?b=ü",
    )


def test_the_checked_address_is_asked_under_the_name_without_cookies():
    server = Server(PAGE)

    fetch("http://example.org/a%20b", server.web())

    assert server.asked == [(PUBLIC, 80)]
    head = server.sent.decode().split("\r\n")
    assert head[0] == "GET /a%20b HTTP/1.1"
    assert "Host: example.org" in head
    assert not any(line.lower().startswith(("cookie", "authorization")) for line in head)


@pytest.mark.parametrize("packed", [gzip.compress, zlib.compress])
def test_a_packed_page_is_unpacked(packed):
    encoding = "gzip" if packed is gzip.compress else "deflate"
    body = packed(b"<p>Hello.</p>")
    server = Server(answer(f"Content-Type: text/html\r\nContent-Encoding: {encoding}", body))

    assert fetch("http://example.org/", server.web()).content == b"<p>Hello.</p>"


def test_a_redirect_is_followed_to_where_it_leads():
    server = Server(to("/next"), PAGE)

    page = fetch("http://example.org/first", server.web())

    assert page.final_url == "http://example.org/next"


def test_every_connection_is_closed():
    server = Server(to("/next"), PAGE)

    fetch("http://example.org/first", server.web())

    assert server.closed >= 2


def test_a_message_is_posted_and_its_status_told():
    server = Server(answer(status="204 No Content", body=b""))

    assert send("https://example.org/hook", b"{}", {"X-A": "b"}, server.web()) == 204
    assert server.sent.startswith(b"POST /hook HTTP/1.1")
    assert server.sent.endswith(b"\r\n\r\n{}")


def test_a_message_is_not_carried_on_by_a_redirect():
    assert send("https://example.org/hook", b"{}", {}, Server(to("http://10.0.0.1/")).web()) == 302


def test_an_operator_can_switch_it_off(settings):
    settings.FETCH_ENABLED = False
    server = Server(PAGE)

    with pytest.raises(TextRefused, match="reads nothing"):
        fetch("http://example.org/", server.web())
    assert server.asked == []


# -- hostile addresses ----------------------------------------------------------------------------

NAMES = {
    "localhost": ["127.0.0.1", "::1"],
    "loop.example": ["127.0.0.1"],
    "metadata.example": ["169.254.169.254"],
    "mixed.example": [PUBLIC, "10.0.0.1"],  # one of several is enough to refuse
    "six.example": ["::ffff:192.168.0.1"],
}


def resolving(host, port):
    """The names above, and figures as the system reads them; it never asks the network."""
    if host in NAMES:
        return NAMES[host]
    found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM, flags=socket.AI_NUMERICHOST)
    return [entry[4][0] for entry in found]


@pytest.fixture
def canary():
    """Whether anybody connects to a port of this machine, on both kinds of loopback."""
    heard, listening = [], []
    for family, host in [(socket.AF_INET, "127.0.0.1"), (socket.AF_INET6, "::1")]:
        listener = socket.socket(family)
        listener.bind((host, 0))
        listener.listen()
        listener.settimeout(0.05)
        listening.append(listener)
    yield heard, {listener.getsockname()[1] for listener in listening}
    for listener in listening:
        with listener:
            try:
                heard.append(listener.accept())
            except TimeoutError:
                continue
    assert heard == []


def test_there_are_four_hundred_hostile_addresses():
    assert len(set(HOSTILE)) >= 400


def test_no_hostile_address_is_connected_to_and_all_are_refused_alike(canary):
    _, ports = canary
    reached, said = [], set()

    def connect(ip, port, seconds):
        reached.append((ip, port))
        return socket.create_connection((ip, min(ports)), 0.2)

    for url in HOSTILE:
        with pytest.raises(Refused) as refusal:
            fetch(url, Web(resolve=resolving, connect=connect))
        said.add(refusal.value.message)

    assert reached == []
    assert len(said) == 1


def test_a_redirect_to_any_of_them_is_refused_too():
    for url in HOSTILE:
        if "\n" in url or "\x00" in url or "\ud800" in url:
            continue  # no header can carry it
        server = Server(to(url), PAGE)

        with suppress(Refused):  # a trick may lead to example.org itself
            fetch("http://example.org/", server.web(resolve=hostile_after_first))

        assert server.asked[:1] == [(PUBLIC, 80)]
        assert all(is_public(ip) for ip, _ in server.asked), url


def hostile_after_first(host, port):
    """example.org is public; every other name is looked up as above."""
    return [PUBLIC] if host == "example.org" else resolving(host, port)


def test_a_name_is_asked_for_once_so_that_no_second_answer_counts():
    answers = iter([[PUBLIC], ["127.0.0.1"], ["127.0.0.1"]])
    server = Server(PAGE)

    fetch("http://rebinding.example/", server.web(resolve=lambda host, port: next(answers)))

    assert server.asked == [(PUBLIC, 80)]
    assert next(answers) == ["127.0.0.1"]


def test_a_redirect_to_itself_is_resolved_anew_and_refused_when_it_turned():
    answers = iter([[PUBLIC], ["127.0.0.1"]])
    server = Server(to("http://rebinding.example/again"), PAGE)

    with pytest.raises(Refused):
        fetch("http://rebinding.example/", server.web(resolve=lambda host, port: next(answers)))
    assert server.asked == [(PUBLIC, 80)]


def test_a_resolver_that_never_answers_is_given_up():
    started = threading.Event()
    server = Server(PAGE)
    ticks = iter([0.0, PATIENCE - 0.05])

    def resolve(host, port):
        started.set()
        threading.Event().wait(1)
        return [PUBLIC]

    web = server.web(resolve=resolve, clock=lambda: next(ticks, PATIENCE))

    with pytest.raises(Refused):
        fetch("http://example.org/", web)
    assert started.is_set()
    assert server.asked == []


# -- hostile servers ------------------------------------------------------------------------------


def test_there_are_fifty_hostile_servers():
    assert len(BEHAVIOURS) >= 50


def test_every_hostile_server_is_refused_in_the_same_words_and_in_time():
    said = {}
    for name, script in BEHAVIOURS.items():
        server = Server(*script)
        with pytest.raises(Refused) as refusal:
            fetch("http://example.org/", server.web())
        said[name] = refusal.value.message
        assert server.now <= PATIENCE + 0.001, name

    assert len(set(said.values())) == 1


@pytest.mark.parametrize(
    "fault", [ConnectionRefusedError(), TimeoutError(), OSError("unreachable"), socket.gaierror()]
)
def test_a_port_that_is_closed_filtered_or_silent_is_refused_alike(fault):
    def connect(ip, port, seconds):
        raise fault

    with pytest.raises(Refused) as refusal:
        fetch("http://example.org/", Server().web(connect=connect))
    with pytest.raises(Refused) as silent:
        fetch("http://example.org/", Server(60).web())
    assert refusal.value.message == silent.value.message


def test_a_certificate_that_is_not_of_the_name_is_refused():
    def wrap(sock, host):
        raise OSError("certificate verify failed")

    with pytest.raises(Refused):
        fetch("https://example.org/", Server(PAGE).web(wrap=wrap))
