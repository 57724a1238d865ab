"""Words with capitals in a row, in which Latin-script names stand."""

import re
from collections.abc import Iterator
from functools import cache
from typing import Literal, NamedTuple

from crawlers.taxonomy import LatinNaming, load_latin

Language = Literal["en", "pt"]

_CAPITAL = "A-Z\u00c0-\u00d6\u00d8-\u00de"
_LETTER = "A-Za-z\u00c0-\u00d6\u00d8-\u00f6\u00f8-\u00ff"
_SHORTENED = (
    *("Mr", "Mrs", "Ms", "Dr", "Dra", "Sr", "Sra", "Prof", "Rev", "Gen", "Col", "Capt", "Sgt"),
    *("Inc", "Ltd", "Ltda", "Lda", "Corp", "Co", "Jr", "St"),
)
"""Words whose full stop ends no sentence."""
_STOP = "|".join(rf"(?<=\b{word}\.)" for word in _SHORTENED)
_REST = (
    rf"(?:\.(?:-?[{_CAPITAL}]\.){{0,3}}"
    rf"|[{_LETTER}0-9'\u2019&-]{{0,29}}(?:\.(?:{_STOP}))?)"
)
"""What follows the first letter of a word: further initials, or letters and perhaps a full stop."""
_WORD = rf"(?:[{_CAPITAL}]{_REST}|[{_LETTER}]'[{_CAPITAL}][{_LETTER}]{{1,20}})"
_JOINTS = {
    "en": r"(?:of|for) (?:the )?|and |& |de |da |do |dos |van (?:de[rn]? )?|von (?:der )?|bin |al |"
    r"del |di |la |le ",
    "pt": r"d[aeo]s? (?:[ao]s? )?|para (?:[ao]s? )?|e |& |van |von |del |di |la |le |of (?:the )?|"
    r"and ",
}
_PARTICLES = frozenset(
    ("de", "da", "do", "dos", "das", "van", "von", "der", "bin", "al", "del", "di", "la", "le")
)
_POSSESSIVE = ("'s", "\u2019s")
_RUN = 14
"""Words at the most."""


class Word(NamedTuple):
    """A word with a capital."""

    text: str
    """Without a possessive."""
    start: int
    end: int
    joint: str
    """The words between it and the one before it; empty where there are none, `'s` behind a
    possessive."""

    @property
    def adjoins(self) -> bool:
        """Whether it stands right behind the word before it, a particle of names aside."""
        return not self.joint or self.joint.split(" ")[0] in _PARTICLES


@cache
def _pattern(language: Language) -> re.Pattern[str]:
    joint = _JOINTS[language]
    return re.compile(
        # The letter comes first: it is looked for faster than what must not stand before it.
        rf"[{_CAPITAL}](?<![\w@/#].)(?<![\w][.\u2019'-].){_REST}"
        rf"(?: (?:{joint})?{_WORD}){{0,{_RUN}}}(?![\w@])"
    )


def runs(text: str, language: Language) -> Iterator[list[Word]]:
    """The runs of words with capitals, with what joins them.

    >>> [[word.text for word in run] for run in runs("the Bank of China's Li Bo spoke.", "en")]
    [['Bank', 'China', 'Li', 'Bo']]
    """
    for match in _pattern(language).finditer(text):
        at = match.start()
        if " " not in match[0]:
            yield [Word(_bare(match[0]), at, match.end(), "")]
            continue
        words: list[Word] = []
        joint: list[str] = []
        owner = False
        for piece in match[0].split(" "):
            if piece == "&" or (piece[0].islower() and "'" not in piece):
                joint.append(piece)
            else:
                bare = _bare(piece)
                between = "'s" if owner and not joint else " ".join(joint)
                words.append(Word(bare, at, at + len(piece), between))
                joint, owner = [], bare != piece
            at += len(piece) + 1
        yield words


def _bare(word: str) -> str:
    """The word without a possessive."""
    if word[-2:] in _POSSESSIVE:
        return word[:-2]
    return word[:-1] if word[-1] in "'\u2019" else word


def words_of(language: Language) -> LatinNaming:
    """The word lists of a language."""
    return load_latin(language)


@cache
def never_in_people(language: Language) -> frozenset[str]:
    """Words that no person's name has."""
    words = load_latin(language)
    none = words.things | words.corporate | words.public | words.heads | words.generic
    return (none - given_names()) | words.never


@cache
def never_called(language: Language) -> frozenset[str]:
    """Words that no organisation's name begins with behind what it is."""
    words = load_latin(language)
    return words.never | words.given | words.things | words.titles | words.generic


@cache
def given_names() -> frozenset[str]:
    """First names, English and Portuguese."""
    return load_latin("en").given | load_latin("pt").given


@cache
def endings(language: Language) -> frozenset[str]:
    """Words that end the name of an organisation."""
    words = load_latin(language)
    return words.corporate | words.public
