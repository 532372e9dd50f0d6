"""``detente simulate`` and ``detente ripeness``: what can be typed after them."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar

import click

from detente.cli_options import (
    MAX_DRAWS,
    as_json_option,
    case_argument,
    plot_option,
    policy_option,
    reading_option,
    seed_option,
    workers_option,
)
from detente.commands.helping import ExampleCommand

__all__ = ["ripeness_command", "simulate_command"]

Command = TypeVar("Command", bound=Callable[..., Any])

until_option = click.option(
    "--until",
    metavar="DATE",
    help="Last date, 2020-06 for instance; the dossier's horizon if not given, else 24 steps on.",
)


def draws_option(default: int) -> Callable[[Command], Command]:
    """Return the option for the number of draws."""
    return click.option(
        "--draws",
        type=click.IntRange(1, MAX_DRAWS),
        default=default,
        show_default=True,
        metavar="N",
        help=f"Joint draws of all judgements and of chance, 1 to {MAX_DRAWS}.",
    )


@click.command(
    "simulate",
    cls=ExampleCommand,
    short_help="What hostility does under policies, with its spread.",
    examples=(
        ("detente simulate us-russia", "if nothing is done"),
        ("detente simulate us-russia --policy cbm --policy ramp-up:by=us", "side by side"),
        ("detente simulate us-russia --policy grit+quiet", "two at the same time"),
        ("detente simulate us-russia --below 2", "the fewest measures that would bring it below 2"),
        ("detente simulate us-russia --reading stutte --plot fan.png", "as one author sees it"),
    ),
)
@case_argument
@policy_option
@until_option
@click.option(
    "--below",
    type=click.FloatRange(-10, 10),
    metavar="LEVEL",
    help="Also find the fewest measures that bring expected hostility below this, or say why none.",
)
@reading_option
@click.option("--all-readings", is_flag=True, help="Under the base dossier and every reading of it.")
@draws_option(1000)
@seed_option
@as_json_option
@click.option(
    "-o",
    "--output",
    type=click.Path(path_type=Path, dir_okay=False),
    metavar="FILE.csv",
    help="Also write the quantiles of every step as a table.",
)
@click.option("--force", is_flag=True, help="Write over that file if it exists.")
@plot_option("the paths as fans")
def simulate_command(**typed: Any) -> None:
    """Let acts answer acts from today on, draw by draw, and say what policies would change.

    Shows where hostility goes if nothing is done and under each policy, in how many draws the policy
    helps, whether the two sides' answers die down or feed each other, and where the advice turns round
    because an author's sign is in doubt. Several policies at the same time are joined by a plus sign.
    """
    if typed["reading"] is not None and typed["all_readings"]:
        raise click.UsageError("--reading and --all-readings exclude each other; give one of them")
    from detente.commands.simulate import SimulateRequest, simulate_case

    simulate_case(SimulateRequest(**typed))


@click.command(
    "ripeness",
    cls=ExampleCommand,
    short_help="When along the path is a deal nearest, and when does it close?",
    examples=(
        ("detente ripeness us-russia", "every kind of deal, quarter by quarter"),
        (
            "detente ripeness us-russia --policy cbm --deal staged-relief",
            "one kind, with confidence-building",
        ),
        ("detente ripeness us-russia --every 1 --until 2019-12", "month by month"),
    ),
)
@case_argument
@policy_option
@until_option
@click.option(
    "--every",
    type=click.IntRange(1, 600),
    default=3,
    show_default=True,
    metavar="N",
    help="Steps from one date to the next.",
)
@click.option("--deal", "deals", metavar="KEY", multiple=True, help="Only this kind; may be repeated.")
@reading_option
@draws_option(200)
@seed_option
@workers_option
@as_json_option
@click.option(
    "-o",
    "--output",
    type=click.Path(path_type=Path, dir_okay=False),
    metavar="FILE.csv",
    help="Also write the share of every kind at every date as a table.",
)
@click.option("--force", is_flag=True, help="Write over that file if it exists.")
@plot_option("the shares over time")
def ripeness_command(**typed: Any) -> None:
    """Judge every kind of deal at dates along the simulated path of the climate.

    What hostility does to no-deal payoffs, trust and stakes stands in the dossier under
    climate.effects; without it nothing can be said. All dates are judged on the same draws.
    """
    from detente.commands.ripeness import RipenessRequest, ask_ripeness

    ask_ripeness(RipenessRequest(**typed))
