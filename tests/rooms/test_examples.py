"""The examples in docstrings are true."""

import doctest
import importlib
from pathlib import Path

import pytest

from crawlers.settings import ROOT

WITH_EXAMPLES = [
    path
    for room in ("crawlers", "newsdelta", "newsstand")
    for path in sorted((ROOT / room).rglob("*.py"))
    if ">>>" in path.read_text(encoding="utf-8")
]


def name_of(path: Path) -> str:
    parts = path.relative_to(ROOT).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


@pytest.mark.parametrize("path", WITH_EXAMPLES, ids=name_of)
def test_a_modules_examples_hold(path: Path) -> None:
    failed, tried = doctest.testmod(importlib.import_module(name_of(path)))
    assert tried
    assert not failed
