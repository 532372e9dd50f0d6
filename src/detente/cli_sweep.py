"""``detente sweep``: what can be typed after it."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from detente.cli_options import (
    MAX_DRAWS,
    as_json_option,
    case_argument,
    reading_option,
    seed_option,
    workers_option,
)
from detente.commands.helping import ExampleCommand

__all__ = ["sweep_command"]


@click.command(
    "sweep",
    cls=ExampleCommand,
    short_help="A line or a grid of verdicts over judgements.",
    examples=(
        ("detente sweep two-issues --over trust.keeps_word.south=0..1:11", "a line of verdicts"),
        (
            "detente sweep two-issues --over stakes.north.sanctions.lift=-30..0:7 "
            "--over trust.keeps_word.south=0..1:11",
            "a grid, as a heat map",
        ),
        ("detente sweep us-russia --over reading=kramer,stutte,pigman", "over readings"),
        ("detente sweep us-russia --over relative_gains.us --plot gains.png", "over what was elicited"),
    ),
)
@case_argument
@click.option(
    "--over",
    metavar="PATH=LOW..HIGH[:N]",
    multiple=True,
    required=True,
    help="The number to go over: N values evenly from LOW to HIGH (9 if not given), PATH=V1,V2,... for "
    "chosen ones, PATH alone for the elicited range, reading=KEY,KEY,... for readings. Once for a line, "
    "twice for a grid.",
)
@click.option(
    "--one-at-a-time", is_flag=True, help="A line for each --over, the others as elicited, instead of a grid."
)
@click.option("--deal", "deals", metavar="KEY", multiple=True, help="Only this kind; may be repeated.")
@click.option(
    "--form",
    type=click.Choice(["exactly as described", "with sweeteners"]),
    default="exactly as described",
    show_default=True,
    help="With sweeteners needs --deal.",
)
@reading_option
@click.option(
    "--draws",
    type=click.IntRange(1, MAX_DRAWS),
    metavar="N",
    help="At every point. Default: 1000, with sweeteners 200.",
)
@seed_option
@workers_option
@as_json_option
@click.option(
    "-o",
    "--output",
    type=click.Path(path_type=Path, dir_okay=False),
    metavar="FILE.csv",
    help="Also write the table of all points.",
)
@click.option("--force", is_flag=True, help="Write over that file if it exists.")
@click.option(
    "--plot",
    type=click.Path(path_type=Path, dir_okay=False),
    metavar="FILE",
    help="Also draw the lines or heat maps: .png, .svg, .pdf or .html.",
)
def sweep_command(**typed: Any) -> None:
    """Judge a case at every point of a line or a grid of judgements, on the same draws.

    At each point the number is fixed, its own uncertainty gone; all else is drawn with the same luck,
    so that two points differ by the number and nothing else.
    """
    from detente.commands.sweep import SweepRequest, run_sweep

    run_sweep(SweepRequest(**typed))
