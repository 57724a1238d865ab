"""The topics (`topics/*.yaml`): the top level of the IPTC Media Topics
(https://cv.iptc.org/newscodes/mediatopic/), a file each, and below it the beats of the region.

    - id: sport
      qcode: "15000000"
      name: {en: Sport, zh: 體育, pt: Desporto}
      without: [video game]               no text with these words is about it
      examples: [A headline it must be found in]
      phrases:
        en:
          2: [penalty shoot-out]          alone enough for the topic
          1: [goalkeeper]
          0.5:
          - coach
          - {text: squad, with: [team], without: [firing squad]}
          - {texts: [bat, bowl], with: [cricket]}

Latin phrases match whole words in any case, in the singular as in the plural; Chinese ones match
both scripts. Where phrases of any topics overlap in a text, the longest counts alone. A Chinese
phrase may be a single character: it counts in headlines without a body alone.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import Annotated, Any, Literal

import yaml
from pydantic import (
    AfterValidator,
    BeforeValidator,
    Field,
    TypeAdapter,
    ValidationError,
    model_validator,
)

from crawlers.taxonomy.reading import (
    Part,
    TaxonomyError,
    check_tree,
    nodes,
    one_line,
    rows_of,
    sentence,
)

_FOLDER = Path(__file__).parent / "topics"
_CHINESE = re.compile("[\u3400-\u9fff\uf900-\ufaff]")
LEARNED = Path(__file__).parent / "learned.yaml"
"""Where phrases are kept that labelled texts taught, once a person has looked them over."""

Language = Literal["en", "zh", "pt"]
LANGUAGES: tuple[Language, ...] = ("en", "zh", "pt")
Words = tuple[Annotated[str, Field(min_length=1)], ...]


class Company(Part):
    """Which other words a text must hold, or must not."""

    with_: Words = Field(default=(), alias="with")
    """At least one of these, where any are given."""
    without: Words = ()
    """None of these."""


def _telling(text: str) -> str:
    if len(text) > 1 or _CHINESE.match(text):
        return text
    raise ValueError("is too short: only a Chinese character may be a phrase by itself")


class Phrase(Company):
    """Words that speak for a topic."""

    text: Annotated[str, AfterValidator(_telling)]
    weight: float = Field(gt=0, le=10)
    """What one occurrence in the body adds to the topic's score."""
    unless: Words = ()
    """Longer words that hold the phrase and mean something else."""


class Names(Part):
    """A topic's name for people."""

    en: str
    zh: str
    pt: str


def _flat(value: Any) -> Any:
    """Phrases by their weight, as a list in which each phrase has its own."""
    if not isinstance(value, Mapping):
        raise ValueError("is not a mapping of weights to lists of phrases")
    return [
        {**phrase, "weight": weight}
        for weight, phrases in value.items()
        for one in phrases or ()
        for phrase in _each(one)
    ]


def _each(told: Any) -> Iterator[dict[str, Any]]:
    """A phrase that is told by its text, as a mapping, or with others in the same company."""
    if not isinstance(told, Mapping):
        yield {"text": told}
    elif isinstance(texts := told.get("texts"), list):
        company = {key: value for key, value in told.items() if key != "texts"}
        yield from ({"text": text, **company} for text in texts)
    else:
        yield dict(told)


Phrases = Annotated[tuple[Phrase, ...], BeforeValidator(_flat)]


class Topic(Company):
    """A node of the taxonomy: a top-level subject with its qcode, or a beat with its parent."""

    id: str = Field(pattern=r"^[a-z][a-z_]*$")
    qcode: str | None = Field(default=None, pattern=r"^\d{8}$")
    """IPTC Media Topics code, without `medtop:`; None for a beat."""
    parent: str | None = None
    name: Names
    examples: tuple[str, ...] = ()
    """Headlines in which it must be found."""
    phrases: dict[Language, Phrases]

    @model_validator(mode="after")
    def _subject_or_beat(self) -> "Topic":
        if (self.qcode is None) == (self.parent is None):
            raise ValueError("has either a qcode (a top-level subject) or a parent (a beat)")
        return self

    @property
    def all_phrases(self) -> tuple[Phrase, ...]:
        """The phrases of every language."""
        return tuple(phrase for phrases in self.phrases.values() for phrase in phrases)

    def with_phrases(self, more: Mapping[str, Sequence[Phrase]]) -> "Topic":
        """The topic with more phrases, by language, behind those it has."""
        phrases = {
            language: (*self.phrases.get(language, ()), *more.get(language, ()))
            for language in LANGUAGES
        }
        return self.model_copy(update={"phrases": phrases})


@cache
def load_topics(folder: Path = _FOLDER, learned: Path | None = LEARNED) -> tuple[Topic, ...]:
    """The subjects in the order of their qcodes, each followed by its beats; with the phrases of
    the file `learned`, where there is one.

    Raises:
        TaxonomyError: the file, the node and what is wrong with it.
    """
    files = sorted(folder.glob("*.yaml"))
    if not files:
        raise TaxonomyError(f"{folder}: holds no topics, a YAML file for each subject")
    read = [nodes(path, rows_of(path, "topics"), Topic) for path in files]
    read.sort(key=lambda topics: topics[0].qcode or "" if topics else "")
    topics = tuple(topic for some in read for topic in some)
    check_tree(folder, topics)
    return with_learned(topics, learned) if learned and learned.exists() else topics


def with_learned(topics: Sequence[Topic], path: Path) -> tuple[Topic, ...]:
    """The topics with the phrases of a file: by topic and language as in `topics/`."""
    known = {topic.id for topic in topics}
    found = learned_of(path)
    if unknown := found.keys() - known:
        raise TaxonomyError(f"{path}: there is no topic '{min(unknown)}'")
    return tuple(topic.with_phrases(found.get(topic.id, {})) for topic in topics)


def learned_of(path: Path) -> dict[str, dict[str, tuple[Phrase, ...]]]:
    """The phrases of a file of learned ones, by topic and language."""
    try:
        told = yaml.safe_load(path.read_text(encoding="utf-8"))
        found: dict[str, dict[str, tuple[Phrase, ...]]] = _LEARNED.validate_python(told or {})
        return found
    except (OSError, UnicodeDecodeError, yaml.YAMLError) as error:
        raise TaxonomyError(f"{path}: cannot be read as YAML: {one_line(error)}") from error
    except ValidationError as error:
        raise TaxonomyError(f"{path}: {sentence('', error)}") from error


_LEARNED: TypeAdapter[Any] = TypeAdapter(dict[str, dict[Language, Phrases]])
