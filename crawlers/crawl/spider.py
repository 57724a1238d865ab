"""The one spider for any source: asks its lists, admits candidates, fetches their pages."""

from collections.abc import AsyncIterator, Iterator
from datetime import UTC, datetime
from typing import Any
from urllib.parse import urlsplit

from scrapy import Request, Spider, signals
from scrapy.crawler import Crawler
from scrapy.http import Response
from twisted.python.failure import Failure

from crawlers.crawl.admission import Verdict, before, is_known_article, may_borrow
from crawlers.crawl.budget import Budget
from crawlers.crawl.candidates import candidate_of, is_article
from crawlers.crawl.conditions import conditions, validators
from crawlers.crawl.desk import Desk, Recorded
from crawlers.crawl.lists import SITEMAP_BYTES, BrokenListError, Found
from crawlers.crawl.parts import Walk
from crawlers.crawl.plan import ListTask, first_lists, further_lists
from crawlers.crawl.playback import NOT_MODIFIED
from crawlers.crawl.proposals import Proposals
from crawlers.crawl.reading import is_last_page, is_past_the_end, read_list
from crawlers.crawl.trouble import (
    Trouble,
    content_type,
    is_cut,
    of_article,
    of_failure,
    of_status,
)
from crawlers.crawl.visits import Tally, failed_visit, visit_of
from crawlers.crawl.whole import archive_entry, whole_entries
from crawlers.held import HeldList, HeldPage
from crawlers.model import Candidate, Page, Reason, Way

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
        self._in_flight = 0
        self._replayed = False
        self._proposals = Proposals(desk)
        self._budget = Budget(desk.source.politeness.max_lists)

    @classmethod
    def from_crawler(cls, crawler: Crawler, *args: Any, **kwargs: Any) -> "NewsSpider":
        """Called by Scrapy."""
        spider = super().from_crawler(crawler, *args, **kwargs)
        crawler.signals.connect(spider.on_error, signal=signals.spider_error)
        return spider

    async def start(self) -> AsyncIterator[Request]:
        """Ask for the pages that are due, and the lists the source names; or only for what a
        person named."""
        options = self.desk.options
        self._proposals.propose_given(options.urls)
        if not options.urls:
            self._proposals.propose_due()
            for request in self._ask(list(first_lists(self.desk.source, self.desk.window))):
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

    def _ask(self, tasks: list[ListTask]) -> Iterator[Request]:
        """Ask for lists that this run has not asked for yet, and that are due."""
        asked = {key: task for task in tasks if (key := task.key)}
        wanted = [key for key in asked if not self.desk.ledger.knows(key)]
        conditional = wanted and not (self.desk.options.refetch or self.desk.options.replay)
        held = self.desk.held.lists(wanted) if conditional else {}
        for key in wanted:
            task, known = asked[key], held.get(key)
            if known and self._may_wait(task, known):
                self.desk.ledger.left_out()
            elif self.desk.ledger.ask(key, task):
                yield self._list_request(key, task, known)

    def _may_wait(self, task: ListTask, known: HeldList) -> bool:
        desk = self.desk
        waits = known.next_ask is not None and known.next_ask > desk.now
        return waits and task.may_wait and desk.options.scheduled and not desk.all_lists

    def _list_request(self, key: str, task: ListTask, known: HeldList | None) -> Request:
        largest = self.desk.source.politeness.max_page_bytes
        if task.kind == "sitemap":
            largest = max(largest, SITEMAP_BYTES)
        headers = conditions(known)
        return Request(
            task.url,
            callback=self.on_list,
            errback=self.on_list_failed,
            priority=task.priority,
            headers=headers,
            cb_kwargs={"task": task, "key": key},
            meta={
                "kind": "list",
                "download_maxsize": largest,
                "known": known if headers else None,
            },
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
            self._visited(key, task, response, Tally())
        else:
            self._broken(key, task, response, Tally(), Verdict(*of_status(response)))
        yield from self._next()

    def on_list_failed(self, failure: Failure) -> Iterator[Request]:
        """A list that gave no usable response."""
        request = _request(failure)
        key, task = request.cb_kwargs["key"], request.cb_kwargs["task"]
        verdict = self._verdict(failure, request)
        self.desk.ledger.failed(key, verdict)
        if verdict.asked_at:
            self.desk.ledger.visited(failed_visit(key, task, verdict.asked_at, verdict))
        yield from self._next()

    def _read(self, response: Response, task: ListTask, key: str) -> Iterator[Request]:
        try:
            listing = read_list(response, task, self.desk.source)
        except BrokenListError as error:
            verdict = Verdict(Reason.BROKEN_LIST, str(error))
            self._broken(key, task, response, Tally(), verdict)
            return
        fresh = {link.url for link in listing.found} - task.seen
        tally = self._proposals.propose(listing.found, task.way, response.url)
        if task.url in self.desk.source.discovery.feeds_with_text:
            self._take_whole(response)
        tasks = list(further_lists(task, listing, self.desk.window, self.desk.source))
        following = None if is_last_page(response, task) else task.next_page(listing)
        if following and fresh and not self._all_before(listing.found):
            tasks.append(following)
        granted, over = self._budget.grant(tasks, len(listing.found), self.desk.ledger.knows)
        task.seen.update(fresh)
        yield from self._ask(granted)
        if is_cut(response):
            over = Verdict(Reason.TRUNCATED, "the connection ended before the list did")
        elif task.kind == "section" and task.page == 1 and not listing.found:
            over = Verdict(Reason.BROKEN_LIST, "no link matches an article pattern")
        if over:
            self._broken(key, task, response, tally, over)
        else:
            self.desk.ledger.read(key)
            self._visited(key, task, response, tally)

    def _take_whole(self, feed: Response) -> None:
        """Candidates whose whole text the feed carries are not asked for."""
        entries = whole_entries(feed)
        for key in self._proposals.withdraw(entries):
            try:
                page = archive_entry(entries[key], self.desk.ledger.candidate(key), feed, self.desk)
            except OSError as error:
                self.desk.crash(error)
                raise
            if page:
                self.desk.ledger.fetched(key, page)
            else:
                self._proposals.pending.append((key, None))

    def _visited(self, key: str, task: ListTask, response: Response, tally: Tally) -> None:
        self.desk.ledger.visited(visit_of(key, task, response, self.desk.batch_id, tally))

    def _broken(
        self, key: str, task: ListTask, response: Response, tally: Tally, verdict: Verdict
    ) -> None:
        visit = visit_of(key, task, response, self.desk.batch_id, tally, verdict)
        if visit:
            verdict = verdict._replace(asked_at=visit.asked_at, status=visit.status)
        self.desk.ledger.failed(key, verdict)
        self.desk.ledger.visited(visit)

    def _all_before(self, found: list[Found]) -> bool:
        source, window = self.desk.source, self.desk.window
        candidates = (candidate_of(source, link, Way.SECTION, "") for link in found)
        return all(before(candidate, window) for candidate in candidates)

    # -- articles -------------------------------------------------------------------------

    def _next(self) -> Iterator[Request]:
        """As many requests as may be under way; the rest wait as mere keys."""
        if not (self._proposals.pending or self._in_flight or self.desk.ledger.waiting()):
            self._propose_the_rest()
        while self._proposals.pending and self._in_flight < _IN_FLIGHT:
            key, known = self._proposals.pending.popleft()
            self._in_flight += 1
            headers = conditions(known) if known and is_known_article(known) else {}
            yield Request(
                self.desk.ledger.candidate(key).url,
                callback=self.on_article,
                errback=self.on_article_failed,
                headers=headers,
                cb_kwargs={"key": key},
                meta={
                    "kind": "article",
                    "known": known if headers else None,
                    "borrow": known if known and may_borrow(known) else None,
                },
            )

    def _propose_the_rest(self) -> None:
        """Pages of a replay that no list and no redirect led to."""
        if self._replayed:
            return
        self._replayed = True
        for url, name in self.desk.answers.replay_left():
            if is_article(self.desk.source, url):
                self._proposals.propose([Found(url)], Way.ARCHIVE, name)

    def on_article(self, response: Response, key: str) -> Iterator[Request]:
        """An answer to an article's URL: a page, perhaps the first of several, or not."""
        trouble = self._trouble(response)
        candidate = self.desk.ledger.candidate(key)
        page = self._page(response, candidate.url, "article", candidate)
        if trouble or page is None:
            verdict = Verdict(*trouble) if trouble else Verdict(Reason.UNREACHABLE)
            asked_at = page.fetched_at if page else response.meta.get("asked_at")
            status = response.status if asked_at else None
            self._settled(key, verdict._replace(asked_at=asked_at, status=status))
        else:
            yield from self._go_on(key, Walk(page), response)
        yield from self._next()

    def _go_on(self, key: str, walk: Walk, response: Response) -> Iterator[Request]:
        """Ask for the article's following page; without one it is whole."""
        url = walk.next(response, self.desk.source)
        if url is None:
            self._settled(key, walk.whole())
            return
        yield Request(
            url,
            callback=self.on_part,
            errback=self.on_article_failed,
            cb_kwargs={"key": key, "walk": walk},
            meta={"kind": "article", "known": None, "borrow": None},
        )

    def on_part(self, response: Response, key: str, walk: Walk) -> Iterator[Request]:
        """A further page of an article; without it the article is not whole."""
        trouble = of_article(response)
        if trouble or not walk.add(response):
            reason, detail = trouble or (Reason.UNREACHABLE, "")
            told = f"page {walk.number}: {detail}"
            asked_at = response.meta.get("asked_at")
            self._settled(key, Verdict(reason, told, asked_at=asked_at, status=response.status))
        else:
            yield from self._go_on(key, walk, response)
        yield from self._next()

    def _settled(self, key: str, result: Page | Verdict) -> None:
        self._in_flight -= 1
        if isinstance(result, Page):
            self.desk.ledger.fetched(key, result)
        else:
            self.desk.ledger.rejected(key, result)

    def _trouble(self, response: Response) -> Trouble | None:
        known = response.meta.get("known")
        if response.status == NOT_MODIFIED and isinstance(known, HeldPage):
            return Reason.UNCHANGED, known.batch or ""
        return of_article(response)

    def on_article_failed(self, failure: Failure) -> Iterator[Request]:
        """No usable answer."""
        request = _request(failure)
        verdict = self._verdict(failure, request)
        if walk := request.cb_kwargs.get("walk"):
            verdict = verdict._replace(detail=f"page {walk.number}: {verdict.detail}")
        self._settled(request.cb_kwargs["key"], verdict)
        yield from self._next()

    def _verdict(self, failure: Failure, request: Request) -> Verdict:
        reason, detail = of_failure(failure.value or RuntimeError("unknown error"))
        if reason is Reason.ROBOTS:
            host = urlsplit(request.url).netloc
            reason, detail = self.desk.robots.get(host, (reason, detail))
        # What robots.txt forbids, or the door, is settled as if it had been asked.
        asked_at = request.meta.get("asked_at") or datetime.now(UTC)
        return Verdict(reason, detail, asked_at=asked_at)

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
                "status": NOT_MODIFIED if response.meta.get("unchanged") else response.status,
                "content_type": content_type(response),
                "candidate": candidate,
                **recorded._asdict(),
                **validators(response),
            }
        )


def _request(failure: Failure) -> Request:
    """The request that failed; Scrapy leaves it on the failure."""
    request = vars(failure)["request"]
    if not isinstance(request, Request):
        raise TypeError("the failure names no request")
    return request
