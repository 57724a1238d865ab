"""`clean` on a batch: what becomes an article, what a reject, and that nothing is lost."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta, timezone

import psutil
import pytest

from crawlers.batch import Batch, BatchError
from crawlers.clean import clean
from crawlers.clean.cores import MANY
from crawlers.model import Reason, Stage, Window
from crawlers.sources import Source

HKT = timezone(timedelta(hours=8))
DAY = Window(start=datetime(2026, 11, 15, tzinfo=HKT), end=datetime(2026, 11, 16, tzinfo=HKT))
TEXT = "".join(
    f"<p>Lawmakers asked officials {times} about ferry times, fares and the piers of the bay.</p>"
    for times in ("once", "twice", "again")
)


def page(head: str = "", text: str = TEXT, heading: str = "Ferry fares frozen") -> bytes:
    return f"<html><head>{head}</head><body><h1>{heading}</h1>{text}</body></html>".encode()


def dated(moment: str) -> bytes:
    return page(f'<meta property="article:published_time" content="{moment}">')


@pytest.fixture
def source(make_source: Callable[..., Source]) -> Source:
    return make_source()


def test_an_article_keeps_the_page_it_came_from(
    source: Source, batch_of: Callable[..., Batch]
) -> None:
    batch = batch_of([dated("2026-11-15T09:30:00+08:00")])
    assert clean(source, DAY, batch) == {"clean": 1}
    (article,) = batch.articles()
    assert article.title == "Ferry fares frozen"
    assert article.body.count("\n") == 2
    assert article.published_at == datetime(2026, 11, 15, 9, 30, tzinfo=HKT)
    assert (article.published_from, article.published_precision) == ("metadata", "second")
    assert article.page and article.page.warc == "a.warc.gz"
    assert batch.counts(Stage.CLEAN)["clean"] == 1


@pytest.mark.parametrize(
    ("moment", "inside"),
    [
        ("2026-11-15T00:00:00+08:00", True),
        ("2026-11-14T23:59:59+08:00", False),
        ("2026-11-15T15:59:59Z", True),
        ("2026-11-15T16:00:00Z", False),
        ("2026-11-15", True),
        ("2026-11-14", False),
        ("2026-11-16", False),
    ],
)
def test_the_window_is_half_open_and_a_day_counts_whole(
    source: Source, batch_of: Callable[..., Batch], moment: str, inside: bool
) -> None:
    batch = batch_of([dated(moment)])
    counts = clean(source, DAY, batch)
    assert counts == ({"clean": 1} if inside else {"clean": 0, "outside window": 1})
    rejects = [one for one in batch.rejects() if one.stage == Stage.CLEAN] if not inside else []
    assert all(one.published_at and one.way == "feed" for one in rejects)


def test_a_day_that_the_window_cuts_is_inside(
    source: Source, batch_of: Callable[..., Batch]
) -> None:
    noon = Window(start=DAY.start + timedelta(hours=12), end=DAY.end)
    assert clean(source, noon, batch_of([dated("2026-11-15")])) == {"clean": 1}


def test_an_article_without_any_date_is_kept(
    source: Source, batch_of: Callable[..., Batch]
) -> None:
    batch = batch_of([page()])
    assert clean(source, DAY, batch) == {"clean": 1}
    assert next(batch.articles()).published_at is None


def test_every_page_ends_as_an_article_or_a_reject(
    source: Source, batch_of: Callable[..., Batch]
) -> None:
    bodies = [page(), b"", b"\x00\xff" * 50, page(text=""), page(heading=""), b"<div>" * 20_000]
    batch = batch_of(bodies)
    counts = clean(source, DAY, batch)
    assert counts["clean"] == 1
    assert sum(counts.values()) == len(bodies)
    assert counts[Reason.NO_TITLE] == 2


def test_a_damaged_record_costs_one_page(source: Source, batch_of: Callable[..., Batch]) -> None:
    batch = batch_of([page(), page(), page()])
    second = list(batch.fresh())[1].page.offset
    archive = batch.path / "a.warc.gz"
    data = bytearray(archive.read_bytes())
    data[second + 20 : second + 40] = bytes(20)
    archive.write_bytes(bytes(data))
    assert clean(source, DAY, batch) == {"clean": 2, "unreadable": 1}
    (reject,) = (one for one in batch.rejects() if one.stage == Stage.CLEAN)
    assert "damaged" in reject.detail


def test_a_missing_archive_is_said_and_nothing_is_written(
    source: Source, batch_of: Callable[..., Batch]
) -> None:
    batch = batch_of([page()])
    (batch.path / "a.warc.gz").unlink()
    with pytest.raises(BatchError, match=r"a\.warc\.gz is missing"):
        clean(source, DAY, batch)
    assert not batch.done(Stage.CLEAN)
    assert not list(batch.path.glob("articles*"))


def test_cleaning_twice_gives_the_same_articles(
    source: Source, batch_of: Callable[..., Batch]
) -> None:
    batch = batch_of([page(), dated("2026-11-15T10:00:00+08:00")])
    clean(source, DAY, batch)
    once = list(batch.articles())
    clean(source, DAY, batch)
    assert list(batch.articles()) == once


def test_what_the_list_knew_helps_a_page_that_says_nothing(
    source: Source, batch_of: Callable[..., Batch]
) -> None:
    at = datetime(2026, 11, 15, 4, tzinfo=UTC)
    batch = batch_of([page()], published=[at])
    clean(source, DAY, batch)
    (article,) = batch.articles()
    assert (article.published_at, article.published_from) == (at, "list")


def test_a_large_batch_is_read_on_all_cores_with_the_same_result(
    source: Source, batch_of: Callable[..., Batch]
) -> None:
    bodies = [
        dated(f"2026-11-15T{number // 60:02}:{number % 60:02}:00+08:00")
        if number % 7
        else page(text="")
        for number in range(MANY + 20)
    ]
    batch = batch_of(bodies)
    alone = clean(source, DAY, batch, cores=1)
    articles, rejects = list(batch.articles()), list(batch.rejects())
    assert len(articles) > MANY // 2
    assert clean(source, DAY, batch, cores=3) == alone
    assert list(batch.articles()) == articles
    assert list(batch.rejects()) == rejects


def test_an_archive_that_goes_while_all_cores_read_is_said(
    source: Source, batch_of: Callable[..., Batch]
) -> None:
    batch = batch_of([page()] * MANY)
    (batch.path / "a.warc.gz").unlink()
    before = {child.pid for child in psutil.Process().children(recursive=True)}
    with pytest.raises(BatchError, match=r"a\.warc\.gz is missing"):
        clean(source, DAY, batch, cores=2)
    assert not batch.done(Stage.CLEAN)
    assert {child.pid for child in psutil.Process().children(recursive=True)} <= before
