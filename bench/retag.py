"""What it takes to tag an archive again after a correction of the taxonomy.

    python -m bench.retag                     10,000 and 1,000,000 articles
    python -m bench.retag --sizes 10000000    as large as asked

The texts are some hundred of the newsstand's, again and again, 2,700 articles a day. The correction
is a phrase that the taxonomy has and an earlier version had not, which two in a hundred texts hold.
Tagging is broken off after a third and taken up again. The embedded Postgres runs as it comes, in a
folder that is removed at the end.
"""

import argparse
import copy
import json
import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, closing
from datetime import UTC, datetime, timedelta
from pathlib import Path
from resource import RUSAGE_SELF, getrusage
from tempfile import TemporaryDirectory
from time import perf_counter
from typing import Any, NamedTuple

import psycopg2
from psycopg2.extras import execute_values

from crawlers.clean import edition
from crawlers.clean.places import tag_places
from crawlers.clean.topics import tag_topics
from crawlers.database import Database
from crawlers.model import Match
from crawlers.stories import roll_up
from crawlers.tagging import retag
from crawlers.taxonomy import load_places, load_topics
from newsdelta import embedded
from newsstand import truth

A_DAY = 2_700
"""Articles a day: a million in a year."""
TEXTS = 400
TOUCHED = 0.02
"""Share of the texts that hold the phrase, nearly."""
_EARLIER = "an earlier one"
_NOW = datetime(2026, 11, 15, tzinfo=UTC)
_SQL = Path(__file__).parent / "sql"


class Tagged(NamedTuple):
    """A text with its tags."""

    title: str
    body: str
    language: str
    script: str
    topics: tuple[Match, ...]
    places: tuple[Match, ...]


class BrokenOffError(Exception):
    """Somebody ended the run."""


def main() -> None:
    """Measure, and print a line for each size or JSON."""
    words = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    words.add_argument("--sizes", default="10000,1000000", help="articles archived, some sizes")
    words.add_argument("--json", action="store_true")
    asked = words.parse_args()
    found = [measure(int(size)) for size in asked.sizes.split(",")]
    print(json.dumps(found, indent=1) if asked.json else "\n".join(map(line, found)))


def measure(size: int) -> dict[str, Any]:
    """Seconds of both parts of tagging an archive of `size` articles, and what it did."""
    texts = list(_texts())
    topic, phrase = _correction(texts)
    with ExitStack() as stack:
        folder = Path(stack.enter_context(TemporaryDirectory(prefix="newsdelta-bench-")))
        url = embedded.url(stack.enter_context(embedded.running(folder)), "postgres")
        database = Database(url)
        database.migrate()
        database.sync_reference([], load_topics(), load_places())
        database.keep_taxonomy(_EARLIER, _without(topic, phrase))
        _fill(url, size, texts, topic, phrase)
        roll_up(database)
        began = perf_counter()
        try:
            retag(database, _until_a_third)
        except BrokenOffError:
            print(f"{size:,} articles: broken off and taken up again", file=sys.stderr)
        middle = perf_counter()
        counts = retag(database)
        ended = perf_counter()
        before, after = _changes(url, topic)
    return {
        "articles": size,
        "phrase": f"{phrase} ({topic})",
        "seconds": [round(middle - began, 1), round(ended - middle, 1)],
        "ms an article": round((ended - began) * 1000 / size, 3),
        "days after the break": counts["days"],
        "read after the break": counts["read"],
        "before": before,
        "after": after,
        "MiB": getrusage(RUSAGE_SELF).ru_maxrss >> 10,
    }


def _texts() -> Iterator[Tagged]:
    for one in truth(_NOW - timedelta(days=30), _NOW, _NOW)[:TEXTS]:
        topics, places = tag_topics(one.title, one.body, one.language), tag_places("", one.body)
        yield Tagged(one.title, one.body, one.language, one.script, topics, places)


def _correction(texts: Sequence[Tagged]) -> tuple[str, str]:
    """A topic, and a phrase of it that about as many texts hold as are to be touched."""
    known = {
        (topic.id, phrase.text)
        for topic in load_topics()
        for phrases in topic.phrases.values()
        for phrase in phrases
    }
    words = Counter((m.id, word) for text in texts for m in text.topics for word in m.words)
    held = {one: count for one, count in words.items() if one in known}
    return min(held, key=lambda one: (abs(held[one] - TOUCHED * len(texts)), one))


def _without(topic: str, text: str) -> dict[str, Any]:
    """The taxonomy before somebody gave the topic the phrase."""
    content = copy.deepcopy(edition.content())
    phrases = content["topics"][topic]["phrases"]
    for language, some in phrases.items():
        phrases[language] = [phrase for phrase in some if phrase["text"] != text]
    return content


def _fill(url: str, size: int, texts: Sequence[Tagged], topic: str, phrase: str) -> None:
    values = {"size": size, "a_day": A_DAY, "version": _EARLIER}
    with closing(psycopg2.connect(url)) as connection, connection.cursor() as cursor:
        cursor.execute(_statement("retag_texts"))
        rows = [_row(number, text, topic, phrase) for number, text in enumerate(texts)]
        execute_values(cursor, "insert into bench_texts values %s", rows)
        cursor.execute(_statement("retag_archive"), values)
        connection.commit()
        connection.autocommit = True
        cursor.execute("vacuum analyze")


def _row(number: int, text: Tagged, topic: str, phrase: str) -> tuple[Any, ...]:
    """As the earlier version tagged it: the topic is not told where it is for the phrase."""
    topics = [m for m in text.topics if m.id != topic or phrase not in m.words]
    tags = [json.dumps([m.model_dump(mode="json") for m in some]) for some in (topics, text.places)]
    words = len(text.body.split())
    return (number, text.title, text.body, text.language, text.script, words, *tags)


def _changes(url: str, topic: str) -> tuple[int, int]:
    with closing(psycopg2.connect(url)) as connection, connection.cursor() as cursor:
        cursor.execute(_statement("retag_changes"), {"topic": topic})
        before, after = cursor.fetchone() or (0, 0)
        return int(before), int(after)


def _statement(name: str) -> str:
    return (_SQL / f"{name}.sql").read_text(encoding="utf-8")


def _until_a_third(done: int, days: int) -> None:
    if done * 3 >= days:
        raise BrokenOffError


def line(found: dict[str, Any]) -> str:
    """What one archive took, as a sentence."""
    first, second = found["seconds"]
    return (
        f"{found['articles']:>10,} articles, {found['phrase']}: {first} s, broken off, {second} s; "
        f"{found['ms an article']} ms an article; after the break {found['days after the break']} "
        f"days, {found['read after the break']} texts read anew; its articles on the changed days "
        f"{found['before']} before, {found['after']} after; {found['MiB']} MiB"
    )


if __name__ == "__main__":
    main()
