"""Scrapy's settings for one crawl, and its run. Scrapy's own defaults are impolite."""

from typing import Any, cast

from scrapy.crawler import CrawlerProcess

from crawlers.crawl.desk import Desk
from crawlers.crawl.door import UNCHECKED_HOSTS, proxy_hosts, resolver_for
from crawlers.crawl.downloader import Door, Manners, Recorder
from crawlers.crawl.handler import PacedHandler
from crawlers.crawl.patience import Patience
from crawlers.crawl.playback import RETRIED
from crawlers.crawl.robots import Exclusion, product_of
from crawlers.crawl.spider import NewsSpider
from crawlers.crawl.unfolding import Unfolding

_RETRIED_ERRORS = [
    "scrapy.exceptions.DownloadConnectionRefusedError",
    "scrapy.exceptions.DownloadFailedError",
    "scrapy.exceptions.DownloadTimeoutError",
    "twisted.internet.error.ConnectError",
    "twisted.internet.error.ConnectionDone",
    "twisted.internet.error.ConnectionLost",
]
_UNUSED_EXTENSIONS = [
    "scrapy.extensions.corestats.CoreStats",
    "scrapy.extensions.feedexport.FeedExporter",
    "scrapy.extensions.logcount.LogCount",
    "scrapy.extensions.logstats.LogStats",
    "scrapy.extensions.memdebug.MemoryDebugger",
    "scrapy.extensions.memusage.MemoryUsage",
    "scrapy.extensions.remote_control.RemoteControl",
    "scrapy.extensions.spiderstate.SpiderState",
    "scrapy.extensions.telnet.TelnetConsole",
]
_UNUSED_SPIDER_MIDDLEWARES = [
    "scrapy.spidermiddlewares.depth.DepthMiddleware",
    "scrapy.spidermiddlewares.httperror.HttpErrorMiddleware",
    "scrapy.spidermiddlewares.metacopy.MetaCopyDetectionMiddleware",
    "scrapy.spidermiddlewares.referer.RefererMiddleware",
    "scrapy.spidermiddlewares.urllength.UrlLengthMiddleware",
]


def scrape(desk: Desk) -> str:
    """Run the spider to its end, or until the desk calls time; returns Scrapy's word for why it
    ended, `finished` if all went well."""
    process = CrawlerProcess(settings_for(desk))
    crawler = process.create_crawler(NewsSpider)
    failures: list[Any] = []
    process.crawl(crawler, desk=desk).addErrback(failures.append)
    _set_clock(desk)
    process.start(install_signal_handlers=False)
    if desk.broken:
        raise desk.broken
    if failures:
        failures[0].raiseException()
    return str(getattr(crawler.spider, "ended", ""))


def _set_clock(desk: Desk) -> None:
    from twisted.internet import reactor

    cast(Any, reactor).callLater(desk.seconds, desk.call_time)


def settings_for(desk: Desk) -> dict[str, Any]:
    """Settings that keep the source's politeness, and nothing that is not used."""
    manners = desk.source.politeness
    return {
        "USER_AGENT": desk.options.user_agent,
        "ROBOTSTXT_OBEY": True,
        "ROBOTSTXT_PARSER": Exclusion,
        "ROBOTSTXT_USER_AGENT": product_of(desk.options.user_agent),
        "AUTOTHROTTLE_ENABLED": True,
        "AUTOTHROTTLE_START_DELAY": manners.delay,
        "AUTOTHROTTLE_TARGET_CONCURRENCY": float(manners.concurrency),
        "DOWNLOAD_DELAY": manners.delay,
        # The pace has a jitter of its own, which never makes a gap shorter.
        "DOWNLOAD_DELAY_JITTER": 0,
        "DOWNLOAD_TIMEOUT": manners.timeout,
        "DOWNLOAD_MAXSIZE": manners.max_page_bytes,
        "DOWNLOAD_WARNSIZE": 0,
        "DOWNLOAD_FAIL_ON_DATALOSS": False,
        # Few, so that a run whose time is over does not sit out a long queue.
        "CONCURRENT_REQUESTS": max(4, 2 * manners.concurrency),
        "CONCURRENT_REQUESTS_PER_DOMAIN": manners.concurrency,
        # A callback gives requests, which are worked on one after the other.
        "CONCURRENT_ITEMS": 1,
        "WARN_ON_GENERATOR_RETURN_VALUE": False,
        "RETRY_TIMES": 2,
        "RETRY_HTTP_CODES": sorted(RETRIED),
        "RETRY_EXCEPTIONS": _RETRIED_ERRORS,
        "RETRY_GIVE_UP_LOG_LEVEL": "DEBUG",
        "REDIRECT_MAX_TIMES": 5,
        "METAREFRESH_ENABLED": False,
        "COOKIES_ENABLED": False,
        # The ledger knows what was asked; redirects may meet at one URL.
        "DUPEFILTER_CLASS": "scrapy.dupefilters.BaseDupeFilter",
        "SCHEDULER_MEMORY_QUEUE": "scrapy.squeues.FifoMemoryQueue",
        "DOWNLOAD_HANDLERS": {
            **dict.fromkeys(["data", "file", "ftp", "s3"]),
            **dict.fromkeys(["http", "https"], PacedHandler),
        },
        "DOWNLOAD_VERIFY_CERTIFICATES": True,
        "TWISTED_DNS_RESOLVER": resolver_for(desk.source),
        UNCHECKED_HOSTS: proxy_hosts(desk.options.proxies),
        "DOWNLOADER_MIDDLEWARES": {
            "scrapy.downloadermiddlewares.offsite.OffsiteMiddleware": None,
            "scrapy.downloadermiddlewares.httpcompression.HttpCompressionMiddleware": None,
            Unfolding: 590,
            Door: 60,
            Manners: 120,
            Patience: 560,
            Recorder: 990,
        },
        "SPIDER_MIDDLEWARES": dict.fromkeys(_UNUSED_SPIDER_MIDDLEWARES),
        "EXTENSIONS": dict.fromkeys(_UNUSED_EXTENSIONS),
        "LOG_INSTALL_ROOT_HANDLER": False,
        "LOG_VERSIONS": [],
        "STATS_DUMP": False,
        "TELNETCONSOLE_ENABLED": False,
    }
