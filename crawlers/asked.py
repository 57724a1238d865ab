"""What a person or a DAG run asks for, by name: the database, a source, a window of time.

Each mistake is answered in one sentence.
"""

import difflib
from datetime import MAXYEAR, MINYEAR, datetime, timedelta
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from pydantic import ValidationError

from crawlers.model import Window
from crawlers.settings import Settings
from crawlers.sources import CatalogueError, Source, read_catalogue

if TYPE_CHECKING:
    from crawlers.database import Database


NO_DATABASE = "no news database is named; set NEWSDELTA_DATABASE_URL"


class RunError(RuntimeError):
    """A run that cannot be: the message is one sentence for the person who asked for it."""


def news_database(settings: Settings) -> "Database":
    """The news database the settings name.

    Raises:
        RunError: they name none.
    """
    from crawlers.database import Database

    if settings.database_url is None:
        raise RunError(NO_DATABASE)
    return Database(settings.database_url)


def find_source(source_id: str, settings: Settings) -> Source:
    """The source named `source_id`.

    Raises:
        RunError: there is no such source; the message names the nearest.
        CatalogueError: there is none among the files that can be read, and others cannot.
    """
    catalogue, mistakes = read_catalogue(settings.catalogue)
    if source_id in catalogue:
        return catalogue[source_id]
    if mistakes:
        raise CatalogueError("\n".join(mistakes))
    near = difflib.get_close_matches(source_id, catalogue, n=1)
    hint = f"did you mean '{near[0]}'?" if near else "'newsdelta sources' lists them"
    raise RunError(f"there is no source '{source_id}'; {hint}")


def make_window(since: str | None, until: str | None, zone: ZoneInfo, now: datetime) -> Window:
    """The window a person asked for: ISO dates or moments, read in `zone` when they name none.

    Without `until` the window ends now; without `since` it is the day before its end.

    >>> day = ZoneInfo("Asia/Hong_Kong")
    >>> w = make_window("2026-11-15", "2026-11-17", day, datetime(2026, 11, 22, tzinfo=day))
    >>> w.days, w.start.isoformat()
    (2.0, '2026-11-15T00:00:00+08:00')

    Raises:
        RunError: a date that cannot be read, or an end before the start.
    """
    end = _moment(until, zone) if until else now
    start = _moment(since, zone) if since else end - timedelta(days=1)
    return _window(start, end)


def run_window(
    since: str | None,
    until: str | None,
    interval_start: datetime | None,
    interval_end: datetime | None,
    now: datetime,
    zone: ZoneInfo,
) -> Window:
    """The window of an Airflow run: what the form asks for, read in `zone` when it names none,
    else the data interval, else the day before `now`."""
    if since or until or interval_start is None or interval_end is None:
        return make_window(since, until, zone, now)
    return _window(interval_start, interval_end)


def _window(start: datetime, end: datetime) -> Window:
    try:
        return Window(start=start, end=end)
    except ValidationError as error:
        message = error.errors()[0]["msg"].removeprefix("Value error, ")
        raise RunError(message) from error


def _moment(text: str, zone: ZoneInfo) -> datetime:
    try:
        moment = datetime.fromisoformat(text.strip())
    except ValueError as error:
        raise RunError(
            f"'{text}' is not a date; write 2026-11-15 or 2026-11-15T06:00+08:00"
        ) from error
    if not MINYEAR < moment.year < MAXYEAR:
        raise RunError(f"'{text}' is too far away: there are no days beside it")
    return moment if moment.tzinfo else moment.replace(tzinfo=zone)
