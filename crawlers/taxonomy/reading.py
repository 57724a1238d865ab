"""Reading a file of the taxonomy: nodes with parents, each mistake told in one sentence."""

from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import Any, Protocol, TypeVar

import yaml
from pydantic import BaseModel, ConfigDict, ValidationError


class TaxonomyError(ValueError):
    """A taxonomy file that cannot be used: one sentence with the file, the node and the mistake."""


class Part(BaseModel):
    """What every part of a taxonomy is: frozen, and without keys nobody knows."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class Node(Protocol):
    """What may stand below another."""

    @property
    def id(self) -> str: ...
    @property
    def parent(self) -> str | None: ...


Kind = TypeVar("Kind", bound=BaseModel)


def read_yaml(path: Path) -> Any:
    """What the YAML file holds, read by libyaml: the lists of names are long."""
    try:
        return yaml.load(path.read_text(encoding="utf-8"), Loader=yaml.CSafeLoader)
    except (OSError, UnicodeDecodeError, yaml.YAMLError) as error:
        raise TaxonomyError(f"{path}: cannot be read as YAML: {one_line(error)}") from error


def rows_of(path: Path, what: str) -> list[Any]:
    """The list that the YAML file holds."""
    rows = read_yaml(path)
    if not isinstance(rows, list):
        raise TaxonomyError(f"{path}: is not a list of {what}; each starts with '- id:'")
    return rows


def nodes(path: Path, rows: Sequence[Any], kind: type[Kind]) -> tuple[Kind, ...]:
    """Each row as a `kind`."""
    found = []
    for number, row in enumerate(rows, 1):
        try:
            found.append(kind.model_validate(row))
        except ValidationError as error:
            label = row.get("id") if isinstance(row, dict) else None
            raise TaxonomyError(f"{path}: {sentence(label or f'node {number}', error)}") from error
    return tuple(found)


def sentence(label: str, error: ValidationError) -> str:
    """What pydantic says first, with the node and the key."""
    problem = error.errors()[0]
    key = ".".join(str(part) for part in problem["loc"])
    message = problem["msg"].removeprefix("Value error, ")
    return ": ".join(part for part in (label, key, message) if part)


def check_tree(path: Path, found: Sequence[Node]) -> None:
    """Every id once, every parent among them, nobody its own ancestor."""
    parents = {node.id: node.parent for node in found}
    check_once(path, [node.id for node in found])
    for name, parent in parents.items():
        if parent is not None and parent not in parents:
            raise TaxonomyError(f"{path}: {name}: its parent '{parent}' is not in the file")
        _check_loop(path, name, parents)


def check_once(path: Path, names: Sequence[str]) -> None:
    """Every name once."""
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


def one_line(error: Exception) -> str:
    """What an error says, without line breaks."""
    return " ".join(str(error).split())
