"""``detente readings``, ``crux``, ``retract`` and ``diff``: what can be typed after them."""

from __future__ import annotations

from typing import Any

import click

from detente.cli_explain import asked_with, deal_option, sweetened_option
from detente.cli_options import case_argument, plot_option, reading_option
from detente.commands.helping import ExampleCommand

__all__ = ["COMPARISONS"]


@click.command(
    "readings",
    cls=ExampleCommand,
    short_help="The authors side by side, never averaged.",
    examples=(
        ("detente readings us-russia", "every kind of deal as described"),
        ("detente readings us-russia --sweetened --draws 200", "with sweeteners"),
        ("detente readings us-russia --weights kramer=1,stutte=2", "and a weighted mixture, labelled so"),
        ("detente readings us-russia --plot readings.png", "as a picture"),
    ),
)
@asked_with(
    case_argument,
    sweetened_option,
    click.option("--deal", "deals", metavar="KEY", multiple=True, help="Only this kind; may be repeated."),
    click.option(
        "--weights",
        metavar="READING=NUMBER,...",
        multiple=True,
        help="Also mix readings by these weights; without, nothing is averaged.",
    ),
    plot_option("readings against kinds of deal"),
)
def readings_command(**typed: Any) -> None:
    """Set the base dossier and every reading side by side, on the same draws, never averaged.

    Shows where the authors agree and where not, the packages that survive under each, and the
    prescriptions that are good for a side under one reading and bad for it under another.
    """
    from detente.commands.compare import ReadingsRequest, tell_readings

    tell_readings(ReadingsRequest(**typed))


@click.command(
    "crux",
    cls=ExampleCommand,
    short_help="The few differences that separate two readings.",
    examples=(
        ("detente crux us-russia kramer stutte", "every kind of deal that they judge differently"),
        ("detente crux us-russia kramer base --deal cyber-unit", "one kind of deal"),
    ),
)
@asked_with(
    case_argument,
    click.argument("before", metavar="READING"),
    click.argument("after", metavar="READING"),
    deal_option,
    sweetened_option,
    plot_option("the verdict as the differences are carried over one by one"),
)
def crux_command(**typed: Any) -> None:
    """Find the smallest sets of differences that carry the verdict from one reading to another.

    READING is the key of a reading, or base for the dossier without any.
    """
    from detente.commands.compare import CruxRequest, tell_crux

    tell_crux(CruxRequest(**typed))


@click.command(
    "retract",
    cls=ExampleCommand,
    short_help="What rests on a source, and what falls with it.",
    examples=(
        ("detente retract us-russia kramer-2017", "without one source"),
        ("detente retract us-russia kramer-2017#27", "without one claim"),
        ("detente retract us-russia --each", "every source in turn, ranked"),
    ),
)
@asked_with(
    case_argument,
    click.argument("source", metavar="SOURCE_OR_CLAIM", required=False),
    click.option("--each", is_flag=True, help="Withdraw every source in turn and rank them."),
    reading_option,
    sweetened_option,
    plot_option("the ranking; needs --each"),
)
def retract_command(each: bool, **typed: Any) -> None:
    """Judge the case again without everything that rests on a source or claim.

    Shows what rests on it, what it is replaced by (other sources, else a stated vague range), what
    moved and whether the answer flips.
    """
    if each == (typed["source"] is not None):
        raise click.UsageError("name a source, or a claim such as kramer-2017#27, or else give --each")
    from detente.commands.compare import RetractRequest, tell_retraction

    tell_retraction(RetractRequest(**typed))


@click.command(
    "diff",
    cls=ExampleCommand,
    short_help="What changed between two dossiers, and its effect.",
    examples=(
        ("detente diff old.yaml new.yaml", "two versions of a dossier"),
        ("detente diff us-russia us-russia --reading-after kramer", "the base against a reading"),
        ("detente diff results-may results-june", "two runs made with detente run -o"),
    ),
)
@asked_with(
    click.argument("before", metavar="CASE_OR_RUN"),
    click.argument("after", metavar="CASE_OR_RUN"),
    click.option(
        "--reading-before", metavar="KEY", help="Take the first dossier as this reading changes it."
    ),
    click.option(
        "--reading-after", metavar="KEY", help="Take the second dossier as this reading changes it."
    ),
    sweetened_option,
    plot_option("what each change did to the verdict that moved most; not for runs"),
)
def diff_command(**typed: Any) -> None:
    """Compare two dossiers, or two stored runs: what was changed, and which verdicts moved.

    Between dossiers each movement is attributed to the changes that caused it (Shapley values, exact
    for few changes). A stored run is a folder written by detente run -o, or its JSON.
    """
    from detente.commands.compare import DiffRequest, tell_difference

    tell_difference(DiffRequest(**typed))


#: The commands of this module, in the order in which help lists them.
COMPARISONS = (readings_command, crux_command, retract_command, diff_command)
