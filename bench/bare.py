"""Scrapy without anything of ours: asks for the pages of a sitemap and does nothing with them."""

import sys
from collections.abc import AsyncIterator
from typing import Any
from xml.etree import ElementTree

import scrapy
from scrapy.crawler import CrawlerProcess
from scrapy.http import Response

LOC = "{http://www.sitemaps.org/schemas/sitemap/0.9}loc"


class Bare(scrapy.Spider):
    """Fetches; neither archives nor parses."""

    name = "bare"
    site = ""

    async def start(self) -> AsyncIterator[Any]:
        """The sitemap first."""
        yield scrapy.Request(f"{self.site}/sitemap.xml", self.read)

    def read(self, response: Response) -> Any:
        """Each page of the sitemap."""
        for loc in ElementTree.fromstring(response.body).iter(LOC):
            yield scrapy.Request(loc.text or "", self.leave)

    def leave(self, response: Response) -> None:
        """The page has come."""


def main() -> None:
    """Crawl the site named first, with so many requests at once."""
    site, concurrency = sys.argv[1], int(sys.argv[2])
    process = CrawlerProcess(
        {
            "ROBOTSTXT_OBEY": False,
            "CONCURRENT_REQUESTS": 2 * concurrency,
            "CONCURRENT_REQUESTS_PER_DOMAIN": concurrency,
            "LOG_LEVEL": "ERROR",
            "TELNETCONSOLE_ENABLED": False,
        }
    )
    process.crawl(Bare, site=site)
    process.start()


if __name__ == "__main__":
    main()
