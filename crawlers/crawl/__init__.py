"""The first step: discover candidates of a window and archive those not yet held.

`crawl` is the only way in. It writes `crawl-NNN.warc.gz`, `pages` and `crawl.rejects` of the
batch, and never parses an article.
"""

from crawlers.crawl.job import ClosedHoursError, CrawlError, CrawlOptions
from crawlers.crawl.launch import crawl

__all__ = ["ClosedHoursError", "CrawlError", "CrawlOptions", "crawl"]
