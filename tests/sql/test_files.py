"""Every table, column and view is documented, and the files keep to the house rules."""

import re
from pathlib import Path

import pytest
from press import run

from crawlers.database.connection import SQL

FILES = sorted(SQL.rglob("*.sql"))
VIEWS = sorted((SQL / "views").glob("*.sql"))


def test_every_table_view_and_column_has_a_comment(database_url: str) -> None:
    silent = run(
        database_url,
        """
        select c.relname, a.attname
        from pg_class as c
        join pg_attribute as a on a.attrelid = c.oid and a.attnum >= 0 and not a.attisdropped
        where c.relnamespace = 'news'::regnamespace
            and c.relkind in ('r', 'p', 'v')
            and col_description(c.oid, a.attnum) is null
        union all
        select c.relname, null
        from pg_class as c
        where c.relnamespace = 'news'::regnamespace
            and c.relkind in ('r', 'p', 'v')
            and obj_description(c.oid) is null
        """,
    )
    assert silent == [], "add `comment on` for these to their migration or view"


def test_every_table_has_a_primary_key(database_url: str) -> None:
    without = run(
        database_url,
        """
        select c.relname
        from pg_class as c
        where c.relnamespace = 'news'::regnamespace
            and c.relkind = 'r'
            and not exists (select from pg_index as i where i.indrelid = c.oid and i.indisprimary)
        """,
    )
    assert without == []


def test_every_foreign_key_that_deletes_follow_has_an_index(database_url: str) -> None:
    slow = run(
        database_url,
        """
        select k.conrelid::regclass::text, k.conname
        from pg_constraint as k
        where k.contype = 'f'
            and k.confdeltype in ('c', 'n')
            and not exists (
                select
                from pg_index as i
                where i.indrelid = k.conrelid
                    and i.indkey[0] = k.conkey[1]
            )
        """,
    )
    assert slow == []


@pytest.mark.parametrize("path", VIEWS, ids=lambda path: path.stem)
def test_a_view_says_what_it_is_for_and_its_grain(path: Path) -> None:
    head = path.read_text(encoding="utf-8").partition("create or replace view")[0]
    assert re.search(r"^-- Purpose: ", head), f"{path.name} starts with '-- Purpose:'"
    assert re.search(r"^-- Grain: ", head, re.MULTILINE), f"{path.name} lacks '-- Grain:'"
    text = path.read_text(encoding="utf-8")
    assert f"create or replace view news.{path.stem} as" in text


def test_every_function_has_a_comment_and_a_file_or_is_called_by_a_table(database_url: str) -> None:
    functions = run(
        database_url,
        """
        select
            p.proname,
            exists (
                select from pg_depend
                where refclassid = 'pg_proc'::regclass and refobjid = p.oid
                    and classid in ('pg_trigger'::regclass, 'pg_class'::regclass)
            ),
            obj_description(p.oid) is not null
        from pg_proc as p
        where p.pronamespace = 'news'::regnamespace
        """,
    )
    files = {path.stem for path in (SQL / "functions").glob("*.sql")}
    assert {name for name, of_table, _ in functions if not of_table} == files
    assert [name for name, _, has_comment in functions if not has_comment] == []


@pytest.mark.parametrize(
    "path", sorted((SQL / "functions").glob("*.sql")), ids=lambda path: path.stem
)
def test_a_function_says_what_it_is_for(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    head = text.partition("create or replace function")[0]
    assert re.search(r"^-- Purpose: ", head, re.MULTILINE), f"{path.name} lacks '-- Purpose:'"
    assert f"create or replace function news.{path.stem}(" in text


@pytest.mark.parametrize("path", FILES, ids=lambda path: str(path.relative_to(SQL)))
def test_a_file_is_ascii_lower_case_and_names_its_columns(path: Path) -> None:
    text = path.read_bytes().decode("ascii")
    assert "select *" not in text
    code = re.sub(r"'[^']*'|\"[^\"]*\"|--.*", "", text)
    assert not re.search(r"\b(SELECT|FROM|WHERE|INSERT|CREATE|JOIN|UPDATE|DELETE)\b", code)
    assert all(len(line) <= 130 for line in text.splitlines() if not line.startswith("comment"))


@pytest.mark.parametrize(
    "path", sorted((SQL / "queries").rglob("*.sql")), ids=lambda p: f"{p.parent.name}/{p.stem}"
)
def test_a_query_says_what_it_does(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    assert text.startswith(("-- ", "copy ")), f"{path.name} starts with a comment"
    assert "{" not in re.sub(r"'[^']*'", "", text), "values come as %(name)s alone"


def test_every_query_is_used() -> None:
    rooms = [SQL.parent / name for name in ("crawlers", "newsdelta", "plugins")]
    code = "\n".join(
        path.read_text(encoding="utf-8") for room in rooms for path in room.rglob("*.py")
    )
    names = {str(p.relative_to(SQL / "queries").with_suffix("")) for p in _queries_run_by_name()}
    unused = {name for name in names if f'"{name}"' not in code}
    merged = ("articles", "revisions", "texts", "topics", "places", "names")
    made = {f"load/merge_{name}" for name in merged}
    assert unused == made


def _queries_run_by_name() -> list[Path]:
    """Those of the command line and the checks are run by folder or option."""
    folders = [f for f in sorted((SQL / "queries").iterdir()) if f.is_dir() and f.name != "check"]
    return [path for folder in folders for path in sorted(folder.glob("*.sql"))]
