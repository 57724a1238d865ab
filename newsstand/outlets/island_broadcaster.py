"""A broadcaster in Traditional Chinese, listing in feeds only: the newest, and one for each day."""

from itertools import islice

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute, Route

from newsstand.answers import missing
from newsstand.papers import ISLAND_BROADCASTER
from newsstand.press import day_of
from newsstand.site import Site, date_in, number_in
from newsstand.story import Story, newest

_FEED = 40
_DATE = (slice(0, 4), slice(4, 6), slice(6, 8))


class IslandBroadcaster(Site):
    """island-broadcaster.newsstand.test"""

    paper = ISLAND_BROADCASTER
    newest_list = "/rss/news.xml"

    def routes(self) -> list[BaseRoute]:
        """Feeds and articles."""
        return [
            Route("/rss/news.xml", self.newest),
            Route("/rss/news-{day}.xml", self.of_day),
            Route("/news/{stamp}.htm", self.article),
        ]

    def path(self, story: Story) -> str:
        """`/news/20261115-0003.htm`."""
        return f"/news/{story.day:%Y%m%d}-{story.number:04}.htm"

    async def home(self, request: Request) -> Response:
        """No links to news: whoever wants them takes the feed."""
        return self.listing("island_home", ())

    async def newest(self, request: Request) -> Response:
        """The feed of the newest."""
        now = request.state.now
        return self.feed(islice(newest(self.press, self.paper, now), _FEED), full=now)

    async def of_day(self, request: Request) -> Response:
        """The feed of one day; empty for a day to come."""
        text, now = request.path_params["day"], request.state.now
        day = date_in(*(text[part] for part in _DATE))
        if day is None or f"{day:%Y%m%d}" != text:
            return missing()
        numbers = self.press.out(self.paper, day, now) if day <= day_of(now) else ()
        stories = (Story(self.press, self.paper, day, number) for number in numbers)
        return self.feed(stories, full=now)

    async def article(self, request: Request) -> Response:
        """An article."""
        stamp = request.path_params["stamp"]
        day = date_in(*(stamp[part] for part in _DATE))
        found = self.find(day, number_in(stamp[8:]), request.state.now)
        return self.show(request, found, "island_article", self.path(found) if found else "")
