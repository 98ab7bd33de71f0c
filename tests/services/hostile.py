"""The worst of the web: addresses that lead where nobody should go, and servers that misbehave."""

import gzip
import zlib
from itertools import product

from annotations.text.limits import MAX_BODY_BYTES

PAGE = b"HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\n\r\n<p>Hello.</p>"


def answer(head="Content-Type: text/html", body=b"<p>Hello.</p>", status="200 OK"):
    return f"HTTP/1.1 {status}\r\n{head}\r\n\r\n".encode() + body


def to(location, status="302 Found"):
    return answer(f"Location: {location}", b"", status)


# -- addresses

LOOPBACK = [
    "127.0.0.1", "127.1", "127.0.1", "127.255.255.254", "2130706433", "0x7f000001", "0x7f.1",
    "0177.0.0.1", "017700000001", "0", "0.0.0.0", "0x0", "[::]", "[::1]", "[0:0:0:0:0:0:0:1]",
    "[::ffff:127.0.0.1]", "[::ffff:7f00:1]", "[::127.0.0.1]", "[64:ff9b::127.0.0.1]",
    "[64:ff9b::7f00:1]", "[64:ff9b:1::7f00:1]", "[2002:7f00:1::]", "[2002:7f00:1::1]",
    "[2001:0:7f00:1::]", "[::ffff:0:127.0.0.1]", "localhost", "LOCALHOST", "localhost.",
    "loop.example",    "１２７.0.0.1", "127。0。0。1", "①②⑦.0.0.1",
]  # fmt: skip
PRIVATE = [
    "10.0.0.1", "10.255.255.255", "172.16.0.1", "172.31.255.255", "192.168.0.1", "192.168.255.255",
    "169.254.169.254", "169.254.0.1", "100.64.0.1", "100.127.255.255", "198.18.0.1", "192.0.0.1",
    "192.0.2.1", "198.51.100.7", "203.0.113.9", "224.0.0.1", "239.255.255.255", "240.0.0.1",
    "255.255.255.255", "0.1.2.3", "[fc00::1]", "[fd12:3456::1]", "[fe80::1]", "[fe80::1%25eth0]",
    "[fec0::1]", "[ff02::1]", "[2001:db8::1]", "[100::1]", "[::ffff:10.0.0.1]",
    "[::ffff:169.254.169.254]", "[64:ff9b::10.0.0.1]", "[64:ff9b::a9fe:a9fe]", "[2002:a00:1::]",
    "[2002:c0a8:1::1]", "[2001:0:c000:201::]", "[::10.0.0.1]", "0xa000001", "167772161",
    "012.0.0.1", "metadata.example", "mixed.example", "six.example", "nothing.example",
]  # fmt: skip
SHAPES = [
    "http://{}/", "https://{}/", "http://{}:80/", "https://{}:443/latest/meta-data/", "HTTP://{}/a?b#c",
]  # fmt: skip
TRICKS = [
    "", " ", "http://", "http:///", "http://:80/", "http://example.org:22/", "http://example.org:0/",
    "http://example.org:65536/", "http://example.org:8000/", "http://example.org:x/",
    "ftp://example.org/", "file:///etc/passwd", "gopher://127.0.0.1:25/_HELO", "data:text/html,x",
    "javascript:alert(1)", "dict://127.0.0.1:11211/stats", "ldap://127.0.0.1/", "jar:http://a!/",
    "ws://example.org/", "blob:http://example.org/1", "about:blank", "unix:///var/run/docker.sock",
    "//example.org/", "/etc/passwd", "example.org", "http:example.org", "http:/example.org",
    "http://user@example.org/", "http://user:word@example.org/", "http://127.0.0.1@example.org/",
    "http://example.org@127.0.0.1/", "http://example.org\\@127.0.0.1/", "http://exa mple.org/",
    "http://example.org/\r\nHost: 127.0.0.1", "http://example.org/\tx", "http://exam\x00ple.org/",
    "http://example.org\n/", " http://example.org/", "http://example.org/ ", "http://[::1/",
    "http://::1]/", "http://[127.0.0.1]/", "http://[fe80::1%eth0]/", "http://%31%32%37.0.0.1/",
    "http://127.0.0.1%2f@example.org/", "http://" + "a" * 64 + ".example/", "http://.example/",
    "http://" + "a." * 200 + "example/", "http://example.org/" + "a" * 2000, "http://..../",
    "http://xn--\ud800.example/", "https://example..org/",
]  # fmt: skip
HOSTILE = [shape.format(host) for shape, host in product(SHAPES, LOOPBACK + PRIVATE)] + TRICKS

# -- servers: bytes are answered, numbers are seconds that pass, faults are raised

LARGE = b"x" * (MAX_BODY_BYTES + 1)
GZIP = "Content-Type: text/html\r\nContent-Encoding: gzip"
BOMB = gzip.compress(b"\0" * (4 * MAX_BODY_BYTES))
TYPE = "Content-Type: text/html"
CHUNKED = f"{TYPE}\r\nTransfer-Encoding: chunked"
BEHAVIOURS = {
    "says nothing": [],
    "never answers": [60],
    "resets": [ConnectionResetError()],
    "resets in the head": [b"HTTP/1.1 200 OK\r\n", ConnectionResetError()],
    "resets in the body": [answer(f"{TYPE}\r\nContent-Length: 99"), ConnectionResetError()],
    "speaks TLS in the clear": [b"\x16\x03\x01\x02\x00\x01\x00"],
    "greets like a mail server": [b"220 mail.example ESMTP\r\n"],
    "greets like Redis": [b"-ERR unknown command\r\n"],
    "sends rubbish": [bytes(range(256)) * 4],
    "sends NULs": [b"\0" * 1000],
    "answers in HTTP/0.9": [b"<p>Hello.</p>"],
    "has no status": [b"HTTP/1.1\r\n\r\n"],
    "has a status of words": [b"HTTP/1.1 OK\r\n\r\n"],
    "has a status of 99999": [b"HTTP/1.1 99999 OK\r\n\r\n"],
    "has an endless status line": [b"HTTP/1.1 200 " + b"O" * 100_000],
    "has an endless header": [b"HTTP/1.1 200 OK\r\nX: " + b"x" * 100_000],
    "has a thousand headers": [b"HTTP/1.1 200 OK\r\n" + b"X: y\r\n" * 1000 + b"\r\n"],
    "drips its status": [step for _ in range(40) for step in (b"H", 1)],
    "drips its headers": [b"HTTP/1.1 200 OK\r\n", *[step for _ in range(40) for step in (b"X", 1)]],
    "drips its body": [answer(body=b""), *[step for _ in range(40) for step in (b"x", 1)]],
    "drips chunks": [
        answer(CHUNKED, b""),
        *[step for _ in range(40) for step in (b"1\r\nx\r\n", 1)],
    ],
    "stops in the body": [answer(f"{TYPE}\r\nContent-Length: 99"), 60],
    "announces more than it sends": [answer(f"{TYPE}\r\nContent-Length: 99")],
    "announces too much": [answer(f"{TYPE}\r\nContent-Length: {MAX_BODY_BYTES + 1}")],
    "announces an absurd length": [answer(f"{TYPE}\r\nContent-Length: {10**30}")],
    "sends too much": [answer(body=LARGE)],
    "sends too much in chunks": [
        answer(CHUNKED, b"%x\r\n%s\r\n0\r\n\r\n" % (len(LARGE), LARGE))
    ],
    "has chunks without a size": [answer(CHUNKED, b"zz\r\nx\r\n")],
    "has chunks of a negative size": [
        answer(CHUNKED, b"-5\r\nx\r\n")
    ],
    "ends its chunks early": [answer(CHUNKED, b"ff\r\nx")],
    "sends a gzip bomb": [answer(GZIP, BOMB)],
    "sends a deflate bomb": [
        answer(f"{TYPE}\r\nContent-Encoding: deflate", zlib.compress(b"\0" * 4 * MAX_BODY_BYTES))
    ],
    "packs a bomb twice": [
        answer(f"{TYPE}\r\nContent-Encoding: gzip, gzip", gzip.compress(BOMB))
    ],
    "calls plain bytes gzip": [answer(GZIP)],
    "cuts its gzip off": [answer(GZIP, gzip.compress(b"<p>Hello.</p>" * 99)[:-20])],
    "packs with what nobody asked for": [answer(f"{TYPE}\r\nContent-Encoding: br", b"\x0b")],
    "packs with zstd": [answer(f"{TYPE}\r\nContent-Encoding: zstd", b"\x28\xb5\x2f\xfd")],
    "says no type": [answer("X: y")],
    "sends a picture": [answer("Content-Type: image/png")],
    "sends a script": [answer("Content-Type: text/javascript")],
    "sends SVG": [answer("Content-Type: image/svg+xml")],
    "sends XML": [answer("Content-Type: application/xml")],
    "sends a program": [answer("Content-Type: application/octet-stream")],
    "has nothing": [answer(status="404 Not Found")],
    "wants a password": [answer("WWW-Authenticate: Basic", status="401 Unauthorized")],
    "wants a proxy password": [answer(status="407 Proxy Authentication Required")],
    "breaks": [answer(status="500 Internal Server Error")],
    "sends part of it": [answer(status="206 Partial Content")],
    "changes protocols": [answer("Upgrade: websocket", b"", "101 Switching Protocols")],
    "goes on for ever": [answer(b"".decode(), b"", "100 Continue")] * 400 + [20],
    "redirects nowhere": [answer("X: y", b"", "302 Found")] * 5,
    "redirects to itself": [to("http://example.org/")] * 9,
    "redirects four times": [to(f"/{n}") for n in range(4)] + [PAGE],
    "redirects to a file": [to("file:///etc/passwd"), PAGE],
    "redirects to another port": [to("http://example.org:8080/"), PAGE],
    "redirects with a password": [to("http://a:b@example.org/"), PAGE],
    "redirects slowly": [9, to("/a"), 9, to("/b"), PAGE],
}  # fmt: skip
