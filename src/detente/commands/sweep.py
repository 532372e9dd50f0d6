"""``detente sweep``: verdicts over a line or a grid of judgements."""

from __future__ import annotations

import sys
from dataclasses import dataclass
from pathlib import Path

import click

from detente.commands.progress import progress_bars
from detente.ensemble.depths import AS_DESCRIBED, Form
from detente.errors import RunError
from detente.explain.sweep import Sweep, sweep
from detente.lenses.json_form import json_text
from detente.loading import load
from detente.report.chart_files import check_chart_path, save_chart
from detente.report.console import show
from detente.report.sweep_chart import chart
from detente.report.sweep_picture import sweep_picture
from detente.report.sweep_report import sweep_report
from detente.report.writing import check_file, write_file

__all__ = ["SweepRequest", "run_sweep"]


@dataclass(frozen=True, kw_only=True)
class SweepRequest:
    """What was typed after ``detente sweep``.

    Attributes
    ----------
    case : str
    over : tuple of str
        Axes, each as it was typed.
    one_at_a_time : bool
    deals : tuple of str
        Keys of kinds of deal; none for all.
    form : str
        ``"exactly as described"`` or ``"with sweeteners"``.
    reading : str or None
    draws : int or None
        1,000 if not given, 200 with sweeteners.
    seed : int
    workers : int or None
    as_json : bool
    output : Path or None
        A new ``.csv`` file for the table of all points.
    force : bool
        Write over that file.
    plot : Path or None
        A file for the picture.
    """

    case: str
    over: tuple[str, ...]
    one_at_a_time: bool = False
    deals: tuple[str, ...] = ()
    form: Form = AS_DESCRIBED
    reading: str | None = None
    draws: int | None = None
    seed: int = 0
    workers: int | None = None
    as_json: bool = False
    output: Path | None = None
    force: bool = False
    plot: Path | None = None


def run_sweep(request: SweepRequest) -> None:
    """Sweep, show what came out, and write what was asked for.

    Raises
    ------
    DossierError
        If the case cannot be read.
    UnknownNameError, RunError, TooLargeError
        For what was typed; see :func:`detente.explain.sweep.sweep`.
    """
    _check_files(request)
    dossier = load(request.case, reading=request.reading)
    with progress_bars() as begin:
        result = sweep(
            dossier,
            request.over,
            load_reading=lambda key: load(request.case, reading=key),
            one_at_a_time=request.one_at_a_time,
            deals=request.deals or None,
            form=request.form,
            draws=request.draws,
            seed=request.seed,
            workers=request.workers,
            progress=begin("sweep"),
        )
    _write(request, result)
    if request.as_json:
        click.echo(json_text(result.to_dict()).encode("utf-8"), nl=False)
    else:
        show(sweep_report(result), sys.stdout)
    for path in (request.output, request.plot):
        if path is not None:
            click.echo(f"written to {path}", err=True)


def _check_files(request: SweepRequest) -> None:
    """Refuse files that could not be written, before anything is judged."""
    if request.plot is not None:
        check_chart_path(request.plot)
    if request.output is None:
        return
    if request.output.suffix.lower() != ".csv":
        raise RunError(f"{request.output}: points are written as a table; let the name end in .csv")
    check_file(request.output, force=request.force)


def _write(request: SweepRequest, result: Sweep) -> None:
    if request.output is not None:
        content = result.to_frame().to_csv(index=False, lineterminator="\n").encode("utf-8")
        write_file(request.output, content, force=request.force)
    if request.plot is not None:
        save_chart(chart(sweep_picture(result)), request.plot)
