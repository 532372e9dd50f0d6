"""``detente lens ...`` and ``detente plan``: one question, one case, one or all readings."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any

import click

from detente.commands.lens_kinds import KINDS, Asked, Kind
from detente.commands.progress import progress_bars
from detente.commands.typed import package_of, pairs_of
from detente.dossier.dossier import Dossier
from detente.errors import UnknownNameError
from detente.lenses.json_form import json_text
from detente.loading import load
from detente.model.blueprint import Blueprint
from detente.report.chart_files import check_chart_path, save_chart
from detente.report.console import show
from detente.report.packages_listing import packages_listing
from detente.verdict.packages_in_question import Packages, asked_packages, packages_in_question

__all__ = ["LensRequest", "ask_lens"]

BASE = "base"


@dataclass(frozen=True, kw_only=True)
class LensRequest:
    """What was typed after ``detente lens ...`` or ``detente plan``."""

    lens: str
    case: str
    reading: str | None = None
    all_readings: bool = False
    packages: tuple[str, ...] = ()
    deals: tuple[str, ...] = ()
    prices: tuple[str, ...] = ()
    stages: int = 12
    draws: int = 1000
    seed: int = 0
    workers: int | None = None
    as_json: bool = False
    plot: Path | None = None
    plot_constraint: Path | None = None

    @property
    def pictures(self) -> Iterator[tuple[str, Path]]:
        """What is to be drawn, and where."""
        for name, path in (("plot", self.plot), ("plot_constraint", self.plot_constraint)):
            if path is not None:
                yield name, path


def ask_lens(request: LensRequest) -> None:
    """Ask, draw what was asked for, and show the answer."""
    kind = KINDS[request.lens]
    for _, path in request.pictures:
        check_chart_path(path)
    if request.all_readings and any(True for _ in request.pictures):
        raise click.UsageError("a picture shows one reading; leave out --all-readings or the picture")
    dossier = load(request.case, reading=request.reading)
    named = _packages(request, dossier, of_all=request.all_readings and kind.packages is not None)
    prices = _prices(request.prices)
    with progress_bars() as begin:
        results = {
            name: kind.ask(
                Asked(
                    dossier=one,
                    packages=named,
                    successors=partial(_successors, request.case, one),
                    prices=prices,
                    stages=request.stages,
                    draws=request.draws,
                    seed=request.seed,
                    workers=request.workers,
                    progress=begin(name),
                )
            )
            for name, one in _readings(request, dossier)
        }
    for name, path in request.pictures:
        save_chart(kind.charts[name](next(iter(results.values()))), path)
    _show(kind, request, results)
    for _, path in request.pictures:
        click.echo(f"written to {path}", err=True)


def _readings(request: LensRequest, dossier: Dossier) -> Iterator[tuple[str, Dossier]]:
    """Yield the dossier under each reading asked for."""
    yield request.reading or BASE, dossier
    if request.all_readings:
        for key in dossier.readings:
            yield key, load(request.case, reading=key)


def _successors(case: str, dossier: Dossier) -> dict[str, Dossier]:
    """Return the dossier as each of its successors would change it."""
    return {key: load(case, reading=dossier.reading, successor=key) for key in dossier.successors}


def _packages(request: LensRequest, dossier: Dossier, *, of_all: bool) -> Packages | None:
    """Return the packages asked for; None where the lens is to choose.

    Readings are compared on the same packages, so for all of them those of the base are taken.
    """
    typed = dict(map(package_of, request.packages))
    if not request.deals and (typed or not of_all):
        return typed or None
    blueprint = Blueprint(dossier)
    _check_deals(request.deals, blueprint)
    named = asked_packages(blueprint, typed)
    found = packages_in_question(
        blueprint, seed=request.seed, classes=request.deals or None, robust=not request.deals
    )
    for one in found:
        if one.name in typed:
            raise click.UsageError(
                f"--package {one.name}: a package of --deal has this name too; give yours another"
            )
    if not named and not found:
        raise click.UsageError(_nothing(request.deals))
    return (*named, *found)


def _nothing(deals: Sequence[str]) -> str:
    if deals:
        return f"no package of the kind {', '.join(deals)} can be delivered at all"
    return "the dossier has no package on which readings could be compared; name one with --package"


def _check_deals(keys: Iterable[str], blueprint: Blueprint) -> None:
    """Refuse kinds of deal that do not exist, and those of which no package can be made."""
    deals = blueprint.dossier.deals
    nothing = {mask.key for mask in blueprint.classes if mask.exact is None}
    for key in keys:
        if key not in deals:
            raise UnknownNameError("kind of deal", key, deals)
        if key in nothing:
            raise click.UsageError(
                f"the kind of deal {key} names nothing to move, so there is no package of it to ask about; "
                "name one with --package"
            )


def _prices(words: tuple[str, ...]) -> dict[str, float]:
    """Read ``monitoring=2,patience=0.5``."""
    prices: dict[str, float] = {}
    for name, amount in pairs_of(words):
        try:
            prices[name] = float(amount)
        except ValueError:
            raise click.UsageError(f"--price {name}={amount}: {amount!r} is no number") from None
    return prices


def _show(kind: Kind, request: LensRequest, results: Mapping[str, Any]) -> None:
    if request.as_json:
        found = {name: result.to_dict() for name, result in results.items()}
        content = {"readings": found} if request.all_readings else next(iter(found.values()))
        click.echo(json_text(content).encode("utf-8"), nl=False)
    else:
        first = next(iter(results.values()))
        told = kind.side_by_side(results) if request.all_readings else kind.report(first)
        listed = packages_listing(kind.packages(first)) if kind.packages else ()
        show((*told, *listed), sys.stdout)
