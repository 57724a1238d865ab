"""What a site shows of itself: its front page, robots.txt, feeds, sitemaps, and where they link.

Fills a `Survey`, round by round; what of it goes into a source file is decided elsewhere.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from urllib.parse import urljoin, urlsplit
from zoneinfo import ZoneInfo

from protego import Protego

from crawlers.clean.decode import decode
from crawlers.clean.markup import Markup
from crawlers.crawl.candidates import key_of
from crawlers.crawl.json_lists import Span, api_address, read_api
from crawlers.crawl.lists import (
    BrokenListError,
    Found,
    Listing,
    read_feed,
    read_links,
    read_sitemap,
)
from crawlers.crawl.signposts import read_alternates, read_robots
from crawlers.probe.shapes import day_in, day_template
from crawlers.sources.discovery import wordpress_api
from crawlers.visit import Answer, Visit

_FEED_GUESSES = ("/feed/", "/rss.xml", "/feed.xml")
_MAP_GUESSES = ("/sitemap_index.xml", "/sitemap.xml", "/news-sitemap.xml")
_FEED_LINK = re.compile(r"(?i)(?:^|[/._-])(?:rss|feed|atom)s?(?:[/._-]|\d|$)")
_COMMENTS = re.compile(r"(?i)comments?")
_FEEDS, _MAPS, _CHILDREN = 8, 6, 2
_DAYS = 3
"""Days up to today whose pages are looked for."""
_NEWEST = 300
"""Links of one sitemap that are looked at."""
_LONG = 12
"""Characters from which on a link's text may be a headline; a Han character counts twice."""
_HAN = re.compile(r"[\u3400-\u9fff]")
_NO_LIST = re.compile(
    r"(?i)(?:^|/)(?:login|signin|register|subscri\w*|account|about\w*|contact\w*|privacy|terms|"
    r"newsletters?|cart|help|jobs|advert\w*|tags?|authors?|search|share|print|wp-[a-z]+)(?:[/.]|$)"
)
_CMS = (
    ("WordPress", re.compile(rb"/wp-content/|/wp-includes/|content=\"WordPress", re.I)),
    ("Drupal", re.compile(rb"content=\"Drupal|/sites/default/files/", re.I)),
    ("Joomla", re.compile(rb"content=\"Joomla|/component/k2/", re.I)),
    ("Next.js", re.compile(rb"__NEXT_DATA__|/_next/static/")),
    ("Nuxt", re.compile(rb"__NUXT__|/_nuxt/")),
    ("Arc", re.compile(rb"fusion\.globalContent|arc-cdn", re.I)),
    ("TRS WCM", re.compile(rb"trs_(?:editor|web)", re.I)),
)


@dataclass
class Link:
    """An address of the site, and what the places that link to it say."""

    url: str
    title: str = ""
    listed: bool = False
    """Whether a feed or a sitemap lists it."""
    published_at: datetime | None = None
    seen: int = 0
    """On how many pages."""

    @property
    def headline(self) -> bool:
        """Whether its text may be one."""
        return weight(self.title) >= _LONG


@dataclass
class Survey:
    """What is known of the site so far."""

    visit: Visit
    now: datetime
    zone: ZoneInfo
    home: Answer
    robots: Answer | None
    feeds: dict[str, Listing] = field(default_factory=dict)
    sitemaps: dict[str, Listing] = field(default_factory=dict)
    """The links are those of the newest children, where it is an index."""
    wordpress: bool = False
    links: dict[str, Link] = field(default_factory=dict)
    pages: dict[str, Answer] = field(default_factory=dict)
    """HTML pages whose links were read."""

    def owns(self, url: str) -> bool:
        """Whether an address is the site's."""
        return self.visit.source.owns(url)

    @property
    def markup(self) -> Markup:
        """The front page."""
        return Markup(decode(self.home.body, self.home.content_type), self.home.url)

    @property
    def cms(self) -> str | None:
        """The software that seems to make the pages."""
        pages = [self.home, *self.pages.values()]
        return next(
            (name for name, sign in _CMS if any(sign.search(page.body) for page in pages)), None
        )

    @property
    def crawl_delay(self) -> float | None:
        """What robots.txt asks for, in seconds."""
        if self.robots is None:
            return None
        rules = Protego.parse(self.robots.body[: 500 << 10].decode("utf-8", "replace"))
        told = rules.crawl_delay(self.visit.user_agent)
        return float(told) if told else None

    # -- reading -------------------------------------------------------------------------

    def read_page(self, page: Answer) -> list[Found]:
        """Note the links of an HTML page; gives those within the site."""
        if page.url in self.pages:
            return []
        self.pages[page.url] = page
        try:
            found = read_links(page.body, page.content_type, page.url, "a[href]").found
        except BrokenListError:
            return []
        return self._note(found, listed=False)

    def find_feeds(self, guess: bool) -> None:
        """Feeds that the pages name, by `<link>` or by a link; `guess` at usual addresses too."""
        named = [link.url for page in self.pages.values() for link in _alternates(page)]
        named += [
            link.url
            for link in self.links.values()
            if _FEED_LINK.search(urlsplit(link.url).path) and not link.headline
        ]
        own = [url for url in dict.fromkeys(named) if self.owns(url) and not _COMMENTS.search(url)]
        self._read_feeds(own[:_FEEDS])
        if guess and not self.feeds:
            self._read_feeds(urljoin(self.home.url, path) for path in _FEED_GUESSES)

    def _read_feeds(self, urls: Iterable[str]) -> None:
        for url, answer in self._asked(urls):
            try:
                listing = read_feed(answer.body, answer.content_type, answer.url, self.zone)
            except BrokenListError as error:
                self.visit.refused[key_of(url)] = str(error)
                continue
            if url not in self.feeds and listing.found:
                self.feeds[url] = listing
                self._note(listing.found, listed=True)

    def find_sitemaps(self) -> None:
        """Sitemaps that robots.txt names, or at usual addresses; of an index the newest child."""
        named = []
        if self.robots:
            named = [one.url for one in read_robots(self.robots.body, self.robots.url).children]
        self._read_sitemaps([url for url in named if self.owns(url)][:_MAPS])
        if not self.sitemaps:
            self._read_sitemaps(urljoin(self.home.url, path) for path in _MAP_GUESSES)

    def _read_sitemaps(self, urls: Iterable[str]) -> None:
        for url, answer in self._asked(urls):
            listing = self._sitemap(answer)
            if listing is None or url in self.sitemaps:
                continue
            for child in self._newest(listing.children, answer.url):
                inner = self.visit.one(child.url)
                below = self._sitemap(inner) if inner else None
                listing.found += below.found if below else []
            listing.found = sorted(listing.found, key=_age)[:_NEWEST]
            self.sitemaps[url] = listing
            self._note(listing.found, listed=True)

    def _sitemap(self, answer: Answer) -> Listing | None:
        try:
            return read_sitemap(answer.body, answer.url, self.zone)
        except BrokenListError as error:
            self.visit.refused[key_of(answer.url)] = str(error)
            return None

    def _newest(self, children: list[Found], url: str) -> list[Found]:
        dated = [one for one in children if one.modified_at]
        chosen = sorted(dated, key=_age) if dated else children[::-1]
        return chosen[:_CHILDREN]

    def find_wordpress(self) -> None:
        """The REST interface of WordPress, where the pages look like its own."""
        if self.cms != "WordPress":
            return
        api = wordpress_api(self.home.url)
        span = Span(self.now - timedelta(days=7), self.now, None)
        url = api_address(api, span, 1, None)
        answer = self.visit.one(url) if url else None
        if answer is None:
            return
        try:
            found = read_api(answer.body, answer.content_type, answer.url, self.zone, api).found
        except BrokenListError:
            return
        self.wordpress = bool(found)
        self._note(found, listed=True)

    def sections(self, is_article: re.Pattern[str] | None, most: int) -> list[str]:
        """Addresses that may be lists of articles: pages of the last days first, then what many
        pages link to in few words."""
        today = self.now.astimezone(self.zone).date()
        ranks: dict[str, int] = {}
        for key, link in self.links.items():
            path = urlsplit(link.url).path
            if link.listed or _NO_LIST.search(path) or (is_article and is_article.match(key)):
                continue
            day = day_in(link.url, today)
            if day and self._is_near(day[0], today):
                template = day_template(link.url, today) or link.url
                days = (today - timedelta(days=back) for back in range(_DAYS))
                ranks.update((template.format(date=one), 1000) for one in days)
            elif not day and not link.headline:
                ranks[link.url] = 10 * min(link.seen, 20) - 5 * path.strip("/").count("/")
        best = sorted(ranks, key=lambda url: -ranks[url])
        return [url for url in best if not self.visit.knows(url)][:most]

    @staticmethod
    def _is_near(digits: str, today: date) -> bool:
        days = (today - timedelta(days=back) for back in range(_DAYS))
        return re.sub(r"\D", "", digits) in {f"{one:%Y%m%d}" for one in days}

    def _asked(self, urls: Iterable[str]) -> Iterator[tuple[str, Answer]]:
        wanted = list(urls)
        self.visit.ask(wanted)
        for url in wanted:
            answer = self.visit.one(url)
            if answer:
                yield url, answer

    def _note(self, found: Iterable[Found], *, listed: bool) -> list[Found]:
        own = [link for link in found if self.owns(link.url)]
        for one in own:
            link = self.links.setdefault(key_of(one.url), Link(one.url))
            link.title = max(link.title, one.title or "", key=len)
            link.listed = link.listed or listed
            link.published_at = link.published_at or one.published_at
            link.seen += 1
        return own


def weight(text: str) -> int:
    """Length of a text, Han characters counted twice."""
    return len(text) + len(_HAN.findall(text))


def _alternates(page: Answer) -> list[Found]:
    try:
        return read_alternates(page.body, page.content_type, page.url)
    except BrokenListError:
        return []


def _age(link: Found) -> float:
    at = link.published_at or link.modified_at or datetime(1990, 1, 1, tzinfo=UTC)
    return -at.timestamp()
