"""The news database for one command: the one named in the environment, or the embedded one."""

import logging
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from crawlers.clean import edition
from crawlers.database import Database
from crawlers.settings import Settings
from crawlers.sources import read_catalogue
from crawlers.taxonomy import load_places, load_topics
from newsdelta import embedded
from newsdelta.errors import StackError

_LOG = logging.getLogger(__name__)


def create_database(folder: Path, name: str) -> None:
    """Make a database on the embedded server unless it is there."""
    call = [str(embedded.binary("createdb")), "--host", str(folder), "--username", "postgres", name]
    done = subprocess.run(call, capture_output=True, text=True, check=False)
    if done.returncode and "already exists" not in done.stderr:
        raise StackError(f"cannot make the database {name}: {done.stderr.strip()}")


def migrate(settings: Settings) -> None:
    """Bring the news database's schema, views, taxonomy and catalogue up to date."""
    database = Database(settings.database_url or "")
    database.migrate()
    catalogue, mistakes = read_catalogue(settings.catalogue)
    for mistake in mistakes:
        _LOG.warning("%s", mistake)
    database.sync_reference(list(catalogue.values()), load_topics(), load_places())
    database.keep_taxonomy(edition.version(), edition.content())


@contextmanager
def opened(settings: Settings) -> Iterator[Settings]:
    """Settings that name a database which answers.

    Without `NEWSDELTA_DATABASE_URL` that is the embedded one: started if need be, migrated, and
    ended afterwards unless another program holds it.
    """
    if settings.database_url is not None:
        yield settings
        return
    home = settings.home.absolute()
    with embedded.running(home) as folder:
        create_database(folder, "newsdelta")
        url = embedded.url(folder, "newsdelta")
        local = settings.model_copy(update={"database_url": url, "home": home})
        migrate(local)
        yield local
