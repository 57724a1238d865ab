"""`Database`: the news database as the rest of the program sees it."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import datetime
from typing import Any

from crawlers.database import lists, migration
from crawlers.database.connection import Params, Session, ShapeError, connected
from crawlers.database.reference import folded_characters, place_row, source_row, topic_row
from crawlers.database.rows import Rows
from crawlers.held import HeldList, HeldPage
from crawlers.model import ListVisit, Window
from crawlers.sources import Source
from crawlers.taxonomy import Place, Topic


class Database:
    """The news database at a libpq URL. Every use has a connection of its own, so one object
    serves any number of threads.

    All methods raise DatabaseError with one sentence for a person.
    """

    def __init__(self, url: str, options: str = "") -> None:
        self._url = url
        self._options = options

    @classmethod
    def for_reading(cls, url: str, seconds: int) -> "Database":
        """The database as analysts have it: the role `news_reader`, transactions that only read,
        statements of at most so many seconds."""
        settings = {
            "role": "news_reader",
            "default_transaction_read_only": "on",
            "statement_timeout": f"{seconds}s",
        }
        return cls(url, " ".join(f"-c {name}={value}" for name, value in settings.items()))

    @contextmanager
    def transaction(self) -> Iterator[Session]:
        """A session that is committed when the block ends well and leaves nothing when not."""
        with connected(self._url, self._options) as connection:
            session = Session(connection)
            yield session
            session.commit()

    def fetch(self, name: str, params: Params | None = None) -> Rows:
        """The rows of `sql/queries/<name>.sql`, in a transaction of their own."""
        with self.transaction() as session:
            return session.fetch(name, params)

    def execute(self, name: str, params: Params | None = None) -> int:
        """Run `sql/queries/<name>.sql` in a transaction of its own; returns rows touched."""
        with self.transaction() as session:
            return session.execute(name, params)

    def migrate(self) -> None:
        """Bring schema, functions, views and the role `news_reader` up to date. Repeatable;
        several processes may call it at once."""
        with self.transaction() as lock:
            lock.execute("schema/lock")
            self.execute("schema/create")
            migration.apply_migrations(self._url)
            self._make_views()
            with self.transaction() as session:
                migration.grant_reading(session)
            self.execute("search/sync_characters", folded_characters())
            self.execute("search/make_months")

    def _make_views(self) -> None:
        # In place where the shape allows, so that views others built on these are kept.
        try:
            with self.transaction() as session:
                migration.replace_views(session)
        except ShapeError:
            with self.transaction() as session:
                migration.remake_views(session)

    def keep_taxonomy(self, version: str, content: dict[str, Any]) -> None:
        """Keep what a version of the taxonomy says, so that a later one can be compared with it."""
        self.execute("reference/put_taxonomy", {"version": version, "content": content})

    def sync_reference(
        self, sources: Iterable[Source], topics: Iterable[Topic], places: Iterable[Place]
    ) -> None:
        """Make the reference tables say what the catalogue, taxonomy and gazetteer say.

        What is no longer there is marked, not deleted: its articles stay. A source that moved to
        another time zone has its days counted again.
        """
        with self.transaction() as session:
            session.execute("reference/stage")
            self._sync_taxonomy(session, topics, places)
            session.copy("reference/copy_sources", map(source_row, sources))
            session.execute("reference/move_days")
            session.execute("reference/sync_sources")
            session.execute("reference/retire_sources")
            session.execute("reference/queue_days")

    def sync_taxonomy(self, topics: Iterable[Topic], places: Iterable[Place]) -> None:
        """The same for the topics and the places alone; the days of what stands elsewhere than
        before are queued to be counted again."""
        with self.transaction() as session:
            session.execute("reference/stage")
            self._sync_taxonomy(session, topics, places)
            session.execute("reference/queue_days")

    @staticmethod
    def _sync_taxonomy(session: Session, topics: Iterable[Topic], places: Iterable[Place]) -> None:
        session.copy("reference/copy_places", map(place_row, places))
        session.execute("reference/sync_places")
        session.copy("reference/copy_topics", map(topic_row, topics))
        session.execute("reference/sync_topics")

    def remember_lists(self, source: Source, visits: Iterable[ListVisit]) -> None:
        """Write down what asking for each list of a source came to. Repeatable; of two visits to
        one list the later counts."""
        with self.transaction() as session:
            self.sync_source(session, source)
            lists.remember(session, source.id, visits)

    @staticmethod
    def sync_source(session: Session, source: Source) -> None:
        """Make the row of one source: it may be run before the catalogue was synced."""
        session.execute("reference/stage")
        session.copy("reference/copy_sources", [source_row(source)])
        session.execute("reference/move_days")
        session.execute("reference/sync_sources")
        session.execute("reference/queue_days")

    def held(self, source_id: str) -> "HeldInDatabase":
        """What is already known of the pages of `source_id`."""
        return HeldInDatabase(self, source_id)


class HeldInDatabase:
    """`crawlers.model.Held` answered by Postgres."""

    _AT_ONCE = 5_000

    def __init__(self, database: Database, source_id: str) -> None:
        self._database = database
        self._source_id = source_id

    def by_url(self, urls: Sequence[str]) -> Mapping[str, HeldPage]:
        """Known pages by normalised URL, for those of `urls` that are known."""
        return {row["url"]: HeldPage(**row) for row in self._rows("held/by_url", urls)}

    def by_digest(self, digests: Sequence[str]) -> Mapping[str, HeldPage]:
        """Known pages by payload digest: of several the article, then the first fetched."""
        return {row["digest"]: HeldPage(**row) for row in self._rows("held/by_digest", digests)}

    def due(self, window: Window | None, now: datetime, limit: int) -> Sequence[HeldPage]:
        """Pages to be asked for again by `now`, of those published in `window` (None: of all), at
        most `limit`; the one waiting longest first. In a window also those never asked for."""
        span = {"since": window.start, "until": window.end} if window else _NO_SPAN
        values = {"source": self._source_id, "now": now, "limit": limit, **span}
        return [HeldPage(**row) for row in self._database.fetch("held/due", values)]

    def lists(self, urls: Sequence[str]) -> Mapping[str, HeldList]:
        """Known lists by normalised URL, for those of `urls` that are known."""
        return {row["url"]: HeldList(**row) for row in self._rows("held/lists", urls)}

    def _rows(self, name: str, keys: Sequence[str]) -> Iterator[dict[str, Any]]:
        # Postgres text holds no NUL, so such a key is not known.
        asked = sorted({key for key in keys if "\0" not in key})
        for start in range(0, len(asked), self._AT_ONCE):
            part = asked[start : start + self._AT_ONCE]
            yield from self._database.fetch(name, {"source": self._source_id, "keys": part})


_NO_SPAN: dict[str, None] = {"since": None, "until": None}
