"""Which network addresses a crawl may connect to: those of the public Internet, and no others.

A hostile site may name, redirect to, or let its own name resolve to an address behind the
operator's firewall (CWE-918, server-side request forgery). The predicate is a pure function of
the address, for it is asked again at the moment of connecting.
"""

import re
import socket
from ipaddress import (
    IPv4Address,
    IPv4Network,
    IPv6Address,
    IPv6Network,
    ip_address,
)
from urllib.parse import urlsplit

Address = IPv4Address | IPv6Address

_CLOSED_V4 = (
    IPv4Network("168.63.129.16/32"),  # Azure's platform address, though in a public range
    IPv4Network("192.0.0.0/24"),  # RFC 6890; cloud metadata lives here too
    IPv4Network("192.88.99.0/24"),  # 6to4 relays, RFC 7526
)
_UNICAST_V6 = IPv6Network("2000::/3")  # RFC 4291: all that is assigned
_CLOSED_V6 = (
    IPv6Network("2002::/16"),  # 6to4, given up by RFC 7526
    IPv6Network("2001::/23"),  # RFC 2928: protocols such as Teredo, not sites
    IPv6Network("3fff::/20"),  # documentation, RFC 9637
)
_NAT64 = IPv6Network("64:ff9b::/96")  # RFC 6052
_NUMERIC = re.compile(r"[0-9a-fx]+(\.[0-9a-fx]+){0,3}", re.IGNORECASE)


def is_public(address: str | Address) -> bool:
    """Whether an IP address is one a news site may have.

    Loopback, private, link-local, shared (RFC 6598), multicast, reserved and documentation
    addresses are not, nor are IPv6 addresses that carry such an IPv4 one (RFC 4291, 6052).
    What is no address is not public either.

    >>> is_public("93.184.215.14"), is_public("::ffff:10.0.0.1"), is_public("100.64.0.1")
    (True, False, False)
    """
    try:
        parsed = ip_address(address)
    except ValueError:
        return False
    return _public_v4(parsed) if isinstance(parsed, IPv4Address) else _public_v6(parsed)


def literal(host: str) -> Address | None:
    """The address that `host` spells, in any way the system's resolver would read it.

    >>> literal("0x7f.1"), literal("2130706433"), literal("[::1]"), literal("news.example")
    (IPv4Address('127.0.0.1'), IPv4Address('127.0.0.1'), IPv6Address('::1'), None)
    """
    text = host.strip("[]").rstrip(".")
    try:
        return ip_address(text)
    except ValueError:
        pass
    if not _NUMERIC.fullmatch(text):
        return None
    try:
        return IPv4Address(socket.inet_aton(text))
    except OSError:
        return None


def host_of(url: str) -> str:
    """The host of a URL in lower case without its final dot; empty when there is none.

    >>> host_of("http://good.example@Evil.example.:80/")
    'evil.example'
    """
    try:
        return (urlsplit(url).hostname or "").rstrip(".")
    except ValueError:
        return ""


def _public_v4(address: IPv4Address) -> bool:
    closed = any(address in network for network in _CLOSED_V4)
    return address.is_global and not (address.is_multicast or address.is_reserved or closed)


def _public_v6(address: IPv6Address) -> bool:
    if address.scope_id:
        return False
    carried = _carried(address)
    if carried is not None:
        return _public_v4(carried)
    closed = any(address in network for network in _CLOSED_V6)
    return address in _UNICAST_V6 and address.is_global and not closed


def _carried(address: IPv6Address) -> IPv4Address | None:
    """The IPv4 address that a connection to an IPv6 one would reach, if it is told by it."""
    if address.ipv4_mapped is not None:
        return address.ipv4_mapped
    if address in _NAT64:
        return IPv4Address(int(address) & 0xFFFFFFFF)
    return None
