"""The reference page of the command line."""

from pathlib import Path

import click

from detente.cli import cli
from detente.commands.helping import ExampleCommand
from detente.commands.reference import command_reference

PAGE = Path(__file__).parents[2] / "docs" / "reference" / "cli.md"


def test_the_page_is_what_the_commands_say() -> None:
    """After a change: ``python -m detente.commands.reference > docs/reference/cli.md``."""
    assert PAGE.read_text(encoding="utf-8") == command_reference()


def test_every_command_and_option_is_explained() -> None:
    """Each command has examples and a page section, each option a help text."""
    page = command_reference()
    for name, command in cli.commands.items():
        assert isinstance(command, ExampleCommand)
        assert command.examples
        assert f"## detente {name}\n" in page
        assert all(p.help for p in command.params if isinstance(p, click.Option))
