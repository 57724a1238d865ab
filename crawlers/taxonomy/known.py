"""The organisations (`organisations.yaml`) and people (`people.yaml`) that are known by name."""

from functools import cache
from pathlib import Path
from typing import Literal

from pydantic import Field

from crawlers.taxonomy.reading import Part, check_once, nodes, rows_of

_FOLDER = Path(__file__).parent


class Known(Part):
    """An organisation or a person with the names it has in any language."""

    id: str = Field(min_length=1)
    """The name it is shown and kept by; one of its names, unless `local` or `short` holds it."""
    names: tuple[str, ...] = ()
    local: tuple[str, ...] = ()
    """Names shared with others elsewhere, which count in a text about the place `of`."""
    short: tuple[str, ...] = ()
    """Names that count in a text that also holds one of `names`."""
    unless: tuple[str, ...] = ()
    """Longer words that hold one of the names and mean something else."""
    of: str | None = None
    """The place it belongs to: an id of `places.csv`."""

    @property
    def sure(self) -> tuple[str, ...]:
        """The names that count wherever they stand, each once."""
        unsure = {*self.local, *self.short}
        return tuple(dict.fromkeys(name for name in (self.id, *self.names) if name not in unsure))


@cache
def load_known(
    kind: Literal["organisations", "people"], folder: Path = _FOLDER
) -> tuple[Known, ...]:
    """The organisations or the people in the order of their file.

    Raises:
        TaxonomyError: the file, the node and what is wrong with it.
    """
    path = folder / f"{kind}.yaml"
    known = nodes(path, rows_of(path, kind), Known)
    check_once(path, [one.id for one in known])
    return known
