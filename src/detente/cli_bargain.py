"""``detente bargain``: what can be typed after it."""

from __future__ import annotations

from pathlib import Path

import click

from detente.cli_options import (
    MAX_DRAWS,
    as_json_option,
    complete_case,
    parts_of,
    reading_option,
    seed_option,
    steps_option,
    workers_option,
)
from detente.commands.helping import ExampleCommand

__all__ = ["BARGAIN_DRAWS", "bargain_command"]

BARGAIN_DRAWS = 200


@click.command(
    "bargain",
    cls=ExampleCommand,
    short_help="Say who can get what: frontier, solutions, trades.",
    examples=(
        ("detente bargain us-russia", "zone, frontier, solutions, trades"),
        ("detente bargain us-russia --gates ratifiable", "only what can be ratified, too"),
        ('detente bargain two-issues --package "sanctions=lift"', "what a package leaves on the table"),
        ("detente bargain us-russia --plot frontier.png", "the frontier as a picture"),
        ("detente bargain domain.json --json", "a scored game of another program"),
    ),
)
@click.argument("case", metavar="CASE_OR_FILES...", nargs=-1, required=True, shell_complete=complete_case)
@reading_option
@click.option(
    "--gates",
    metavar="GATE",
    multiple=True,
    help="Only packages that pass the gates up to this one: deliverable, acceptable (what is taken if not "
    "given), ratifiable, credible or self-enforcing.",
)
@click.option(
    "--parties",
    metavar="A,B,...",
    help="Who bargains, two or more; the principals of a dossier, or all parties of a game, if not given.",
)
@click.option(
    "--power", metavar="PARTY=NUMBER,...", multiple=True, help="Bargaining power for the Nash solution."
)
@click.option(
    "--package",
    "packages",
    metavar="[NAME:] ISSUE=OPTION,...",
    multiple=True,
    help="A package to hold against the frontier; issues not named stay as they are. May be repeated.",
)
@click.option("--weak", is_flag=True, help="Take the weak frontier: what no package betters for all at once.")
@click.option(
    "--count-exactly",
    is_flag=True,
    help="Count the packages of each gate one and all, up to 2 x 10^12 (a minute or so); else large counts "
    "are estimates, and labelled.",
)
@click.option(
    "--resolution",
    type=click.FloatRange(0.0),
    metavar="POINTS",
    help="Under later gates of a large case: leave out points of the frontier nearer than this, in points of "
    "the first party.",
)
@click.option(
    "--divide",
    is_flag=True,
    help="Also divide the disputed issues between two parties by Adjusted Winner, as if they were divisible.",
)
@click.option(
    "--draws",
    type=click.IntRange(0, MAX_DRAWS),
    default=BARGAIN_DRAWS,
    show_default=True,
    metavar="N",
    help="Draws of all judgements for which the Nash package is found; 0 for none.",
)
@seed_option
@workers_option
@steps_option
@click.option(
    "--plot",
    type=click.Path(path_type=Path, dir_okay=False),
    metavar="FILE",
    help="Draw the frontier of two parties: .png, .svg, .pdf, .html or .json. Needs detente[plots].",
)
@click.option(
    "--plot-movement",
    type=click.Path(path_type=Path, dir_okay=False),
    metavar="FILE",
    help="Draw which issues the Nash package moves in how many draws, likewise.",
)
@as_json_option
def bargain_command(
    case: tuple[str, ...],
    reading: str | None,
    gates: tuple[str, ...],
    parties: str | None,
    power: tuple[str, ...],
    packages: tuple[str, ...],
    weak: bool,
    count_exactly: bool,
    resolution: float | None,
    divide: bool,
    draws: int,
    seed: int,
    workers: int | None,
    steps: int | None,
    plot: Path | None,
    plot_movement: Path | None,
    as_json: bool,
) -> None:
    """Say who can get what, exactly, however many packages there are.

    Shows the zone of possible agreement, the Pareto frontier, the Nash, Kalai-Smorodinsky, egalitarian
    and utilitarian packages, what linking issues gains and which issue pays for which, what a package
    leaves on the table, and what the Nash package moves over many draws. A dossier is looked at with
    every judgement at its median; files of other programs (see detente import) as they are.
    """
    from detente.commands.bargain import BargainRequest, bargain_case

    bargain_case(
        BargainRequest(
            case=case,
            reading=reading,
            gates=parts_of(gates),
            parties=parts_of((parties,) if parties else ()),
            power=power,
            packages=packages,
            weak=weak,
            count_exactly=count_exactly,
            resolution=resolution,
            divide=divide,
            draws=draws,
            seed=seed,
            workers=workers,
            steps=steps,
            plot=plot,
            plot_movement=plot_movement,
            as_json=as_json,
        )
    )
