"""By what articles are tagged: the taxonomy, the gazetteer and the rules, as one version."""

from functools import cache
from typing import Any

from crawlers.clean import places, topics
from crawlers.taxonomy import content_of, load_places, load_topics, version_of

_RULES = (
    topics.TITLE_COUNTS, topics.ENOUGH, topics.SHORT, topics.LEAST, topics.LONG, topics.GROWS,
    topics.SURE, topics.SHARE,
    places.TITLE_COUNTS, 1,
)  # fmt: skip
"""The last is raised when topics or places are found in another way by the same words."""


@cache
def content() -> dict[str, Any]:
    """The taxonomy that is shipped, with the rules it is used by."""
    return content_of(load_topics(), load_places(), "/".join(map(str, _RULES)))


@cache
def version() -> str:
    """Its name: twelve hex digits."""
    return version_of(content())
