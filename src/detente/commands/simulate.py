"""``detente simulate``: what hostility does under policies."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import click

from detente.commands.tables import check_table, write_table
from detente.dossier.dossier import Dossier
from detente.lenses.json_form import json_text
from detente.loading import load
from detente.report.chart_files import check_chart_path, save_chart
from detente.report.console import show
from detente.report.fan_picture import fan_picture
from detente.report.simulation_report import simulation_readings, simulation_report
from detente.report.time_chart import chart
from detente.verdict.readings import BASE
from detente.verdict.simulating import simulate
from detente.verdict.simulation_result import Simulation

__all__ = ["SimulateRequest", "simulate_case"]


@dataclass(frozen=True, kw_only=True)
class SimulateRequest:
    """What was typed after ``detente simulate``."""

    case: str
    policies: tuple[str, ...] = ()
    until: str | None = None
    below: float | None = None
    reading: str | None = None
    all_readings: bool = False
    draws: int = 1000
    seed: int = 0
    as_json: bool = False
    output: Path | None = None
    force: bool = False
    plot: Path | None = None


def simulate_case(request: SimulateRequest) -> None:
    """Simulate, show what came out, and write what was asked for."""
    if request.plot is not None:
        check_chart_path(request.plot)
    check_table(request.output, force=request.force)
    if request.all_readings and (request.plot or request.output):
        raise click.UsageError("a picture or table is of one reading; leave out --all-readings")
    results = {
        name: simulate(
            dossier,
            policies=[text for text in request.policies if text != "none"],
            until=request.until,
            below=request.below,
            draws=request.draws,
            seed=request.seed,
        )
        for name, dossier in _readings(request)
    }
    first = next(iter(results.values()))
    if request.output is not None:
        write_table(first.to_frame(), request.output, force=request.force)
    if request.plot is not None:
        save_chart(chart(fan_picture(first)), request.plot)
    _show(request, results)
    for path in (request.output, request.plot):
        if path is not None:
            click.echo(f"written to {path}", err=True)


def _readings(request: SimulateRequest) -> Iterator[tuple[str, Dossier]]:
    """Yield the dossier under each reading asked for."""
    dossier = load(request.case, reading=request.reading)
    yield request.reading or BASE, dossier
    if request.all_readings:
        for key in dossier.readings:
            yield key, load(request.case, reading=key)


def _show(request: SimulateRequest, results: dict[str, Simulation]) -> None:
    if request.as_json:
        told = {name: found.to_dict() for name, found in results.items()}
        data = {"readings": told} if request.all_readings else next(iter(told.values()))
        click.echo(json_text(data).encode("utf-8"), nl=False)
    elif request.all_readings:
        show(simulation_readings(results), sys.stdout)
    else:
        show(simulation_report(next(iter(results.values()))), sys.stdout)
