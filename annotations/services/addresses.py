"""Addresses: which places on the web this desk goes to, and which it must never go to (SSRF).

Somebody who may type an address must not reach what only this machine can reach. So a name is
resolved once, every address it has must be one of the public internet, and it is the address that
was checked that is connected to: asking again could bring another answer (DNS rebinding).
"""

import socket
import threading
from collections.abc import Callable
from dataclasses import dataclass
from ipaddress import IPv4Address, IPv6Address, IPv6Network, ip_address
from urllib.parse import quote, urlsplit

LONGEST = 2000  # characters
PORTS = {"http": 80, "https": 443}
NAT64 = IPv6Network("64:ff9b::/96")
# Of each the last 32 bits are an IPv4 address.
EMBEDDING = (NAT64, IPv6Network("::/96"), IPv6Network("::ffff:0:0:0/96"))
# Translated inside one network only (RFC 8215); site-local, which is_global knows since lately.
LOCAL = (IPv6Network("64:ff9b:1::/48"), IPv6Network("fec0::/10"))

Resolve = Callable[[str, int], list[str]]
Ip = IPv4Address | IPv6Address


class NotPublic(ValueError):
    """The address leads nowhere that this desk goes to."""


@dataclass(frozen=True)
class Place:
    """Where an address leads: `host` as ASCII, `path` with its query, ready to be asked for."""

    scheme: str
    host: str
    port: int
    path: str

    @property
    def name(self) -> str:
        """What the Host header says."""
        host = f"[{self.host}]" if ":" in self.host else self.host
        return host if self.port == PORTS[self.scheme] else f"{host}:{self.port}"


def place(url: str) -> Place:
    """Read an address. Raises NotPublic for anything but the web at its usual ports."""
    if len(url) > LONGEST or any(ord(one) <= 32 or ord(one) == 127 or one == "\\" for one in url):
        raise NotPublic("characters")
    try:
        parts = urlsplit(url)
        port = parts.port or PORTS.get(parts.scheme, 0)
        host = ascii_host(parts.hostname or "")
    except (ValueError, UnicodeError) as fault:
        raise NotPublic("address") from fault
    if parts.scheme not in PORTS or port not in PORTS.values():
        raise NotPublic("scheme or port")
    if "@" in parts.netloc or not host:
        raise NotPublic("user or host")
    path = quote(parts.path or "/", safe="/%:@!$&'()*+,;=-._~")
    query = f"?{quote(parts.query, safe='/?%:@!$&()*+,;=-._~[]|')}" if parts.query else ""
    return Place(parts.scheme, host, port, path + query)


def ascii_host(name: str) -> str:
    """The name as DNS has it. Raises UnicodeError."""
    host = name.rstrip(".").lower()
    if "%" in host:  # a zone of a link-local address, or an escape that hides something
        raise UnicodeError(host)
    return host if ":" in host else host.encode("idna").decode("ascii")


def resolve(host: str, port: int) -> list[str]:
    """All addresses of `host`, as the system knows them. Raises OSError."""
    found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    return [str(entry[4][0]) for entry in found]


def within(seconds: float, resolve: Resolve) -> Resolve:
    """`resolve`, given up after so long: the system's own patience cannot be set."""

    def resolving(host: str, port: int) -> list[str]:
        found: list[str] = []

        def ask() -> None:
            try:
                found.extend(resolve(host, port))
            except (OSError, UnicodeError):
                return  # nothing is found

        asking = threading.Thread(target=ask, daemon=True)
        asking.start()
        asking.join(max(seconds, 0))
        return list(found)

    return resolving


def public(found: list[str]) -> list[str]:
    """`found`, in its order. Raises NotPublic unless there are any and all of them are public."""
    if not found or not all(is_public(one) for one in found):
        raise NotPublic("not public")
    return found


def is_public(address: str) -> bool:
    """Whether `address` is one machine on the public internet, through whatever tunnel it says."""
    try:
        ip = ip_address(address)
    except ValueError:
        return False
    return all(is_global_unicast(one) for one in (ip, *hidden(ip)))


def is_global_unicast(ip: Ip) -> bool:
    if ip in NAT64 if isinstance(ip, IPv6Address) else False:
        return True  # what it hides is looked at by itself
    if isinstance(ip, IPv6Address) and (ip.scope_id or any(ip in net for net in LOCAL)):
        return False
    refused = ip.is_multicast, ip.is_reserved, ip.is_unspecified, ip.is_loopback, ip.is_link_local
    return ip.is_global and not any(refused)


def hidden(ip: Ip) -> list[IPv4Address]:
    """The IPv4 addresses inside an IPv6 one: mapped, compatible, NAT64, 6to4 and Teredo."""
    if not isinstance(ip, IPv6Address):
        return []
    found = [ip.ipv4_mapped, ip.sixtofour, *(ip.teredo or ())]
    if any(ip in net for net in EMBEDDING):
        found.append(IPv4Address(int(ip) & 0xFFFFFFFF))
    return [one for one in found if one is not None]
