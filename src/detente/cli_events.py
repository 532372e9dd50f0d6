"""``detente events``: what can be typed after it."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from detente.cli_options import as_json_option
from detente.commands.helping import ExampleCommand, ExampleGroup

__all__ = ["events_group"]

FORMATS = ("gdelt1", "gdelt2", "icews", "polecat", "keds", "keds09", "weis", "copdab", "plain")
STEPS = ("day", "week", "month", "quarter", "year")
MEASURES = (
    "mean",
    "sum",
    "count",
    "cooperation",
    "conflict",
    "share of conflict",
    "quad1",
    "quad2",
    "quad3",
    "quad4",
)


@click.group(
    "events",
    cls=ExampleGroup,
    short_help="Read event data: who did what to whom, when.",
    examples=(
        ("detente events import gdelt/*.zip -o events.parquet", "GDELT, ICEWS, POLECAT, KEDS, COPDAB, CSV"),
        ("detente events show events.parquet", "who acts towards whom, how often, from when to when"),
        ("detente events series events.parquet --dyad USA:RUS -o usrus.csv", "a number for each month"),
    ),
)
def events_group() -> None:
    """Read event data of the usual collections into one table, and series out of it.

    Event data record what was reported, not what was done. Needs detente[events].
    """


@events_group.command(
    "import",
    cls=ExampleCommand,
    short_help="Read files of event data into one table.",
    examples=(
        ("detente events import 20*.export.CSV.zip -o events.parquet", "GDELT, by day"),
        ("detente events import icews.tab -o events.parquet --actors USA,RUS,CHN", "three powers only"),
        ("detente events import acts.csv -o acts.parquet --columns source=actor,score=goldstein", "a list"),
    ),
)
@click.argument("files", metavar="FILE...", nargs=-1, required=True, type=click.Path(path_type=Path))
@click.option(
    "-o",
    "--output",
    type=click.Path(path_type=Path, dir_okay=False),
    metavar="FILE",
    required=True,
    help="The table to write: .parquet or .csv.",
)
@click.option(
    "--format", "form", type=click.Choice(FORMATS), help="What the files are, if it is not to be found out."
)
@click.option("--actors", metavar="A,B,...", help="Keep only acts between these countries.")
@click.option(
    "--dyad", "dyads", metavar="A:B", multiple=True, help="Keep only acts of either towards the other."
)
@click.option("--since", metavar="DATE", help="Keep only acts on this day or later.")
@click.option("--until", metavar="DATE", help="Keep only acts on this day or earlier.")
@click.option(
    "--columns",
    metavar="NAME=HEADER,...",
    help="Which column of a plain list is which: date, source, target, code, score, text, cite.",
)
@click.option(
    "--speaks-for",
    type=click.Choice(["state", "government", "anyone"]),
    default="state",
    show_default=True,
    help="Whose acts count as the country's: its government and bare country codes with courts, army and "
    "parliament (state), its government alone, or anyone in it.",
)
@click.option("--memory", metavar="SIZE", default="1GB", show_default=True, help="What DuckDB may take.")
@click.option("--keep-going", is_flag=True, help="Take what is whole of a broken file instead of stopping.")
@click.option("--force", is_flag=True, help="Write over the table if it exists.")
@as_json_option
def import_events_command(**typed: Any) -> None:
    """Read GDELT 1.0 and 2.0, ICEWS, POLECAT, KEDS and WEIS lists, COPDAB, or a plain CSV, in a stream.

    Each file is recognised by its own header or shape. Codes become Goldstein scores; duplicates, bad
    dates, unknown codes and actors are counted and told with examples, never silently dropped. Files
    may be larger than the memory.
    """
    from detente.commands.events import ImportEventsRequest, import_event_files

    import_event_files(ImportEventsRequest(**typed))


@events_group.command(
    "show",
    cls=ExampleCommand,
    short_help="Who acts towards whom in a table of events.",
    examples=(
        ("detente events show events.parquet", "dyads by number of events"),
        ("detente events show us-russia", "the acts recorded in a case"),
    ),
)
@click.argument("source", metavar="CASE_OR_EVENTS")
@click.option("--most", type=click.IntRange(1, 1000), default=20, show_default=True, help="Dyads shown.")
@as_json_option
def show_events_command(source: str, most: int, as_json: bool) -> None:
    """Tell what a table of events or a case holds: dates, dyads, scores, and what was left out and why."""
    from detente.commands.events import show_events

    show_events(source, most=most, as_json=as_json)


@events_group.command(
    "series",
    cls=ExampleCommand,
    short_help="A number for each period out of a table of events.",
    examples=(
        ("detente events series events.parquet --dyad USA:RUS -o usrus.csv", "monthly means"),
        ("detente events series events.parquet --dyad USA:RUS --every quarter --measure sum", "sums"),
    ),
)
@click.argument("source", metavar="CASE_OR_EVENTS")
@click.option(
    "--dyad", "dyads", metavar="A:B", multiple=True, required=True, help="Both directions are taken."
)
@click.option(
    "--every", type=click.Choice(STEPS), default="month", show_default=True, help="Length of a period."
)
@click.option(
    "--measure",
    type=click.Choice(MEASURES),
    default="mean",
    show_default=True,
    help="What is counted of a period.",
)
@click.option("--since", metavar="DATE", help="First day.")
@click.option("--until", metavar="DATE", help="Last day.")
@click.option(
    "-o",
    "--output",
    type=click.Path(path_type=Path, dir_okay=False),
    metavar="FILE.csv",
    help="The table to write.",
)
@click.option("--force", is_flag=True, help="Write over that file if it exists.")
def series_command(**typed: Any) -> None:
    """Count, add or average the acts of each side towards the other in every period.

    A period without any report is empty, which is not the same as 0. Without -o the table goes to
    standard output.
    """
    from detente.commands.event_series import SeriesRequest, write_series

    write_series(SeriesRequest(**typed))
