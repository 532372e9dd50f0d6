"""``detente lens spiral``: whether acts answer acts, and whether it dies down."""

from __future__ import annotations

import sys
from dataclasses import dataclass
from pathlib import Path

import click

from detente.commands.event_source import opened_source
from detente.commands.events import day_of, pair_of
from detente.commands.progress import progress_bars
from detente.errors import RunError
from detente.events.aligning import Aligned, Gaps
from detente.events.dyad_data import DyadData, dyad_data
from detente.events.periods import period_number
from detente.events.series import DyadSeries, aligned, series_of_values
from detente.events.series_files import read_series, series_column
from detente.lenses.spiral.analysis import spiral
from detente.lenses.spiral.lag_choice import Criterion
from detente.lenses.spiral.spiral_result import Spiral
from detente.lenses.spiral.trend_removal import Trend, less_trend
from detente.report import phase_chart, time_chart
from detente.report.chart_files import check_chart_path, save_chart
from detente.report.console import show
from detente.report.phase_picture import phase_picture
from detente.report.spiral_picture import responses_picture, series_picture
from detente.report.spiral_report import spiral_report

__all__ = ["SpiralRequest", "ask_spiral", "spiral_data"]


@dataclass(frozen=True, kw_only=True)
class SpiralRequest:
    """What was typed after ``detente lens spiral``."""

    source: str
    dyad: str | None = None
    third: str | None = None
    columns: tuple[str, ...] = ()
    every: str = "month"
    measure: str = "mean"
    gaps: Gaps = "longest"
    less: Trend | None = None
    since: str | None = None
    until: str | None = None
    lags: int | None = None
    criterion: Criterion = "bic"
    horizon: int = 24
    replications: int = 1000
    seed: int = 0
    as_json: bool = False
    plot: Path | None = None
    plot_responses: Path | None = None
    plot_phase: Path | None = None

    @property
    def pictures(self) -> tuple[Path, ...]:
        """Return the files of all pictures asked for."""
        found = (self.plot, self.plot_responses, self.plot_phase)
        return tuple(path for path in found if path is not None)


def ask_spiral(request: SpiralRequest) -> None:
    """Ask, show what came out, and draw what was asked for."""
    for path in request.pictures:
        check_chart_path(path)
    data = spiral_data(request)
    with progress_bars() as begin:
        found = spiral(
            _less(request, data.series),
            kinds=data.kinds,
            three=None if data.three is None else _less(request, data.three),
            lags=request.lags,
            criterion=request.criterion,
            horizon=request.horizon,
            replications=request.replications,
            seed=request.seed,
            progress=begin("questions"),
        )
    _draw(request, found)
    if request.as_json:
        click.echo(found.to_json().encode("utf-8"), nl=False)
    else:
        show(spiral_report(found), sys.stdout)
    for path in request.pictures:
        click.echo(f"written to {path}", err=True)


def spiral_data(request: SpiralRequest) -> DyadData:
    """Make the series of what was asked for.

    Raises
    ------
    DossierError, ExchangeError, RunError, TooLargeError, UnknownNameError
        As the readers of cases, tables and series do.
    click.UsageError
        For a pair or day that is not written as one, and for options that do not go together.
    """
    if request.columns:
        return _of_columns(request)
    pair = None if request.dyad is None else pair_of(request.dyad)
    parties = (*(pair or ()), *(() if request.third is None else (request.third,)))
    opened = opened_source(request.source, every=request.every, parties=parties)
    chosen = pair or opened.principals
    if chosen is None:
        raise click.UsageError("say whose acts towards each other are meant: --dyad USA:RUS")
    return dyad_data(
        opened.events,
        *chosen,
        third=request.third,
        every=request.every,
        measure=request.measure,
        gaps=request.gaps,
        since=day_of(request.since, "--since"),
        until=day_of(request.until, "--until"),
    )


def _less(request: SpiralRequest, series: Aligned) -> Aligned:
    """Take out what was asked to be taken out."""
    return series if request.less is None else less_trend(series, request.less, seed=request.seed)


def _of_columns(request: SpiralRequest) -> DyadData:
    """Read series that are ready: two of them, or the six of three powers."""
    if request.dyad is not None or request.third is not None:
        raise click.UsageError("--series says itself whose acts are meant; leave out --dyad and --third")
    series = read_series(
        Path(request.source), [series_column(text) for text in request.columns], measure=request.measure
    )
    series = tuple(_cut(one, request) for one in series)
    first = series[0]
    back = next((one for one in series if (one.source, one.target) == (first.target, first.source)), None)
    if back is None or len(series) not in (2, 6):
        raise RunError(
            f"the lens needs the acts of both sides: --series for {first.name} and for "
            f"{first.target}>{first.source}, or all six of three powers"
        )
    three = aligned(series, gaps=request.gaps) if len(series) == 6 else None
    return DyadData(series=aligned((first, back), gaps=request.gaps), kinds=None, three=three)


def _cut(series: DyadSeries, request: SpiralRequest) -> DyadSeries:
    """Keep the periods from --since to --until."""
    since, until = day_of(request.since, "--since"), day_of(request.until, "--until")
    begin = 0 if since is None else max(0, period_number(since, series.every) - series.first)
    end = len(series.values)
    if until is not None:
        end = min(end, period_number(until, series.every) - series.first + 1)
    if end <= begin:
        raise RunError(f"{series.name} has no period between --since and --until")
    return series_of_values(
        series.source,
        series.target,
        every=series.every,
        measure=series.measure,
        first=series.first + begin,
        values=series.values[begin:end].copy(),
        counts=series.counts[begin:end].copy(),
    )


def _draw(request: SpiralRequest, found: Spiral) -> None:
    if request.plot is not None:
        save_chart(time_chart.chart(series_picture(found)), request.plot)
    if request.plot_responses is not None:
        save_chart(time_chart.chart(responses_picture(found)), request.plot_responses)
    if request.plot_phase is not None:
        save_chart(phase_chart.chart(phase_picture(found)), request.plot_phase)
