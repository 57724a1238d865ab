"""Press releases: a page for each day and language, English `15.htm` and Chinese `15c.htm`."""

from collections.abc import Iterator
from datetime import date, datetime

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute, Route

from newsstand.answers import missing
from newsstand.papers import GOVERNMENT_WIRE
from newsstand.press import day_of
from newsstand.site import Site, date_in, number_in
from newsstand.story import Story

_SUFFIX = {"en": "", "zh-Hant": "c"}


class GovernmentWire(Site):
    """government-wire.newsstand.test"""

    paper = GOVERNMENT_WIRE

    def routes(self) -> list[BaseRoute]:
        """Day pages and releases."""
        return [
            Route("/gia/{month}/{name}.htm", self.of_day),
            Route("/gia/general/{month}/{day}/P{stamp}.htm", self.article),
        ]

    def path(self, story: Story) -> str:
        """`/gia/general/202611/15/P2026111500003c.htm`."""
        name = f"P{story.day:%Y%m%d}{story.number:05}{_SUFFIX[story.language]}"
        return f"/gia/general/{story.day:%Y%m/%d}/{name}.htm"

    async def home(self, request: Request) -> Response:
        """Leads to the pages of the last days."""
        today = day_of(request.state.now)
        return self.listing("gov_home", (), today=today)

    async def of_day(self, request: Request) -> Response:
        """All releases of one day in one language; an empty page for a day to come."""
        month, name = request.path_params["month"], request.path_params["name"]
        language = "zh-Hant" if name.endswith("c") else "en"
        day = date_in(month[:4], month[4:], name.removesuffix("c"))
        if day is None or f"/gia/{day:%Y%m/%d}{_SUFFIX[language]}.htm" != request.url.path:
            return missing()
        stories = self._releases(day, language, request.state.now)
        return self.listing("gov_day", stories, day=day, language=language)

    async def article(self, request: Request) -> Response:
        """A release."""
        stamp = request.path_params["stamp"]
        day = date_in(stamp[:4], stamp[4:6], stamp[6:8])
        found = self.find(day, number_in(stamp[8:].removesuffix("c")), request.state.now)
        return self.show(request, found, "gov_article", self.path(found) if found else "")

    def _releases(self, day: date, language: str, now: datetime) -> Iterator[Story]:
        if day > day_of(now):
            return
        for number in reversed(self.press.out(self.paper, day, now)):
            story = Story(self.press, self.paper, day, number)
            if story.language == language:
                yield story
