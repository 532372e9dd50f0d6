"""Commands whose help starts with examples."""

from __future__ import annotations

from typing import Any

import click

__all__ = ["ExampleCommand", "ExampleGroup", "Examples"]

#: What to type, and what it does.
Examples = tuple[tuple[str, str], ...]


def _write_examples(formatter: click.HelpFormatter, examples: Examples) -> None:
    if examples:
        formatter.write_paragraph()
        formatter.write_text("Examples:")
        with formatter.indentation():
            formatter.write_dl([(f"$ {typed}", does) for typed, does in examples], col_max=44)


class ExampleCommand(click.Command):
    """A command with examples, shown before anything else is explained."""

    def __init__(self, *args: Any, examples: Examples = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.examples = examples

    def format_help_text(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the examples, then the text."""
        _write_examples(formatter, self.examples)
        super().format_help_text(ctx, formatter)


class ExampleGroup(click.Group):
    """A group of commands with examples, shown before anything else is explained."""

    command_class = ExampleCommand

    def __init__(self, *args: Any, examples: Examples = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.examples = examples

    def format_help_text(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the examples, then the text."""
        _write_examples(formatter, self.examples)
        super().format_help_text(ctx, formatter)
