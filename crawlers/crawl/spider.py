"""The one spider for any source: asks its lists, admits candidates, fetches their pages."""

from collections import deque
from collections.abc import AsyncIterator, Iterable, Iterator
from datetime import UTC, datetime, timedelta
from typing import Any
from urllib.parse import urlsplit

from scrapy import Request, Spider, signals
from scrapy.crawler import Crawler
from scrapy.http import Response
from twisted.python.failure import Failure

from crawlers.crawl.admission import Verdict, before, by_date, by_held
from crawlers.crawl.budget import Budget
from crawlers.crawl.candidates import candidate_of, is_article, key_of
from crawlers.crawl.desk import Desk, Recorded
from crawlers.crawl.lists import SITEMAP_BYTES, BrokenListError, Found
from crawlers.crawl.plan import ListTask, first_lists, further_lists
from crawlers.crawl.reading import is_last_page, is_past_the_end, read_list
from crawlers.crawl.trouble import content_type, is_cut, of_article, of_failure, of_status
from crawlers.model import Candidate, Page, Reason, Way
from crawlers.url import normalise

_IN_FLIGHT = 32
_OK = 200


class NewsSpider(Spider):
    """Scrapy's side of a crawl; what becomes of everything stands in the desk's ledger."""

    name = "news"
    desk: Desk

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self.desk = desk
        self.ended = ""
        self._pending: deque[str] = deque()
        self._in_flight = 0
        self._admitted = 0
        self._replayed = False
        now_only = desk.source.discovery.undated == "now"
        self._budget = Budget(desk.source.politeness.max_lists)
        self._is_past = now_only and desk.window.end < datetime.now(UTC) - timedelta(days=1)

    @classmethod
    def from_crawler(cls, crawler: Crawler, *args: Any, **kwargs: Any) -> "NewsSpider":
        """Called by Scrapy."""
        spider = super().from_crawler(crawler, *args, **kwargs)
        crawler.signals.connect(spider.on_error, signal=signals.spider_error)
        return spider

    async def start(self) -> AsyncIterator[Request]:
        """Ask the lists the source names."""
        for task in first_lists(self.desk.source, self.desk.window):
            for request in self._ask(task):
                yield request
        for request in self._next():
            yield request

    def closed(self, reason: str) -> None:
        """Called by Scrapy at the end, with its own word for why."""
        self.ended = reason

    def on_error(self, failure: Failure) -> None:
        """An exception in a callback: going on would lose what it was about."""
        self.desk.crash(failure.value or RuntimeError("unknown error"))

    # -- lists ----------------------------------------------------------------------------

    def _ask(self, task: ListTask) -> Iterator[Request]:
        try:
            key = normalise(task.url)
        except ValueError:
            return
        if self.desk.ledger.ask(key, task):
            largest = self.desk.source.politeness.max_page_bytes
            if task.kind == "sitemap":
                largest = max(largest, SITEMAP_BYTES)
            yield Request(
                task.url,
                callback=self.on_list,
                errback=self.on_list_failed,
                priority=task.priority,
                cb_kwargs={"task": task, "key": key},
                meta={"kind": "list", "download_maxsize": largest},
            )

    def on_list(self, response: Response, task: ListTask, key: str) -> Iterator[Request]:
        """Read a list, and ask what it leads to."""
        page = self._page(response, task.url, "list", None)
        if page:
            self.desk.ledger.listed(page)
        if response.status == _OK:
            yield from self._read(response, task, key)
        elif is_past_the_end(task, response.status):
            self.desk.ledger.ended(key)
        else:
            self.desk.ledger.failed(key, Verdict(*of_status(response)))
        yield from self._next()

    def on_list_failed(self, failure: Failure) -> Iterator[Request]:
        """A list that gave no usable response."""
        request = _request(failure)
        self.desk.ledger.failed(request.cb_kwargs["key"], self._verdict(failure, request))
        yield from self._next()

    def _read(self, response: Response, task: ListTask, key: str) -> Iterator[Request]:
        try:
            listing = read_list(response, task, self.desk.source)
        except BrokenListError as error:
            self.desk.ledger.failed(key, Verdict(Reason.BROKEN_LIST, str(error)))
            return
        fresh = {link.url for link in listing.found} - task.seen
        self._propose(listing.found, task.way, response.url)
        tasks = list(further_lists(task, listing, self.desk.window, self.desk.source))
        following = None if is_last_page(response, task) else task.next_page(listing)
        if following and fresh and not self._all_before(listing.found):
            tasks.append(following)
        granted, over = self._budget.grant(tasks, len(listing.found), self.desk.ledger.knows)
        task.seen.update(fresh)
        for further in granted:
            yield from self._ask(further)
        if is_cut(response):
            verdict = Verdict(Reason.TRUNCATED, "the connection ended before the list did")
            self.desk.ledger.failed(key, verdict)
        elif task.kind == "section" and task.page == 1 and not listing.found:
            verdict = Verdict(Reason.BROKEN_LIST, "no link matches an article pattern")
            self.desk.ledger.failed(key, verdict)
        elif over:
            self.desk.ledger.failed(key, over)
        else:
            self.desk.ledger.read(key)

    def _all_before(self, found: list[Found]) -> bool:
        source, window = self.desk.source, self.desk.window
        candidates = (candidate_of(source, link, Way.SECTION, "") for link in found)
        return all(before(candidate, window) for candidate in candidates)

    # -- candidates -----------------------------------------------------------------------

    def _propose(self, found: Iterable[Found], way: Way, found_at: str) -> None:
        """Judge the links of one list; those worth a request wait for `_next`."""
        doubtful: list[str] = []
        ledger = self.desk.ledger
        for link in found:
            key = key_of(link.url)
            if ledger.knows(key):
                continue
            candidate = candidate_of(self.desk.source, link, way, found_at)
            ledger.discover(key, candidate)
            verdict = self._by_itself(candidate, link.modified_at)
            if verdict:
                ledger.rejected(key, verdict)
            else:
                doubtful.append(key)
        self._admit(doubtful)

    def _by_itself(self, candidate: Candidate, modified_at: datetime | None) -> Verdict | None:
        if not is_article(self.desk.source, candidate.url):
            return Verdict(Reason.NOT_AN_ARTICLE_URL)
        if self._is_past and candidate.published_at is None:
            return Verdict(Reason.OUTSIDE_WINDOW, "no date, and the window is past")
        return by_date(candidate, modified_at, self.desk.window)

    def _admit(self, keys: list[str]) -> None:
        """Ask what is held of all of them at once, and keep the limit."""
        asked = [key for key in keys if not self.desk.answers.holds(key)]
        skip = self.desk.options.refetch or not asked
        held = {} if skip else self.desk.held.by_url(asked)
        limit = self.desk.options.limit
        for key in keys:
            known = held.get(key)
            verdict = by_held(known, self.desk.window) if known else None
            if verdict is None and limit is not None and self._admitted >= limit:
                verdict = Verdict(Reason.OVER_LIMIT, f"the run may fetch {limit}")
            if verdict:
                self.desk.ledger.rejected(key, verdict)
            else:
                self._admitted += 1
                self._pending.append(key)

    # -- articles -------------------------------------------------------------------------

    def _next(self) -> Iterator[Request]:
        """As many requests as may be under way; the rest wait as mere keys."""
        if not (self._pending or self._in_flight or self.desk.ledger.waiting()):
            self._propose_the_rest()
        while self._pending and self._in_flight < _IN_FLIGHT:
            key = self._pending.popleft()
            self._in_flight += 1
            yield Request(
                self.desk.ledger.candidate(key).url,
                callback=self.on_article,
                errback=self.on_article_failed,
                cb_kwargs={"key": key},
                meta={"kind": "article"},
            )

    def _propose_the_rest(self) -> None:
        """Pages of a replay that no list and no redirect led to."""
        if self._replayed:
            return
        self._replayed = True
        for url, name in self.desk.answers.replay_left():
            if is_article(self.desk.source, url):
                self._propose([Found(url)], Way.ARCHIVE, name)

    def on_article(self, response: Response, key: str) -> Iterator[Request]:
        """An answer to an article's URL: a page, or not."""
        self._in_flight -= 1
        trouble = of_article(response)
        candidate = self.desk.ledger.candidate(key)
        page = self._page(response, candidate.url, "article", candidate)
        if trouble or page is None:
            verdict = Verdict(*trouble) if trouble else Verdict(Reason.UNREACHABLE)
            self.desk.ledger.rejected(key, verdict)
        else:
            self.desk.ledger.fetched(key, page)
        yield from self._next()

    def on_article_failed(self, failure: Failure) -> Iterator[Request]:
        """No usable answer."""
        request = _request(failure)
        self._in_flight -= 1
        self.desk.ledger.rejected(request.cb_kwargs["key"], self._verdict(failure, request))
        yield from self._next()

    def _verdict(self, failure: Failure, request: Request) -> Verdict:
        reason, detail = of_failure(failure.value or RuntimeError("unknown error"))
        if reason is Reason.ROBOTS:
            host = urlsplit(request.url).netloc
            reason, detail = self.desk.robots.get(host, (reason, detail))
        return Verdict(reason, detail)

    def _page(
        self, response: Response, url: str, kind: str, candidate: Candidate | None
    ) -> Page | None:
        recorded = response.meta.get("recorded")
        if not isinstance(recorded, Recorded):
            return None
        return Page.model_validate(
            {
                "url": url,
                "final_url": response.url,
                "kind": kind,
                "status": response.status,
                "content_type": content_type(response),
                "candidate": candidate,
                **recorded._asdict(),
            }
        )


def _request(failure: Failure) -> Request:
    """The request that failed; Scrapy leaves it on the failure."""
    request = vars(failure)["request"]
    if not isinstance(request, Request):
        raise TypeError("the failure names no request")
    return request
