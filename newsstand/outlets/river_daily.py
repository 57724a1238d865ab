"""A Simplified Chinese paper in GB 18030 that calls it gb2312: four sections of numbered pages.

The lists show no dates. The addresses of three sections name the day; those of `minsheng` do not.
"""

from datetime import date, timedelta
from itertools import islice

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute, Route

from newsstand.answers import missing
from newsstand.papers import RIVER_DAILY
from newsstand.site import Site, date_in, number_in
from newsstand.story import Story, newest

SECTIONS = {"yaowen": "要闻", "jingji": "经济", "shehui": "社会", "minsheng": "民生"}
UNDATED = "minsheng"
_PER_PAGE, _LAST_PAGE = 10, 500
_EPOCH = date(2000, 1, 1)
_A_DAY = 1_000_000


class RiverDaily(Site):
    """river-daily.newsstand.test"""

    paper = RIVER_DAILY
    newest_list = "/yaowen/"
    encoding = "gb18030"
    charset = "gb2312"
    sections = SECTIONS

    def routes(self) -> list[BaseRoute]:
        """Sections and articles."""
        return [
            Route(f"/{UNDATED}/c_{{id}}.html", self.undated),
            Route("/{section}/", self.section),
            Route("/{section}/{month}/{day}/c_{id}.html", self.article),
        ]

    def path(self, story: Story) -> str:
        """`/yaowen/2026-11/15/c_104.html`, or `/minsheng/c_9815000003.html` without a day."""
        if story.section == UNDATED:
            return f"/{UNDATED}/c_{(story.day - _EPOCH).days * _A_DAY + story.number}.html"
        return f"/{story.section}/{story.day:%Y-%m/%d}/c_{story.number}.html"

    def rubric(self, story: Story) -> str | None:
        """The section's name."""
        return SECTIONS[story.section or UNDATED]

    async def section(self, request: Request) -> Response:
        """One page of a section, newest first; 404 behind the last."""
        name, text = request.path_params["section"], request.query_params.get("page", "1")
        if name not in SECTIONS or not text.isdecimal() or not 0 < int(text) <= _LAST_PAGE:
            return missing()
        # A paper with more news has longer pages.
        size = max(_PER_PAGE, self.press.per_day or 0)
        skip = (int(text) - 1) * size
        stories = newest(self.press, self.paper, request.state.now, name, skip)
        return self.listing("river_section", islice(stories, size), name=name, number=int(text))

    async def article(self, request: Request) -> Response:
        """An article whose address names the day."""
        asked = request.path_params
        day = date_in(asked["month"][:4], asked["month"][5:], asked["day"])
        found = self.find(day, number_in(asked["id"]), request.state.now)
        return self.show(request, found, "river_article", self.path(found) if found else "")

    async def undated(self, request: Request) -> Response:
        """An article whose address does not."""
        text = request.path_params["id"]
        if not text.isdecimal() or len(text) > len(str(_A_DAY)) + 5:
            return missing()
        days, number = divmod(int(text), _A_DAY)
        found = self.find(_EPOCH + timedelta(days=days), number, request.state.now)
        return self.show(request, found, "river_article", self.path(found) if found else "")
