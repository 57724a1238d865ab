"""One spelling for one address: URL normalisation (RFC 3986 section 6) and host tests.

Crawl and dedupe must agree on when two URLs are the same, so the rule stands here, once.
"""

import re
from urllib.parse import urlsplit, urlunsplit

from w3lib.url import canonicalize_url, url_query_cleaner

_TRACKING = re.compile(
    r"^(utm_\w+|fbclid|gclid|dclid|msclkid|mc_[ce]id|igshid|spm|share_?(from|to|token)?|"
    r"from|ref|referrer|refer|cmpid|ito|ftag|_ga|archive_date|fontsize)$",
    re.IGNORECASE,
)
_ASKS = re.compile(r"\.php$", re.IGNORECASE)
"""Paths of a program, that a day is asked of; on a page's address it says where a reader was."""


def normalise(url: str) -> str:
    """Return `url` in the spelling under which the archive knows it.

    Scheme and host in lower case, default port, fragment and tracking parameters gone, query
    sorted, path percent-encoded once; an empty path becomes `/`.

    >>> normalise("HTTP://News.Example:80/a?utm_source=rss&b=2&a=1#top")
    'http://news.example/a?a=1&b=2'
    >>> normalise("http://news.example/list.php?archive_date=2026-11-15&ref=x")
    'http://news.example/list.php?archive_date=2026-11-15'
    """
    parts = urlsplit(url.strip())
    names = [pair.partition("=")[0] for pair in parts.query.split("&") if pair]
    asks = _ASKS.search(parts.path) is not None
    tracking = [
        name
        for name in names
        if _TRACKING.match(name) and not (asks and name.lower() == "archive_date")
    ]
    if tracking:
        url = url_query_cleaner(url, tracking, remove=True)
    parts = urlsplit(canonicalize_url(url))
    host = (parts.hostname or "").rstrip(".")
    default = {"http": 80, "https": 443}.get(parts.scheme)
    if parts.port is not None and parts.port != default:
        host = f"{host}:{parts.port}"
    return urlunsplit((parts.scheme, host, parts.path or "/", parts.query, ""))


def same_site(host: str, domain: str) -> bool:
    """Whether `host` is `domain` or below it.

    >>> same_site("news.rthk.hk", "rthk.hk"), same_site("notrthk.hk", "rthk.hk")
    (True, False)
    """
    host, domain = host.lower().rstrip("."), domain.lower().rstrip(".")
    return host == domain or host.endswith("." + domain)
