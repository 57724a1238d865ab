"""Scrapy's downloader middlewares of a crawl, from the spider's side to the network's.

Door      refuses hosts that are not the source's; one queue per source; proxies by host
Manners   what RFC 9309 says of a robots.txt that cannot be had, and of its crawl delay
Recorder  answers from the archives, and archives every response as it came
"""

from datetime import UTC, datetime
from urllib.parse import urlsplit

from scrapy import Request, signals
from scrapy.crawler import Crawler
from scrapy.exceptions import IgnoreRequest
from scrapy.extensions.throttle import AutoThrottle
from scrapy.http import Headers, Response
from scrapy.responsetypes import responsetypes
from scrapy.robotstxt import RobotParser

from crawlers.batch import LIMIT, Exchange, Original, Record, decode
from crawlers.crawl.conditions import CONDITIONS
from crawlers.crawl.desk import Desk, Recorded, desk_of
from crawlers.crawl.door import why_closed, without_user
from crawlers.crawl.playback import NOT_MODIFIED
from crawlers.crawl.reserved import head_of, wish
from crawlers.crawl.robots import LARGEST, product_of
from crawlers.crawl.trouble import SYNTHETIC, Refused, of_failure
from crawlers.crawl.unfolding import check_codings
from crawlers.held import HeldList, HeldPage
from crawlers.model import Reason
from crawlers.url import same_site

_NO = b"User-agent: *\nDisallow: /\n"
_OK = 200
_SERVER_ERROR = 500
_CLIENT_ERROR = 400
_TAIL = 2048


def is_robots(request: Request) -> bool:
    """Whether a request asks for robots.txt: Scrapy marks those, and only those, this way."""
    return bool(request.meta.get("dont_obey_robotstxt"))


class Door:
    """Lets out only what may go out, and by which way."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> "Door":
        """Called by Scrapy."""
        return cls(desk_of(crawler))

    def process_request(self, request: Request) -> Request | None:
        """Redirects come through here too."""
        url = without_user(request.url)
        if url != request.url:
            return request.replace(url=url)
        host = urlsplit(url).hostname or ""
        trouble = why_closed(url, self._desk.source, self._desk.options.proxies)
        if trouble:
            raise Refused(*trouble)
        request.meta["download_slot"] = self._desk.source.id
        if is_robots(request):
            largest = max(self._desk.source.politeness.max_page_bytes, LARGEST)
            request.meta["download_maxsize"] = largest
        proxies = self._desk.options.proxies
        domain = max((name for name in proxies if same_site(host, name)), key=len, default=None)
        if domain is not None:
            request.meta["proxy"] = proxies[domain]
        elif request.meta.get("proxy") in proxies.values():
            del request.meta["proxy"]
        return None


class Manners:
    """Robots exclusion protocol where Scrapy leaves it open."""

    def __init__(self, crawler: Crawler, desk: Desk) -> None:
        self._crawler = crawler
        self._desk = desk

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> "Manners":
        """Called by Scrapy."""
        manners = cls(crawler, desk_of(crawler))
        crawler.signals.connect(manners.keep_delay, signal=signals.robots_parsed)
        return manners

    def process_response(self, request: Request, response: Response) -> Response:
        """RFC 9309 section 2.3.1: a 4xx forbids nothing, a 5xx everything."""
        if not is_robots(request) or response.status < _CLIENT_ERROR:
            return response
        if response.status < _SERVER_ERROR:
            return response.replace(body=b"")
        self._desk.robots.setdefault(
            _host(request), (Reason.ROBOTS, f"robots.txt answered HTTP {response.status}")
        )
        return response.replace(body=_NO)

    def process_exception(self, request: Request, exception: Exception) -> Response | None:
        """RFC 9309 section 2.3.1: what is not there forbids nothing, what cannot be reached
        everything."""
        if not is_robots(request):
            return None
        closed = isinstance(exception, Refused) and exception.trouble[0] is Reason.HTTP_ERROR
        if isinstance(exception, IgnoreRequest) and not closed:  # off the site, or in circles
            return Response(request.url, status=404, flags=[SYNTHETIC], request=request)
        reason, detail = of_failure(exception)
        self._desk.robots[_host(request)] = (reason, f"robots.txt: {detail}")
        return Response(request.url, status=503, flags=[SYNTHETIC], request=request)

    def keep_delay(self, robotparser: RobotParser, request: Request) -> None:
        """Never faster than the site's own Crawl-delay."""
        delay = robotparser.crawl_delay(product_of(self._desk.options.user_agent))
        throttle = self._crawler.get_extension(AutoThrottle)
        if not delay or throttle is None:
            return
        kept = self._desk.pace.slow_down(request.url, float(delay))
        throttle.mindelay = max(throttle.mindelay, kept)
        slot = self._crawler.engine.downloader.slots.get(self._desk.source.id)
        if slot:
            slot.delay, slot.jitter = max(slot.delay, throttle.mindelay), 0.0


class Recorder:
    """Stands nearest to the network: sees responses before anything undoes their coding."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> "Recorder":
        """Called by Scrapy."""
        return cls(desk_of(crawler))

    def process_request(self, request: Request) -> Response | None:
        """Answer from the archives what they can answer."""
        answers = self._desk.answers
        if request.meta.get("anew"):
            answers.forget_revisits(request.url)
        ours = answers.ours(request.url, article=request.meta.get("kind") == "article")
        if ours:
            place, record = ours
            request.meta["recorded"] = Recorded(
                place.path.name, place.offset, record.digest, record.fetched_at
            )
            request.meta["asked_at"] = record.fetched_at
            return _response(request, record, ["archived"])
        if not answers.replaying:
            return self._borrowed(request)
        replayed = answers.replayed(request.url)
        if replayed is None:
            return Response(request.url, status=404, flags=[SYNTHETIC], request=request)
        request.meta["captured_at"] = replayed[1].fetched_at
        return _response(request, replayed[1], ["replayed"])

    def _borrowed(self, request: Request) -> Response | None:
        """What an earlier run archived and this one wants; None sends the request on its way."""
        borrow = request.meta.get("borrow")
        record = self._desk.past.record(borrow) if isinstance(borrow, HeldPage) else None
        if record is None:
            request.meta["asked_at"] = datetime.now(UTC)
            return None
        request.meta["captured_at"] = record.fetched_at
        # Redirects on the way to it are not asked for again.
        return _response(request, record, ["replayed"]).replace(url=record.url)

    def process_response(self, request: Request, response: Response) -> Response | Request:
        """Archive what came over the network or out of a replay; a list that did not change is
        answered with what it was."""
        check_codings(response)
        if SYNTHETIC in response.flags:
            request.meta.pop("recorded", None)
        elif "archived" not in response.flags and (told := self._wish(request, response)):
            request.meta["reserved"] = told
        elif "archived" not in response.flags:
            try:
                self._archive(request, response)
            except OSError as error:
                self._desk.crash(error)
                raise
        if response.status == NOT_MODIFIED and isinstance(request.meta.get("known"), HeldList):
            return self._unchanged_list(request)
        return response

    def _unchanged_list(self, request: Request) -> Response | Request:
        """The archived list that a 304 stands for, or the request once more if that is gone."""
        record = self._desk.past.record(request.meta["known"])
        if record:
            request.meta["unchanged"] = True
            return _response(request, record, ["unchanged"])
        anew = request.replace(meta={**request.meta, "known": None, "anew": True})
        for name in CONDITIONS:
            anew.headers.pop(name, None)
        return anew

    def _wish(self, request: Request, response: Response) -> str | None:
        """What keeps a page out of the archive: a wish of its publisher that the source heeds."""
        respect = self._desk.source.politeness.respect
        if request.meta.get("kind") != "article" or response.status != _OK or not respect:
            return None
        coding = response.headers.get("Content-Encoding") or b""
        head = head_of(response.body, coding.decode("latin-1"))
        product = product_of(self._desk.options.user_agent)
        return wish(_pairs(response.headers), head, respect, product)

    def _archive(self, request: Request, response: Response) -> None:
        now = request.meta.pop("captured_at", None) or datetime.now(UTC)
        exchange = Exchange(
            url=response.url,
            status=response.status,
            headers=_pairs(response.headers),
            body=response.body,
            fetched_at=now,
            request_headers=_pairs(request.headers),
            protocol=response.protocol or "HTTP/1.1",
            ip=_ip(request, response),
            truncated=_truncated(request, response),
            original=self._original(request, response),
        )
        offset, digest = self._desk.archive.write(exchange)
        name = self._desk.archive.path.name
        request.meta["recorded"] = Recorded(name, offset, digest, now)

    def _original(self, request: Request, response: Response) -> Original | None:
        """What a 304 to a conditional request stands for."""
        known = request.meta.get("known")
        if response.status != NOT_MODIFIED or not isinstance(known, HeldPage | HeldList):
            return None
        record = self._desk.past.record(known)
        if record:
            return Original(record.url, record.digest, record.fetched_at)
        digest = known.digest if isinstance(known, HeldPage) else None
        return Original(request.url, digest) if digest else None


def _truncated(request: Request, response: Response) -> str | None:
    """Why the body is not whole, in the words of WARC.

    A body whose length the server did not tell ends with the connection, on purpose or not
    (RFC 9112 section 6.3): Scrapy calls it partial. For a page, the end tag decides.
    """
    if "dataloss" in response.flags:
        return "disconnect"
    if "partial" not in response.flags or request.meta.get("kind") != "article":
        return None
    coding = response.headers.get("Content-Encoding") or b""
    body, _ = decode(response.body, coding.decode("latin-1"), LIMIT)
    if b"</html" in body[-_TAIL:].lower():
        return None
    response.flags.append("dataloss")
    return "unspecified"


def _response(request: Request, record: Record, flags: list[str]) -> Response:
    headers = Headers()
    for name, value in record.headers:
        headers.appendlist(name, value)
    if record.truncated:
        flags = [*flags, "dataloss"]
    kind = responsetypes.from_args(headers=headers, url=request.url, body=record.raw)
    return kind(request.url, status=record.status, headers=headers, body=record.raw, flags=flags)


def _pairs(headers: Headers) -> list[tuple[str, str]]:
    return [
        (name.decode("latin-1"), value.decode("utf-8", "replace"))
        for name, values in headers.items()
        for value in values
    ]


def _ip(request: Request, response: Response) -> str | None:
    # Behind a proxy the address is the proxy's.
    known = response.ip_address is not None and not request.meta.get("proxy")
    return str(response.ip_address) if known else None


def _host(request: Request) -> str:
    first: str = [*request.meta.get("redirect_urls", []), request.url][0]
    return urlsplit(first).netloc
