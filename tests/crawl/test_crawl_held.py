"""What the news database knows is not fetched again, unless it must be."""

from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from press import WINDOW, make_article, make_batch, refuse

from crawlers.crawl import CrawlError, crawl
from crawlers.database import Database
from crawlers.load import load
from crawlers.model import Reason, Stage

from .conftest import DAY, Crawled, Paper

NOON = DAY.start + timedelta(hours=12)


def crawled(paper: Paper, source: Any, held_url: str, run: str = "run", **options: Any) -> Crawled:
    counts = crawl(source, DAY, paper.batch(run), paper.options(**options), held_url)
    return Crawled.of(paper.batch(run), counts)


def test_known_pages(paper: Paper, database: Database, database_url: str, tmp_path: Path) -> None:
    names = ("new", "held", "empty", "copy", "in-window", "other-day")
    urls = {name: paper.page(f"/a/{name}") for name in names}
    listed = [f"{url}?utm_source=rss" for url in urls.values()]
    source = paper.source({"feeds": [paper.feed("/feed.xml", [(url, None) for url in listed])]})
    rejects = [
        refuse(urls["empty"], Stage.CLEAN, Reason.NO_ARTICLE_TEXT),
        refuse(urls["copy"], Stage.DEDUPE, Reason.SAME_ARTICLE),
        refuse(urls["in-window"], Stage.CLEAN, Reason.OUTSIDE_WINDOW, published_at=NOON),
        refuse(
            urls["other-day"],
            Stage.CLEAN,
            Reason.OUTSIDE_WINDOW,
            published_at=NOON - timedelta(days=2),
        ),
    ]
    before = make_batch(
        tmp_path,
        "before",
        [make_article(urls["held"])],
        source="paper",
        rejects=rejects,
        refused_pages=[reject.url for reject in rejects],
        fetched_at=NOON + timedelta(days=30),  # too old to be looked at again
    )
    load(source, WINDOW, before, database, "before")

    result = crawled(paper, source, database_url)
    result.check()
    # What an earlier run left out for its window is asked for before what the lists propose.
    assert result.articles == ["/a/in-window", "/a/new?utm_source=rss"]
    told = {url.removesuffix("?utm_source=rss"): why for url, why in result.reasons.items()}
    assert told == {
        "/a/held": ("already held", ""),
        "/a/empty": ("already held", "rejected before: no article text"),
        "/a/copy": ("already held", "rejected before: same article under another URL"),
        "/a/other-day": ("outside window", "published 2026-11-13T04:00:00+00:00"),
    }
    again = crawled(paper, source, database_url, "again", refetch=True)
    assert len(again.articles) == len(names)


def test_a_batch_crawled_again_after_its_load_has_its_pages_still(
    paper: Paper, database: Database, database_url: str, tmp_path: Path
) -> None:
    url = paper.page("/a/story")
    source = paper.source({"feeds": [paper.feed("/feed.xml", [(url, None)])]})
    first = crawled(paper, source, database_url)
    old = make_article(url, published_at=DAY.start - timedelta(days=30))
    loaded = make_batch(tmp_path, "run", [old], source="paper")
    load(source, WINDOW, loaded, database, "run")
    second = crawled(paper, source, database_url)
    assert second.articles == first.articles == ["/a/story"]
    assert paper.count()["/a/story"] == 1
    assert crawled(paper, source, database_url, "next").reasons == {
        "/a/story": ("already held", "")
    }


def test_a_database_that_does_not_answer_stops_the_crawl_before_it_starts(paper: Paper) -> None:
    source = paper.source({"feeds": [paper.feed("/feed.xml", [])]})
    with pytest.raises(CrawlError, match=r"^paper: the news database at .* cannot be reached"):
        crawled(paper, source, "postgresql://nobody:s3cret@127.0.0.1:9/none")
    assert paper.asked == []
