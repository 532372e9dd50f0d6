"""``detente run``: from a dossier to a verdict, kept block by block where that is wanted."""

from __future__ import annotations

import shlex
import sys
from dataclasses import dataclass
from pathlib import Path

import click

from detente.commands.interrupting import told_how_to_go_on
from detente.commands.progress import progress_bars
from detente.commands.resuming import AskedRun, resumed
from detente.commands.runs_folder import runs_folder
from detente.dossier.dossier import Dossier
from detente.ensemble.climate_shift import moment_of
from detente.ensemble.engine import Engine
from detente.ensemble.schemes import SchemeKind
from detente.ensemble.teams import team_of
from detente.loading import load
from detente.report.chart_files import check_chart_path, save_chart
from detente.report.conditioned_chart import conditioned_chart
from detente.report.conditioned_picture import conditioned_picture
from detente.report.console import show
from detente.report.readings_report import readings_report
from detente.report.run_files import run_files
from detente.report.run_report import run_report
from detente.report.writing import check_folder, write_folder
from detente.verdict.conditioning import INERTIA
from detente.verdict.kept import open_bundle
from detente.verdict.readings import BASE, Readings, every_reading
from detente.verdict.run import Run, wanted_of
from detente.verdict.running import Wanted, run_all

__all__ = ["RunRequest", "command_of", "run_case"]


@dataclass(frozen=True, kw_only=True)
class RunRequest:
    """What was typed after ``detente run``."""

    case: str | None
    reading: str | None = None
    all_readings: bool = False
    draws: int | None = None
    seed: int = 0
    scheme: SchemeKind = "monte carlo"
    precision: float | None = None
    condition: tuple[float | None] | None = None
    at: str | None = None
    policies: tuple[str, ...] = ()
    workers: int | None = None
    executor: str | None = None
    timeout: float | None = None
    keep: bool = False
    runs: Path | None = None
    resume: bool = False
    as_json: bool = False
    output: Path | None = None
    plot: Path | None = None

    @property
    def inertia(self) -> float | None:
        """The inertia of a condition, the usual one where none was typed; None without condition."""
        if self.condition is None:
            return None
        return INERTIA if self.condition[0] is None else self.condition[0]

    @property
    def root(self) -> Path:
        """The folder of the bundles."""
        return runs_folder(self.runs)


def run_case(request: RunRequest) -> None:
    """Run a case, show the result, and write it where that was asked for."""
    if request.output:
        check_folder(request.output)
    if request.plot:
        check_chart_path(request.plot)
    asked = _asked(request)
    result = _run(request, asked)
    files = run_files(result, next(iter(asked.dossiers.values())), asked.command)
    if asked.bundle is not None:
        asked.bundle.finish(files)
    if request.output:
        write_folder(request.output, files)
    _show(request, result)
    _tell_where(request, asked)


def _asked(request: RunRequest) -> AskedRun:
    """Read what is to be run: off a kept run, or off what was typed."""
    kept = resumed(request.root, request.case) if request.resume else None
    if kept is not None:
        return kept
    assert request.case is not None
    dossiers = _dossiers(request.case, request)
    wanted = wanted_of(
        dossiers,
        draws=request.draws,
        seed=request.seed,
        scheme=request.scheme,
        precision=request.precision,
        inertia=request.inertia,
        moment=moment_of(request.at, request.policies),
    )
    command = command_of(request, wanted)
    keeps = request.keep or request.resume or request.runs is not None
    together = request.all_readings
    bundle = open_bundle(request.root, dossiers, wanted, command, together=together) if keeps else None
    return AskedRun(dossiers=dossiers, wanted=wanted, together=together, command=command, bundle=bundle)


def _dossiers(case: str, request: RunRequest) -> dict[str, Dossier]:
    if not request.all_readings:
        return {request.reading or BASE: load(case, reading=request.reading)}
    return every_reading(lambda reading: load(case, reading=reading))


def command_of(request: RunRequest, wanted: Wanted) -> str:
    """Write the command that does the same again; nothing in it depends on the machine."""
    words = ["detente", "run", str(request.case)]
    words += ["--reading", request.reading] if request.reading else []
    words += ["--all-readings"] if request.all_readings else []
    words += ["--draws", str(wanted.draws), "--seed", str(wanted.scheme.seed)]
    words += (
        ["--scheme", {"latin hypercube": "lhs"}.get(request.scheme, request.scheme)]
        if (request.scheme != "monte carlo")
        else []
    )
    words += ["--precision", f"{request.precision:g}"] if request.precision is not None else []
    words += ["--condition", f"status-quo:{request.inertia:g}"] if request.inertia is not None else []
    words += ["--at", request.at] if request.at else []
    words += [word for policy in request.policies for word in ("--policy", policy)]
    return shlex.join(words)


def _run(request: RunRequest, asked: AskedRun) -> Run | Readings:
    name = f"{len(asked.dossiers)} readings" if asked.together else next(iter(asked.dossiers.values())).key
    with (
        told_how_to_go_on(asked.bundle),
        team_of(request.executor, request.workers, asked.wanted.draws * len(asked.dossiers)).opened() as crew,
        progress_bars() as begin,
    ):
        if request.executor:
            click.echo(crew.describe(), err=True)
        engine = Engine(crew, keeper=asked.bundle, timeout=request.timeout, progress=begin(name))
        runs = run_all(asked.dossiers, asked.wanted, engine)
    for warning in asked.bundle.warnings if asked.bundle else ():
        click.echo(f"note: {warning}", err=True)
    return Readings(runs=runs) if asked.together else next(iter(runs.values()))


def _show(request: RunRequest, result: Run | Readings) -> None:
    if request.plot and isinstance(result, Run) and result.conditioned is not None:
        save_chart(conditioned_chart(conditioned_picture(result)), request.plot)
    if request.as_json:
        # JSON is UTF-8 whatever the terminal's encoding is.
        click.echo(result.to_json().encode("utf-8"), nl=False)
    elif isinstance(result, Readings):
        show(readings_report(result), sys.stdout)
    else:
        show(run_report(result, result.source), sys.stdout)


def _tell_where(request: RunRequest, asked: AskedRun) -> None:
    for place in (request.output, request.plot):
        if place:
            click.echo(f"written to {place}", err=True)
    if asked.bundle is not None:
        click.echo(f"kept in {asked.bundle.folder}", err=True)
