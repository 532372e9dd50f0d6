"""``detente runs``: what can be typed after it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar

import click

from detente.cli_options import as_json_option
from detente.commands.helping import ExampleGroup

__all__ = ["runs_group", "runs_option"]

Command = TypeVar("Command", bound=Callable[..., Any])

runs_option = click.option(
    "--runs",
    type=click.Path(path_type=Path, file_okay=False),
    metavar="DIR",
    help="The folder of the bundles, if it is not ./runs or what DETENTE_RUNS says.",
)
run_argument = click.argument("run", metavar="HASH")


@click.group(
    "runs",
    cls=ExampleGroup,
    short_help="Runs that are kept: list, show, compare, replay, remove, export.",
    examples=(
        ("detente run us-russia --keep", "keep a run"),
        ("detente runs list", "which runs are kept"),
        ("detente runs replay latest", "does the last one still come out the same?"),
    ),
)
def runs_group() -> None:
    """Look after the runs that ``detente run --keep`` has kept.

    HASH is the first digits of a run's hash, or latest: the one begun last.
    """


def told_by(command: Command) -> Command:
    """Give a command the folder of the bundles and the JSON form."""
    return runs_option(as_json_option(command))


@runs_group.command(
    "list",
    short_help="List the runs that are kept.",
    examples=(("detente runs list", "newest first, damaged ones included"),),
)
@told_by
def list_command(**typed: Any) -> None:
    """List the runs that are kept, the one begun last first, damaged ones with what is wrong."""
    from detente.commands.runs import ListRequest, list_runs

    list_runs(ListRequest(**typed))


@runs_group.command(
    "show",
    short_help="Tell what a kept run is, and how far it got.",
    examples=(("detente runs show latest", "settings, versions, blocks, files"),),
)
@run_argument
@told_by
def show_command(**typed: Any) -> None:
    """Tell what a kept run is: dossier, settings, versions, finished blocks, result files."""
    from detente.commands.runs import ShowRequest, show_run

    show_run(ShowRequest(**typed))


@runs_group.command(
    "compare",
    short_help="Set two kept runs side by side.",
    examples=(("detente runs compare 3f2a 91bc", "what differs, and which kinds of deal moved"),),
)
@click.argument("before", metavar="HASH")
@click.argument("after", metavar="HASH")
@told_by
def compare_command(**typed: Any) -> None:
    """Set two kept runs side by side: in what they differ, and which kinds of deal moved."""
    from detente.commands.runs import CompareRequest, compare_runs

    compare_runs(CompareRequest(**typed))


@runs_group.command(
    "replay",
    short_help="Compute a kept run again and compare the bytes.",
    examples=(
        ("detente runs replay 3f2a", "every block and every result file"),
        ("detente runs replay 3f2a --sample 20", "every twentieth block"),
    ),
)
@run_argument
@click.option(
    "--sample",
    "every",
    type=click.IntRange(1),
    default=1,
    show_default=True,
    metavar="N",
    help="Compute only every Nth block again; the others are taken as kept.",
)
@click.option("--workers", type=click.IntRange(1, 1024), metavar="N", help="Threads or processes.")
@click.option("--executor", type=click.Choice(["threads", "processes"]), help="Who does the work.")
@told_by
def replay_command(**typed: Any) -> None:
    """Compute a kept run again, from the dossier kept with it, and compare byte for byte.

    Exit code 1 where anything differs, with the blocks that do and what that means.
    """
    from detente.commands.replaying import ReplayAgain, replay_again

    replay_again(ReplayAgain(**typed))


@runs_group.command(
    "gc",
    short_help="Remove runs that are no longer wanted.",
    examples=(
        ("detente runs gc --unfinished --older-than 7", "broken off more than a week ago"),
        ("detente runs gc --keep 10 --dry-run", "what would go if the newest ten stay"),
    ),
)
@click.option("--keep", type=click.IntRange(0), metavar="N", help="The newest N stay.")
@click.option(
    "--older-than", type=click.FloatRange(0), metavar="DAYS", help="Only runs begun longer ago than this go."
)
@click.option("--unfinished", is_flag=True, help="Only unfinished runs go.")
@click.option("--dry-run", is_flag=True, help="Only tell what would go.")
@told_by
def gc_command(**typed: Any) -> None:
    """Remove runs to which every given condition applies; none that is at work.

    Without a condition no run goes, only what killed processes have left behind.
    """
    from detente.commands.runs import GcRequest, collect_runs

    collect_runs(GcRequest(**typed))


@runs_group.command(
    "export",
    short_help="Write a kept run as Parquet files.",
    examples=(("detente runs export latest -o tables", "cells.parquet, verdicts.parquet, ..."),),
)
@run_argument
@click.option(
    "-o", "--output", type=click.Path(path_type=Path, file_okay=False), metavar="DIR", required=True,
    help="The folder for the files.",
)  # fmt: skip
@click.option("--force", is_flag=True, help="Write over files that exist.")
@runs_option
def export_command(**typed: Any) -> None:
    """Write a kept run as Parquet files, for DuckDB and other tools (needs the extra: detente[query])."""
    from detente.commands.runs import ExportRequest, export_run

    export_run(ExportRequest(**typed))
