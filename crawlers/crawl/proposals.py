"""What becomes of every proposed URL: of lists, of earlier runs, of a person."""

from collections import deque
from collections.abc import Collection, Iterable
from datetime import UTC, datetime, timedelta

from crawlers.crawl.admission import Verdict, by_date, by_held, is_due, is_known_article, overlaps
from crawlers.crawl.candidates import candidate_of, is_article, key_of
from crawlers.crawl.desk import Desk
from crawlers.crawl.lists import Found
from crawlers.crawl.visits import Tally
from crawlers.held import HeldPage
from crawlers.model import Candidate, Reason, Way, Window


class Proposals:
    """Judges candidates; those worth a request wait in `pending`, with what is known of them."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self._admitted = 0
        self.pending: deque[tuple[str, HeldPage | None]] = deque()
        start, end = desk.window.start, desk.window.end
        since = desk.options.catch_up_from
        missed = desk.options.scheduled and since is not None and since < start
        self._missed = Window(start=since, end=start) if missed and since else None
        self._wanted = Window(start=since, end=end) if missed and since else desk.window
        now_only = desk.source.discovery.undated == "now"
        self._is_past = now_only and end < datetime.now(UTC) - timedelta(days=1)

    def propose_given(self, urls: Iterable[str]) -> None:
        """What a person named: fetched whatever is known of it, on the source's hosts."""
        for url in urls:
            key = key_of(url)
            if self._desk.ledger.knows(key):
                continue
            candidate = candidate_of(self._desk.source, Found(url), Way.GIVEN, "")
            self._desk.ledger.discover(key, candidate.model_copy(update={"any_date": True}))
            if self._desk.source.owns(url):
                self._take(key, None)
            else:
                self._desk.ledger.rejected(key, Verdict(Reason.OFF_SITE, "not the source's host"))

    def propose_due(self) -> None:
        """Pages of earlier runs that are to be asked for again."""
        options = self._desk.options
        if options.refetch or options.replay or not options.revisits:
            return
        if self._desk.source.discovery.feeds_with_text:  # their pages need not read the same
            return
        window = None if options.scheduled else self._desk.window
        for known in self._desk.held.due(window, self._desk.now, options.revisits):
            if self._desk.ledger.knows(known.url):
                continue
            candidate = Candidate(
                url=known.url,
                way=Way.KNOWN,
                found_at="",
                published_at=known.published_at,
                any_date=True,
            )
            self._desk.ledger.discover(known.url, candidate)
            self._take(known.url, known)

    def propose(self, found: Iterable[Found], way: Way, found_at: str) -> Tally:
        """The links of one list; gives what the list holds."""
        doubtful: dict[str, datetime | None] = {}
        ledger, source, tally = self._desk.ledger, self._desk.source, Tally()
        for link in found:
            key = key_of(link.url)
            if ledger.knows(key):
                tally.found += is_article(source, link.url)
                continue
            candidate = candidate_of(source, link, way, found_at)
            ledger.discover(key, candidate)
            verdict = self._by_itself(candidate, link.modified_at)
            if verdict is None or verdict.reason is not Reason.NOT_AN_ARTICLE_URL:
                tally.found += 1
                tally.dated(candidate.published_at, self._desk.now)
            if verdict:
                ledger.rejected(key, verdict)
            else:
                doubtful[key] = link.modified_at
        tally.fresh = self._admit(doubtful)
        return tally

    def withdraw(self, keys: Collection[str]) -> list[str]:
        """Those of `keys` that were waiting, and now are not."""
        taken = [key for key, _ in self.pending if key in keys]
        self.pending = deque(one for one in self.pending if one[0] not in keys)
        return taken

    def _by_itself(self, candidate: Candidate, modified_at: datetime | None) -> Verdict | None:
        if not is_article(self._desk.source, candidate.url):
            return Verdict(Reason.NOT_AN_ARTICLE_URL)
        if self._is_past and candidate.published_at is None:
            return Verdict(Reason.OUTSIDE_WINDOW, "no date, and the window is past")
        verdict = by_date(candidate, modified_at, self._desk.window)
        return None if verdict and self._is_missed(candidate) else verdict

    def _is_missed(self, candidate: Candidate) -> bool:
        """Whether runs before this one should have had it."""
        day_only = candidate.published_precision == "day"
        published = candidate.published_at
        if published is None or self._missed is None:
            return False
        return overlaps(published, day_only, self._missed)

    def _admit(self, doubtful: dict[str, datetime | None]) -> int:
        """Ask what is held of all of them at once; gives how many nobody knew."""
        skip = self._desk.options.refetch or not doubtful
        held = {} if skip else self._desk.held.by_url(list(doubtful))
        for key, modified_at in doubtful.items():
            known = held.get(key)
            here = self._desk.answers.holds(key)
            verdict = None if known is None or here else self._by_held(known, modified_at)
            if verdict:
                self._desk.ledger.rejected(key, verdict)
            else:
                self._take(key, known)
        return len(doubtful) - len(held)

    def _by_held(self, known: HeldPage, modified_at: datetime | None) -> Verdict | None:
        return by_held(known, self._wanted, self._desk.now, modified_at)

    def _again(self, known: HeldPage) -> bool:
        """Whether a known page is wanted whatever its date."""
        published = known.published_at
        missed = self._missed is not None and published is not None and published in self._missed
        return missed or is_known_article(known) or is_due(known, self._desk.now)

    def _take(self, key: str, known: HeldPage | None) -> None:
        """The candidate is fetched, unless the run has had as many as it may."""
        limit = self._desk.options.limit
        if limit is not None and self._admitted >= limit:
            self._desk.ledger.rejected(
                key, Verdict(Reason.OVER_LIMIT, f"the run may fetch {limit}")
            )
            return
        if self._is_missed(self._desk.ledger.candidate(key)) or (known and self._again(known)):
            self._desk.ledger.want(key)
        self._admitted += 1
        self.pending.append((key, known))
