"""``detente readings``, ``crux``, ``retract`` and ``diff``: one dossier against another."""

from __future__ import annotations

import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import click

from detente.commands.progress import progress_bars
from detente.commands.typed import pairs_of
from detente.dossier.dossier import Dossier
from detente.ensemble.depths import AS_DESCRIBED, SWEETENED, Form
from detente.errors import UnknownNameError
from detente.explain.compared_readings import compare_readings
from detente.explain.crux import crux
from detente.explain.diff import diff
from detente.explain.diff_runs import diff_runs
from detente.explain.retract import retract
from detente.explain.retract_each import retract_each
from detente.explain.stored_runs import is_stored_run
from detente.lenses.json_form import json_text
from detente.loading import load
from detente.report import attribution_chart, crux_chart, readings_chart, retract_chart
from detente.report.attribution_picture import attribution_picture
from detente.report.blocks import Block
from detente.report.chart_files import check_chart_path, save_chart
from detente.report.compared_readings_report import compared_readings_report
from detente.report.console import show
from detente.report.crux_picture import crux_picture
from detente.report.crux_report import crux_report
from detente.report.diff_report import diff_report, diff_runs_report
from detente.report.readings_picture import readings_picture
from detente.report.retract_picture import retract_picture
from detente.report.retract_report import retract_each_report, retract_report

__all__ = [
    "CruxRequest",
    "DiffRequest",
    "ReadingsRequest",
    "RetractRequest",
    "tell_crux",
    "tell_difference",
    "tell_readings",
    "tell_retraction",
]

BASE = "base"


@dataclass(frozen=True, kw_only=True)
class _Request:
    """What every comparison can be asked with."""

    sweetened: bool = False
    draws: int = 1000
    seed: int = 0
    workers: int | None = None
    as_json: bool = False
    plot: Path | None = None

    @property
    def form(self) -> Form:
        """Which form of the kinds of deal is judged."""
        return SWEETENED if self.sweetened else AS_DESCRIBED

    @property
    def usual(self) -> dict[str, Any]:
        """What the functions are asked with."""
        return {"form": self.form, "draws": self.draws, "seed": self.seed, "workers": self.workers}


@dataclass(frozen=True, kw_only=True)
class ReadingsRequest(_Request):
    """What was typed after ``detente readings``."""

    case: str
    deals: tuple[str, ...] = ()
    weights: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class CruxRequest(_Request):
    """What was typed after ``detente crux``."""

    case: str
    before: str
    after: str
    deal: str | None = None


@dataclass(frozen=True, kw_only=True)
class RetractRequest(_Request):
    """What was typed after ``detente retract``; ``source`` is None for every source in turn."""

    case: str
    source: str | None = None
    reading: str | None = None


@dataclass(frozen=True, kw_only=True)
class DiffRequest(_Request):
    """What was typed after ``detente diff``."""

    before: str
    after: str
    reading_before: str | None = None
    reading_after: str | None = None


def tell_readings(request: ReadingsRequest) -> None:
    """Set the readings side by side."""
    _check_plot(request)
    weights = _weights(request.weights)
    base = load(request.case)
    _check_deals(request.deals, base)
    with progress_bars() as begin:
        result = compare_readings(
            lambda key: base if key is None else load(request.case, reading=key),
            deals=request.deals or None,
            weights=weights or None,
            progress=begin("readings"),
            **request.usual,
        )
    _tell(request, result, compared_readings_report, lambda: readings_chart.chart(readings_picture(result)))


def tell_crux(request: CruxRequest) -> None:
    """Find what carries the verdict from one reading to another."""
    _check_plot(request)
    before, after = (_reading(request.case, key) for key in (request.before, request.after))
    _check_deals(() if request.deal is None else (request.deal,), before)
    with progress_bars() as begin:
        result = crux(before, after, deal=request.deal, progress=begin("crux"), **request.usual)
    _tell(request, result, crux_report, lambda: crux_chart.chart(crux_picture(result)))


def tell_retraction(request: RetractRequest) -> None:
    """Judge a case without a source, a claim, or each source in turn."""
    _check_plot(request)
    if request.plot is not None and request.source is not None:
        raise click.UsageError(
            "the picture ranks all sources; give --each instead of one, or leave out --plot"
        )
    dossier = load(request.case, reading=request.reading)
    with progress_bars() as begin:
        begun = begin("retract")
        if request.source is not None:
            result = retract(dossier, request.source, progress=begun, **request.usual)
            _tell(request, result, retract_report, None)
            return
        ranking = retract_each(dossier, progress=begun, **request.usual)
    _tell(request, ranking, retract_each_report, lambda: retract_chart.chart(retract_picture(ranking)))


def tell_difference(request: DiffRequest) -> None:
    """Compare two dossiers, or two stored runs."""
    stored = [is_stored_run(path) for path in (request.before, request.after)]
    if any(stored):
        _tell_run_difference(request, all_stored=all(stored))
        return
    _check_plot(request)
    before = load(request.before, reading=request.reading_before)
    after = load(request.after, reading=request.reading_after)
    with progress_bars() as begin:
        result = diff(before, after, progress=begin("diff"), **request.usual)
    _tell(request, result, diff_report, lambda: attribution_chart.chart(attribution_picture(result)))


def _tell_run_difference(request: DiffRequest, *, all_stored: bool) -> None:
    if not all_stored:
        raise click.UsageError("one of the two is a stored run and the other a dossier; give two of a kind")
    if request.reading_before or request.reading_after or request.plot:
        raise click.UsageError("stored runs are compared as they are; leave out readings and the picture")
    result = diff_runs(request.before, request.after)
    _tell(request, result, diff_runs_report, None)


def _tell(
    request: _Request,
    result: Any,
    report: Callable[[Any], Sequence[Block]],
    chart: Callable[[], Any] | None,
) -> None:
    if request.plot is not None and chart is not None:
        save_chart(chart(), request.plot)
    if request.as_json:
        click.echo(json_text(result.to_dict()).encode("utf-8"), nl=False)
    else:
        show(report(result), sys.stdout)
    if request.plot is not None:
        click.echo(f"written to {request.plot}", err=True)


def _check_plot(request: _Request) -> None:
    if request.plot is not None:
        check_chart_path(request.plot)


def _check_deals(keys: Sequence[str], dossier: Dossier) -> None:
    for key in keys:
        if key not in dossier.deals:
            raise UnknownNameError("kind of deal", key, dossier.deals)


def _reading(case: str, key: str) -> Dossier:
    return load(case, reading=None if key == BASE else key)


def _weights(words: Sequence[str]) -> dict[str, float]:
    """Read ``kramer=1,stutte=2``."""
    weights: dict[str, float] = {}
    for name, amount in pairs_of(words):
        try:
            weights[name] = float(amount)
        except ValueError:
            raise click.UsageError(f"--weights {name}={amount}: {amount!r} is no number") from None
    return weights
