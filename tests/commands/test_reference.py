"""The reference page of the command line."""

from collections.abc import Iterator
from pathlib import Path

import click

from detente.cli import cli
from detente.commands.helping import ExampleCommand, ExampleGroup
from detente.commands.reference import command_reference

PAGE = Path(__file__).parents[2] / "docs" / "reference" / "cli.md"


def test_the_page_is_what_the_commands_say() -> None:
    """After a change: ``python -m detente.commands.reference > docs/reference/cli.md``."""
    assert PAGE.read_text(encoding="utf-8") == command_reference()


def every_command(group: click.Group = cli, path: str = "detente") -> Iterator[tuple[str, click.Command]]:
    """Yield each command with what is typed for it, those in groups too."""
    for name, command in group.commands.items():
        yield f"{path} {name}", command
        if isinstance(command, click.Group):
            yield from every_command(command, f"{path} {name}")


def test_every_command_and_option_is_explained() -> None:
    """Each command has examples and a page section, each option a help text."""
    page = command_reference()
    for typed, command in every_command():
        assert isinstance(command, ExampleCommand | ExampleGroup)
        assert command.examples
        assert f"# {typed}\n" in page
        assert all(p.help for p in command.params if isinstance(p, click.Option))
