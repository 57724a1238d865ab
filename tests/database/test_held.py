"""What crawl and dedupe are told of pages already known."""

from datetime import timedelta
from pathlib import Path

import pytest
from press import DAY, WINDOW, make_article, make_batch, make_page, make_source, refuse

from crawlers.batch import Batch
from crawlers.database import Database
from crawlers.held import Held
from crawlers.load import load
from crawlers.model import Page, Reason, Stage

SITE = "https://herald.example"
LATER = DAY + timedelta(days=1)


def keep(database: Database, batch: Batch) -> None:
    load(make_source(), WINDOW, batch, database, batch.name)


@pytest.fixture
def held(database: Database) -> Held:
    return database.held("herald")


def test_an_article_is_known_by_every_url_of_its_page(
    database: Database, held: Held, tmp_path: Path
) -> None:
    batch = Batch.of(str(tmp_path), "herald", "one")
    page = make_page(f"{SITE}/amp/a?utm_source=x", batch, 7, DAY, final_url=f"{SITE}/amp/a/")
    keep(database, make_batch(tmp_path, "one", [make_article(f"{SITE}/a", page=page)]))
    names = [f"{SITE}/amp/a", f"{SITE}/amp/a/", f"{SITE}/a"]
    known = held.by_url([*names, f"{SITE}/other", "nul\0"])
    assert sorted(known) == sorted(names)
    assert {(k.batch, k.digest, k.reason) for k in known.values()} == {
        ("herald/one", page.digest, None)
    }
    assert held.by_digest([page.digest, "sha1:other"])[page.digest].url == f"{SITE}/a"


def test_a_rejected_page_is_known_with_its_reason_and_date(
    database: Database, held: Held, tmp_path: Path
) -> None:
    url = f"{SITE}/old"
    reject = refuse(url, Stage.CLEAN, Reason.OUTSIDE_WINDOW, published_at=DAY)
    keep(database, make_batch(tmp_path, "one", rejects=[reject], refused_pages=[url]))
    known = held.by_url([url])[url]
    assert (known.reason, known.published_at) == (Reason.OUTSIDE_WINDOW, DAY)


def test_what_was_asked_for_in_vain_is_known_with_its_reason(
    database: Database, held: Held, tmp_path: Path
) -> None:
    names = ("later", "robots", "error", "undated")
    urls = {name: f"{SITE}/{name}" for name in names}
    reasons = [Reason.OVER_LIMIT, Reason.ROBOTS, Reason.HTTP_ERROR, Reason.OUTSIDE_WINDOW]
    rejects = [
        refuse(url, Stage.CRAWL, why) for url, why in zip(urls.values(), reasons, strict=True)
    ]
    keep(database, make_batch(tmp_path, "one", rejects=rejects))
    known = held.by_url(list(urls.values()))
    assert {url: one.reason for url, one in known.items()} == {
        urls["later"]: Reason.OVER_LIMIT,
        urls["robots"]: Reason.ROBOTS,
        urls["error"]: Reason.HTTP_ERROR,
    }
    assert all(one.batch is None and one.digest is None for one in known.values())


def test_sources_do_not_know_of_one_another(database: Database, tmp_path: Path) -> None:
    keep(database, make_batch(tmp_path, "one", [make_article(f"{SITE}/a")]))
    assert database.held("gazette").by_url([f"{SITE}/a"]) == {}


def test_an_unchanged_fetch_leaves_the_page_that_was_understood(
    database: Database, held: Held, tmp_path: Path
) -> None:
    url = f"{SITE}/a"
    keep(database, make_batch(tmp_path, "one", [make_article(url)]))
    before = held.by_url([url])[url]
    same = refuse(url, Stage.DEDUPE, Reason.UNCHANGED)
    again = make_batch(tmp_path, "two", rejects=[same], refused_pages=[url], fetched_at=LATER)
    keep(database, again)
    assert held.by_url([url])[url].model_copy(update={"asked_at": DAY}) == before.model_copy(
        update={"next_check": DAY + timedelta(days=7)}
    )
    seen = database.fetch("held/by_url", {"source": "herald", "keys": [url]})
    assert seen[0]["batch"] == "herald/one"


def test_a_text_loaded_twice_is_known_by_the_page_that_was_kept(
    database: Database, held: Held, tmp_path: Path
) -> None:
    url = f"{SITE}/a"
    keep(database, make_batch(tmp_path, "two", [make_article(url)], fetched_at=LATER))
    keep(database, make_batch(tmp_path, "one", [make_article(url)]))
    assert held.by_url([url])[url].batch == "herald/one"
    keep(database, make_batch(tmp_path, "two", [make_article(url)], fetched_at=LATER))
    assert held.by_url([url])[url].batch == "herald/one"


def test_the_newer_fetch_of_a_changed_text_is_the_one_known(
    database: Database, held: Held, tmp_path: Path
) -> None:
    url = f"{SITE}/a"
    new = make_batch(tmp_path, "new", [make_article(url, "new")], fetched_at=LATER)
    keep(database, new)
    keep(database, make_batch(tmp_path, "old", [make_article(url, "old")]))
    assert held.by_url([url])[url].batch == "herald/new"


def test_of_identical_pages_the_article_is_named(
    database: Database, held: Held, tmp_path: Path
) -> None:
    batch = Batch.of(str(tmp_path), "herald", "one")
    page = make_page(f"{SITE}/a", batch, 7, LATER)
    keep(database, make_batch(tmp_path, "one", [make_article(f"{SITE}/a", page=page)]))
    twin = _twin(tmp_path, page)
    keep(database, twin)
    assert held.by_digest([page.digest])[page.digest].url == f"{SITE}/a"
    assert held.by_url([f"{SITE}/b"])[f"{SITE}/b"].reason is Reason.IDENTICAL_PAGE


def _twin(folder: Path, page: Page) -> Batch:
    """A batch whose one page has the bytes of `page`, fetched before it."""
    url = f"{SITE}/b"
    batch = make_batch(folder, "two", rejects=[refuse(url, Stage.DEDUPE, Reason.IDENTICAL_PAGE)])
    with batch.writing("pages") as write:
        write(make_page(url, batch, 5, DAY, digest=page.digest))
    batch.finish(Stage.CRAWL, {"discovered": 1, "fetched": 1})
    batch.finish(Stage.DEDUPE, {"fresh": 0})
    batch.finish(Stage.CLEAN, {"clean": 0})
    return batch


def test_many_urls_are_asked_in_parts(database: Database, held: Held, tmp_path: Path) -> None:
    keep(database, make_batch(tmp_path, "one", [make_article(f"{SITE}/9999")]))
    known = held.by_url([f"{SITE}/{number}" for number in range(10_001)])
    assert list(known) == [f"{SITE}/9999"]
