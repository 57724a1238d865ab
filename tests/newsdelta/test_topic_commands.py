"""`newsdelta topics explain`, as a person types it."""

import json
from pathlib import Path

import pytest
from press import WINDOW, make_article, make_batch, make_source
from typer.testing import CliRunner

from crawlers.clean.topics import tag_topics
from crawlers.database import Database
from crawlers.load import load
from crawlers.taxonomy import load_places, load_topics
from newsdelta.command import app

TITLE, TEXT = "Tuesday", "Typhoon, monsoon and heavy rain"
URL = "https://herald.example/1"


@pytest.mark.parametrize("language", ["en", "pt"])
def test_what_is_explained_is_what_is_stored(
    database: Database,
    database_url: str,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    language: str,
) -> None:
    """Words of another language than the article's do not count, however short it is."""
    monkeypatch.setenv("NEWSDELTA_DATABASE_URL", database_url)
    database.sync_reference([make_source()], load_topics(), load_places())
    article = make_article(URL, TEXT, title=TITLE, language=language)
    load(make_source(), WINDOW, make_batch(tmp_path, "one", [article]), database, "one")
    told = CliRunner().invoke(app, ["topics", "explain", URL, "--format", "json"])
    found = {one["topic"] for one in json.loads(told.stdout) if one["assigned"]}
    assert found == {match.id for match in tag_topics(TITLE, TEXT, language)}
    assert ("weather" in found) is (language == "en")
