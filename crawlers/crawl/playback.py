"""Archived responses that answer requests instead of the network.

Three sources are asked in this order: the segments of the crawl under way (everything, so that a
resumed attempt sees the lists it saw before), the segments of crawls that had finished (article
pages only), and the archives of a replay.
"""

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import NamedTuple

from upath import UPath

from crawlers.batch import ArchiveWriter, Exchange, Record, read_record, records
from crawlers.url import normalise

RETRIED = frozenset({500, 502, 503, 504, 522, 524})
"""Failures of a server that are worth another try; a 4xx is an answer."""

NOT_MODIFIED = 304
_OURS = frozenset({"response", "revisit"})
"""Archives of others may have revisit records that stand for another response than a 304."""
_ASKED_AGAIN = RETRIED | {429}
_OK = 200
_REDIRECTS = frozenset({301, 302, 303, 307, 308})


class Place(NamedTuple):
    """Where a response stands, and enough to decide whether to read it."""

    path: UPath
    offset: int
    status: int


class Tape:
    """What some archives hold, by normalised URL in the order it was recorded.

    Asked again for the same URL it gives the next response, and the last one from then on: the
    retries of the crawl that made the archive come out as they were.
    """

    def __init__(
        self,
        paths: Iterable[UPath],
        spool: Path,
        *,
        sticky: bool = True,
        kinds: frozenset[str] = frozenset({"response"}),
    ) -> None:
        """`spool` is a folder for files that must be rewritten to be read by offset; with
        `sticky` off, a failure that a crawler would retry is given once. Records of the WARC
        types `kinds` are read."""
        self._sticky = sticky
        self._kinds = kinds
        self._places: dict[str, list[Place]] = {}
        self._given: set[str] = set()
        for path in paths:
            self._index(path, spool)

    def ask(self, url: str) -> tuple[Place, Record] | None:
        """The next response to `url`, if there is one."""
        key = normalise(url)
        places = self._places.get(key)
        if not places:
            return None
        self._given.add(key)
        place = places[0]
        if len(places) > 1 or (not self._sticky and place.status in _ASKED_AGAIN):
            places.pop(0)
        return place, read_record(place.path, place.offset)

    def forget_revisits(self, url: str) -> None:
        """Answer no request for `url` with a 304 any more."""
        key = normalise(url)
        left = [place for place in self._places.get(key, []) if place.status != NOT_MODIFIED]
        self._places[key] = left

    def pass_over(self, url: str) -> None:
        """Count `url` as asked for."""
        self._given.add(normalise(url))

    def keep_articles(self) -> "Tape":
        """Only pages and the redirects to them, the newest of each URL."""
        wanted = _REDIRECTS | {_OK}
        kept = {
            url: [place for place in places if place.status in wanted][-1:]
            for url, places in self._places.items()
        }
        self._places = {url: places for url, places in kept.items() if places}
        return self

    def pages_left(self) -> Iterator[tuple[str, str]]:
        """Normalised URL and file name of every page with status 200 never asked for."""
        for url, places in self._places.items():
            page = next((place for place in places if place.status == _OK), None)
            if page and url not in self._given:
                yield url, page.path.name

    def __contains__(self, url: str) -> bool:
        return bool(self._places.get(url))

    def _index(self, path: UPath, spool: Path) -> None:
        for record in records(path, self._kinds):
            if record.offset is None:
                self._index(_rewritten(path, spool), spool)
                return
            place = Place(path, record.offset, record.status)
            try:
                self._places.setdefault(normalise(record.url), []).append(place)
            except ValueError:  # a capture of something that is no URL cannot be asked for
                continue


def _rewritten(path: UPath, spool: Path) -> UPath:
    """A copy of a WARC that is one gzip stream, with a member for each record."""
    copy = UPath(spool) / path.name
    with ArchiveWriter(copy) as writer:
        for record in records(path):
            writer.write(
                Exchange(
                    url=record.url,
                    status=record.status,
                    headers=record.headers,
                    body=record.raw,
                    fetched_at=record.fetched_at,
                    truncated=record.truncated,
                )
            )
    return copy


class Answers:
    """What the archives have to say to a crawl's requests."""

    def __init__(
        self,
        current: Iterable[UPath],
        earlier: Iterable[UPath],
        replay: Iterable[str],
        spool: Path,
    ) -> None:
        self._current = Tape(current, spool, sticky=False, kinds=_OURS)
        self._earlier = Tape(earlier, spool).keep_articles()
        paths = [UPath(path) for path in replay]
        self._replay = Tape(paths, spool) if paths else None

    @property
    def replaying(self) -> bool:
        """Whether the network is out of bounds."""
        return self._replay is not None

    def ours(self, url: str, *, article: bool) -> tuple[Place, Record] | None:
        """The response to `url` that already stands in the batch."""
        found = self._current.ask(url) or (self._earlier.ask(url) if article else None)
        if found and self._replay:
            self._replay.pass_over(url)
        return found

    def forget_revisits(self, url: str) -> None:
        """`url` is asked for without conditions: an archived 304 is no answer to that."""
        self._current.forget_revisits(url)

    def replayed(self, url: str) -> tuple[Place, Record] | None:
        """The response to `url` in the archives of the replay."""
        return self._replay.ask(url) if self._replay else None

    def holds(self, key: str) -> bool:
        """Whether the batch has an answer to a normalised URL."""
        return key in self._current or key in self._earlier

    def replay_left(self) -> Iterator[tuple[str, str]]:
        """The pages of the replay that nothing led to, as `Tape.pages_left` gives them."""
        return self._replay.pages_left() if self._replay else iter(())
