"""A tiny press for tests: databases, sources, articles, and batches as the stages leave them."""

import hashlib
import itertools
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager
from datetime import UTC, datetime, timedelta
from functools import cached_property
from pathlib import Path
from typing import Any

import psycopg2
from psycopg2 import sql

from crawlers.batch import Batch
from crawlers.database import Database
from crawlers.model import Article, Fresh, Match, Page, Reason, Reject, Stage, Window
from crawlers.sources import Source

DAY = datetime(2026, 11, 15, 4, tzinfo=UTC)
"""Noon of a day in Hong Kong."""
WINDOW = Window(start=DAY - timedelta(days=30), end=DAY + timedelta(days=30))


class FreshDatabases:
    """Databases of one server, each for one use."""

    def __init__(self, server: str) -> None:
        self._server = server
        self._numbers = itertools.count(1)
        run(self._url("postgres"), "alter system set fsync = off", "select pg_reload_conf()")

    @contextmanager
    def empty(self) -> Iterator[str]:
        """URL of a database with nothing in it."""
        with self._copy_of("template0") as url:
            yield url

    @contextmanager
    def migrated(self) -> Iterator[str]:
        """URL of a migrated news database without rows."""
        with self._copy_of(self._template) as url:
            yield url

    @contextmanager
    def _copy_of(self, template: str) -> Iterator[str]:
        name = f"test_{next(self._numbers)}"
        run(self._url("postgres"), f"create database {name} template {template}")
        yield self._url(name)
        run(self._url("postgres"), f"drop database {name} with (force)")

    @cached_property
    def _template(self) -> str:
        run(self._url("postgres"), "create database news_template")
        Database(self._url("news_template")).migrate()
        return "news_template"

    def _url(self, name: str) -> str:
        return self._server.format(name)


def run(url: str, *statements: str) -> list[tuple[Any, ...]]:
    """Run each statement by itself; the rows of the last."""
    with closing(psycopg2.connect(url)) as connection, connection.cursor() as cursor:
        connection.autocommit = True
        for statement in statements:
            cursor.execute(statement)
        return cursor.fetchall() if cursor.description else []


def dump(url: str, hide: Sequence[str] = (), *, versions: bool = False) -> dict[str, list[str]]:
    """Every row of every table of schema news as JSON text, without the columns named in `hide`.

    With `versions` each row also tells the transaction that wrote it.
    """
    names = run(url, "select tablename from pg_tables where schemaname = 'news'")
    with closing(psycopg2.connect(url)) as connection, connection.cursor() as cursor:
        tables = {}
        for (name,) in sorted(names):
            query = sql.SQL("select (to_jsonb(t) - %s::text[])::text {} from news.{} as t").format(
                sql.SQL("|| t.xmin::text" if versions else ""), sql.Identifier(name)
            )
            cursor.execute(query, (list(hide),))
            tables[name] = sorted(row[0] for row in cursor.fetchall())
        return tables


def make_source(id_: str = "herald", **more: Any) -> Source:
    """A source of a made-up paper in Hong Kong."""
    return Source(
        **{
            "id": id_,
            "name": id_.title(),
            "home": f"https://{id_}.example/",
            "region": "gba",
            "kind": "newspaper",
            "languages": ("en",),
            "timezone": "Asia/Hong_Kong",
            "schedule": "0 * * * *",
            "discovery": {"feeds": (f"https://{id_}.example/feed",)},
            "articles": (rf"https://{id_}\.example/.+",),
            **more,
        }
    )


def make_page(url: str, batch: Batch, offset: int, fetched_at: datetime, **more: Any) -> Page:
    """The archived page of `url` in `batch`."""
    digest = hashlib.sha1(f"{url} {batch.id} {offset}".encode()).hexdigest()
    return Page(
        **{
            "url": url,
            "final_url": url,
            "kind": "article",
            "status": 200,
            "content_type": "text/html",
            "fetched_at": fetched_at,
            "digest": f"sha1:{digest}",
            "warc": "crawl-001.warc.gz",
            "offset": offset,
            **more,
        }
    )


def make_article(url: str, text: str = "Text", **more: Any) -> Article:
    """An article whose body is `text`."""
    title = more.pop("title", "Title")
    return Article(
        **{
            "url": url,
            "title": title,
            "body": text,
            "language": "en",
            "script": "Latn",
            "published_at": DAY,
            "published_from": "metadata",
            "published_precision": "second",
            "words": len(text.split()),
            "text_digest": hashlib.sha256(f"{title}\n{text}".encode()).hexdigest(),
            "extractor": "selectors",
            **more,
        }
    )


def topic(id_: str, **words: int) -> Match:
    """A topic (or place) with the words that earned it."""
    return Match(id=id_, score=float(sum(words.values())), words=words)


def make_batch(
    folder: Path,
    run_id: str,
    articles: Sequence[Article] = (),
    *,
    source: str = "herald",
    fetched_at: datetime = DAY,
    rejects: Sequence[Reject] = (),
    refused_pages: Sequence[str | Page] = (),
) -> Batch:
    """A batch of `articles` as the stages leave it; an article without a page gets one fetched at
    `fetched_at`, and so does each of `refused_pages`, which `rejects` explain."""
    batch = Batch.of(str(folder), source, run_id)
    batch.create()
    made = [
        article
        if article.page
        else article.model_copy(
            update={"page": make_page(article.url, batch, 100 * number, fetched_at)}
        )
        for number, article in enumerate(articles, 1)
    ]
    refused = [
        page if isinstance(page, Page) else make_page(page, batch, 100_000 + number, fetched_at)
        for number, page in enumerate(refused_pages)
    ]
    _write_pages(batch, made, refused)
    _write_rejects(batch, rejects)
    _finish(batch, len(made) + len(refused), len(made), rejects)
    return batch


def _write_pages(batch: Batch, made: Sequence[Article], refused: Sequence[Page]) -> None:
    pages = [article.page for article in made if article.page]
    with batch.writing("pages") as write:
        for page in [*pages, *refused]:
            write(page)
    with batch.writing("fresh") as write:
        for article in made:
            if article.page:
                write(Fresh(page=article.page, url=article.url))
    with batch.writing("articles") as write:
        for article in made:
            write(article)


def _write_rejects(batch: Batch, rejects: Sequence[Reject]) -> None:
    for stage in (Stage.CRAWL, Stage.DEDUPE, Stage.CLEAN):
        with batch.writing(f"{stage}.rejects") as write:
            for reject in rejects:
                if reject.stage is stage:
                    write(reject)


def _finish(batch: Batch, fetched: int, clean: int, rejects: Sequence[Reject]) -> None:
    per_stage = Counter(reject.stage for reject in rejects)
    discovered = fetched + per_stage[Stage.CRAWL]
    fresh = fetched - per_stage[Stage.DEDUPE]
    batch.finish(Stage.CRAWL, {"discovered": discovered, "fetched": fetched})
    batch.finish(Stage.DEDUPE, {"fresh": fresh})
    batch.finish(Stage.CLEAN, {"clean": clean})


def refuse(url: str, stage: Stage, reason: Reason, **more: Any) -> Reject:
    """A reject of `url`."""
    return Reject(url=url, stage=stage, reason=reason, **more)
