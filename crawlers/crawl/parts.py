"""Articles on several pages: from one page to the next, each once and not without end."""

from dataclasses import dataclass, field

from scrapy.http import Response

from crawlers.crawl.candidates import key_of
from crawlers.crawl.desk import Recorded
from crawlers.crawl.lists import BrokenListError, read_next
from crawlers.crawl.trouble import content_type
from crawlers.model import Page, Part
from crawlers.sources import Source

_LONGEST = 30
"""Pages of one article at most, the first among them."""


@dataclass
class Walk:
    """The pages of one article so far."""

    page: Page
    parts: list[Part] = field(default_factory=list)
    seen: set[str] = field(default_factory=set)

    def add(self, response: Response) -> bool:
        """Note a further page; False when it is not in the archive."""
        recorded = response.meta.get("recorded")
        if isinstance(recorded, Recorded):
            part = Part(url=response.url, warc=recorded.warc, offset=recorded.offset)
            self.parts.append(part)
        return isinstance(recorded, Recorded)

    def next(self, response: Response, source: Source) -> str | None:
        """Where the article goes on after the page in `response`; None at its end."""
        self.seen |= {key_of(self.page.url), key_of(response.url)}
        css = source.extraction.next_page
        if css is None or len(self.parts) + 1 >= _LONGEST:
            return None
        try:
            url = read_next(response.body, content_type(response), response.url, css)
        except BrokenListError:
            return None
        return url if url and source.owns(url) and key_of(url) not in self.seen else None

    @property
    def number(self) -> int:
        """Of the page that comes next, counted from 1."""
        return len(self.parts) + 2

    def whole(self) -> Page:
        """The article's page, with all that follow it."""
        return self.page.model_copy(update={"parts": tuple(self.parts)})
