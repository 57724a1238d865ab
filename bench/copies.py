"""Copies of known texts, as papers make them of one another's: cut, edited, converted, wrapped.

Every copy is made by the dice of a fixed seed, from the gold texts of a directory and, for what
wraps them, from the lines of their own pages that are not of the article.
"""

import random
import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from opencc import OpenCC

from bench.gold import Gold, shingles
from crawlers.clean.decode import decode
from crawlers.clean.markup import Markup, lines_of

_SENTENCE = re.compile(r"[^.。!！?？\n]+[.。!！?？\n]*[”」』\"]?")
_EDITED = 0.25
_WRAPPING = 14
"""Lines of another site's page above and below a wrapped text."""
Pages = Sequence[Gold]
_HAN = re.compile(r"[\u3400-\u9fff]")


@dataclass(frozen=True)
class Copy:
    """A text made of another."""

    of: str
    """The id of the page whose text it is."""
    kind: str
    text: str


def copies(pages: Sequence[Gold]) -> Iterator[Copy]:
    """Each kind of copy of each text that can be made."""
    wrappings = [_wrapping(page) for page in pages]
    for number, page in enumerate(pages):
        dice = random.Random(f"{page.id} 4")
        other = dice.choice([w for n, w in enumerate(wrappings) if n != number and w])
        for kind, make in _KINDS.items():
            text = make(page.body or "", dice, other, pages)
            if text:
                yield Copy(page.id, kind, text)


def _cut(text: str, dice: random.Random, other: list[str], pages: Pages) -> str | None:
    """The first third of the sentences."""
    sentences = _SENTENCE.findall(text)
    return "".join(sentences[: max(1, round(len(sentences) / 3))])


def _edited(text: str, dice: random.Random, other: list[str], pages: Pages) -> str | None:
    """A quarter of the sentences rewritten: shortened, words put elsewhere, or from elsewhere."""
    sentences = _SENTENCE.findall(text)
    for number in dice.sample(range(len(sentences)), round(len(sentences) * _EDITED)):
        old = sentences[number]
        strange = dice.choice(_SENTENCE.findall(dice.choice(pages).body or "") or [""])
        sentences[number] = dice.choice([old[len(old) // 2 :], _shuffled(old, dice), strange])
    return "".join(sentences)


def _shuffled(sentence: str, dice: random.Random) -> str:
    words = list(sentence) if _HAN.search(sentence) else sentence.split()
    dice.shuffle(words)
    return ("" if _HAN.search(sentence) else " ").join(words) + " "


def _converted(text: str, dice: random.Random, other: list[str], pages: Pages) -> str | None:
    """In the other Chinese script."""
    if len(_HAN.findall(text)) * 2 < len(text):
        return None
    simple = str(OpenCC("t2s").convert(text))
    return simple if simple != text else str(OpenCC("s2hk").convert(text))


def _wrapped(text: str, dice: random.Random, other: list[str], pages: Pages) -> str | None:
    """Within lines of another site's page."""
    half = len(other) // 2
    return "\n".join([*other[:half][:_WRAPPING], text, *other[half:][:_WRAPPING]])


def _cut_converted(text: str, dice: random.Random, other: list[str], pages: Pages) -> str | None:
    return _converted(_cut(text, dice, other, pages) or "", dice, other, pages)


def _edited_wrapped(text: str, dice: random.Random, other: list[str], pages: Pages) -> str | None:
    return _wrapped(_edited(text, dice, other, pages) or "", dice, other, pages)


_KINDS: dict[str, Callable[[str, random.Random, list[str], Pages], str | None]] = {
    "cut": _cut,
    "edited": _edited,
    "converted": _converted,
    "wrapped": _wrapped,
    "cut, converted": _cut_converted,
    "edited, wrapped": _edited_wrapped,
}


def _wrapping(page: Gold) -> list[str]:
    """The lines of a page that are not of its article."""
    own = shingles(page.body or "")
    lines = lines_of(Markup(decode(page.html), page.url).tree)
    return [line for line in lines if not (shingles(line) & own)]
