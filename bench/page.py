"""What the Coverage page asks: the statements of `sql/queries/page`, for `bench.coverage`."""

import re

from crawlers.database import statement

_LISTED = 51
"""Articles of a list, and one that tells there are more."""
_ALL = 20_001
_ASKED = {
    "topics_of_region": _ALL,
    "topics_of_region topic": _ALL,
    "topics_of_language language script": _ALL,
    "topics_of_source source": _ALL,
    "completeness": _ALL,
    "trends": _ALL,
    "voices": _ALL,
    "voices topic": _ALL,
    "places_of_region": 1_001,
    "places_of_language language script": 1_001,
    "places_of_source source": 1_001,
    "gaps": _ALL,
    "firsts": 201,
    "syndication": 501,
    "stories": _ALL,
    "sources": 501,
    "days": _ALL,
    "headlines topic": 61,
    "headlines topic language script": 61,
    "articles": _LISTED,
    "articles source": _LISTED,
    "articles_on topic": _LISTED,
    "articles_on topic source": _LISTED,
    "articles_on topic language script": _LISTED,
    "articles_on place": _LISTED,
    "articles_on topic place": _LISTED,
    "article": 1,
    "article_siblings": _ALL,
    "article_changes": _ALL,
    "article_events": _ALL,
    "choices": _ALL,
    "regions": _ALL,
}
"""Rows at most, by the statement and the filters that are set."""
_ALWAYS = {"since", "until", "article"}
_VALUES = {
    "region": "'bench'",
    "language": "'zh'",
    "script": "'Hant'",
    "period": "'day'",
    "copies": "true",
    "timezone": "'Asia/Hong_Kong'",
    "stories": "24",
}
_FILTERS = {"topic", "place", "source", "language", "script"}


def page_queries() -> dict[str, str]:
    """The queries by name, with placeholders for days, article and the filters that are set."""
    return {f"page: {words}": _query(limit, *words.split()) for words, limit in _ASKED.items()}


def _query(limit: int, name: str, *filters: str) -> str:
    def put(found: re.Match[str]) -> str:
        word = found[1]
        if word == "limit":
            return str(limit)
        if word in _FILTERS - {*filters}:
            return "null"
        return _VALUES.get(word, found[0] if word in _ALWAYS | _FILTERS else "null")

    return re.sub(r"%\((\w+)\)s", put, statement(f"page/{name}"))
