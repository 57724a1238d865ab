"""The news database: how it is reached, migrated, and what it says when something is wrong."""

import threading
from pathlib import Path
from urllib.parse import parse_qs, quote, urlsplit

import pytest
from press import dump, run

from crawlers.database import Database, DatabaseError
from crawlers.database.connection import SQL
from crawlers.database.migration import view_files


def test_migrating_twice_changes_nothing(empty_url: str) -> None:
    Database(empty_url).migrate()
    before = dump(empty_url)
    views = run(empty_url, "select viewname, definition from pg_views order by 1")
    Database(empty_url).migrate()
    assert dump(empty_url) == before
    assert run(empty_url, "select viewname, definition from pg_views order by 1") == views
    assert "articles" in before


def test_several_processes_may_migrate_at_once(empty_url: str) -> None:
    problems: list[Exception] = []

    def migrate() -> None:
        try:
            Database(empty_url).migrate()
        except DatabaseError as error:
            problems.append(error)

    threads = [threading.Thread(target=migrate) for _ in range(3)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert problems == []
    assert run(empty_url, "select count(*) from news.articles") == [(0,)]


def test_a_migration_that_was_killed_is_finished_by_the_next(empty_url: str) -> None:
    files = sorted(path.stem for path in (SQL / "migrations").glob("*.sql"))
    Database(empty_url).migrate()
    run(
        empty_url,
        "insert into news_migrations.yoyo_lock (locked, ctime, pid) values (1, now(), 999999)",
        f"delete from news_migrations._yoyo_migration where migration_id = '{files[-1]}'",
    )
    Database(empty_url).migrate()
    applied = run(empty_url, "select migration_id from news_migrations._yoyo_migration order by 1")
    assert [name for (name,) in applied] == files


def test_a_view_may_change_its_shape(database_url: str) -> None:
    run(
        database_url,
        "drop view news.topic_trend",
        "create view news.topic_trend as select 1 as another_shape",
        "create view news.forgotten as select 1 as one",
        "create schema mine",
        "create view mine.languages as select language from news.coverage_by_language",
    )
    Database(database_url).migrate()
    names = {name for (name,) in run(database_url, "select viewname from pg_views")}
    assert "forgotten" not in names
    assert run(database_url, "select mean_7_days from news.topic_trend") == []


def test_views_built_on_ours_survive_a_migration(database_url: str) -> None:
    run(
        database_url,
        "create schema mine",
        "create view mine.languages as select language from news.coverage_by_language",
    )
    Database(database_url).migrate()
    assert run(database_url, "select language from mine.languages") == []


@pytest.mark.parametrize(
    "before",
    [
        "create function news.search_fold(given text) returns integer language sql as 'select 1'",
        "create function news.search_fold(other text) returns text language sql as 'select other'",
        "create function news.search_fold(given text, more text default '') returns text"
        " language sql as 'select given'",
    ],
)
def test_a_function_may_change_its_shape(database_url: str, before: str) -> None:
    run(database_url, "drop function news.search_fold cascade", before)
    Database(database_url).migrate()
    found = "select news.search_fold('A'), count(*) from pg_proc where proname = 'search_fold'"
    assert run(database_url, found) == [("a", 1)]


def test_what_fails_but_once_costs_nobody_their_views(database_url: str) -> None:
    run(
        database_url,
        "create schema mine",
        "create view mine.languages as select language from news.coverage_by_language",
        "create sequence mine.tries",
        "create function mine.fail_once() returns event_trigger language plpgsql as $$ begin"
        " if nextval('mine.tries') = 1 then raise 'canceling' using errcode = '57014'; end if;"
        " end $$",
        "create event trigger fail_once on ddl_command_start when tag in ('CREATE VIEW')"
        " execute function mine.fail_once()",
    )
    with pytest.raises(DatabaseError, match="canceling"):
        Database(database_url).migrate()
    assert run(database_url, "select language from mine.languages") == []
    Database(database_url).migrate()
    assert run(database_url, "select language from mine.languages") == []


def test_views_are_made_after_those_they_depend_on(tmp_path: Path) -> None:
    (tmp_path / "a.sql").write_text("-- depends: c b\nselect 1;")
    (tmp_path / "b.sql").write_text("-- depends: c\nselect 1;")
    (tmp_path / "c.sql").write_text("select 1;")
    assert [path.stem for path in view_files(tmp_path)] == ["c", "b", "a"]


def test_a_socket_folder_may_have_spaces_in_its_name(empty_url: str, tmp_path: Path) -> None:
    parts = urlsplit(empty_url)
    spaced = tmp_path / "a dir"
    spaced.symlink_to(parse_qs(parts.query)["host"][0])
    database = Database(f"postgresql://postgres@{parts.path}?host={quote(str(spaced))}")
    database.migrate()
    assert database.fetch("progress")[0]["queued_days"] == 0


@pytest.mark.parametrize(
    "address",
    [
        "postgresql://ann:s3cret@127.0.0.1:1/news",
        "postgresql://ann:s3cret@/news?host=/nowhere%20at%20all",
        "postgresql://ann:s3cret@no-such-host.invalid/news",
    ],
)
def test_no_server_is_one_sentence_without_the_password(address: str) -> None:
    with pytest.raises(DatabaseError) as caught:
        Database(address).fetch("progress")
    message = str(caught.value)
    assert message.startswith("the news database at ")
    assert " cannot be reached: " in message
    assert "\n" not in message
    assert "s3cret" not in message


def test_an_unreachable_server_ends_a_migration_with_the_same_sentence() -> None:
    with pytest.raises(DatabaseError, match=r"at 127\.0\.0\.1 cannot be reached"):
        Database("postgresql://ann@127.0.0.1:1/news").migrate()


@pytest.mark.parametrize("address", ["postgresql://ann:s3%zzcret@host/news", "hello world"])
def test_an_unreadable_address_is_not_repeated(address: str) -> None:
    with pytest.raises(DatabaseError, match="cannot be read") as caught:
        Database(address).fetch("progress")
    assert "s3" not in str(caught.value)


def test_a_missing_database_is_named(postgres: str) -> None:
    with pytest.raises(DatabaseError, match='database "nowhere" does not exist'):
        Database(postgres.format("nowhere")).fetch("progress")


def test_a_database_without_tables_says_how_to_make_them(empty_url: str) -> None:
    with pytest.raises(DatabaseError, match="run 'newsdelta db migrate'"):
        Database(empty_url).held("herald").by_url(["https://herald.example/"])


def test_a_refused_statement_is_named(database: Database) -> None:
    with pytest.raises(DatabaseError, match="could not run 'last_batches': invalid input"):
        database.fetch("last_batches", {"source": None, "limit": "many"})


def test_a_transaction_that_fails_leaves_nothing(database: Database, database_url: str) -> None:
    before = dump(database_url)
    with pytest.raises(ValueError, match="enough"), database.transaction() as session:
        session.execute("reference/stage")
        session.copy("reference/copy_topics", [{"id": "x", "name_en": "X"} | _NAMES])
        session.execute("reference/sync_topics")
        raise ValueError("enough")
    assert dump(database_url) == before


_NAMES = {"name_zh": "X", "name_pt": "X"}


def test_what_is_refused_at_the_end_is_one_sentence_too(database: Database) -> None:
    orphan = {"id": "x", "name_en": "X", "parent_id": "nowhere"} | _NAMES
    with (
        pytest.raises(DatabaseError, match=r"could not run 'commit': .* foreign key"),
        database.transaction() as session,
    ):
        session.execute("reference/stage")
        session.copy("reference/copy_topics", [orphan])
        session.execute("reference/sync_topics")


def test_text_of_any_kind_survives_the_copy(database: Database) -> None:
    hostile = "\t\n\r\\N\\. \"'; drop table news.topics; -- %s %(x)s {} 大灣區 😀"
    with database.transaction() as session:
        session.execute("reference/stage")
        row = {"id": "x", "name_en": hostile, "name_zh": "a\0b\ud800", "name_pt": "\\u0000"}
        session.copy("reference/copy_topics", [row] * 1)
        session.execute("reference/sync_topics")
    rows = database.fetch("coverage_by_topic", {"since": None, "until": None})
    assert [row["name"] for row in rows] == [hostile]
    assert run(database._url, "select name_zh, name_pt from news.topics") == [("ab?", "\\u0000")]
