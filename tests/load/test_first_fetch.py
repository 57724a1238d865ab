"""An earlier fetch that turns up changes what a date is worth: stories and counts follow."""

import random
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from press import DAY, WINDOW, make_article, make_batch, make_source, run

from crawlers.database import Database
from crawlers.load import load
from crawlers.stories import check, link, roll_up

TEXT = " ".join(random.Random(1).choices([f"word{number}" for number in range(400)], k=120))


def keep(
    database: Database, folder: Path, source: str, fetched_at: datetime, text: str, **more: Any
) -> None:
    """Load what a paper's one page was at a time, and count."""
    made = make_article(f"https://{source}.example/a", text, **more)
    name = f"{fetched_at:%d-%H}"
    batch = make_batch(folder, name, [made], source=source, fetched_at=fetched_at)
    load(make_source(source), WINDOW, batch, database, name)
    link(database)
    roll_up(database)
    assert check(database)["serious"] == 0


def counted(url: str) -> list[tuple[str, int]]:
    return run(url, "select source_id, articles from news.daily_totals order by source_id")


def origins(url: str) -> list[tuple[str, bool]]:
    rows = "select origin_source_id, is_timed from news.linked_stories"
    return run(url, rows)


def test_a_date_that_an_earlier_fetch_puts_in_doubt_counts_nowhere(
    database: Database, database_url: str, tmp_path: Path
) -> None:
    tomorrow = {"published_at": DAY + timedelta(hours=30)}
    keep(database, tmp_path, "herald", DAY + timedelta(hours=8), TEXT, **tomorrow)
    assert counted(database_url) == [("herald", 1)]
    keep(database, tmp_path, "herald", DAY, TEXT, **tomorrow)
    assert run(database_url, "select count(*) from news.implausible_dates") == [(1,)]
    assert counted(database_url) == []


def test_of_a_day_without_an_hour_an_earlier_fetch_tells_more(
    database: Database, database_url: str, tmp_path: Path
) -> None:
    midnight = {"published_at": DAY - timedelta(hours=12), "published_precision": "day"}
    nine = {"published_at": DAY - timedelta(hours=3)}
    keep(database, tmp_path, "gazette", DAY, TEXT, **midnight)
    keep(database, tmp_path, "herald", DAY, TEXT, **nine)
    assert origins(database_url) == [("herald", False)]
    # Its first page had another text, but was there at eight.
    keep(database, tmp_path, "gazette", DAY - timedelta(hours=4), "A first word.", **midnight)
    assert origins(database_url) == [("gazette", False)]


def test_a_date_that_turns_out_to_have_an_hour_tells_how_long_one_was_ahead(
    database: Database, database_url: str, tmp_path: Path
) -> None:
    at = {"published_at": DAY - timedelta(hours=12)}
    keep(database, tmp_path, "gazette", DAY, TEXT, published_precision="day", **at)
    keep(database, tmp_path, "herald", DAY, TEXT, published_at=DAY + timedelta(hours=1))
    assert origins(database_url) == [("gazette", False)]
    keep(database, tmp_path, "gazette", DAY, TEXT, published_precision="minute", **at)
    assert origins(database_url) == [("gazette", True)]
