"""What is done for the archive as a whole, whichever source its articles are of.

The DAGs and the command line do it through this module. Steps are imported when they are called:
reading a DAG file stays cheap.
"""

import logging
from collections.abc import Callable
from datetime import datetime
from typing import TYPE_CHECKING

from crawlers.asked import news_database
from crawlers.model import Counts
from crawlers.settings import Settings
from crawlers.sources import read_catalogue

if TYPE_CHECKING:
    from crawlers.briefing import Briefing, Span
    from crawlers.gaps import Gap


def link_stories(settings: Settings) -> Counts:
    """Link the articles no story knows yet."""
    from crawlers.stories import link

    return link(news_database(settings))


def roll_up(settings: Settings) -> Counts:
    """Bring the daily counts of the days that changed up to date."""
    from crawlers import stories

    return stories.roll_up(news_database(settings))


def retag(settings: Settings, tell: Callable[[int, int], None] | None = None) -> Counts:
    """Tag the archive again where it is tagged by another taxonomy; `tell` hears of each step how
    many days of how many are done."""
    from crawlers import tagging

    log = logging.getLogger("newsdelta.retag")
    said = -1

    def told(done: int, days: int) -> None:
        nonlocal said
        if (tenth := done * 10 // days) != said:
            said = tenth
            log.info("%s of %s days are tagged again", f"{done:,}", f"{days:,}")

    return tagging.retag(news_database(settings), tell or told)


def index_articles(settings: Settings) -> Counts:
    """Make the documents that searches read, of articles an older version archived."""
    from crawlers.search import index

    return index(news_database(settings))


def mop_up(settings: Settings, now: datetime) -> "list[Gap]":
    """Windows of past days that miss something which may be had now, the youngest first."""
    from crawlers.gaps import find_gaps

    return find_gaps(news_database(settings), now, settings.mop_up_days)


def briefing_regions(settings: Settings, span: "Span") -> list[str]:
    """The regions whose press has anything to tell of these days."""
    from crawlers.briefing import told_regions

    catalogue, _ = read_catalogue(settings.catalogue)
    return told_regions(news_database(settings), span, catalogue.values())


def make_briefing(settings: Settings, region: str | None, span: "Span") -> "Briefing":
    """What the press of a region wrote in these days.

    Raises:
        BriefingError: there is no such region.
    """
    from crawlers.briefing import brief

    catalogue, _ = read_catalogue(settings.catalogue)
    return brief(news_database(settings), region, span, catalogue.values())


def keep_briefing(settings: Settings, made: "Briefing") -> str:
    """Put a briefing into the data root, and into the list of those there; where it stands.

    Raises:
        BriefingError: it cannot be written.
    """
    from crawlers.briefing import Shelf

    return str(Shelf(settings.data_root, made.region).put(made.span, made.page, made.name))


def drop_texts(
    settings: Settings,
    now: datetime,
    tell: Callable[[int, str], None] | None = None,
    *,
    dry_run: bool = False,
) -> Counts:
    """Drop the texts of months that the settings keep no longer; nothing where they keep all.
    `tell` hears of each month how many texts it had, else the log does.

    Raises:
        RetentionError: the texts of a month are in use.
    """
    from crawlers import retention

    if settings.keep_texts is None:
        return {"months": 0, "texts": 0}
    tell = tell or _telling("the %s texts of %s go")
    return retention.drop_texts(
        news_database(settings), settings.keep_texts, now, tell, dry_run=dry_run
    )


def drop_batches(
    settings: Settings,
    now: datetime,
    tell: Callable[[int, str], None] | None = None,
    *,
    dry_run: bool = False,
) -> Counts:
    """Remove the batches from the data root that the settings keep no longer; nothing where they
    keep all. `tell` hears how many are gone, and which was the last, else the log does.

    Raises:
        BatchError: a folder cannot be removed.
    """
    from crawlers import retention

    if settings.keep_pages is None:
        return {"batches": 0}
    tell = tell or _telling("%s batches are gone, the last is %s")
    return retention.drop_batches(
        news_database(settings), settings.data_root, settings.keep_pages, now, tell, dry_run=dry_run
    )


def _telling(sentence: str) -> Callable[[int, str], None]:
    log = logging.getLogger("newsdelta.retention")
    return lambda count, name: log.info(sentence, f"{count:,}", name)


def check_data(settings: Settings) -> Counts:
    """How many rows break each rule of the data-quality checks, and how many `serious` ones."""
    from crawlers.stories import check

    return check(news_database(settings))
