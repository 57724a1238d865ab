"""Batches of made-up articles, as the stages before a load leave them."""

import hashlib
import random
from collections.abc import Sequence
from datetime import datetime, timedelta
from pathlib import Path

from crawlers.batch import Batch
from crawlers.model import Article, Fresh, Match, Page, Stage, Window
from crawlers.sources import Discovery, Source

_WORDS = ["".join(random.Random(n).choices("etaoinshrdlu", k=2 + n % 8)) for n in range(20_000)]


def source(id_: str) -> Source:
    """The source that the archives of the coverage have under this name."""
    return Source(
        id=id_,
        name=id_.replace("_", " ").title(),
        home="https://b.example/",
        region="else" if id_.endswith("9") else "bench",
        kind=("newspaper", "online", "broadcaster")[(int(id_.rpartition("_")[2])) % 3],
        languages=("en",),
        timezone="UTC",
        schedule="0 * * * *",
        discovery=Discovery(feeds=("https://b.example/feed",)),
        articles=(r"https://load\.example/.+",),
    )


def window(day: datetime) -> Window:
    """The day of a moment."""
    start = day.replace(hour=0, minute=0, second=0, microsecond=0)
    return Window(start=start, end=start + timedelta(days=1))


def make(
    folder: Path, source_id: str, day: datetime, count: int, tags: Sequence[Sequence[str]]
) -> Batch:
    """A batch of `count` articles of `day`, each with two of the topics and two of the places."""
    dice = random.Random(f"{source_id} {day}")
    batch = Batch.of(str(folder), source_id, f"load{day:%Y%m%d}")
    batch.create()
    made = [_article(batch, number, day, dice, tags) for number in range(count)]
    with batch.writing("pages") as write:
        for article in made:
            if article.page:
                write(article.page)
    with batch.writing("fresh") as write:
        for article in made:
            if article.page:
                write(Fresh(page=article.page, url=article.url))
    with batch.writing("articles") as write:
        for article in made:
            write(article)
    for stage in (Stage.CRAWL, Stage.DEDUPE, Stage.CLEAN):
        with batch.writing(f"{stage}.rejects"):
            pass
    batch.finish(Stage.CRAWL, {"discovered": count, "fetched": count})
    batch.finish(Stage.DEDUPE, {"fresh": count})
    batch.finish(Stage.CLEAN, {"clean": count})
    return batch


def _article(
    batch: Batch, number: int, day: datetime, dice: random.Random, tags: Sequence[Sequence[str]]
) -> Article:
    title = " ".join(dice.choices(_WORDS, k=8))
    body = "\n".join(" ".join(dice.choices(_WORDS, k=40)) for _ in range(7))
    url = f"https://load.example/{batch.id}/{number}"
    topics, places = (tuple(_match(id_) for id_ in dice.sample(list(ids), 2)) for ids in tags)
    return Article(
        url=url,
        title=title,
        body=body,
        language="en",
        script="Latn",
        published_at=day,
        published_from="metadata",
        published_precision="second",
        words=280,
        text_digest=hashlib.sha256(f"{title}\n{body}".encode()).hexdigest(),
        extractor="prose",
        topics=topics,
        places=places,
        organisations=tuple(_match(f"Name {dice.randrange(20_000)}") for _ in range(2)),
        page=_page(url, batch, number, day),
    )


def _match(id_: str) -> Match:
    return Match(id=id_, score=1, words={"word": 1})


def _page(url: str, batch: Batch, number: int, day: datetime) -> Page:
    return Page(
        url=url,
        final_url=url,
        kind="article",
        status=200,
        content_type="text/html",
        fetched_at=day,
        digest=f"sha1:{hashlib.sha256(url.encode()).hexdigest()[:32].upper()}",
        warc="a.warc.gz",
        offset=number,
    )
