"""The data dictionary says what the database says."""

from press import run

from crawlers.database import Database, dictionary
from crawlers.settings import ROOT


def test_the_dictionary_is_in_step_with_the_database(database: Database) -> None:
    kept = (ROOT / "docs" / "data.md").read_text(encoding="utf-8")
    assert kept == dictionary(database), "run: newsdelta db dictionary > docs/data.md"


def test_it_has_every_view_and_table_with_all_columns(
    database: Database, database_url: str
) -> None:
    text = dictionary(database)
    columns = run(
        database_url,
        """
        select c.relname, a.attname
        from pg_class as c
        join pg_attribute as a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped
        where c.relnamespace = 'news'::regnamespace
            and c.relkind in ('r', 'p', 'v')
            and not c.relispartition
        """,
    )
    for table, column in columns:
        section = text.partition(f"\n### {table}\n")[2].partition("\n### ")[0]
        assert f"\n| `{column}` | " in section, f"{table}.{column}"
    assert "One row per source × day, from the first day" in text
