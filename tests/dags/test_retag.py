"""The DAG `retag` run whole: an archive of another taxonomy is tagged again, then left alone."""

import subprocess
import sys
from pathlib import Path
from tempfile import TemporaryDirectory

from press import WINDOW, make_article, make_batch, run

from crawlers.clean import edition
from crawlers.database import Database
from crawlers.load import load
from crawlers.settings import ROOT, Settings
from crawlers.sources import load_catalogue
from newsdelta import embedded
from newsdelta.opened import create_database, migrate
from newsdelta.stack import Stack

PROGRAM = f"""
import sys
sys.path.insert(0, {str(ROOT / "dags")!r})
import retag
print("states:", [task.state for task in retag.retag().test().get_task_instances()])
"""


def test_an_archive_of_another_taxonomy_is_tagged_again() -> None:
    catalogue = load_catalogue(ROOT / "crawlers" / "sources" / "newsstand")
    source = next(iter(catalogue.values()))
    with (
        TemporaryDirectory(prefix="newsdelta-", ignore_cleanup_errors=True) as folder,
        embedded.running(Path(folder)) as socket,
    ):
        stack = Stack(Path(folder), socket, port=1, newsstand_port=2)
        for name in ("airflow", "newsdelta"):
            create_database(socket, name)
        url = stack.environment["NEWSDELTA_DATABASE_URL"]
        migrate(Settings(database_url=url))
        article = make_article("https://newsstand.test/1", "A typhoon, a monsoon", title="Tuesday")
        batch = make_batch(Path(folder), "first", [article], source=source.id)
        load(source, WINDOW, batch, Database(url), "first")
        _airflow(stack, "-m", "airflow", "db", "migrate")
        assert "states: ['success']" in _airflow(stack, "-c", PROGRAM)
        assert run(url, "select topic_id from news.article_topics") == [("weather",)]
        assert run(url, "select taxonomy from news.tagged_days") == [(edition.version(),)]
        assert "states: ['skipped']" in _airflow(stack, "-c", PROGRAM)


def _airflow(stack: Stack, *words: str) -> str:
    call = [sys.executable, *words]
    done = subprocess.run(
        call, env=stack.environment, capture_output=True, text=True, check=False, timeout=300
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout + done.stderr
