"""A mistake in a source file or a setting, in one line: the key, what is wrong, what to write."""

import difflib
from collections.abc import Iterator
from typing import Any

import yaml
from pydantic import BaseModel, ValidationError

_SHOWN = 80
"""Characters of a wrong value that a message repeats."""

_PLAIN = {
    "missing": "is missing; add '{last}: …'",
    "string_type": "is not text; put it in quotes",
    "tuple_type": "is not a list; write each entry on a line of its own, after '- '",
    "model_type": "is not a group of keys; write 'key: value' lines below it",
    "bool_parsing": "is neither true nor false",
    "bool_type": "is neither true nor false",
    "float_parsing": "is not a number",
    "float_type": "is not a number",
    "int_parsing": "is not a whole number",
    "int_type": "is not a whole number",
    "int_from_float": "is not a whole number",
    "literal_error": "is not one of {expected}",
    "string_pattern_mismatch": "is not small letters, digits and '_', starting with a letter",
    "too_short": "is empty; give one entry at least",
    "greater_than": "must be more than {gt}",
    "greater_than_equal": "must be {ge} or more",
    "less_than_equal": "must be {le} or less",
    "invalid_key": "is not a key; put quotes around a key that is a number",
}
"""What pydantic's error types mean to the person who wrote the file."""


class _UniqueKeyLoader(yaml.SafeLoader):
    """YAML's safe loader, that also refuses a key written twice (YAML 1.2.2, section 3.2.1.1)."""

    def construct_mapping(self, node: yaml.MappingNode, deep: bool = False) -> dict[Any, Any]:
        names: set[str] = set()
        for key, _ in node.value:
            name = str(key.value)
            if name in names:
                raise yaml.constructor.ConstructorError(
                    None, None, f"the key '{name}' stands twice; keep one", key.start_mark
                )
            names.add(name)
        return super().construct_mapping(node, deep)


def parse_yaml(text: str) -> Any:
    """What `text` says, with plain types alone.

    Raises:
        yaml.YAMLError: when it is no YAML, or a key stands twice.
    """
    loader = _UniqueKeyLoader(text)
    try:
        return loader.get_single_data()
    finally:
        loader.dispose()


def yaml_sentence(error: Exception) -> str:
    """One line for a file that is no YAML: what stands where.

    >>> yaml_sentence(UnicodeDecodeError("utf-8", b"x", 0, 1, "invalid start byte"))
    'is not UTF-8 text; save it as UTF-8'
    """
    if isinstance(error, UnicodeDecodeError):
        return "is not UTF-8 text; save it as UTF-8"
    if isinstance(error, OSError):
        return f"cannot be read: {error.strerror}"
    mark = getattr(error, "problem_mark", None)
    problem = getattr(error, "problem", None) or str(error)
    where = f" line {mark.line + 1}, column {mark.column + 1}:" if mark else ""
    return f"cannot be read as YAML:{where} {_short(problem)}"


def sentences(error: ValidationError, model: type[BaseModel]) -> Iterator[str]:
    """One line for each mistake; a list that is empty only for a wrong entry is not told twice."""
    problems = error.errors()
    for problem in problems:
        place = problem["loc"]
        echo = problem["type"] == "too_short" and any(
            other["loc"][: len(place)] == place and other is not problem for other in problems
        )
        if not echo:
            yield sentence(problem, model)


def sentence(problem: Any, model: type[BaseModel]) -> str:
    """One line for one mistake that pydantic found.

    >>> class Cat(BaseModel):
    ...     purr: float
    >>> sentence({"loc": ("pur",), "type": "extra_forbidden", "input": 1}, Cat)
    "pur: is not a key; did you mean 'purr'?"
    >>> sentence({"loc": ("purr",), "type": "float_parsing", "input": "loud"}, Cat)
    "purr: 'loud' is not a number"
    """
    key = ".".join(str(part) for part in problem["loc"])
    if problem["type"] == "extra_forbidden":
        return f"{key}: is not a key; {_nearest(problem['loc'], model)}"
    message = problem.get("msg", "").removeprefix("Value error, ")
    if plain := _PLAIN.get(problem["type"]):
        message = plain.format(last=problem["loc"][-1], **problem.get("ctx", {}))
    given = problem["input"]
    told = isinstance(given, str | int | float) and problem["type"] != "invalid_key"
    shown = f"'{_short(str(given))}' " if told else ""
    return f"{key}: {shown}{message}" if key else message


def _nearest(location: tuple[str | int, ...], model: type[BaseModel]) -> str:
    known = _keys_beside(location, model)
    near = difflib.get_close_matches(str(location[-1]), known, n=1)
    return f"did you mean '{near[0]}'?" if near else f"the keys are {', '.join(known)}"


def _keys_beside(location: tuple[str | int, ...], model: type[BaseModel]) -> list[str]:
    part: Any = model
    for step in location[:-1]:
        if isinstance(step, int):
            continue
        annotation = part.model_fields[step].annotation
        inner = [arg for arg in getattr(annotation, "__args__", ()) if isinstance(arg, type)]
        part = inner[0] if inner else annotation
    return list(part.model_fields)


def _short(text: str) -> str:
    flat = " ".join(text.split())
    return flat if len(flat) <= _SHOWN else flat[: _SHOWN - 1] + "…"
