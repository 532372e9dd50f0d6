"""``detente runs``: what is kept of runs, and whether it still comes out the same."""

from __future__ import annotations

import sys
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from typing import Any

import click

from detente.bundles.bundle import Bundle
from detente.bundles.comparing import compare
from detente.bundles.exporting import export
from detente.bundles.info import info_of
from detente.bundles.replaying import Checker
from detente.bundles.store import Store
from detente.commands.runs_folder import runs_folder
from detente.errors import RunError
from detente.explain.diff_runs import RunDiff, diff_runs
from detente.lenses.json_form import json_text
from detente.report.blocks import Block
from detente.report.console import show
from detente.report.diff_report import diff_runs_report
from detente.report.runs_report import (
    collected_report,
    comparison_report,
    list_report,
    replay_report,
    show_report,
)

__all__ = [
    "CompareRequest",
    "ExportRequest",
    "GcRequest",
    "ListRequest",
    "Recompute",
    "ReplayRequest",
    "ShowRequest",
    "collect_runs",
    "compare_runs",
    "export_run",
    "list_runs",
    "replay_run",
    "show_run",
]

VERDICT = "verdict.json"
FAILED = 1

#: Runs a kept run again, its cells going through the checker, and returns its result files, if any.
Recompute = Callable[[Bundle, Checker], Mapping[str, bytes] | None]


@dataclass(frozen=True, kw_only=True)
class _Request:
    """What every command about kept runs can be asked with; ``runs`` is None for the usual folder."""

    runs: Path | None = None
    as_json: bool = False

    @property
    def root(self) -> Path:
        """The folder of the bundles."""
        return runs_folder(self.runs)


@dataclass(frozen=True, kw_only=True)
class ListRequest(_Request):
    """What was typed after ``detente runs list``."""


@dataclass(frozen=True, kw_only=True)
class ShowRequest(_Request):
    """What was typed after ``detente runs show``."""

    run: str


@dataclass(frozen=True, kw_only=True)
class CompareRequest(_Request):
    """What was typed after ``detente runs compare``."""

    before: str
    after: str


@dataclass(frozen=True, kw_only=True)
class ReplayRequest(_Request):
    """What was typed after ``detente runs replay``; ``every`` is N of ``--sample N``."""

    run: str
    every: int = 1


@dataclass(frozen=True, kw_only=True)
class GcRequest(_Request):
    """What was typed after ``detente runs gc``; ``older_than`` in days."""

    keep: int | None = None
    older_than: float | None = None
    unfinished: bool = False
    dry_run: bool = False


@dataclass(frozen=True, kw_only=True)
class ExportRequest(_Request):
    """What was typed after ``detente runs export``."""

    run: str
    output: Path
    force: bool = False


def list_runs(request: ListRequest) -> None:
    """List the runs that are kept, damaged ones included.

    Raises
    ------
    RunError
        If the folder may not be read.
    """
    infos = Store(request.root).list()
    data = {"root": str(request.root), "runs": [info.to_dict() for info in infos]}
    _tell(request, data, list_report(infos, str(request.root)))


def show_run(request: ShowRequest) -> None:
    """Show one run that is kept.

    Raises
    ------
    UnknownNameError, RunError
        As :meth:`~detente.bundles.store.Store.find`.
    """
    with Store(request.root).find(request.run) as bundle:
        cells = bundle.cells()
        _warn(bundle)
        manifest = bundle.manifest
        folder = bundle.folder
    # Looked at after letting go of it, so that "in use" means by somebody else.
    info = info_of(folder)
    data = {**info.to_dict(), "manifest": manifest.to_dict(), "cells": [cell.to_dict() for cell in cells]}
    _tell(request, data, show_report(info, manifest, cells))


def compare_runs(request: CompareRequest) -> None:
    """Set two kept runs side by side, and tell which kinds of deal moved.

    Raises
    ------
    UnknownNameError, RunError
        As :meth:`~detente.bundles.store.Store.find`.
    """
    store = Store(request.root)
    with store.find(request.before) as before, store.find(request.after) as after:
        found = compare(before, after)
        moved = None
        if found.files.get(VERDICT) == "different":
            moved = diff_runs(before.folder, after.folder)
        _warn(before)
        _warn(after)
    data = {**found.to_dict(), "moved": None if moved is None else moved.to_dict()}
    _tell(request, data, [*comparison_report(found), *_moved_part(moved)])


def _moved_part(moved: RunDiff | None) -> Sequence[Block]:
    # The heading and facts of the other report would say again which runs these are.
    return () if moved is None else diff_runs_report(moved)[2:]


def replay_run(request: ReplayRequest, recompute: Recompute) -> None:
    """Compute a kept run again and compare it, byte for byte; leave with 1 where it differs.

    Parameters
    ----------
    request : ReplayRequest
    recompute : callable
        Runs the bundle's dossier as its identity says, the checker standing where a bundle stands,
        and returns the result files, or None where they were not made.

    Raises
    ------
    UnknownNameError, RunError
        As :meth:`~detente.bundles.store.Store.find`; also if nothing is kept.
    click.exceptions.Exit
        Where something differs.
    """
    with Store(request.root).find(request.run) as bundle:
        checker = Checker(bundle, every=request.every)
        files = recompute(bundle, checker)
        found = checker.result(files)
        _warn(bundle)
    _tell(request, found.to_dict(), replay_report(found))
    if not found.is_same:
        raise click.exceptions.Exit(FAILED)


def collect_runs(request: GcRequest) -> None:
    """Remove runs that are no longer wanted; none that some process works on.

    Raises
    ------
    RunError
        For a negative number, or a folder that may not be read.
    """
    found = Store(request.root).gc(
        keep=request.keep,
        older_than=_days(request.older_than),
        unfinished=request.unfinished,
        dry_run=request.dry_run,
    )
    _tell(request, found.to_dict(), collected_report(found))


def _days(number: float | None) -> timedelta | None:
    if number is None:
        return None
    try:
        return timedelta(days=number)
    except (OverflowError, ValueError):
        raise RunError(f"{number:g} days is no age of a run") from None


def export_run(request: ExportRequest) -> None:
    """Write a kept run as Parquet files and print their paths.

    Raises
    ------
    UnknownNameError, RunError
        As :meth:`~detente.bundles.store.Store.find` and :func:`~detente.bundles.exporting.export`.
    """
    with Store(request.root).find(request.run) as bundle:
        paths = export(bundle, request.output, force=request.force)
        _warn(bundle)
        is_complete = bundle.is_complete
    for path in paths:
        click.echo(str(path))
    if not is_complete:
        click.echo("note: the run is not finished, so there are no verdicts to export yet", err=True)


def _warn(bundle: Bundle) -> None:
    for warning in bundle.warnings:
        click.echo(f"note: {warning}", err=True)


def _tell(request: _Request, data: Mapping[str, Any], blocks: Sequence[Block]) -> None:
    if request.as_json:
        # JSON is UTF-8 whatever the terminal's encoding is.
        click.echo(json_text(dict(data)).encode("utf-8"), nl=False)
    else:
        show(blocks, sys.stdout)
