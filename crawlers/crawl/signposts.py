"""Where a site itself says its lists are: robots.txt and the head of its home page.

Bytes in, links out; no network.
"""

import re

from protego import Protego

from crawlers.crawl.lists import Found, Listing, join, read_links

ALTERNATES = 'link[rel~="alternate"][type="application/rss+xml"][href], ' + (
    'link[rel~="alternate"][type="application/atom+xml"][href]'
)
"""Feed autodiscovery, https://www.rssboard.org/rss-autodiscovery."""

_ROBOTS = 500 << 10
"""Bytes of robots.txt that RFC 9309 asks a crawler to read at least."""
_COMMENTS = re.compile(r"/comments?/|/(?:feed/)?comments", re.IGNORECASE)
"""Feeds of readers' comments, whose dates are not those of the articles."""


def read_robots(body: bytes, url: str) -> Listing:
    """The `Sitemap:` lines of a robots.txt (https://www.sitemaps.org/protocol.html)."""
    rules = Protego.parse(body[:_ROBOTS].decode("utf-8", "replace"))
    links = (join(url, line) for line in rules.sitemaps)
    return Listing(children=[Found(link) for link in dict.fromkeys(links) if link])


def read_alternates(body: bytes, content_type: str, url: str) -> list[Found]:
    """The feeds that a page's head names, those of comments left out."""
    found = read_links(body, content_type, url, ALTERNATES).found
    return [link for link in found if not _COMMENTS.search(link.url)]
