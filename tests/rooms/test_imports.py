"""The rooms keep to DESIGN's one direction of imports."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
STEPS = ("crawl", "dedupe", "clean", "drift", "load", "stories", "briefing")
SHARED = ("model", "held", "url", "chinese", "revisits", "sources", "taxonomy", "batch", "database")
ONLY_IN = {
    "scrapy": ("crawlers/crawl",),
    "twisted": ("crawlers/crawl",),
    "psycopg2": ("crawlers/database",),
    "airflow": ("dags", "plugins"),
}
PROGRAM = [
    path
    for room in ("crawlers", "dags", "plugins", "newsstand", "newsdelta")
    for path in sorted((ROOT / room).rglob("*.py"))
]


def imports(path: Path) -> Iterator[str]:
    """Dotted names of the modules a file imports, wherever in it."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            assert node.level == 0, f"{path}: write imports in full"
            yield node.module
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


def room(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


@pytest.mark.parametrize("path", PROGRAM, ids=room)
def test_a_library_is_imported_only_in_its_room(path: Path) -> None:
    for name in imports(path):
        allowed = ONLY_IN.get(name.partition(".")[0])
        assert allowed is None or room(path).startswith(allowed), f"{name} in {room(path)}"


@pytest.mark.parametrize("step", STEPS)
def test_a_step_knows_only_the_shared_rooms(step: str) -> None:
    for path in (ROOT / "crawlers" / step).rglob("*.py"):
        for name in imports(path):
            if name.startswith("crawlers."):
                part = name.split(".")[1]
                assert part in (*SHARED, step), f"{room(path)} imports {name}"


def test_nothing_below_crawlers_looks_up() -> None:
    above = ("dags", "plugins", "newsstand", "newsdelta")
    for path in (ROOT / "crawlers").rglob("*.py"):
        for name in imports(path):
            assert name.partition(".")[0] not in above, f"{room(path)} imports {name}"


@pytest.mark.parametrize("part", SHARED)
def test_the_shared_rooms_know_no_step(part: str) -> None:
    place = ROOT / "crawlers" / part
    files = place.rglob("*.py") if place.is_dir() else [place.with_suffix(".py")]
    for path in files:
        for name in imports(path):
            assert not name.startswith(tuple(f"crawlers.{step}" for step in STEPS)), (
                f"{room(path)} imports {name}"
            )


@pytest.mark.parametrize("path", PROGRAM, ids=room)
def test_no_sql_stands_in_python(path: Path) -> None:
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Constant) and isinstance(node.value, str):
            words = node.value.lower().split()
            assert not (
                words[:1] in (["select"], ["insert"], ["update"], ["delete"])
                and ({"from", "into", "set"} & set(words))
                and len(words) > 3
            ), f"{room(path)}:{node.lineno}: {node.value[:60]}"


@pytest.mark.parametrize("path", PROGRAM, ids=room)
def test_a_module_says_what_it_is_for(path: Path) -> None:
    assert ast.get_docstring(ast.parse(path.read_text(encoding="utf-8"))), f"{room(path)} is silent"
    assert path.stem not in ("utils", "helpers", "common", "base", "manager")
