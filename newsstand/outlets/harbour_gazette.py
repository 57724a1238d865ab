"""An English paper on WordPress: feed, news sitemap, sitemap index, AMP twins."""

from collections.abc import Iterator
from datetime import timedelta
from itertools import islice

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute, Route

from newsstand import sitemaps
from newsstand.answers import missing, stream
from newsstand.papers import HARBOUR_GAZETTE
from newsstand.rubrics import rubric_of
from newsstand.site import Site, date_in, element, number_in, sitemap, sitemap_index, slug
from newsstand.story import Story, newest

_FEED, _NEWS = 30, 1000
_NEWS_DAYS = 2
_XML = "application/xml; charset=utf-8"
_TWIN = 1
"""The article of each day whose AMP twin the sitemap lists too, as some plugins do."""


class HarbourGazette(Site):
    """harbour-gazette.newsstand.test"""

    paper = HARBOUR_GAZETTE
    newest_list = "/feed/"
    tells_changes = True

    def routes(self) -> list[BaseRoute]:
        """Feed, sitemaps, articles and their AMP twins."""
        article = "/{year}/{month}/{day}/{slug}/"
        return [
            Route("/feed/", self.newest),
            Route("/news-sitemap.xml", self.news),
            Route("/sitemap_index.xml", self.index),
            Route("/post-sitemap-{name}.xml", self.posts),
            Route(article, self.article),
            Route(f"{article}amp/", self.amp),
        ]

    def path(self, story: Story) -> str:
        """`/2026/11/15/the-headline-3/`."""
        return f"/{story.day:%Y/%m/%d}/{slug(story)}/"

    def rubric(self, story: Story) -> str | None:
        """By topic."""
        return rubric_of(story.topics[0])

    def twin(self, story: Story) -> str | None:
        """The AMP address, where the sitemap lists it."""
        return f"{self.url(story)}amp/" if story.number == _TWIN else None

    def robots_lines(self) -> list[str]:
        """Open, with both sitemaps."""
        maps = ("/sitemap_index.xml", "/news-sitemap.xml")
        own = ["User-agent: *", "Disallow: /wp-admin/"]
        return [*own, *(f"Sitemap: {self.address(path)}" for path in maps)]

    async def newest(self, request: Request) -> Response:
        """The feed, its links with tracking parameters."""
        stories = islice(newest(self.press, self.paper, request.state.now), _FEED)
        return self.feed(stories, tracking="?utm_source=rss&utm_medium=rss&utm_campaign=gazette")

    async def news(self, request: Request) -> Response:
        """The news sitemap: the last two days."""
        now = request.state.now
        oldest = now - timedelta(days=_NEWS_DAYS)
        stories = islice(newest(self.press, self.paper, now), _NEWS)
        entries = (self._news_entry(story) for story in stories if story.published_at > oldest)
        return stream(sitemap(entries), _XML)

    async def index(self, request: Request) -> Response:
        """The sitemap index."""
        names = sitemaps.names(self.press, request.state.now)
        children = ((self.address(f"/post-sitemap-{name}.xml"), at) for name, at in names)
        return stream(sitemap_index(children), _XML)

    async def posts(self, request: Request) -> Response:
        """One month's sitemap."""
        name, now = request.path_params["name"], request.state.now
        stories = sitemaps.stories(self.press, self.paper, name, now)
        if stories is None:
            return missing()
        return stream(sitemap(self._entries(stories, request)), _XML)

    async def article(self, request: Request) -> Response:
        """An article."""
        found = self._asked(request)
        return self.show(request, found, "harbour_article", self.path(found) if found else "")

    async def amp(self, request: Request) -> Response:
        """An article's AMP twin."""
        found = self._asked(request)
        return self.show(request, found, "harbour_amp", f"{self.path(found)}amp/" if found else "")

    def _asked(self, request: Request) -> Story | None:
        asked = request.path_params
        day = date_in(asked["year"], asked["month"], asked["day"])
        return self.find(day, number_in(asked["slug"]), request.state.now)

    def _entries(self, stories: Iterator[Story], request: Request) -> Iterator[list[str]]:
        for story in stories:
            changed = story.modified_at(request.state.now) or story.published_at
            lastmod = element("lastmod", changed.isoformat())
            yield [element("loc", self.url(story)), lastmod]
            twin = self.twin(story)
            if twin:
                yield [element("loc", twin), lastmod]

    def _news_entry(self, story: Story) -> list[str]:
        name = element("news:name", self.paper.name) + element("news:language", "en")
        return [
            element("loc", self.url(story)),
            f"<news:news><news:publication>{name}</news:publication>",
            element("news:publication_date", story.published_at.isoformat()),
            element("news:title", story.title),
            "</news:news>",
        ]
