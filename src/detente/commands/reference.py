"""The reference page of the command line, made from the commands themselves.

``python -m detente.commands.reference > docs/reference/cli.md`` writes it; a test compares.
"""

from __future__ import annotations

import inspect
from collections.abc import Iterator

import click

from detente.cli import cli
from detente.commands.helping import ExampleCommand, ExampleGroup

__all__ = ["command_reference"]

INTRODUCTION = """\
# The command line

<!-- Made from the commands by `python -m detente.commands.reference`; change those, not this page. -->
"""
EXIT_CODES = """\
## Exit codes

| code | meaning |
|---|---|
| 0 | fine |
| 1 | problems in the dossier, or a run that cannot be made or written |
| 2 | wrong usage, or the name of a case, reading or issue that does not exist |
| 3 | an error of detente itself; `DETENTE_DEBUG=1` shows where |
| 130 | interrupted; nothing was written |
| 141 | nobody reads the output any more |

## Environment

| variable | meaning |
|---|---|
| `NO_COLOR` | no colours in a terminal |
| `COLUMNS` | width of the terminal, if it is not to be asked |
| `DETENTE_DEBUG` | `1` shows the traceback of an error of detente itself |
| `NUMBA_CACHE_DIR` | folder for compiled kernels; by default beside the package or in the user's cache |
"""


def command_reference(group: ExampleGroup = cli) -> str:
    """Return the page as Markdown: every command with its examples, arguments and options."""
    context = click.Context(group, info_name="detente", **group.context_settings)
    parts = [INTRODUCTION, *_about(group, context)]
    return "\n".join([*parts, *_commands(group, context, 2), EXIT_CODES])


def _commands(group: ExampleGroup, context: click.Context, level: int) -> Iterator[str]:
    """Yield every command of a group, and below a group the commands in it."""
    for name in group.list_commands(context):
        command = group.get_command(context, name)
        assert isinstance(command, ExampleCommand | ExampleGroup)
        inner = click.Context(command, context, name, **cli.context_settings)
        yield f"{'#' * level} {inner.command_path}\n"
        yield from _about(command, inner)
        if isinstance(command, ExampleGroup):
            yield from _commands(command, inner, level + 1)


def _about(command: ExampleCommand | ExampleGroup, context: click.Context) -> Iterator[str]:
    usage = " ".join(command.collect_usage_pieces(context))
    yield f"```text\n{context.command_path} {usage}\n```\n"
    if command.examples:
        width = max(len(typed) for typed, _ in command.examples)
        lines = (f"{typed:<{width}}  # {does}" for typed, does in command.examples)
        yield "```sh\n{}\n```\n".format("\n".join(lines))
    yield inspect.cleandoc(command.help or "") + "\n"
    rows = [row for parameter in command.params if (row := _row(parameter))]
    # Click keeps the help option of whichever context asked for it first, so it is written here.
    names = ", ".join(f"`{name}`" for name in context.help_option_names)
    rows.append(f"| {names} | Show this message and exit. |")
    if rows:
        yield "| option | meaning |\n|---|---|\n{}\n".format("\n".join(rows))


def _row(parameter: click.Parameter) -> str | None:
    if not isinstance(parameter, click.Option):
        return None
    typed = ", ".join(f"`{name}`" for name in (*parameter.opts, *parameter.secondary_opts))
    if parameter.metavar:
        typed += f" {parameter.metavar}"
    default = f" Default: {parameter.default}." if parameter.show_default else ""
    return f"| {typed} | {parameter.help}{default} |"


if __name__ == "__main__":
    click.echo(command_reference(), nl=False)
