"""The words by which a language tells organisations and people (`naming/`)."""

from functools import cache
from pathlib import Path
from typing import Annotated, Any, Literal, TypeVar

from pydantic import BeforeValidator, ValidationError

from crawlers.taxonomy.reading import Part, TaxonomyError, one_line, read_yaml

_FOLDER = Path(__file__).parent / "naming"


def _split(value: Any) -> Any:
    return value.split() if isinstance(value, str) else value


Words = Annotated[frozenset[str], BeforeValidator(_split)]
"""In the file one text with spaces between the words, or a list where words hold spaces."""


def _apart(value: Any) -> Any:
    return tuple("".join(value.split())) if isinstance(value, str) else value


Characters = Annotated[frozenset[str], BeforeValidator(_apart)]
"""In the file one text; spaces count for nothing."""


Kind = TypeVar("Kind", bound=Part)


class LatinNaming(Part):
    """The words of a language in Latin script; what each list is for stands in its file."""

    titles: Words
    roles: Words
    kinds: Words
    lists: Words
    corporate: Words
    public: Words
    heads: Words
    wide: Words
    generic: Words
    things: Words
    places: Words
    speaking: Words
    never: Words
    given: Words


class ChineseNaming(Part):
    """The words of Chinese; what each list is for stands in its file."""

    titles: Words
    honours: Words
    speaking: Words
    follows: Words
    starts: Words
    firms: Words
    led: Words
    bodies: Words
    generic: Words
    places: Words
    surnames: Characters
    double: Words
    never: Words
    given_never: Characters
    ends_never: Characters
    brief_never: Characters
    before_honoured: Characters
    offices: Characters
    foreign: Characters
    inside_never: Words
    first_never: Characters
    strong: Characters
    countries: Words
    goes_on: dict[str, Characters]
    romanised: Words


@cache
def load_latin(language: Literal["en", "pt"], folder: Path = _FOLDER) -> LatinNaming:
    """The words of English or Portuguese.

    Raises:
        TaxonomyError: the file and what is wrong with it.
    """
    return _read(folder / f"{language}.yaml", LatinNaming)


@cache
def load_chinese(folder: Path = _FOLDER) -> ChineseNaming:
    """The words of Chinese.

    Raises:
        TaxonomyError: the file and what is wrong with it.
    """
    return _read(folder / "zh.yaml", ChineseNaming)


def _read(path: Path, kind: type[Kind]) -> Kind:
    try:
        return kind.model_validate(read_yaml(path))
    except ValidationError as error:
        raise TaxonomyError(f"{path}: {one_line(error)}") from error
