"""Options and arguments that several commands share."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar

import click
from click.shell_completion import CompletionItem

from detente.cases import case_names

__all__ = [
    "MAX_DRAWS",
    "as_json_option",
    "case_argument",
    "complete_case",
    "parts_of",
    "plot_option",
    "policy_option",
    "reading_option",
    "seed_option",
    "steps_option",
    "workers_option",
]

Command = TypeVar("Command", bound=Callable[..., Any])

MAX_DRAWS = 100_000


def complete_case(_ctx: click.Context, _param: click.Parameter, typed: str) -> list[CompletionItem]:
    """Complete the name of a shipped case, else a file."""
    names = [CompletionItem(name) for name in case_names() if name.startswith(typed)]
    return names or [CompletionItem(typed, type="file")]


case_argument = click.argument("case", metavar="CASE_OR_PATH", shell_complete=complete_case)
reading_option = click.option(
    "--reading", metavar="KEY", help="Run or show the case as this reading changes it."
)
seed_option = click.option(
    "--seed",
    type=click.IntRange(0),
    default=0,
    show_default=True,
    metavar="S",
    help="Where the draws start, 0 or more. The same seed gives the same result on any machine.",
)
workers_option = click.option(
    "--workers",
    type=click.IntRange(1, 1024),
    metavar="N",
    help="Threads; all cores if not given. The result does not depend on it.",
)


def plot_option(shows: str, name: str = "--plot") -> Callable[[Command], Command]:
    """Return an option for a picture."""
    return click.option(
        name,
        type=click.Path(path_type=Path, dir_okay=False),
        metavar="FILE",
        help=f"Draw {shows}: .png, .svg, .pdf, .html or .json. Needs detente[plots].",
    )


policy_option = click.option(
    "--policy",
    "policies",
    metavar="KIND[:by=PARTY,size=POINTS,from=DATE,for=STEPS,...]",
    multiple=True,
    help="What the principals do: none, gesture, restraint, cbm, ramp-up, reset, grit, loudspeaker, quiet, "
    "acknowledge or inconsistent. May be repeated.",
)
as_json_option = click.option(
    "--json", "as_json", is_flag=True, help="Print everything as JSON and nothing else."
)
steps_option = click.option(
    "--steps",
    type=click.IntRange(1, 10_000),
    metavar="N",
    help="Into how many steps an issue over a range of real numbers is cut, in files of other programs.",
)


def parts_of(words: tuple[str, ...]) -> tuple[str, ...]:
    """Split what is separated by commas."""
    return tuple(part.strip() for word in words for part in word.split(",") if part.strip())
