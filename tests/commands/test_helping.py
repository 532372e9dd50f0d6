"""Help that begins with examples."""

import click
from click.testing import CliRunner

from detente.commands.helping import ExampleCommand, ExampleGroup


def helped(command: click.Command, *words: str) -> str:
    """Return the help of a command."""
    return CliRunner().invoke(command, [*words, "--help"], terminal_width=80).stdout


def test_examples_come_before_the_text() -> None:
    """What to type and what it does stand on one line, ahead of what the command is."""
    text = helped(ExampleCommand("x", help="The text.", examples=(("x one", "does one"), ("x", "asks"))))
    lines = [line.split() for line in text.splitlines()]
    first, second = ["$", "x", "one", "does", "one"], ["$", "x", "asks"]
    assert lines.index(["Examples:"]) < lines.index(first) < lines.index(second)
    assert lines.index(second) < lines.index(["The", "text."]) < lines.index(["Options:"])


def test_without_examples_there_is_no_heading() -> None:
    """Help is then as usual."""
    text = helped(ExampleCommand("x", help="The text."))
    assert "Examples" not in text
    assert text == helped(click.Command("x", help="The text."))


def test_commands_of_a_group_take_examples() -> None:
    """A group shows its own examples, and its commands theirs."""

    @click.group(cls=ExampleGroup, examples=(("g sub", "of the group"),))
    def group() -> None:
        """Say what the group is."""

    @group.command(examples=(("g sub now", "of the command"),))
    def sub() -> None:
        """Say what the command is."""

    assert isinstance(sub, ExampleCommand)
    assert "of the group" in helped(group)
    assert "of the command" not in helped(group)
    assert "of the command" in helped(group, "sub")
