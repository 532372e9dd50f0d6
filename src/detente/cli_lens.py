"""``detente lens``, ``detente plan`` and ``detente power``: what can be typed after them."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar

import click

from detente.cli_options import (
    MAX_DRAWS,
    as_json_option,
    case_argument,
    plot_option,
    reading_option,
    seed_option,
    workers_option,
)
from detente.cli_spiral import spiral_command
from detente.commands.helping import ExampleCommand, ExampleGroup

__all__ = ["LENS_DRAWS", "lens_group", "plan_command", "power_command"]

LENS_DRAWS = 1000
Command = TypeVar("Command", bound=Callable[..., Any])


def question_options(command: Command) -> Command:
    """Give a command what every lens can be asked with."""
    options = [
        case_argument,
        reading_option,
        click.option(
            "--all-readings", is_flag=True, help="Ask under the base dossier and every reading of it."
        ),
        click.option(
            "--package",
            "packages",
            metavar="[NAME:] ISSUE=OPTION,...",
            multiple=True,
            help="A package to ask about; issues not named stay as they are. May be repeated.",
        ),
        click.option(
            "--deal",
            "deals",
            metavar="KEY",
            multiple=True,
            help="Ask about this kind of deal, as described and with sweeteners. May be repeated. Without "
            "--package and --deal: every kind of deal, and the packages that survive most often.",
        ),
        click.option(
            "--draws",
            type=click.IntRange(1, MAX_DRAWS),
            default=LENS_DRAWS,
            show_default=True,
            metavar="N",
            help=f"Joint draws of all judgements, 1 to {MAX_DRAWS}.",
        ),
        seed_option,
        workers_option,
        as_json_option,
    ]
    for option in reversed(options):
        command = option(command)
    return command


@click.group(
    "lens",
    cls=ExampleGroup,
    short_help="Look at a case through one lens: why, how much, what to do.",
    examples=(
        ("detente lens leverage us-russia", "who can bring about what, and who else is needed"),
        ("detente lens ratification us-russia", "who blocks what at home, and what would turn them"),
        ("detente lens trust us-russia", "whose word is needed, and whose is good enough"),
        ("detente lens third-parties us-russia", "who outside gains, loses, or can spoil it"),
        ("detente lens spiral events.parquet --dyad USA:RUS", "do acts answer acts, and does it die down?"),
    ),
)
def lens_group() -> None:
    """Look at a case through one lens.

    The gates of a run answer yes or no; a lens tells why, how much, and what to do about it, over
    all draws of the judgements.
    """


lens_group.add_command(spiral_command)


def _ask(lens: str, typed: dict[str, Any]) -> None:
    """Pass on what was typed."""
    if typed["reading"] is not None and typed["all_readings"]:
        raise click.UsageError("--reading and --all-readings exclude each other; give one of them")
    from detente.commands.lens import LensRequest, ask_lens

    ask_lens(LensRequest(lens=lens, **typed))


@lens_group.command(
    "leverage",
    cls=ExampleCommand,
    short_help="Control against what is required; who else must come.",
    examples=(
        ("detente lens leverage us-russia", "all issues that need others"),
        ("detente lens leverage us-russia --all-readings", "the authors side by side"),
        ("detente lens leverage us-russia --plot control.png", "shares of control as a picture"),
    ),
)
@question_options
@plot_option("the shares of control against what is required")
def leverage_command(**typed: Any) -> None:
    """Say who can bring about what, how much is missing, and who else would have to come.

    Shows control against requirement net of what leaks, the smallest coalitions that would deliver
    an option and what they would have to be paid, permission apart from delivery, what is said
    against what is done, Coleman's exchange of control with the power of each party and the price
    of each issue, and voting power in every body that must consent.
    """
    _ask("leverage", typed)


@lens_group.command(
    "ratification",
    cls=ExampleCommand,
    short_help="Who blocks what at home, and what would turn them.",
    examples=(
        ("detente lens ratification us-russia", "every kind of deal"),
        ("detente lens ratification us-russia --deal staged-relief", "one kind of deal"),
        (
            'detente lens ratification us-russia --package "sanctions-relief=staged,donbas=withdrawal"',
            "one package",
        ),
    ),
)
@question_options
@plot_option("who consents to which package in how many draws")
@plot_option("what each side gets as its constraint is tightened", "--plot-constraint")
def ratification_command(**typed: Any) -> None:
    """Say what each side could carry at home, who blocks what, and the price of consent.

    Shows win-sets and their share of the zone, veto players and minimal blocking coalitions, pivotal
    players, the chance of ratification where votes are uncertain, the smallest sweetener that turns
    each blocker, whether tied hands help, and what later ratifiers would say.
    """
    _ask("ratification", typed)


@lens_group.command(
    "trust",
    cls=ExampleCommand,
    short_help="Whose word is needed, and whose is good enough.",
    examples=(
        ("detente lens trust us-russia", "every kind of deal"),
        ("detente lens trust us-russia --all-readings", "break-even trust, author by author"),
        ("detente lens trust us-russia --price monitoring=2", "better monitoring costs twice as much"),
    ),
)
@question_options
@click.option(
    "--price",
    "prices",
    metavar="IMPROVEMENT=NUMBER,...",
    multiple=True,
    help="What an improvement costs, the whole way from what is to the most there can be; 1 each if not "
    "given. Improvements: monitoring, patience, first-step, guarantor, trust.",
)
@plot_option("the trust there is against the trust that is needed")
def trust_command(prices: tuple[str, ...], **typed: Any) -> None:
    """Say what each party's record makes its word worth, and what a package asks of it.

    Shows the ledger as a posterior for each party and field, the surplus that is to be expected at
    that trust, the trust at which each side would just sign, critical discount factors with the
    monitoring, false alarms and punishment of the dossier, and the least costly single improvement.
    """
    _ask("trust", {**typed, "prices": prices})


@lens_group.command(
    "third-parties",
    cls=ExampleCommand,
    short_help="Who outside gains, loses, or can spoil it.",
    examples=(
        ("detente lens third-parties us-russia", "every kind of deal"),
        ("detente lens third-parties us-russia --plot outside.png", "as a picture"),
    ),
)
@question_options
@plot_option("what each package is worth to whom outside")
def third_parties_command(**typed: Any) -> None:
    """Say what a package does to those who do not sign, and who of them can spoil it."""
    _ask("third-parties", typed)


@click.command(
    "plan",
    cls=ExampleCommand,
    short_help="Cut a package into the fewest stages at which nobody gains by stopping.",
    examples=(
        ("detente plan us-russia --deal staged-relief", "as described, and with sweeteners"),
        ('detente plan us-russia --package "sanctions-relief=staged,donbas=withdrawal"', "one package"),
        ("detente plan us-russia --deal staged-relief --plot plan.png", "as a chart of bars"),
    ),
)
@question_options
@click.option(
    "--stages",
    type=click.IntRange(1, 24),
    default=12,
    show_default=True,
    metavar="N",
    help="Look for plans of up to so many stages.",
)
@plot_option("the plan as bars over stages; needs a single package")
def plan_command(**typed: Any) -> None:
    """Find the fewest stages of a package such that at every stage no party gains by stopping.

    Tells who does what in each stage, what is verified before the next, and what is lost by stopping;
    or proves that no number of stages suffices. Options that are divisible may be done in parts; those
    that are not reversible stay done when the deal ends.
    """
    _ask("plan", typed)


@click.command(
    "power",
    cls=ExampleCommand,
    short_help="Voting power in a body with votes and a quota.",
    examples=(
        ('detente power "39: 5*permanent=7, 10*elected=1"', "the UN Security Council"),
        ('detente power "12: 3*large=4, 2*middle=2, small=1"', "six states in 1958"),
        ('detente power "51: 100*senator=1" "218: 435*member=1"', "two chambers that must agree"),
    ),
)
@click.argument("bodies", metavar="QUOTA:MEMBERS...", nargs=-1, required=True)
@as_json_option
def power_command(bodies: tuple[str, ...], as_json: bool) -> None:
    """Say how much power each member has in a body, exactly.

    A body is a quota, a colon and members with their votes: NAME=VOTES, or COUNT*NAME=VOTES for so
    many alike. Of several bodies all must agree; whoever stands in two by the same name is one.
    Bodies of a dossier are shown by detente lens leverage.
    """
    from detente.commands.power import PowerRequest, tell_power

    tell_power(PowerRequest(bodies=bodies, as_json=as_json))
