"""What articles are about, where, and from whom: the topics (`topics.yaml`), the gazetteer
(`places.csv`) and the news agencies (`wires.yaml`).

Topics are the top level of the IPTC Media Topics (https://cv.iptc.org/newscodes/mediatopic/) and,
below it, the beats of the region. Places are the region's, each with its names in four spellings.
"""

import csv
from collections import Counter
from collections.abc import Sequence
from functools import cache
from pathlib import Path
from typing import Annotated, Any, Literal, Protocol, TypeVar

import yaml
from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, ValidationError, model_validator

_FOLDER = Path(__file__).parent


class TaxonomyError(ValueError):
    """A taxonomy file that cannot be used: one sentence with the file, the node and the mistake."""


class _Part(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Phrase(_Part):
    """Words that speak for a topic."""

    text: str = Field(min_length=2)
    weight: float = Field(default=1.0, gt=0, le=10)
    """What one occurrence in the body adds to the topic's score."""


class Names(_Part):
    """A topic's name for people."""

    en: str
    zh: str
    pt: str


def _phrase(value: Any) -> Any:
    return {"text": value} if isinstance(value, str) else value


Phrases = tuple[Annotated[Phrase, BeforeValidator(_phrase)], ...]


class Topic(_Part):
    """A node of the taxonomy: a top-level subject with its qcode, or a beat with its parent."""

    id: str = Field(pattern=r"^[a-z][a-z_]*$")
    qcode: str | None = Field(default=None, pattern=r"^\d{8}$")
    """IPTC Media Topics code, without `medtop:`; None for a beat."""
    parent: str | None = None
    name: Names
    phrases: dict[Literal["en", "zh", "pt"], Phrases]

    @model_validator(mode="after")
    def _subject_or_beat(self) -> "Topic":
        if (self.qcode is None) == (self.parent is None):
            raise ValueError("has either a qcode (a top-level subject) or a parent (a beat)")
        return self

    @property
    def all_phrases(self) -> tuple[Phrase, ...]:
        """The phrases of every language."""
        return tuple(phrase for phrases in self.phrases.values() for phrase in phrases)


def _split(value: Any) -> Any:
    parts = value.split("|") if isinstance(value, str) else value
    return tuple(part.strip() for part in parts if part.strip())


Spellings = Annotated[tuple[str, ...], BeforeValidator(_split)]


class Place(_Part):
    """A node of the gazetteer."""

    id: str = Field(pattern=r"^[a-z][a-z0-9-]*$")
    kind: str
    en: Spellings
    """Names in English, the usual one first; so for the other spellings."""
    zh_hant: Spellings
    zh_hans: Spellings
    pt: Spellings
    parent: Annotated[str | None, BeforeValidator(lambda value: value or None)] = None
    ambiguous: Spellings = ()
    """Names that count only in a text that also names a place nearby."""
    unless: Spellings = ()
    """Longer words that hold one of the names and mean something else."""

    @property
    def names(self) -> tuple[str, ...]:
        """Every spelling, each once."""
        return tuple(dict.fromkeys((*self.en, *self.zh_hant, *self.zh_hans, *self.pt)))


class Wire(_Part):
    """A news agency, and the names under which papers credit it."""

    id: str = Field(pattern=r"^[a-z][a-z_]*$")
    name: str
    names: tuple[str, ...] = Field(min_length=1)


class _Node(Protocol):
    @property
    def id(self) -> str: ...
    @property
    def parent(self) -> str | None: ...


Node = TypeVar("Node", bound=BaseModel)


@cache
def load_topics(path: Path = _FOLDER / "topics.yaml") -> tuple[Topic, ...]:
    """The topics in the order of the file.

    Raises:
        TaxonomyError: the file, the node and what is wrong with it.
    """
    topics = _nodes(path, _rows(path, "topics"), Topic)
    _check_tree(path, topics)
    return topics


@cache
def load_places(path: Path = _FOLDER / "places.csv") -> tuple[Place, ...]:
    """The places in the order of the file.

    Raises:
        TaxonomyError: the file, the node and what is wrong with it.
    """
    try:
        with path.open(encoding="utf-8", newline="") as lines:
            rows = list(csv.DictReader(lines))
    except (OSError, UnicodeDecodeError, csv.Error) as error:
        raise TaxonomyError(f"{path}: cannot be read as CSV: {_one_line(error)}") from error
    places = _nodes(path, rows, Place)
    _check_tree(path, places)
    return places


@cache
def load_wires(path: Path = _FOLDER / "wires.yaml") -> tuple[Wire, ...]:
    """The news agencies in the order of the file.

    Raises:
        TaxonomyError: the file, the node and what is wrong with it.
    """
    wires = _nodes(path, _rows(path, "news agencies"), Wire)
    _check_once(path, [wire.id for wire in wires])
    return wires


def _rows(path: Path, what: str) -> list[Any]:
    try:
        rows = yaml.safe_load(path.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, yaml.YAMLError) as error:
        raise TaxonomyError(f"{path}: cannot be read as YAML: {_one_line(error)}") from error
    if not isinstance(rows, list):
        raise TaxonomyError(f"{path}: is not a list of {what}; each starts with '- id:'")
    return rows


def _nodes(path: Path, rows: Sequence[Any], kind: type[Node]) -> tuple[Node, ...]:
    nodes = []
    for number, row in enumerate(rows, 1):
        try:
            nodes.append(kind.model_validate(row))
        except ValidationError as error:
            label = row.get("id") if isinstance(row, dict) else None
            raise TaxonomyError(f"{path}: {_sentence(label or f'node {number}', error)}") from error
    return tuple(nodes)


def _sentence(label: str, error: ValidationError) -> str:
    problem = error.errors()[0]
    key = ".".join(str(part) for part in problem["loc"])
    message = problem["msg"].removeprefix("Value error, ")
    return f"{label}: {key}: {message}" if key else f"{label}: {message}"


def _check_tree(path: Path, nodes: Sequence[_Node]) -> None:
    parents = {node.id: node.parent for node in nodes}
    _check_once(path, [node.id for node in nodes])
    for name, parent in parents.items():
        if parent is not None and parent not in parents:
            raise TaxonomyError(f"{path}: {name}: its parent '{parent}' is not in the file")
        _check_loop(path, name, parents)


def _check_once(path: Path, names: Sequence[str]) -> None:
    twice = [name for name, times in Counter(names).items() if times > 1]
    if twice:
        raise TaxonomyError(f"{path}: {twice[0]}: is defined twice; every id stands once")


def _check_loop(path: Path, name: str, parents: dict[str, str | None]) -> None:
    seen: set[str] = set()
    above: str | None = name
    while above is not None:
        if above in seen:
            raise TaxonomyError(f"{path}: {name}: is its own ancestor; mend its 'parent'")
        seen.add(above)
        above = parents.get(above)


def _one_line(error: Exception) -> str:
    return " ".join(str(error).split())
