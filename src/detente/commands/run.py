"""``detente run``: from a dossier to a verdict."""

from __future__ import annotations

import shlex
import sys
from dataclasses import dataclass
from pathlib import Path

import click

from detente.commands.progress import progress_bars
from detente.dossier.dossier import Dossier
from detente.loading import load
from detente.report.console import show
from detente.report.readings_report import readings_report
from detente.report.run_files import run_files
from detente.report.run_report import run_report
from detente.report.writing import check_folder, write_folder
from detente.verdict.readings import Readings, run_readings
from detente.verdict.run import Run, run

__all__ = ["RunRequest", "run_case"]


@dataclass(frozen=True, kw_only=True)
class RunRequest:
    """What was typed after ``detente run``."""

    case: str
    reading: str | None = None
    all_readings: bool = False
    draws: int = 1000
    seed: int = 0
    workers: int | None = None
    as_json: bool = False
    output: Path | None = None

    def command(self) -> str:
        """Write the command that does the same again; nothing in it depends on the machine."""
        words = ["detente", "run", self.case]
        words += ["--reading", self.reading] if self.reading else []
        words += ["--all-readings"] if self.all_readings else []
        return shlex.join([*words, "--draws", str(self.draws), "--seed", str(self.seed)])


def run_case(request: RunRequest) -> None:
    """Run a case, show the result, and write it where that was asked for."""
    dossier = load(request.case, reading=request.reading)
    if request.output:
        check_folder(request.output)
    result = _run(request, dossier)
    if request.output:
        write_folder(request.output, run_files(result, dossier, request.command()))
    _show(request, result, dossier)
    if request.output:
        click.echo(f"written to {request.output}", err=True)


def _run(request: RunRequest, dossier: Dossier) -> Run | Readings:
    with progress_bars() as begin:
        if request.all_readings:
            return run_readings(
                lambda reading: load(request.case, reading=reading),
                draws=request.draws,
                seed=request.seed,
                workers=request.workers,
                progress=begin,
            )
        return run(
            dossier,
            draws=request.draws,
            seed=request.seed,
            workers=request.workers,
            progress=begin(request.reading or dossier.key),
        )


def _show(request: RunRequest, result: Run | Readings, dossier: Dossier) -> None:
    if request.as_json:
        # JSON is UTF-8 whatever the terminal's encoding is.
        click.echo(result.to_json().encode("utf-8"), nl=False)
    elif isinstance(result, Readings):
        show(readings_report(result), sys.stdout)
    else:
        show(run_report(result, dossier), sys.stdout)
