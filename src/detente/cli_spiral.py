"""``detente lens spiral``: what can be typed after it."""

from __future__ import annotations

from typing import Any

import click

from detente.cli_events import MEASURES, STEPS
from detente.cli_options import as_json_option, plot_option, seed_option
from detente.commands.helping import ExampleCommand

__all__ = ["spiral_command"]


@click.command(
    "spiral",
    cls=ExampleCommand,
    short_help="Do acts answer acts, and does it die down?",
    examples=(
        ("detente lens spiral events.parquet --dyad USA:RUS", "from imported events, by month"),
        (
            "detente lens spiral monthly.csv --series us2ussr=USA:SUN --series ussr2us=SUN:USA",
            "from series that are ready",
        ),
        ("detente lens spiral events.parquet --dyad USA:RUS --third CHN", "three powers"),
        ("detente lens spiral events.parquet --dyad USA:RUS --less line", "without what drifts in both"),
        ("detente lens spiral us-russia --every year --measure sum", "the acts recorded in a case"),
    ),
)
@click.argument("source", metavar="CASE_OR_EVENTS")
@click.option(
    "--dyad", metavar="A:B", help="Whose acts towards each other; the principals of a case if not given."
)
@click.option("--third", metavar="C", help="A third power, whose acts others may answer.")
@click.option(
    "--series",
    "columns",
    metavar="COLUMN=A:B",
    multiple=True,
    help="For a table of ready series: which column holds the acts of A towards B. May be repeated.",
)
@click.option("--every", type=click.Choice(STEPS), default="month", show_default=True, help="Period.")
@click.option(
    "--measure",
    type=click.Choice(MEASURES),
    default="mean",
    show_default=True,
    help="What is told of a period.",
)
@click.option(
    "--gaps",
    type=click.Choice(["longest", "zero", "carry"]),
    default="longest",
    show_default=True,
    help="Where a period has no report: take the longest stretch without gaps, take it as 0, or as the "
    "last one known.",
)
@click.option(
    "--less",
    type=click.Choice(["line", "shifts"]),
    help="Take out of each series its straight line, or the shifts of its level, before anything is asked.",
)
@click.option("--since", metavar="DATE", help="First day.")
@click.option("--until", metavar="DATE", help="Last day.")
@click.option("--lags", type=click.IntRange(1, 60), metavar="N", help="Lags; else a criterion finds them.")
@click.option(
    "--criterion",
    type=click.Choice(["aic", "bic", "hq", "fpe"]),
    default="bic",
    show_default=True,
    help="By which the number of lags is chosen.",
)
@click.option(
    "--horizon",
    type=click.IntRange(1, 240),
    default=24,
    show_default=True,
    metavar="N",
    help="Periods for which answers to a shock are followed.",
)
@click.option(
    "--replications",
    type=click.IntRange(100, 20_000),
    default=1000,
    show_default=True,
    metavar="N",
    help="Of the bootstrap.",
)
@seed_option
@as_json_option
@plot_option("the series, with their breaks", "--plot")
@plot_option("the answers to a shock, with their intervals", "--plot-responses")
@plot_option("the plane of both sides' acts, with the resting point and its region", "--plot-phase")
def spiral_command(**typed: Any) -> None:
    """Ask of event data whether acts answer acts, how strongly, how long, and whether it dies down.

    Fits a reciprocity VAR to the two directed series: lags by an information criterion, errors that
    allow for changing variance, tests of the residuals, unit roots and breaks with what follows from
    them, answers to a shock, long-run multipliers, who answers whom (Granger), the half-life of a
    shock, the share of bootstrap replications in which the system explodes, Richardson's stability,
    whether conflict is answered more than cooperation, in kind, and late.

    CASE_OR_EVENTS is a case, a table written by detente events import, or a table of ready series.
    Event data measure what was reported. Needs detente[events].
    """
    from detente.commands.spiral import SpiralRequest, ask_spiral

    ask_spiral(SpiralRequest(**typed))
