"""Loading when something is wrong: failures, hostile values, two loads at once."""

import threading
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from press import (
    DAY,
    WINDOW,
    dump,
    make_article,
    make_batch,
    make_page,
    make_source,
    run,
    topic,
)

from crawlers.batch import Batch, BatchError
from crawlers.database import Database, DatabaseError
from crawlers.load import LoadError, load
from crawlers.model import Counts, Stage

SITE = "https://herald.example"
URL = f"{SITE}/a"
LATER = DAY + timedelta(days=1)


def keep(database: Database, batch: Batch, source: str = "herald") -> Counts:
    return load(make_source(source), WINDOW, batch, database, batch.name)


def test_a_load_that_fails_in_the_middle_leaves_nothing(
    database: Database, database_url: str, tmp_path: Path
) -> None:
    keep(database, make_batch(tmp_path, "one", [make_article(URL, "old")]))
    before = dump(database_url, versions=True)
    batch = make_batch(tmp_path, "two", [make_article(URL, "new")], fetched_at=LATER)
    run(
        database_url, "alter table news.urls add constraint no_room check (batch_id = 'herald/one')"
    )
    with pytest.raises(DatabaseError, match="load/merge_urls"):
        keep(database, batch)
    assert dump(database_url, versions=True) == before
    assert not batch.done(Stage.LOAD)
    run(database_url, "alter table news.urls drop constraint no_room")
    assert keep(database, batch)["loaded"] == 1


def test_a_damaged_batch_leaves_nothing(
    database: Database, database_url: str, tmp_path: Path
) -> None:
    batch = make_batch(tmp_path, "one", [make_article(URL)])
    file = tmp_path / "herald" / "one" / "articles.jsonl.gz"
    file.write_bytes(file.read_bytes()[:-12])
    with pytest.raises(BatchError, match="damaged"):
        keep(database, batch)
    assert run(database_url, "select count(*) from news.batches") == [(0,)]


def test_an_article_must_say_which_page_it_was_made_from(
    database: Database, tmp_path: Path
) -> None:
    batch = make_batch(tmp_path, "one")
    with batch.writing("articles") as write:
        write(make_article(URL))
    with pytest.raises(LoadError, match="which archived page"):
        keep(database, batch)


def test_a_url_too_long_for_a_row_is_a_reject(
    database: Database, database_url: str, tmp_path: Path
) -> None:
    batch = make_batch(tmp_path, "one", [make_article(f"{SITE}/{'x' * 3000}"), make_article(URL)])
    counts = keep(database, batch)
    assert (counts["loaded"], counts["not an article URL"]) == (1, 1)
    assert run(database_url, "select detail from news.rejects") == [("longer than 2048 bytes",)]


def test_hostile_values_are_kept_or_dropped_but_never_fail(
    database: Database, database_url: str, tmp_path: Path
) -> None:
    article = make_article(
        f"{SITE}/%00?q=';--",
        "nul\0 and \\u0000 and \\\\ end",
        published_at=datetime(1, 1, 1, tzinfo=UTC),
        modified_at=datetime(9999, 12, 31, tzinfo=UTC),
        topics=(topic("sport", **{"'; --\0": 2}),),
    )
    batch = Batch.of(str(tmp_path), "herald", "one")
    page = make_page("http://[broken", batch, 5, DAY)
    articles = [article, make_article(URL, page=page)]
    keep(database, make_batch(tmp_path, "one", articles))
    row = run(
        database_url,
        "select body, published_at, modified_at from news.article_details where id = 1",
    )
    assert row == [("nul and \\u0000 and \\\\ end", None, None)]


@pytest.mark.parametrize("second", ["herald", "gazette"])
def test_loads_at_once_neither_deadlock_nor_lose_a_row(
    database: Database, database_url: str, tmp_path: Path, second: str
) -> None:
    problems: list[Exception] = []

    def load_many(source: str, part: int) -> None:
        try:
            for number in range(4):
                keep(database, _crowd(tmp_path, source, f"run{part}{number}", number), source)
        except (DatabaseError, BatchError) as error:
            problems.append(error)

    threads = [
        threading.Thread(target=load_many, args=(source, part))
        for part, source in enumerate(("herald", second))
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert problems == []
    rows = run(database_url, "select count(*), count(distinct source_id) from news.articles")
    assert rows == [(30, 1)] if second == "herald" else [(60, 2)]


def _crowd(folder: Path, source: str, name: str, number: int) -> Batch:
    order = range(30) if number % 2 else reversed(range(30))
    articles = [
        make_article(
            f"https://{source}.example/{i}",
            f"{number} {i}",
            topics=(topic("crime", law=2), topic("sport", cup=2)),
        )
        for i in order
    ]
    return make_batch(
        folder, name, articles, source=source, fetched_at=DAY + timedelta(hours=number)
    )
