"""The news agencies (`wires.yaml`), by the names under which papers credit them."""

from functools import cache
from pathlib import Path

from pydantic import Field

from crawlers.taxonomy.reading import Part, check_once, nodes, rows_of

_FILE = Path(__file__).parent / "wires.yaml"


class Wire(Part):
    """A news agency, and the names under which papers credit it."""

    id: str = Field(pattern=r"^[a-z][a-z_]*$")
    name: str
    names: tuple[str, ...] = Field(min_length=1)


@cache
def load_wires(path: Path = _FILE) -> tuple[Wire, ...]:
    """The news agencies in the order of the file.

    Raises:
        TaxonomyError: the file, the node and what is wrong with it.
    """
    wires = nodes(path, rows_of(path, "news agencies"), Wire)
    check_once(path, [wire.id for wire in wires])
    return wires
