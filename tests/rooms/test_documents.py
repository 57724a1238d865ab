"""The documents tell what is there: views, make targets, settings."""

import re
from pathlib import Path

import pytest

from crawlers.settings import ROOT, Settings

README = (ROOT / "README.md").read_text(encoding="utf-8")
COMMANDS = (ROOT / "docs" / "commands.md").read_text(encoding="utf-8")
DECISIONS = (ROOT / "docs" / "decisions.md").read_text(encoding="utf-8").lower()


@pytest.mark.parametrize("path", sorted((ROOT / "sql" / "views").glob("*.sql")), ids=str)
def test_a_view_says_its_purpose_and_grain_and_stands_in_the_readme(path: Path) -> None:
    head = path.read_text(encoding="utf-8").split("create ")[0]
    assert "-- Purpose:" in head, f"{path.name}: say what it is for"
    assert "-- Grain:" in head, f"{path.name}: say what one row is"
    assert f"`{path.stem}`" in README, f"README.md: say what {path.stem} answers"


@pytest.mark.parametrize("name", Settings.model_fields)
def test_a_setting_stands_in_the_commands_page(name: str) -> None:
    assert f"`NEWSDELTA_{name.upper()}`" in COMMANDS


def test_every_picture_and_page_the_readme_names_is_there() -> None:
    for target in re.findall(r"\]\(([^)#:]+)\)", README):
        assert (ROOT / target).exists(), f"README.md leads to {target}, which is not there"


def test_every_dependency_earned_its_place() -> None:
    text = (ROOT / "pyproject.toml").read_text(encoding="utf-8")
    block = re.search(r"^dependencies = \[(.*?)^\]", text, re.DOTALL | re.MULTILINE)
    assert block is not None
    for name in re.findall(r'^ +"([A-Za-z0-9-]+)', block.group(1), re.MULTILINE):
        assert name.lower() in DECISIONS, f"docs/decisions.md: say why {name} is there"
