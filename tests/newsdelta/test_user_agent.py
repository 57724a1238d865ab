"""Whoever crawls a real site is asked to say who they are."""

from press import make_source

from crawlers.settings import Settings
from newsdelta.running import anonymous


def test_a_real_site_is_not_crawled_under_nobodys_name_without_a_word() -> None:
    told = anonymous(make_source(), Settings())
    assert told is not None
    assert "NEWSDELTA_USER_AGENT" in told


def test_a_name_or_the_newsstand_needs_no_word() -> None:
    named = Settings(user_agent="Lab/1.0 (+https://lab.example/crawler)")
    assert anonymous(make_source(), named) is None
    assert anonymous(make_source(region="newsstand"), Settings()) is None
