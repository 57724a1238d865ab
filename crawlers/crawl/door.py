"""The closed door at the moment of connecting: which addresses, how much header, whose certificate.

The resolver hands Twisted only addresses that were checked, and Twisted connects to exactly
those: a name that answers differently the second time (DNS rebinding) finds no second time.
"""

from collections.abc import Sequence
from types import SimpleNamespace
from typing import Any, cast
from urllib.parse import urlsplit
from urllib.request import getproxies

from OpenSSL import SSL
from scrapy import Request
from scrapy.core.downloader.handlers.http11 import (
    HTTP11DownloadHandler,
    _LenientHTTP11ClientFactory,
    _LenientHTTP11ClientProtocol,
    _LenientHTTPClientParser,
)
from scrapy.crawler import Crawler
from scrapy.exceptions import CannotResolveHostError, DownloadFailedError
from scrapy.http import Response
from scrapy.resolver import CachingHostnameResolver
from service_identity import VerificationError
from typing_extensions import override

from crawlers.crawl.addresses import host_of, is_public, literal
from crawlers.crawl.trouble import Trouble, UnusableError
from crawlers.model import Reason
from crawlers.sources import Source
from crawlers.url import same_site

HEADER_BYTES = 64 << 10
"""Of all status and header lines that answer one request, interim responses (RFC 9110 section
15.2) too; one line may have 16 KiB."""

HEADER_LINES = 256

UNCHECKED_HOSTS = "NEWSDELTA_UNCHECKED_HOSTS"
"""Scrapy setting: hosts that may have any address, for they are the operator's own proxies."""


def proxy_hosts(proxies: dict[str, str]) -> list[str]:
    """The hosts of the proxies that a crawl may be sent through: those it is told of, and those
    that Scrapy takes from the environment."""
    urls = [*proxies.values(), *getproxies().values()]
    hosts = {host_of(url if "://" in url else f"http://{url}") for url in urls}
    return sorted(hosts - {""})


def without_user(url: str) -> str:
    """`url` without a user and password, which no news site asks for.

    >>> without_user("http://good.example@news.example:80/a")
    'http://news.example:80/a'
    """
    parts = urlsplit(url)
    _, at, host = parts.netloc.rpartition("@")
    return parts._replace(netloc=host).geturl() if at else url


def why_closed(url: str, source: Source, proxies: dict[str, str]) -> Trouble | None:
    """Why a request may not even be tried; None when its host's address decides."""
    host, scheme = host_of(url), urlsplit(url).scheme
    if scheme not in ("http", "https"):
        return Reason.OFF_SITE, f"{scheme}: addresses are not followed"
    if not source.private_addresses and not _proxied(host, proxies):
        spelled = literal(host)
        if host in proxy_hosts(proxies) or (spelled and not is_public(spelled)):
            return Reason.FORBIDDEN_ADDRESS, f"to {spelled or host}"
    return None if source.owns(url) else (Reason.OFF_SITE, f"to {host}")


def _proxied(host: str, proxies: dict[str, str]) -> bool:
    return any(same_site(host, domain) for domain in proxies)


class CheckedResolver(CachingHostnameResolver):
    """Scrapy's resolver, but all that it gives away are public addresses."""

    def __init__(self, reactor: Any, cache_size: int, unchecked: Sequence[str]) -> None:
        super().__init__(reactor, cache_size)
        self._unchecked = frozenset(unchecked)
        self.refused: dict[str, str] = {}
        """Host to the address it may not have."""

    @override
    @classmethod
    def from_crawler(cls, crawler: Crawler, reactor: Any) -> "CheckedResolver":
        """Called by Scrapy."""
        settings = crawler.settings
        return cls(reactor, settings.getint("DNSCACHE_SIZE"), settings.getlist(UNCHECKED_HOSTS))

    @override
    def resolveHostName(
        self, resolutionReceiver: Any, hostName: str, *args: Any, **kwargs: Any
    ) -> Any:
        """Called by Twisted for every host it connects to, one spelled as an address too."""
        if host_key(hostName) in self._unchecked:
            return super().resolveHostName(resolutionReceiver, hostName, *args, **kwargs)

        def pass_on(address: Any) -> None:
            if is_public(address.host):
                resolutionReceiver.addressResolved(address)
            else:
                self.refused[host_key(hostName)] = address.host

        receiver = SimpleNamespace(
            resolutionBegan=resolutionReceiver.resolutionBegan,
            addressResolved=pass_on,
            resolutionComplete=resolutionReceiver.resolutionComplete,
        )
        return super().resolveHostName(cast(Any, receiver), hostName, *args, **kwargs)


def resolver_for(source: Source) -> type[CachingHostnameResolver]:
    """The resolver that a source's crawl connects by."""
    return CachingHostnameResolver if source.private_addresses else CheckedResolver


class DoorHandler(HTTP11DownloadHandler):
    """Scrapy's download handler for http and https, with bounds on the header section, and a
    reason of ours for what the door refused."""

    def __init__(self, crawler: Crawler) -> None:
        super().__init__(crawler)
        # Scrapy has no setting for it; its own protocol is put in the same way.
        self._pool._factory = _BoundedFactory

    @override
    async def download_request(self, request: Request) -> Response:
        """As Scrapy's.

        Raises:
            UnusableError: the host has a forbidden address, the header section is too long, or the
                certificate is not the host's; else as Scrapy's.
        """
        try:
            return await super().download_request(request)
        except CannotResolveHostError as error:
            address = _refused(host_of(request.url))
            if address is None:
                raise
            raise UnusableError(Reason.FORBIDDEN_ADDRESS, address) from error
        except DownloadFailedError as error:
            raise _explained(error) from error


class HeaderTooLargeError(Exception):
    """A header section longer than is taken."""


class _BoundedParser(_LenientHTTPClientParser):
    """Counts the lines and bytes before the body. Its class is put on a parser that is made
    already: the counters start as class attributes."""

    _lines = 0
    _bytes = 0

    @override
    def lineReceived(self, line: bytes) -> None:
        self._lines += 1
        self._bytes += len(line)
        if self._lines > HEADER_LINES or self._bytes > HEADER_BYTES:
            raise HeaderTooLargeError
        super().lineReceived(line)

    @override
    def lineLengthExceeded(self, line: bytes) -> None:
        raise HeaderTooLargeError


class _BoundedProtocol(_LenientHTTP11ClientProtocol):
    @override
    def request(self, request: Any) -> Any:
        answer = super().request(request)
        cast(Any, self._parser).__class__ = _BoundedParser
        return answer


class _BoundedFactory(_LenientHTTP11ClientFactory):
    @override
    def buildProtocol(self, addr: Any) -> Any:
        return cast(Any, _BoundedProtocol)(self._quiescentCallback)


def host_key(host: str) -> str:
    """One spelling for a host, whether Twisted or a URL wrote it."""
    try:
        return host.encode("idna").decode("ascii").lower().rstrip(".")
    except UnicodeError:
        return host.lower().rstrip(".")


def _refused(host: str) -> str | None:
    from twisted.internet import reactor

    resolver = cast(Any, reactor).nameResolver
    return resolver.refused.get(host_key(host)) if isinstance(resolver, CheckedResolver) else None


def _explained(error: DownloadFailedError) -> Exception:
    for failure in getattr(error.__cause__, "reasons", None) or ():
        if isinstance(failure.value, HeaderTooLargeError):
            return UnusableError(Reason.TOO_LARGE, "more header than is taken")
        if isinstance(failure.value, VerificationError):
            return UnusableError(Reason.UNREACHABLE, "its TLS certificate is another host's")
        if isinstance(failure.value, SSL.Error) and "certificate" in str(failure.value):
            return UnusableError(Reason.UNREACHABLE, "its TLS certificate is not trusted")
    return error
