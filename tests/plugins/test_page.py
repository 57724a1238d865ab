"""What the page answers: the views' numbers, sentences for what cannot be, nothing that runs."""

import csv
import io
import json
from pathlib import Path
from typing import Any, Protocol

import httpx
import pytest
from grown import day
from openpage import EVIL, TEXT, open_page, rows, span, write_archive
from press import run

from crawlers.batch import Batch
from crawlers.database import Database, DatabaseError


class Press(Protocol):
    """A news database and the folder of its batches."""

    url: str
    folder: Path


TABLES = (
    "topics",
    "completeness",
    "trends",
    "voices",
    "gaps",
    "places",
    "stories",
    "firsts",
    "syndication",
    "sources",
    "days",
    "articles",
)


def refusal(page: httpx.Client, path: str, **asked: Any) -> str:
    answer = page.get(f"/api/{path}", params=span(**asked))
    assert answer.status_code == 422
    return str(answer.json()["detail"])


def test_topics_are_those_of_the_view_and_beats_stand_below_their_subject(
    page: httpx.Client, press: Press
) -> None:
    found = {(r["starts_on"], r["topic_id"], r["articles"]) for r in rows(page, "topics")}
    assert found == {(str(day(1)), "economy", 2), (str(day(2)), "sport", 4)}
    view = run(
        press.url,
        "select starts_on::text, topic_id, all_articles from news.region_by_topic"
        " where period = 'day' and region = 'gba' and parent_topic_id is null",
    )
    assert found == set(view)
    beats = rows(page, "topics", topic="economy")
    assert {r["topic_id"] for r in beats} == {"economy", "trade", "finance"}


def test_filters_narrow_what_is_counted(page: httpx.Client) -> None:
    assert [r["articles"] for r in rows(page, "topics", source="gazette", topic="sport")] == [1, 1]
    assert rows(page, "topics", language="pt") == []
    assert {r["articles"] for r in rows(page, "topics", language="en")} == {2, 4}
    assert rows(page, "topics", language="en") == rows(page, "topics")
    assert rows(page, "places", language="en") == rows(page, "places")
    assert rows(page, "topics", period="week")[0]["articles"] > 0
    assert [r["place_id"] for r in rows(page, "places", place="hk-cw")] == ["hk-cw"]
    assert {r["region"] for r in page.get("/api/choices").json()["regions"]} == {"gba", "far"}


def test_voices_share_a_topic_and_all_articles(page: httpx.Client) -> None:
    football = {r["source_id"]: r["share"] for r in rows(page, "voices", topic="football")}
    assert football == {"herald": 0.75, "gazette": 0.25}
    every = {r["source_id"]: (r["articles"], r["originals"]) for r in rows(page, "voices")}
    assert every == {"herald": (4, 4), "gazette": (2, 1)}


def test_a_day_that_was_not_crawled_to_the_end_is_told_from_silence(page: httpx.Client) -> None:
    known = {r["starts_on"]: r for r in rows(page, "completeness")}
    assert known[str(day(2))]["incomplete"] == 1
    assert known[str(day(2))]["completeness"] == 0.625
    cells = {(r["source_id"], r["day"]): r["status"] for r in rows(page, "days")}
    assert cells["gazette", str(day(2))] == "incomplete"


def test_who_was_first_and_how_long_before_the_next(page: httpx.Client) -> None:
    told = {row["source_id"]: row for row in rows(page, "firsts")}
    assert (told["herald"]["firsts"], told["herald"]["carried"]) == (1, 1)
    assert told["herald"]["median_lead_seconds"] == 3600
    assert told["gazette"]["firsts"] == 0
    assert {row["told"] for row in told.values()} == {1}


def test_who_copies_whom_and_how_much_of_all_that_is(page: httpx.Client, press: Press) -> None:
    (pair,) = rows(page, "syndication")
    assert (pair["from_source_id"], pair["to_source_id"], pair["texts"]) == ("herald", "gazette", 1)
    assert (pair["share"], pair["share_of_copies"]) == (0.5, 0.5)
    assert pair["median_after_seconds"] == 3600
    view = (
        "select from_source_id, to_source_id, articles from news.syndication where period = 'day'"
    )
    assert run(press.url, view) == [("herald", "gazette", 1)]
    assert len(rows(page, "syndication", source="herald")) == 1
    assert rows(page, "syndication", source="far_post") == []


def test_a_story_is_told_from_the_first_to_the_last(page: httpx.Client) -> None:
    told = rows(page, "stories")
    assert [(r["source_id"], r["is_original"]) for r in told] == [
        ("herald", True),
        ("gazette", False),
    ]


@pytest.mark.parametrize("path", TABLES)
def test_a_csv_says_what_the_json_says(page: httpx.Client, path: str) -> None:
    shown = rows(page, path)
    answer = page.get(f"/api/{path}", params=span(format="csv"))
    named = f"gba_{day(6)}_{day(0)}.csv"
    assert answer.headers["content-disposition"].endswith(f'_{named}"')
    assert answer.content.startswith(b"\xef\xbb\xbf"), "a spreadsheet reads UTF-8"
    text = answer.content.decode("utf-8-sig")
    lines = list(csv.reader(io.StringIO(text, newline="")))
    assert len(lines) == len(shown) + 1
    for line, row in zip(lines[1:], shown, strict=True):
        for text, value in zip(line, row.values(), strict=True):
            assert text.removeprefix("'") == as_text(value)


def test_a_csv_of_no_row_has_its_columns(page: httpx.Client) -> None:
    never = {"since": "2020-01-01", "until": "2020-01-02"}
    heads = [
        page.get("/api/voices", params=span(format="csv", **more)).text.partition("\r\n")[0]
        for more in ({}, never)
    ]
    assert "source_id,source,articles" in heads[0]
    assert heads[0] == heads[1]


def as_text(value: Any) -> str:
    if isinstance(value, list) and all(isinstance(item, str) for item in value):
        return "; ".join(value)
    if isinstance(value, list | dict):
        return json.dumps(value, ensure_ascii=False)
    if isinstance(value, bool):
        return str(value).lower()
    return "" if value is None else str(value)


def test_no_cell_of_a_csv_is_a_formula(page: httpx.Client) -> None:
    answer = page.get("/api/articles", params=span(format="csv"))
    cells = [cell for line in csv.reader(io.StringIO(answer.text)) for cell in line]
    assert f"'{EVIL}" in cells
    assert not [cell for cell in cells if cell.startswith(("=", "+", "@", "-"))]


def test_an_article_has_its_text_evidence_and_siblings(page: httpx.Client) -> None:
    newest = rows(page, "articles", q="ferry")[0]
    found = page.get(f"/api/articles/{newest['article_id']}").json()
    assert found["body"].startswith(TEXT)
    assert found["topic_evidence"][0] == {"topic_id": "trade", "score": 3, "words": {"flat": 3}}
    assert [one["place_id"] for one in found["place_evidence"]] == ["hk", "hk-cw"]
    assert len(found["siblings"]) == 1
    assert found["changes"] == []


def test_articles_are_listed_by_topic_place_and_words(page: httpx.Client) -> None:
    assert len(rows(page, "articles")) == 6
    assert len(rows(page, "articles", topic="economy")) == 2
    assert len(rows(page, "articles", topic="economy", copies="false")) == 1
    assert len(rows(page, "articles", place="hk")) == 2
    assert len(rows(page, "articles", topic="economy", place="hk")) == 2
    assert rows(page, "articles", topic="sport", place="hk") == []
    assert len(rows(page, "articles", topic="football", source="herald", most=2)) == 2
    assert len(rows(page, "articles", topic="football", language="en")) == 4
    assert rows(page, "articles", topic="football", language="zh") == []
    assert len(rows(page, "articles", q="ferry", source="gazette")) == 1
    assert rows(page, "articles", q="zeppelin") == []
    assert rows(page, "articles", q="ferry\0'; drop table --") == []
    assert len(rows(page, "headlines", topic="football")) == 4


def test_what_a_page_says_is_delivered_as_text_and_never_runs(page: httpx.Client) -> None:
    listed = page.get("/api/articles", params=span(q="ferry"))
    assert listed.headers["content-type"] == "application/json"
    first = listed.json()["rows"][0]
    assert first["title"] == EVIL
    archived = page.get(f"/api/articles/{first['article_id']}/page")
    assert archived.headers["content-type"] == "text/plain; charset=utf-8"
    assert "sandbox" in archived.headers["content-security-policy"]
    assert "<script>alert(" in archived.text
    assert "新聞" in archived.text
    for answer in (listed, archived, page.get("/"), page.get("/static/app.js"), page.get("/x")):
        assert answer.headers["x-content-type-options"] == "nosniff"
        assert answer.headers["content-security-policy"].startswith("default-src 'none'; ")
        assert "unsafe" not in answer.headers["content-security-policy"]
        assert answer.headers["cache-control"].startswith("private")
        assert answer.headers["referrer-policy"] == "no-referrer"


def test_an_article_without_its_archive_and_one_that_is_not_there(
    page: httpx.Client, press: Press
) -> None:
    number = rows(page, "articles", q="ferry", source="herald")[0]["article_id"]
    archive = press.folder / "herald" / "one" / "crawl-001.warc.gz"
    archive.rename(archive.with_suffix(".away"))
    gone = page.get(f"/api/articles/{number}/page")
    archive.with_suffix(".away").rename(archive)
    assert (gone.status_code, gone.json()["detail"]) == (
        404,
        "The archive file of this article is not there now.",
    )
    for path in ("/api/articles/999999", "/api/articles/999999/page"):
        assert page.get(path).json()["detail"] == "There is no such article in the archive."


def test_another_page_in_the_place_of_an_articles_is_not_shown(
    page: httpx.Client, press: Press
) -> None:
    """As a run leaves it that was done again after its folder had been removed."""
    number = rows(page, "articles", q="ferry", source="herald")[0]["article_id"]
    batch = Batch.of(str(press.folder), "herald", "one")
    archive = press.folder / "herald" / "one" / "crawl-001.warc.gz"
    archive.rename(archive.with_suffix(".away"))
    ((before,),) = run(press.url, f"select warc_offset from news.articles where id = {number}")
    at, _ = write_archive(batch, "https://herald.example/other", "<html>Another page</html>")
    stands_at = f"update news.articles set warc_offset = {{}} where id = {number}"
    run(press.url, stands_at.format(at))
    answer = page.get(f"/api/articles/{number}/page")
    archive.with_suffix(".away").rename(archive)
    run(press.url, stands_at.format(before))
    assert answer.status_code == 404
    assert answer.json()["detail"] == "The archive file of this article is not there now."
    assert "alert(" in page.get(f"/api/articles/{number}/page").text


def test_what_cannot_be_asked_is_refused_with_a_sentence(page: httpx.Client) -> None:
    assert "before it begins" in refusal(page, "topics", until=str(day(6)))
    assert "at most 366 days" in refusal(page, "topics", since=str(day(0)), until=str(day(-367)))
    assert refusal(page, "topics", since="soon").startswith("'since' is not right: ")
    assert refusal(page, "topics", period="hour").startswith("'period' is not right: ")
    assert refusal(page, "voices", language="fr").startswith("'language' is not right: ")
    assert refusal(page, "topics", source="x' or true --").startswith("'source' is not right: ")
    assert refusal(page, "articles", most=1000).startswith("'most' is not right: ")
    assert refusal(page, "articles", q="x" * 401).startswith("'q' is not right: ")
    assert refusal(page, "gaps", everything="1").startswith("'everything' is not right: ")
    assert page.get("/api/articles/0").status_code == 422
    assert page.get("/static/app.py").status_code == 404
    assert page.get("/static/..%2Fapp.py").status_code == 404


def test_it_reads_and_cannot_write(press: Press) -> None:
    reader = Database.for_reading(press.url, 5)
    with pytest.raises(DatabaseError, match="permission denied"):
        reader.fetch("topics/article", {"id": 1, "url": ""})
    with pytest.raises(DatabaseError, match=r"read-only|permission denied"):
        reader.execute("reference/put_taxonomy", {"version": "x", "content": {}})


def test_a_database_that_is_not_there_is_told_without_its_password(tmp_path: Path) -> None:
    url = "postgresql://news:hunter2@127.0.0.1:1/news"
    with open_page(url, tmp_path) as page:
        for path in ("/api/choices", "/api/articles/1", f"/api/topics?{query()}"):
            answer = page.get(path)
            assert answer.status_code == 503
            assert answer.json()["detail"].startswith("The news database at 127.0.0.1 cannot be")
            assert "hunter2" not in answer.text
        assert page.get("/").status_code == 200


def test_a_setting_that_is_missing_is_named(tmp_path: Path) -> None:
    with open_page(None, tmp_path) as page:
        answer = page.get("/api/choices")
    assert answer.status_code == 503
    assert "set NEWSDELTA_DATABASE_URL" in answer.json()["detail"]


def query() -> str:
    return "&".join(f"{key}={value}" for key, value in span().items())


def test_files_are_fetched_once_and_come_from_nowhere_else(page: httpx.Client) -> None:
    first = page.get("/static/app.js")
    again = page.get("/static/app.js", headers={"If-None-Match": first.headers["etag"]})
    assert again.status_code == 304
    library = page.get("/static/echarts-6.1.0.min.js").headers
    assert "immutable" in library["cache-control"]
    for name in ("index.html", "app.js", "layout.css", "parts.css", "colours.css", "dom.js"):
        assert "//" not in page.get(f"/static/{name}").text.replace("// ", "").replace(
            "http://www.w3.org/2000/svg", ""
        )


def test_the_scripts_make_no_markup_of_text() -> None:
    from coverage_page.files import FILES

    for name, path in FILES.items():
        if path.suffix == ".js" and not name.startswith("echarts"):
            text = path.read_text(encoding="utf-8")
            for word in ("innerHTML", "outerHTML", "insertAdjacentHTML", "document.write", "eval("):
                assert word not in text, f"{name}: build elements with el()"
            assert len(text.splitlines()) < 300, name


def test_the_day_of_the_articles_is_yesterday(page: httpx.Client) -> None:
    assert {r["day"] for r in rows(page, "articles", q="ferry")} == {str(day(1))}
