"""``detente bargain``: who can get what."""

from __future__ import annotations

import sys
import time
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path

import click

from detente.commands.progress import progress_bars
from detente.commands.sources import case_or_game
from detente.commands.typed import package_of, pairs_of
from detente.lenses.bargain.analysis import Bargain
from detente.lenses.json_form import json_text
from detente.report import frontier_chart, movement_chart
from detente.report.bargain_pictures import frontier_picture, movement_picture
from detente.report.bargain_report import bargain_report
from detente.report.chart_files import check_chart_path, save_chart
from detente.report.console import show
from detente.verdict.bargaining import bargain

__all__ = ["BargainRequest", "bargain_case"]


@dataclass(frozen=True, kw_only=True)
class BargainRequest:
    """What was typed after ``detente bargain``."""

    case: tuple[str, ...]
    reading: str | None = None
    gates: tuple[str, ...] = ()
    parties: tuple[str, ...] = ()
    power: tuple[str, ...] = ()
    packages: tuple[str, ...] = ()
    draws: int = 200
    seed: int = 0
    weak: bool = False
    count_exactly: bool = False
    resolution: float | None = None
    divide: bool = False
    steps: int | None = None
    workers: int | None = None
    as_json: bool = False
    plot: Path | None = None
    plot_movement: Path | None = None


def bargain_case(request: BargainRequest) -> None:
    """Run the bargain lens, draw what was asked for, and show the result."""
    for path in (request.plot, request.plot_movement):
        if path is not None:
            check_chart_path(path)
    case = case_or_game(request.case, reading=request.reading, steps=request.steps)
    begun = time.perf_counter()
    with progress_bars() as begin:
        result = bargain(
            case,
            parties=request.parties or None,
            gates=request.gates,
            power=_powers(request.power),
            packages=dict(map(package_of, request.packages)),
            draws=request.draws,
            seed=request.seed,
            weak=request.weak,
            exactly=request.count_exactly,
            resolution=request.resolution,
            divided=request.divide,
            workers=request.workers,
            progress=begin("bargain"),
        )
    seconds = time.perf_counter() - begun
    if request.plot is not None:
        save_chart(frontier_chart.chart(frontier_picture(result)), request.plot)
    if request.plot_movement is not None:
        save_chart(movement_chart.chart(movement_picture(result)), request.plot_movement)
    _show(result, request, seconds)
    for path in (request.plot, request.plot_movement):
        if path is not None:
            click.echo(f"written to {path}", err=True)


def _show(result: Bargain, request: BargainRequest, seconds: float) -> None:
    if request.as_json:
        content = {**result.to_dict(), "seconds": round(seconds, 6)}
        click.echo(json_text(content).encode("utf-8"), nl=False)
    else:
        show(bargain_report(result), sys.stdout)


def _powers(words: tuple[str, ...]) -> dict[str, Fraction]:
    """Read ``us=2`` and ``us=2,russia=1``."""
    found: dict[str, Fraction] = {}
    for party, amount in pairs_of(words):
        try:
            found[party] = Fraction(amount)
        except (ValueError, ZeroDivisionError):
            raise click.UsageError(f"--power {party}={amount}: {amount!r} is no number") from None
    return found
