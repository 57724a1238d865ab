"""The view `article_revisions`: what was changed, so that a person can read it."""

from datetime import timedelta
from pathlib import Path

from press import DAY, WINDOW, make_article, make_batch, make_source, run

from crawlers.database import Database
from crawlers.load import load

URL = "https://herald.example/flood"


def test_each_change_tells_what_went_and_what_came(
    database: Database, database_url: str, tmp_path: Path
) -> None:
    texts = [
        ("Flood", "Two streets are closed.\nNobody was hurt."),
        ("Flood", "Four streets are closed.\nNobody was hurt."),
        ("Flood recedes", "Four streets are closed.\nNobody was hurt.\nSchools open tomorrow."),
    ]
    for hours, (title, text) in enumerate(texts, 1):
        made = [make_article(URL, text, title=title)]
        seen = DAY + timedelta(hours=hours)
        batch = make_batch(tmp_path, f"run{hours}", made, fetched_at=seen)
        load(make_source(), WINDOW, batch, database, f"run{hours}")
    columns = "change, after, removed, added, diff, batch_id"
    rows = run(database_url, f"select {columns} from news.article_revisions order by change")
    assert rows == [
        (
            1,
            timedelta(hours=2),
            ["Two streets are closed."],
            ["Four streets are closed."],
            "- Two streets are closed.\n+ Four streets are closed.",
            "herald/run2",
        ),
        (
            2,
            timedelta(hours=3),
            [],
            ["Schools open tomorrow."],
            "- Flood\n+ Flood recedes\n+ Schools open tomorrow.",
            "herald/run3",
        ),
    ]


def test_a_text_that_comes_back_is_a_change_too(
    database: Database, database_url: str, tmp_path: Path
) -> None:
    for hours, text in enumerate("ABAC", 1):
        made = [make_article(URL, text)]
        batch = make_batch(tmp_path, f"run{hours}", made, fetched_at=DAY + timedelta(hours=hours))
        load(make_source(), WINDOW, batch, database, f"run{hours}")
        columns = "change, seen_before, seen_at, removed, added"
        rows = run(database_url, f"select {columns} from news.article_revisions order by change")
        changes = [(1, "A", "B"), (2, "B", "A"), (3, "A", "C")]
        assert rows == [
            (n, DAY + timedelta(hours=n), DAY + timedelta(hours=n + 1), [old], [new])
            for n, old, new in changes[: hours - 1]
        ]


def test_an_article_that_never_changed_has_no_row(
    database: Database, database_url: str, tmp_path: Path
) -> None:
    load(make_source(), WINDOW, make_batch(tmp_path, "one", [make_article(URL)]), database, "one")
    assert run(database_url, "select * from news.article_revisions") == []
