"""Whose certificate is believed: one that the system's authorities, or SSL_CERT_FILE, vouch for."""

import ssl
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from crawlers.crawl import CrawlError

from .hostile import FEED, Hostile, rss, running, whole
from .test_door import Run, source


def certificate(path: Path, host: str) -> Path:
    """A self-signed certificate of `host` and its key, in one PEM file."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, host)])
    now = datetime.now(UTC)
    signed = (
        x509.CertificateBuilder(name, name, key.public_key(), x509.random_serial_number())
        .not_valid_before(now - timedelta(days=1))
        .not_valid_after(now + timedelta(days=1))
        .add_extension(x509.SubjectAlternativeName([x509.DNSName(host)]), critical=False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
        .sign(key, hashes.SHA256())
    )
    private = key.private_bytes(
        serialization.Encoding.PEM,
        serialization.PrivateFormat.PKCS8,
        serialization.NoEncryption(),
    )
    path.write_bytes(private + signed.public_bytes(serialization.Encoding.PEM))
    return path


@pytest.fixture
def site() -> Iterator[Hostile]:
    """A site whose port speaks TLS once `with_tls` has given it a certificate."""
    with running(Hostile()) as site:
        site.answers["/a/x"] = whole()
        yield site


def with_tls(site: Hostile, pem: Path) -> str:
    """The address of `site`, which from now on answers over TLS."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(pem)
    site.server.socket = context.wrap_socket(
        site.server.socket, server_side=True, do_handshake_on_connect=False
    )
    home = f"https://localhost:{site.port}"
    site.answers["/feed"] = whole(rss(home + "/a/x"), FEED)
    return home


@pytest.mark.parametrize(
    ("host", "trusted", "told"),
    [
        ("localhost", False, "its TLS certificate is not trusted"),
        ("other.test", True, "its TLS certificate is another host's"),
    ],
)
def test_a_certificate_that_proves_nothing_ends_it(
    host: str,
    trusted: bool,
    told: str,
    tmp_path: Path,
    site: Hostile,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    pem = certificate(tmp_path / "site.pem", host)
    if trusted:
        monkeypatch.setenv("SSL_CERT_FILE", str(pem))
    home = with_tls(site, pem)
    with pytest.raises(CrawlError, match=f"/feed: unreachable .*{told}"):
        Run(tmp_path, site)(source({"feeds": [home + "/feed"]}, home, private_addresses=True))
    assert site.asked == []


def test_a_certificate_of_a_trusted_authority_is_believed(
    tmp_path: Path, site: Hostile, monkeypatch: pytest.MonkeyPatch
) -> None:
    pem = certificate(tmp_path / "site.pem", "localhost")
    monkeypatch.setenv("SSL_CERT_FILE", str(pem))
    home = with_tls(site, pem)
    result = Run(tmp_path, site)(source({"feeds": [home + "/feed"]}, home, private_addresses=True))
    assert result.counts["fetched"] == 1
