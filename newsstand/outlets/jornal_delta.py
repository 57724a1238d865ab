"""A Portuguese paper of Macao: a sitemap index, articles with their date in words only."""

from collections.abc import Iterator

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute, Route

from newsstand import sitemaps
from newsstand.answers import missing, stream
from newsstand.papers import JORNAL_DELTA
from newsstand.site import Site, date_in, element, number_in, sitemap, sitemap_index, slug
from newsstand.story import Story

MONTHS = (
    "Janeiro", "Fevereiro", "Março", "Abril", "Maio", "Junho", "Julho", "Agosto", "Setembro",
    "Outubro", "Novembro", "Dezembro",
)  # fmt: skip
_XML = "text/xml; charset=utf-8"


class JornalDelta(Site):
    """jornal-delta.newsstand.test"""

    paper = JORNAL_DELTA
    newest_list = "/sitemap.xml"
    months = MONTHS

    def routes(self) -> list[BaseRoute]:
        """Sitemaps and articles."""
        return [
            Route("/sitemap.xml", self.index),
            Route("/sitemaps/{name}.xml", self.posts),
            Route("/noticia/{day}/{slug}", self.article),
        ]

    def path(self, story: Story) -> str:
        """`/noticia/2026-11-15/o-titulo-3`."""
        return f"/noticia/{story.day:%Y-%m-%d}/{slug(story)}"

    def robots_lines(self) -> list[str]:
        """Open, with the sitemap index."""
        return ["User-agent: *", "Disallow: /busca", f"Sitemap: {self.address('/sitemap.xml')}"]

    async def index(self, request: Request) -> Response:
        """The sitemap index."""
        names = sitemaps.names(self.press, request.state.now)
        children = ((self.address(f"/sitemaps/{name}.xml"), at) for name, at in names)
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
        asked = request.path_params
        day = date_in(*asked["day"].split("-"))
        found = self.find(day, number_in(asked["slug"]), request.state.now)
        return self.show(request, found, "delta_article", self.path(found) if found else "")

    def _entries(self, stories: Iterator[Story], request: Request) -> Iterator[list[str]]:
        for story in stories:
            changed = story.modified_at(request.state.now) or story.published_at
            yield [element("loc", self.url(story)), element("lastmod", changed.isoformat())]
