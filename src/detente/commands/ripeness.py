"""``detente ripeness``: kinds of deal along the path of the climate."""

from __future__ import annotations

import sys
from dataclasses import dataclass
from pathlib import Path

import click

from detente.commands.progress import progress_bars
from detente.commands.tables import check_table, write_table
from detente.loading import load
from detente.report.chart_files import check_chart_path, save_chart
from detente.report.console import show
from detente.report.ripeness_picture import ripeness_picture
from detente.report.ripeness_report import ripeness_report
from detente.report.time_chart import chart
from detente.verdict.ripeness import ripeness

__all__ = ["RipenessRequest", "ask_ripeness"]


@dataclass(frozen=True, kw_only=True)
class RipenessRequest:
    """What was typed after ``detente ripeness``."""

    case: str
    policies: tuple[str, ...] = ()
    until: str | None = None
    every: int = 3
    deals: tuple[str, ...] = ()
    reading: str | None = None
    draws: int = 200
    seed: int = 0
    workers: int | None = None
    as_json: bool = False
    output: Path | None = None
    force: bool = False
    plot: Path | None = None


def ask_ripeness(request: RipenessRequest) -> None:
    """Judge the dates, show what came out, and write what was asked for."""
    if request.plot is not None:
        check_chart_path(request.plot)
    check_table(request.output, force=request.force)
    dossier = load(request.case, reading=request.reading)
    with progress_bars() as begin:
        found = ripeness(
            dossier,
            policies=request.policies,
            until=request.until,
            every=request.every,
            deals=request.deals or None,
            draws=request.draws,
            seed=request.seed,
            workers=request.workers,
            progress=begin("draws"),
        )
    if request.output is not None:
        write_table(found.to_frame(), request.output, force=request.force)
    if request.plot is not None:
        save_chart(chart(ripeness_picture(found)), request.plot)
    if request.as_json:
        click.echo(found.to_json().encode("utf-8"), nl=False)
    else:
        show(ripeness_report(found), sys.stdout)
    for path in (request.output, request.plot):
        if path is not None:
            click.echo(f"written to {path}", err=True)
