"""``detente why-not``, ``flip`` and the other explanations of one case."""

from __future__ import annotations

import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

import click

from detente.commands.explain_kinds import EXPLANATIONS, Asked, Kind
from detente.commands.progress import progress_bars
from detente.commands.typed import choice_of
from detente.dossier.dossier import Dossier
from detente.ensemble.depths import AS_DESCRIBED, SWEETENED
from detente.errors import UnknownNameError
from detente.lenses.json_form import json_text
from detente.loading import load
from detente.report.chart_files import check_chart_path, save_chart
from detente.report.console import show

__all__ = ["ExplainRequest", "explain_case"]


@dataclass(frozen=True, kw_only=True)
class ExplainRequest:
    """What was typed after the name of an explanation."""

    question: str
    case: str
    reading: str | None = None
    deal: str | None = None
    package: str | None = None
    sweetened: bool = False
    no_repairs: bool = False
    to: Literal["deal", "no-deal"] | None = None
    sizes: int = 3
    shift: float = 0.1
    draws: int = 1000
    seed: int = 0
    workers: int | None = None
    as_json: bool = False
    markdown: bool = False
    plot: Path | None = None


def explain_case(request: ExplainRequest) -> None:
    """Ask, draw what was asked for, and show the answer."""
    if request.plot is not None:
        check_chart_path(request.plot)
    if request.deal is not None and request.package is not None:
        raise click.UsageError("--deal and --package exclude each other; give one of them")
    dossier = load(request.case, reading=request.reading)
    asked = _asked(request, dossier)
    kind = _kind(request.question, asked)
    if request.plot is not None and kind.chart is None:
        raise click.UsageError("there is a picture of one package only; name it with --package")
    if kind.needs_package and asked.package is None:
        raise click.UsageError(f"name a package with --package; {_known(dossier)}")
    if kind.needs_question and asked.package is None and asked.deal is None:
        raise click.UsageError(f"name a kind of deal with --deal, or a package; {_known(dossier)}")
    with progress_bars() as begin:
        result = kind.ask(asked, begin(request.question))
    if request.plot is not None:
        assert kind.chart is not None
        save_chart(kind.chart(result), request.plot)
    if request.as_json:
        click.echo(json_text(result.to_dict()).encode("utf-8"), nl=False)
    elif request.markdown:
        click.echo(result.to_markdown().rstrip("\n"))
    else:
        show(kind.report(result), sys.stdout)
    if request.plot is not None:
        click.echo(f"written to {request.plot}", err=True)


def _kind(question: str, asked: Asked) -> Kind:
    """Choose how to answer: without a package, with an overview where there is one."""
    overview = f"{question}, overview"
    return EXPLANATIONS[overview if asked.package is None and overview in EXPLANATIONS else question]


def _asked(request: ExplainRequest, dossier: Dossier) -> Asked:
    """Check the kind of deal, and read the package."""
    if request.deal is not None and request.deal not in dossier.deals:
        raise UnknownNameError("kind of deal", request.deal, dossier.deals)
    return Asked(
        dossier=dossier,
        deal=request.deal,
        package=None if request.package is None else choice_of(request.package),
        form=SWEETENED if request.sweetened else AS_DESCRIBED,
        repairs=not request.no_repairs,
        to=request.to,
        sizes=request.sizes,
        shift=request.shift,
        draws=request.draws,
        seed=request.seed,
        workers=request.workers,
    )


def _known(dossier: Dossier) -> str:
    """Say what could be named."""
    keys = [key for key, deal in dossier.deals.items() if deal.all_of]
    kinds = f"kinds of deal: {', '.join(keys)}; or " if keys else ""
    return f"{kinds}issue by issue, as in --package ISSUE=OPTION,ISSUE=OPTION"
