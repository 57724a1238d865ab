"""Every command is documented: help, an example, and its place in docs/commands.md."""

from collections.abc import Iterator
from typing import Any

import pytest
from typer.main import get_command
from typer.testing import CliRunner

from crawlers.settings import ROOT
from newsdelta.command import app

DOCS = (ROOT / "docs" / "commands.md").read_text(encoding="utf-8")


def commands(group: Any, path: tuple[str, ...] = ()) -> Iterator[tuple[str, Any]]:
    """Every command below `group` with the words a person types."""
    for name, command in group.commands.items():
        words = (*path, name)
        if hasattr(command, "commands"):
            if command.invoke_without_command:
                yield " ".join(words), command
            yield from commands(command, words)
        else:
            yield " ".join(words), command


ALL = dict(commands(get_command(app)))


def test_the_commands_are_those_the_readme_promises() -> None:
    promised = {"up", "run", "import", "coverage", "search", "sources", "sources check", "extract"}
    promised |= {"airflow", "db dictionary", "db migrate", "db shell"}
    promised |= {"sources accept", "sources learn", "sources probe", "sources record"}
    promised |= {"topics", "topics explain", "topics check", "topics label", "topics train"}
    promised |= {"topics retag", "briefing", "retention"}
    assert promised == set(ALL)


@pytest.mark.parametrize("words", ALL)
def test_a_command_has_help_and_an_example(words: str) -> None:
    command = ALL[words]
    assert command.help, f"newsdelta {words}: write a docstring"
    assert f"newsdelta {words}" in (command.epilog or ""), "its example shows another command"
    for parameter in command.params:
        if parameter.param_type_name == "option" and parameter.name != "help":
            assert parameter.help, f"newsdelta {words}: --{parameter.name} has no help"


@pytest.mark.parametrize("words", ALL)
def test_help_can_be_asked_for(words: str) -> None:
    answer = CliRunner().invoke(app, [*words.split(), "--help"])
    assert answer.exit_code == 0
    assert "Example" in answer.output


@pytest.mark.parametrize("words", ALL)
def test_a_command_stands_in_the_docs_with_all_its_options(words: str) -> None:
    _, heading, section = DOCS.partition(f"\n## newsdelta {words}\n")
    assert heading, f"docs/commands.md: write a section '## newsdelta {words}'"
    section = section.partition("\n## ")[0]
    for parameter in ALL[words].params:
        for option in parameter.opts:
            if option.startswith("--") and option != "--help":
                assert option in section, f"docs/commands.md: {words}: say what {option} does"
