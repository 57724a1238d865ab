"""Any text is a query, and any page can be searched."""

import re
import unicodedata
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import psycopg2
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from press import WINDOW, FreshDatabases, dump, make_article, make_batch, make_source, run

from crawlers.chinese import simplified_of
from crawlers.database import Database
from crawlers.load import load
from crawlers.search import search

SITE = "https://herald.example"
_MARKS = re.compile("[\u0300-\u036f]")
_WORDS = [
    "bay",
    "OR",
    "or",
    "-",
    '"',
    "-bay",
    "大灣區",
    "水",
    "covid-19",
    " ",
    "“",
    "「",
    "」",
    "'",
]
_PIECES = st.lists(st.one_of(st.sampled_from(_WORDS), st.text(max_size=8)), max_size=12)
QUERIES = st.one_of(st.text(max_size=60), _PIECES.map(" ".join), _PIECES.map("".join))


@pytest.fixture(scope="module")
def archive(
    fresh_databases: FreshDatabases, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Database]:
    """One article."""
    with fresh_databases.migrated() as url:
        database = Database(url)
        made = [make_article(f"{SITE}/bay", "大灣區\nThe bay, with COVID-19 and 水.", title="Bay")]
        batch = make_batch(tmp_path_factory.mktemp("news"), "one", made)
        load(make_source(), WINDOW, batch, database, "one")
        yield database


@given(query=QUERIES)
@settings(max_examples=150, deadline=None)
def test_any_text_is_a_query(archive: Database, query: str) -> None:
    for row in search(archive, query):
        assert row["url"] == f"{SITE}/bay"
        assert row["snippet"].count("⟦") == row["snippet"].count("⟧") > 0, query


@pytest.mark.parametrize(
    "query",
    [
        "'; drop table news.articles; --",
        "bay') or true; delete from news.articles where ('' = '",
        "%s %(query)s {} $1 \\",
        "bay:* & !x | <-> (",
        "bay\0\ud800",
        "大" * 600,
        "a " * 400,
        " ".join(f'"w{n} 大{chr(0x4E00 + n)}" OR' for n in range(200)),
        "(" * 500,
        "-" * 500,
    ],
)
def test_no_query_does_harm(archive: Database, query: str) -> None:
    before = dump(archive._url)
    search(archive, query, source=query, topic=query)
    search(archive, query, language=query, place=query)
    search(archive, query)
    assert dump(archive._url) == before


def test_no_page_is_too_much(database: Database, tmp_path: Path) -> None:
    bodies = {
        "words": " ".join(f"w{n}" for n in range(60_000)),
        "chinese": "".join(chr(0x4E00 + n % 20_000) for n in range(60_000)),
        "far": "".join(chr(0x20000 + n * 7 % 40_000) for n in range(60_000)),
        "long": "x" * 100_000,
        "letters": " ".join(chr(0x1D400 + n % 26) * 500 for n in range(200)),
        "accents": "é" * 60_000,
        "marks": "a\u0301\u0345 " * 20_000,
        "dots": ". " * 50_000,
        "markup": "<script>alert(1)</script> \\' :* 'a':1A | & ",
        "last": "\u0345\u0e31\u037e ℵ ﷺ \u200d\ufeff",
    }
    made = [make_article(f"{SITE}/{name}", body, title=body) for name, body in bodies.items()]
    load(make_source(), WINDOW, make_batch(tmp_path, "one", made), database, "one")
    count = run(database._url, "select count(*) from news.search_documents")
    assert count == [(len(bodies),)]
    (row,) = search(database, "w23 w24")
    assert "⟦w23⟧ ⟦w24⟧" in row["snippet"]
    (row,) = search(database, "alert(1)")
    assert row["snippet"].startswith("<script>⟦alert⟧(⟦1⟧)</script>")


@given(text=st.text(st.characters(codec="utf-8", exclude_characters="\0"), max_size=200))
@settings(max_examples=150, deadline=None)
def test_any_text_can_be_searched(archive: Database, text: str) -> None:
    with closing(psycopg2.connect(archive._url)) as connection, connection.cursor() as cursor:
        for language in ("en", "pt"):
            values = (text, text * 200, language, "Latn", "herald")
            cursor.execute("select news.search_document(%s, %s, %s, %s, %s)", values)
        cursor.execute("select news.search_fold(%s)", (text,))
        (folded,) = cursor.fetchall()[0]
    composed = unicodedata.normalize("NFC", text) if _MARKS.search(text) else text
    assert len(folded) == len(composed), "every position stays where it is"


@given(text=st.text(st.sampled_from([*map(chr, simplified_of()), "一", "a", "。"]), max_size=80))
@settings(max_examples=100, deadline=None)
def test_scripts_are_folded_as_everywhere_else(archive: Database, text: str) -> None:
    with closing(psycopg2.connect(archive._url)) as connection, connection.cursor() as cursor:
        cursor.execute("select news.search_fold(%s)", (text,))
        assert cursor.fetchall() == [(text.translate(simplified_of()),)]


def test_every_character_is_folded_as_everywhere_else(archive: Database) -> None:
    rows = run(archive._url, "select original, folded from news.folded_characters")
    folds = {chr(code): folded for code, folded in simplified_of().items()}
    narrow = {chr(code): chr(code - 0xFEE0) for code in range(0xFF01, 0xFF5F)} | {"\u3000": " "}
    assert dict(rows) == folds | narrow, "newsdelta db migrate brings the table up to date"
