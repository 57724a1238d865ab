"""Which addresses are let in: the predicate against the registries, however they are spelled."""

import socket
from ipaddress import IPv4Address, IPv6Address, IPv6Network, ip_address
from types import SimpleNamespace

import pytest
from hypothesis import given
from hypothesis import strategies as st
from scrapy.resolver import dnscache
from twisted.internet import address as tx

from crawlers.crawl.addresses import host_of, is_public, literal
from crawlers.crawl.door import CheckedResolver, host_key, without_user

V4 = st.ip_addresses(v=4)
V6 = st.ip_addresses(v=6)
CLOSED = [
    "0.0.0.0", "10.1.2.3", "100.64.0.1", "100.100.100.200", "127.0.0.1", "127.255.0.3",
    "168.63.129.16", "169.254.169.254", "172.16.0.1", "172.31.255.255", "192.0.0.192",
    "192.0.2.1", "192.88.99.1", "192.168.0.1", "198.18.0.1", "198.51.100.7", "203.0.113.9",
    "224.0.0.1", "239.1.1.1", "240.0.0.1", "255.255.255.255",
    "::", "::1", "::127.0.0.1", "::ffff:127.0.0.1", "::ffff:169.254.169.254", "64:ff9b::7f00:1",
    "64:ff9b::a9fe:a9fe", "64:ff9b:1::1", "100::1", "2001::1", "2001:db8::1", "2002:7f00:1::",
    "2002:5db8:d70e::1",
    "2002:a00:1::1", "3fff::1", "5f00::1", "fc00::1", "fd00:ec2::254", "fe80::1", "fe80::1%eth0",
    "fec0::1", "ff02::1", "2606:4700::1%eth0", "", "localhost", "1.2.3", "1.2.3.4.5",
]  # fmt: skip
OPEN = [
    "1.1.1.1", "93.184.215.14", "202.64.1.1", "2606:4700::6810:84e5", "2400:cb00::1",
    "::ffff:93.184.215.14", "64:ff9b::5db8:d70e",
]  # fmt: skip


@pytest.mark.parametrize("address", CLOSED)
def test_addresses_behind_the_operators_wall_are_closed(address: str) -> None:
    assert not is_public(address)


@pytest.mark.parametrize("address", OPEN)
def test_addresses_of_the_public_internet_are_open(address: str) -> None:
    assert is_public(address)


@given(V4)
def test_no_ipv4_address_is_open_that_the_registry_closes(address: IPv4Address) -> None:
    closed = not address.is_global or address.is_multicast or address.is_loopback
    assert not (is_public(address) and closed)


@given(V6)
def test_no_ipv6_address_is_open_that_the_registry_closes(address: IPv6Address) -> None:
    closed = address.is_private or address.is_multicast or address.is_reserved
    carries = address.ipv4_mapped is not None or address in IPv6Network("64:ff9b::/96")
    assert carries or not (is_public(address) and closed)


@given(V4, st.sampled_from([int(IPv6Address("::ffff:0:0")), int(IPv6Address("64:ff9b::"))]))
def test_an_ipv4_address_is_no_more_open_inside_an_ipv6_one(
    address: IPv4Address, prefix: int
) -> None:
    assert is_public(IPv6Address(prefix + int(address))) == is_public(address)


def spellings(address: IPv4Address) -> list[str]:
    number, parts = int(address), str(address).split(".")
    a, rest = int(parts[0]), number & 0xFFFFFF
    return [
        str(address),
        f"{address}.",
        str(number),
        hex(number),
        f"0{number:o}",
        f"{a}.{rest}",
        f"{hex(a)}.{hex(rest)}",
        f"{a}.{int(parts[1])}.{number & 0xFFFF}",
        ".".join(f"0{int(part):o}" for part in parts),
        ".".join(f"0X{int(part):X}" for part in parts),
    ]


@given(V4)
def test_every_spelling_is_the_address_the_system_would_connect_to(address: IPv4Address) -> None:
    for spelled in spellings(address):
        assert literal(spelled) == address, spelled
        read = socket.getaddrinfo(spelled.rstrip("."), 80, type=socket.SOCK_STREAM)
        assert ip_address(read[0][4][0]) == address, spelled


@given(st.text(max_size=40))
def test_any_text_is_an_address_or_none(text: str) -> None:
    found = literal(text)
    assert found is None or is_public(found) in (True, False)
    assert is_public(text) in (True, False)
    assert host_key(text) is not None
    assert host_of(f"http://{text}/") is not None


def test_a_user_in_an_address_is_not_its_host() -> None:
    assert host_of("http://good.example@evil.example/") == "evil.example"
    assert without_user("http://good.example:pw@evil.example:80/a?b@c") == (
        "http://evil.example:80/a?b@c"
    )
    assert without_user("http://good.example/a@b?c@d") == "http://good.example/a@b?c@d"


def names(*answers: list[str]) -> SimpleNamespace:
    """A reactor whose name server gives another answer each time."""
    left = list(answers)

    def resolve(receiver: SimpleNamespace, *_: object, **__: object) -> None:
        receiver.resolutionBegan(None)
        for host in left.pop(0):
            kind = tx.IPv6Address if ":" in host else tx.IPv4Address
            receiver.addressResolved(kind("TCP", host, 80))
        receiver.resolutionComplete()

    return SimpleNamespace(nameResolver=SimpleNamespace(resolveHostName=resolve))


def resolved(resolver: CheckedResolver, name: str) -> list[str]:
    """What Twisted would be given to connect to."""
    dnscache.clear()  # a name server's answer may live no second
    found: list[str] = []
    receiver = SimpleNamespace(
        resolutionBegan=lambda _: None,
        addressResolved=lambda address: found.append(address.host),
        resolutionComplete=lambda: None,
    )
    resolver.resolveHostName(receiver, name)
    return found


def test_a_name_that_rebinds_gives_no_closed_address() -> None:
    reactor = names(["93.184.215.14"], ["127.0.0.1", "::1"], ["10.0.0.1", "1.1.1.1"])
    resolver = CheckedResolver(reactor, 0, [])
    assert resolved(resolver, "Rebind.example") == ["93.184.215.14"]
    assert resolver.refused == {}
    assert resolved(resolver, "Rebind.example") == []
    assert resolver.refused == {"rebind.example": "::1"}
    assert resolved(resolver, "rebind.example") == ["1.1.1.1"]


def test_the_operators_own_proxy_may_stand_anywhere() -> None:
    resolver = CheckedResolver(names(["10.0.0.1"], ["10.0.0.1"]), 0, ["proxy.corp"])
    assert resolved(resolver, "proxy.corp") == ["10.0.0.1"]
    assert resolved(resolver, "other.corp") == []
