"""What every paper's site has: a host, a home page, robots.txt, articles, feeds and sitemaps."""

import re
import unicodedata
from abc import ABC, abstractmethod
from collections.abc import Callable, Iterable, Iterator
from datetime import date, datetime, timedelta
from email.utils import format_datetime
from functools import cache
from itertools import islice
from pathlib import Path
from typing import Any, ClassVar
from xml.sax.saxutils import escape

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import BaseRoute, Route, Router

from newsstand.answers import missing, page, stream
from newsstand.bad_days import BadDay, article_answer, list_answer, shortened
from newsstand.press import YEARS, Paper, Press
from newsstand.story import Story, newest, story

HOME_LINKS = 15
RELATED = 4
_SLUG_WORDS = 9
_NUMBER = re.compile(r"(\d{1,7})$")


class Site(ABC):
    """One paper on the web. Each subclass is one paper."""

    paper: ClassVar[Paper]
    encoding: ClassVar[str] = "utf-8"
    charset: ClassVar[str] = "utf-8"
    """What the header calls the encoding."""
    tells_changes: ClassVar[bool] = False
    """Whether an article's page says when it was revised."""
    newest_list: ClassVar[str] = "/"
    """Path of the list of the newest, which dies on a bad day."""

    def __init__(self, press: Press, bad: BadDay | None = None) -> None:
        self.press = press
        self._bad = bad
        own = [Route("/", self.home), Route("/robots.txt", self.robots)]
        self.router = Router([*own, *self.routes()], redirect_slashes=False, default=_nothing)

    @abstractmethod
    def routes(self) -> list[BaseRoute]:
        """The paper's own addresses."""

    @abstractmethod
    def path(self, story: Story) -> str:
        """Where an article stands."""

    def robots_lines(self) -> list[str]:
        """Lines of robots.txt (RFC 9309)."""
        return ["User-agent: *", "Disallow:"]

    def rubric(self, story: Story) -> str | None:
        """The section an article's page names, if it names one."""
        return None

    def address(self, path: str) -> str:
        """The URL of a path on this site."""
        return f"http://{self.paper.host}{path}"

    def url(self, story: Story) -> str:
        """An article's canonical URL."""
        return self.address(self.path(story))

    # -- answers ------------------------------------------------------------------------

    async def robots(self, request: Request) -> Response:
        """robots.txt."""
        return PlainTextResponse("\n".join(self.robots_lines()) + "\n")

    async def home(self, request: Request) -> Response:
        """The front page: the newest articles."""
        stories = islice(newest(self.press, self.paper, request.state.now), HOME_LINKS)
        return self.listing("home", stories)

    def listing(self, shape: str, stories: Iterable[Any], **context: object) -> Response:
        """A page of links."""
        context = {"site": self, "paper": self.paper, "stories": stories, **context}
        pieces = template(f"{shape}.html").generate(**context)
        return stream(pieces, f"text/html; charset={self.charset}", self.encoding)

    def feed(self, stories: Iterable[Any], **context: object) -> Response:
        """An RSS 2.0 feed."""
        context = {"site": self, "paper": self.paper, "stories": stories, **context}
        pieces = template("feed.xml").generate(**context)
        return stream(pieces, "application/rss+xml; charset=utf-8")

    def show(self, request: Request, found: Story | None, name: str, path: str) -> Response:
        """An article's page in the version of now; 404 unless `path` is its own."""
        if found is None or path != request.url.path:
            return missing()
        if (bad := self.bad(request.state.now)) and (
            answer := article_answer(bad, self.paper.name, found, request)
        ):
            return answer
        body = self.render(found, request.state.now, name).encode(self.encoding)
        at = found.modified_at(request.state.now) or found.published_at
        return page(request, body, f"text/html; charset={self.charset}", at)

    def bad(self, now: datetime) -> BadDay | None:
        """What has happened to the paper by `now`."""
        return self._bad if self._bad and now >= self._bad.start else None

    def before(self, path: str, state: dict[str, Any]) -> Response | None:
        """The answer to a request for `path` that goes before the paper's own, if any."""
        bad = self.bad(state["now"])
        return list_answer(bad, state) if bad and path == self.newest_list else None

    def render(self, story: Story, now: datetime, name: str) -> str:
        """The HTML of an article."""
        body, bad = story.body(now), self.bad(now)
        html = template(f"{name}.html").render(
            site=self,
            paper=self.paper,
            story=story,
            body=shortened(bad, body) if bad else body,
            modified_at=story.modified_at(now),
            related=self.related(story),
        )
        return str(html)

    def related(self, story: Story) -> list[Story]:
        """Articles that were out before this one: the same however late it is asked for."""
        return list(islice(_before(story), RELATED))

    def find(self, day: date | None, number: int | None, now: datetime) -> Story | None:
        """Article `number` of `day` if it is out by `now`."""
        if day is None or number is None:
            return None
        return story(self.press, self.paper, day, number, now)


def slug(story: Story) -> str:
    """The headline for a URL, with the article's number at its end."""
    plain = unicodedata.normalize("NFKD", story.title).encode("ascii", "ignore").decode().lower()
    words = re.findall(r"[a-z0-9]+", plain)[:_SLUG_WORDS]
    return "-".join([*words, str(story.number)])


def number_in(text: str) -> int | None:
    """The number at the end of `text`."""
    found = _NUMBER.search(text)
    return int(found[1]) if found else None


def date_in(*parts: str) -> date | None:
    """The day that year, month and day name, if there is such a day and it may have had news."""
    try:
        day = date.fromisoformat("-".join(parts))
    except ValueError:
        return None
    return day if day.year in YEARS else None


@cache
def _templates() -> Environment:
    loader = FileSystemLoader(Path(__file__).parent / "templates")
    made = Environment(
        loader=loader, autoescape=True, undefined=StrictUndefined, trim_blocks=True,
        lstrip_blocks=True,
    )  # fmt: skip
    made.filters["rfc822"] = format_datetime
    return made


template: Callable[[str], Any] = cache(lambda name: _templates().get_template(name))
"""A template by its file name."""


def sitemap(entries: Iterable[Iterable[str]]) -> Iterator[str]:
    """A sitemap (sitemaps.org, with the news extension's namespace) of ready-made elements."""
    yield '<?xml version="1.0" encoding="UTF-8"?>\n'
    yield '<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" '
    yield 'xmlns:news="http://www.google.com/schemas/sitemap-news/0.9">\n'
    for entry in entries:
        yield f"<url>{''.join(entry)}</url>\n"
    yield "</urlset>\n"


def sitemap_index(children: Iterable[tuple[str, datetime]]) -> Iterator[str]:
    """A sitemap index of addresses and when they last changed."""
    yield '<?xml version="1.0" encoding="UTF-8"?>\n'
    yield '<sitemapindex xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">\n'
    for url, changed in children:
        yield f"<sitemap>{element('loc', url)}{element('lastmod', changed.isoformat())}</sitemap>\n"
    yield "</sitemapindex>\n"


def element(name: str, text: str) -> str:
    """One XML element.

    >>> element("loc", "http://a.test/?b&c")
    '<loc>http://a.test/?b&amp;c</loc>'
    """
    return f"<{name}>{escape(text)}</{name}>"


def _before(story: Story) -> Iterator[Story]:
    number, day = story.number, story.day
    while True:
        for earlier in reversed(range(number)):
            yield Story(story.press, story.paper, day, earlier)
        day -= timedelta(days=1)
        number = story.press.count(story.paper, day)


async def _nothing(scope: Any, receive: Any, send: Any) -> None:
    await missing()(scope, receive, send)
