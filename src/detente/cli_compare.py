"""``detente readings``, ``crux``, ``retract`` and ``diff``: what can be typed after them."""

from __future__ import annotations

from pathlib import Path

import click

from detente.cli_explain import draws_option, plot_option, sweetened_option
from detente.cli_options import as_json_option, case_argument, reading_option, seed_option, workers_option
from detente.commands.helping import ExampleCommand

__all__ = ["COMPARISONS"]


@click.command(
    "readings",
    cls=ExampleCommand,
    short_help="The authors side by side: verdict, gate of death, robust packages.",
    examples=(
        ("detente readings us-russia", "every kind of deal as described"),
        ("detente readings us-russia --sweetened --draws 200", "with sweeteners"),
        ("detente readings us-russia --weights kramer=1,stutte=2", "and a weighted mixture, labelled so"),
        ("detente readings us-russia --plot readings.png", "as a picture"),
    ),
)
@case_argument
@sweetened_option
@click.option("--deal", "deals", metavar="KEY", multiple=True, help="Only this kind; may be repeated.")
@click.option(
    "--weights",
    metavar="READING=NUMBER,...",
    multiple=True,
    help="Also mix readings by these weights; without, nothing is averaged.",
)
@draws_option
@seed_option
@workers_option
@as_json_option
@plot_option("readings against kinds of deal")
def readings_command(
    case: str,
    sweetened: bool,
    deals: tuple[str, ...],
    weights: tuple[str, ...],
    draws: int,
    seed: int,
    workers: int | None,
    as_json: bool,
    plot: Path | None,
) -> None:
    """Set the base dossier and every reading side by side, on the same draws, never averaged.

    Shows where the authors agree and where not, the packages that survive under each, and the
    prescriptions that are good for a side under one reading and bad for it under another.
    """
    from detente.commands.compare import ReadingsRequest, tell_readings

    tell_readings(
        ReadingsRequest(
            case=case,
            sweetened=sweetened,
            deals=deals,
            weights=weights,
            draws=draws,
            seed=seed,
            workers=workers,
            as_json=as_json,
            plot=plot,
        )
    )


@click.command(
    "crux",
    cls=ExampleCommand,
    short_help="The few differences between two readings that carry the verdict.",
    examples=(
        ("detente crux us-russia kramer stutte", "every kind of deal that they judge differently"),
        ("detente crux us-russia kramer base --deal cyber-unit", "one kind of deal"),
    ),
)
@case_argument
@click.argument("before", metavar="READING")
@click.argument("after", metavar="READING")
@click.option("--deal", metavar="KEY", help="Ask about this kind of deal.")
@sweetened_option
@draws_option
@seed_option
@workers_option
@as_json_option
@plot_option("the verdict as the differences are carried over one by one")
def crux_command(
    case: str,
    before: str,
    after: str,
    deal: str | None,
    sweetened: bool,
    draws: int,
    seed: int,
    workers: int | None,
    as_json: bool,
    plot: Path | None,
) -> None:
    """Find the smallest sets of differences that carry the verdict from one reading to another.

    READING is the key of a reading, or base for the dossier without any.
    """
    from detente.commands.compare import CruxRequest, tell_crux

    tell_crux(
        CruxRequest(
            case=case,
            before=before,
            after=after,
            deal=deal,
            sweetened=sweetened,
            draws=draws,
            seed=seed,
            workers=workers,
            as_json=as_json,
            plot=plot,
        )
    )


@click.command(
    "retract",
    cls=ExampleCommand,
    short_help="What rests on a source, and what would be left without it.",
    examples=(
        ("detente retract us-russia kramer-2017", "without one source"),
        ("detente retract us-russia kramer-2017#27", "without one claim"),
        ("detente retract us-russia --each", "every source in turn, ranked"),
    ),
)
@case_argument
@click.argument("source", metavar="SOURCE_OR_CLAIM", required=False)
@click.option("--each", is_flag=True, help="Withdraw every source in turn and rank them.")
@reading_option
@sweetened_option
@draws_option
@seed_option
@workers_option
@as_json_option
@plot_option("what moved")
def retract_command(
    case: str,
    source: str | None,
    each: bool,
    reading: str | None,
    sweetened: bool,
    draws: int,
    seed: int,
    workers: int | None,
    as_json: bool,
    plot: Path | None,
) -> None:
    """Judge the case again without everything that rests on a source or claim.

    Shows what rests on it, what it is replaced by (other sources, else a stated vague range), what
    moved and whether the answer flips.
    """
    if each == (source is not None):
        raise click.UsageError("name a source, or a claim such as kramer-2017#27, or else give --each")
    from detente.commands.compare import RetractRequest, tell_retraction

    tell_retraction(
        RetractRequest(
            case=case,
            source=source,
            reading=reading,
            sweetened=sweetened,
            draws=draws,
            seed=seed,
            workers=workers,
            as_json=as_json,
            plot=plot,
        )
    )


@click.command(
    "diff",
    cls=ExampleCommand,
    short_help="What changed between two dossiers or runs, and what each change did.",
    examples=(
        ("detente diff old.yaml new.yaml", "two versions of a dossier"),
        ("detente diff us-russia us-russia --reading-after kramer", "the base against a reading"),
        ("detente diff results-may results-june", "two runs made with detente run -o"),
    ),
)
@click.argument("before", metavar="CASE_OR_RUN")
@click.argument("after", metavar="CASE_OR_RUN")
@click.option("--reading-before", metavar="KEY", help="Take the first dossier as this reading changes it.")
@click.option("--reading-after", metavar="KEY", help="Take the second dossier as this reading changes it.")
@sweetened_option
@draws_option
@seed_option
@workers_option
@as_json_option
@plot_option("what each change did to the verdict that moved most; not for runs")
def diff_command(
    before: str,
    after: str,
    reading_before: str | None,
    reading_after: str | None,
    sweetened: bool,
    draws: int,
    seed: int,
    workers: int | None,
    as_json: bool,
    plot: Path | None,
) -> None:
    """Compare two dossiers, or two stored runs: what was changed, and which verdicts moved.

    Between dossiers each movement is attributed to the changes that caused it (Shapley values, exact
    for few changes). A stored run is a folder written by detente run -o, or its JSON.
    """
    from detente.commands.compare import DiffRequest, tell_difference

    tell_difference(
        DiffRequest(
            before=before,
            after=after,
            reading_before=reading_before,
            reading_after=reading_after,
            sweetened=sweetened,
            draws=draws,
            seed=seed,
            workers=workers,
            as_json=as_json,
            plot=plot,
        )
    )


#: The commands of this module, in the order in which help lists them.
COMPARISONS = (readings_command, crux_command, retract_command, diff_command)
