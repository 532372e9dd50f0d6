"""``detente events series``: a number for each period, as a table."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import click

from detente.commands.event_source import opened_source
from detente.commands.events import day_of, pair_of
from detente.commands.tables import check_table
from detente.events.actor_names import actor_among
from detente.events.series import DyadSeries, dyad_series
from detente.report.writing import write_file

__all__ = ["SeriesRequest", "series_table", "write_series"]

HEADER = ("period", "source", "target", "measure", "value", "n_events")


@dataclass(frozen=True, kw_only=True)
class SeriesRequest:
    """What was typed after ``detente events series``."""

    source: str
    dyads: tuple[str, ...]
    every: str = "month"
    measure: str = "mean"
    since: str | None = None
    until: str | None = None
    output: Path | None = None
    force: bool = False


def write_series(request: SeriesRequest) -> None:
    """Make the series of each pair in both directions, and write one row per period and direction.

    Raises
    ------
    DossierError, ExchangeError, RunError, TooLargeError, UnknownNameError
        As the readers of cases and tables do.
    click.UsageError
        For a pair or day that is not written as one.
    """
    check_table(request.output, force=request.force)
    pairs = [pair_of(text) for text in request.dyads]
    since, until = day_of(request.since, "--since"), day_of(request.until, "--until")
    opened = opened_source(
        request.source, every=request.every, parties=[name for pair in pairs for name in pair]
    )
    events = opened.events
    named = [tuple(actor_among(events.actors, name, origin=events.origin) for name in pair) for pair in pairs]
    directed = dict.fromkeys(way for a, b in named for way in ((a, b), (b, a)))
    series = [
        dyad_series(events, a, b, every=request.every, measure=request.measure, first=since, last=until)
        for a, b in directed
    ]
    content = series_table(series).encode("utf-8")
    if request.output is None:
        click.echo(content, nl=False)
    else:
        write_file(request.output, content, force=request.force)
        click.echo(f"written to {request.output}", err=True)


def series_table(series: list[DyadSeries]) -> str:
    """Write series one below the other as CSV; what is missing is an empty cell."""
    text = io.StringIO()
    table = csv.writer(text, lineterminator="\n")
    table.writerow(HEADER)
    table.writerows(row for one in series for row in _rows(one))
    return text.getvalue()


def _rows(series: DyadSeries) -> Iterator[tuple[str, ...]]:
    told = series.to_dict()
    for period, value, count in zip(told["periods"], told["values"], told["counts"], strict=True):
        numbers = ("" if value is None else repr(value), "" if count is None else str(count))
        yield period, series.source, series.target, series.measure, *numbers
