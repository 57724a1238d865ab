"""What naming is told in: names, and where they stand."""

from enum import StrEnum
from typing import NamedTuple


class Kind(StrEnum):
    """What a name names."""

    ORGANISATION = "organisation"
    PERSON = "person"


class Name(NamedTuple):
    """An organisation or a person by the name it is kept by."""

    kind: Kind
    id: str


class Mention(NamedTuple):
    """`part[start:end]` names `name`; None where something stands that is no name."""

    start: int
    end: int
    name: Name | None


MAX_LETTERS = 80
"""Characters of the longest name that is kept."""
