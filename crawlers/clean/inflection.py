"""The plurals of Latin phrases, so that a taxonomy gives each phrase once.

Regular plurals only, of the phrase's last word and, in Portuguese, of all its words (`taxa de juro`
keeps its `de`): what is made too much, such as a plural no writer uses, is found in no text.
"""

import re
from collections.abc import Iterator

_SIBILANT = re.compile(r"(?:s|x|z|ch|sh)$")
_CONSONANT_Y = re.compile(r"[^aeiou]y$")
_PORTUGUESE = (
    (re.compile(r"ão$"), ("ões", "ães", "ãos")),
    (re.compile(r"([aou])l$"), (r"\1is",)),
    (re.compile(r"el$"), ("éis", "eis")),
    (re.compile(r"il$"), ("is", "eis")),
    (re.compile(r"m$"), ("ns",)),
    (re.compile(r"ês$"), ("eses",)),
    (re.compile(r"([rz])$"), (r"\1es",)),
    (re.compile(r"([aeiouáéíóúâêôãõ])$"), (r"\1s",)),
)
_LINK_WORDS = "a à ao as às com da das de do dos e em na nas no nos o os para por"
_LINKS = frozenset(re.findall(r"\w+", _LINK_WORDS))
_MOST = 12


def plurals(phrase: str, language: str) -> tuple[str, ...]:
    """What a phrase may be in the plural; nothing where it is not Latin or has an ending already.

    >>> plurals("home price", "en"), plurals("subsidy", "en"), plurals("exportação", "pt")
    (('home prices',), ('subsidies',), ('exportações', 'exportaçães', 'exportaçãos'))
    >>> plurals("conta bancária", "pt"), plurals("楼价", "zh")
    (('conta bancárias', 'contas bancárias'), ())
    """
    if language == "en":
        return tuple(_english(phrase))
    return tuple(_portuguese(phrase))[:_MOST] if language == "pt" else ()


def _english(phrase: str) -> Iterator[str]:
    if not phrase[-1].isascii() or not phrase[-1].isalpha() or phrase.endswith("s"):
        return
    if _SIBILANT.search(phrase):
        yield phrase + "es"
    elif _CONSONANT_Y.search(phrase):
        yield phrase[:-1] + "ies"
    else:
        yield phrase + "s"


def _portuguese(phrase: str) -> Iterator[str]:
    *before, last = phrase.split(" ")
    lasts = list(_plural(last))
    for end in lasts:
        yield " ".join((*before, end))
    if not before:
        return
    many = [word if word in _LINKS else next(_plural(word), word) for word in before]
    yield " ".join((*many, lasts[0] if lasts else last))
    if any(word in _LINKS for word in before):
        link = next(at for at, word in enumerate(before) if word in _LINKS)
        yield " ".join((*many[:link], *before[link:], last))


def _plural(word: str) -> Iterator[str]:
    if word in _LINKS:
        return
    for ending, others in _PORTUGUESE:
        if ending.search(word):
            yield from (ending.sub(other, word) for other in others)
            return
