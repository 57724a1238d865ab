"""The paper that misbehaves: good articles, and every day a few addresses that lead to trouble."""

from collections.abc import Iterable, Iterator
from datetime import date, datetime, timedelta
from heapq import merge
from itertools import islice

from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import BaseRoute, Route

from newsstand.answers import missing, page
from newsstand.outlets.mischief import misbehave
from newsstand.papers import NIGHT_COURIER
from newsstand.press import day_of
from newsstand.rubrics import rubric_of
from newsstand.site import Site, date_in, number_in, slug
from newsstand.story import Story
from newsstand.troubles import Kind, Trap, traps

BROKEN_FEED = "/feeds/late.xml"
_FEED = 30
_MISLABELLED = 3
"""One article in so many is sent under a wrong charset."""


class NightCourier(Site):
    """night-courier.newsstand.test"""

    paper = NIGHT_COURIER
    newest_list = "/feed.xml"
    tells_changes = True

    def routes(self) -> list[BaseRoute]:
        """Feeds, day pages, articles and traps."""
        day = "{year}/{month}/{day}"
        return [
            Route("/feed.xml", self.newest),
            Route(BROKEN_FEED, self.broken),
            Route("/archive/{day}/", self.of_day),
            Route(f"/story/{day}/{{name}}", self.article),
            Route(f"/members/{day}/{{name}}", self.article),
            Route(f"/turn/story/{day}/{Kind.LOOP}", self.turn),
        ]

    def path(self, story: Story | Trap) -> str:
        """`/story/2026/11/15/the-headline-3`."""
        if isinstance(story, Trap):
            return story.path
        return f"/story/{story.day:%Y/%m/%d}/{slug(story)}"

    def url(self, story: Story | Trap) -> str:
        """The canonical URL."""
        return self.address(self.path(story))

    def rubric(self, story: Story) -> str | None:
        """By topic."""
        return rubric_of(story.topics[0])

    def robots_lines(self) -> list[str]:
        """The members' section is closed."""
        return ["User-agent: *", "Disallow: /members/"]

    async def home(self, request: Request) -> Response:
        """The newest, traps and all."""
        return self.listing("home", islice(self._newest(request.state.now), _FEED))

    async def newest(self, request: Request) -> Response:
        """The feed of the newest, traps and all."""
        return self.feed(islice(self._newest(request.state.now), _FEED))

    async def broken(self, request: Request) -> Response:
        """A feed whose writer died at the first line."""
        text = '<?xml version="1.0"?>\n<rss version="2.0"><channel><title>Late</ti'
        return PlainTextResponse(text, media_type="application/rss+xml")

    async def of_day(self, request: Request) -> Response:
        """Everything of one day; an empty page for a day to come."""
        day = date_in(*request.path_params["day"].split("-"))
        if day is None or f"/archive/{day}/" != request.url.path:
            return missing()
        return self.listing("courier_day", self._of_day(day, request.state.now), day=day)

    async def article(self, request: Request) -> Response:
        """An article, or a trap."""
        asked, now = request.path_params, request.state.now
        day = date_in(asked["year"], asked["month"], asked["day"])
        if day is None or asked["name"] in {kind.value for kind in Kind}:
            return await self._trap(request, day)
        found = self.find(day, number_in(asked["name"]), now)
        if found is None or self.path(found) != request.url.path:
            return missing()
        at = found.modified_at(now) or found.published_at
        html = self.render(found, now, "courier_article")
        return page(request, *_mislabelled(found, html), at)

    async def turn(self, request: Request) -> Response:
        """The other end of the redirect loop."""
        asked = request.path_params
        day = date_in(asked["year"], asked["month"], asked["day"])
        if day is None:
            return missing()
        path = Trap(self.press, day, Kind.LOOP).path
        return Response(status_code=302, headers={"location": path})

    async def _trap(self, request: Request, day: date | None) -> Response:
        now = request.state.now
        shown = traps(self.press, day, now) if day and day <= day_of(now) else []
        for trap in shown:
            if trap.path == request.url.path:
                return await misbehave(trap, request)
        return missing()

    def _newest(self, now: datetime) -> Iterator[Story | Trap]:
        day = day_of(now)
        while True:
            yield from self._of_day(day, now)
            day -= timedelta(days=1)

    def _of_day(self, day: date, now: datetime) -> Iterable[Story | Trap]:
        if day > day_of(now):
            return ()
        numbers = reversed(self.press.out(self.paper, day, now))
        stories = (Story(self.press, self.paper, day, number) for number in numbers)
        both: tuple[Iterable[Story | Trap], ...] = (stories, traps(self.press, day, now))
        return merge(*both, key=lambda one: one.published_at, reverse=True)


def _mislabelled(story: Story, html: str) -> tuple[bytes, str]:
    """The page's bytes and what the header says of them; for some articles that is wrong."""
    if story.number % _MISLABELLED != 1:
        return html.encode(), "text/html; charset=utf-8"
    if story.day.toordinal() % 2:
        return html.encode(), "text/html; charset=iso-8859-1"
    text = html.replace('<meta charset="utf-8">', '<meta charset="windows-1252">')
    return text.encode("cp1252", "xmlcharrefreplace"), "text/html; charset=utf-8"
