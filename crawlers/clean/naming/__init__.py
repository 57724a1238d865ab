"""Which organisations and people an article names, and how often.

Some are known by name (`taxonomy/organisations.yaml`, `people.yaml`) and have one name in every
language; others are found by rules in English, Chinese and Portuguese: by their endings and heads,
by the titles before and the verbs behind. A name is told once in full; shorter forms are counted to
it. Precision comes before recall: what is unsure is left out.
"""

from crawlers.clean.naming.counting import Counted, counted
from crawlers.clean.naming.han_names import han_names
from crawlers.clean.naming.known import known_in
from crawlers.clean.naming.latin_names import latin_names
from crawlers.model import Match

__all__ = ["Counted", "find_names", "organisations_of", "people_of"]

MAX_TEXT = 30_000
"""Characters of a text that are looked through."""


def find_names(title: str, body: str, language: str) -> Counted:
    """The organisations and the people of an article, each with the words that name them.

    A match has for `id` the name it is known or told in full by, a Chinese one that is not known in
    Simplified script; for `score` the times it is named, in the title three times; at most
    `MAX_NAMES` of each kind, the highest score first.

    Args:
        language: BCP 47 primary tag; in others than en, zh and pt only known names are found.
    """
    parts = (title, body[:MAX_TEXT])
    known = known_in(parts)
    if language == "zh":
        found = han_names(parts, known)
    elif language in ("en", "pt"):
        found = latin_names(parts, known, "en" if language == "en" else "pt")
    else:
        found = known
    return counted(parts, found)


def organisations_of(title: str, body: str, language: str) -> tuple[Match, ...]:
    """The organisations of an article.

    >>> [match.id for match in organisations_of("", "They saw the carmaker BYD and 華為.", "en")]
    ['BYD', 'Huawei']
    """
    return find_names(title, body, language).organisations


def people_of(title: str, body: str, language: str) -> tuple[Match, ...]:
    """The people of an article.

    >>> [match.id for match in people_of("", "教育局局長蔡若蓮表示，會與陳大文主席商討。", "zh")]
    ['Christine Choi Yuk-lin', '陈大文']
    """
    return find_names(title, body, language).people
