"""The gazetteer (`places.csv`): the places of the region, each with its names in four spellings."""

import csv
from functools import cache
from pathlib import Path
from typing import Annotated, Any

from pydantic import BeforeValidator, Field

from crawlers.taxonomy.reading import Part, TaxonomyError, check_tree, nodes, one_line

_FILE = Path(__file__).parent / "places.csv"


def _split(value: Any) -> Any:
    parts = value.split("|") if isinstance(value, str) else value
    return tuple(part.strip() for part in parts if part.strip())


Spellings = Annotated[tuple[str, ...], BeforeValidator(_split)]


class Place(Part):
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


@cache
def load_places(path: Path = _FILE) -> tuple[Place, ...]:
    """The places in the order of the file.

    Raises:
        TaxonomyError: the file, the node and what is wrong with it.
    """
    try:
        with path.open(encoding="utf-8", newline="") as lines:
            rows = list(csv.DictReader(lines))
    except (OSError, UnicodeDecodeError, csv.Error) as error:
        raise TaxonomyError(f"{path}: cannot be read as CSV: {one_line(error)}") from error
    places = nodes(path, rows, Place)
    check_tree(path, places)
    return places
