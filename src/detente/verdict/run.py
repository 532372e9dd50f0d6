"""Run a dossier: all draws through the funnel, and what they add up to."""

from __future__ import annotations

import itertools
import math
import os
from dataclasses import dataclass, field
from functools import partial
from typing import TYPE_CHECKING, Any

import numpy as np

from detente.dossier.dossier import Dossier, Reading
from detente.ensemble.executors import Progress, blocks_of, map_blocks
from detente.ensemble.judging import DrawOutcome, Effort, judge_block
from detente.evidence.quality import InputQuality, input_quality
from detente.lenses.json_form import json_text
from detente.model.blueprint import Blueprint
from detente.verdict.classes import class_verdicts
from detente.verdict.confidence import confidence_of
from detente.verdict.draw_limits import check_draws
from detente.verdict.findings import Finding, status_quo_findings
from detente.verdict.funnel import Funnel, funnel_of
from detente.verdict.robust import RobustPackage, robust_packages
from detente.verdict.verdict import Verdict
from detente.version import __version__

if TYPE_CHECKING:
    import pandas as pd

__all__ = ["Run", "run"]

#: Draws in which packages are counted, unless asked otherwise.
COUNTED = 100
#: Draws judged together: enough to share the filling of tables, few enough for progress.
BLOCK = 16


@dataclass(frozen=True, kw_only=True)
class Run:
    """Everything a run has to say.

    Attributes
    ----------
    title, dossier, sha256 : str
        Title, key and content hash of the dossier.
    reading : Reading or None
        Under which it was run; None for the base dossier.
    draws, seed : int
    verdict : Verdict
    funnel : Funnel
    findings : tuple of Finding
        Of the status-quo test.
    robust : tuple of RobustPackage
        Packages that survive most often, best first.
    quality : InputQuality
    effort : Effort
        How the questions were decided, over all draws.
    n_issues : int
    labels : dict
        Name of every party, by key.
    source : Dossier
        What was run, for questions about it; no part of the JSON.
    """

    title: str
    dossier: str
    sha256: str
    reading: Reading | None
    draws: int
    seed: int
    verdict: Verdict
    funnel: Funnel
    findings: tuple[Finding, ...]
    robust: tuple[RobustPackage, ...]
    quality: InputQuality
    effort: Effort
    n_issues: int
    labels: dict[str, str]
    sides: dict[str, str | None]
    source: Dossier = field(repr=False, compare=False)

    def __repr__(self) -> str:
        under = f", reading {self.reading.key}" if self.reading else ""
        return f"<Run of {self.dossier}{under}: {self.draws} draws, seed {self.seed}>"

    def _repr_mimebundle_(self, **_: Any) -> dict[str, str]:
        lines = [f"{self.title} ({self.draws} draws)", *self.verdict.sentences, *self.verdict.caveats]
        html = self.verdict.to_frame().to_html(index=False, float_format=lambda share: f"{share:.0%}")
        return {"text/plain": "\n".join(lines), "text/html": html}

    def to_frame(self) -> pd.DataFrame:
        """Return the verdict as one tidy frame."""
        return self.verdict.to_frame()

    def to_dict(self) -> dict[str, Any]:
        """Return the JSON form: everything, free of timings, the same on every machine."""
        reading = self.reading
        return {
            "detente": __version__,
            "format": 1,
            "title": self.title,
            "dossier": self.dossier,
            "sha256": self.sha256,
            "reading": None
            if reading is None
            else {
                "key": reading.key,
                "name": reading.name,
                "source": reading.source,
                "argues": reading.argues,
                "thesis_gate": reading.thesis_gate,
            },
            "draws": self.draws,
            "seed": self.seed,
            "issues": self.n_issues,
            "input_quality": self.quality.to_dict(),
            "verdict": self.verdict.to_dict(),
            "funnel": self.funnel.to_dict(),
            "status_quo_test": [finding.to_dict() for finding in self.findings],
            "robust_packages": [package.to_dict() for package in self.robust],
            "effort": {
                "questions": self.effort.questions,
                "nodes": self.effort.nodes,
                "solver_calls": self.effort.solver_calls,
                "undecided": self.effort.undecided,
            },
        }

    def to_json(self) -> str:
        """Return ``to_dict()`` as text, keys in order, ending in a newline."""
        return json_text(self.to_dict())


def _total(outcomes: list[DrawOutcome]) -> Effort:
    return Effort(
        questions=sum(o.effort.questions for o in outcomes),
        nodes=sum(o.effort.nodes for o in outcomes),
        solver_calls=sum(o.effort.solver_calls for o in outcomes),
        undecided=sum(o.effort.undecided for o in outcomes),
    )


def run(
    dossier: Dossier,
    *,
    draws: int = 1000,
    seed: int = 0,
    workers: int | None = None,
    counted: int = COUNTED,
    progress: Progress | None = None,
) -> Run:
    """Push many joint draws of a dossier's judgements through the funnel.

    Parameters
    ----------
    dossier : Dossier
        As loaded, under the reading it was loaded with.
    draws : int
        Number of joint draws, 1 to 100 000.
    seed : int
        0 or more; the same seed gives the same bytes, whatever the number of workers.
    workers : int, optional
        Threads; all cores if not given.
    counted : int
        Packages are counted in this many of the draws (the first ones): counting a space too
        large to enumerate costs more than judging it.
    progress : callable, optional
        Called with (draws done, draws in all).

    Returns
    -------
    Run

    Raises
    ------
    RunError
        For a number of draws or a seed out of range.
    TooLargeError
        When links merge too many issues into one, or points do not fit.

    Examples
    --------
    >>> import detente
    >>> result = detente.run(detente.load("two-issues"), draws=50, seed=0)
    >>> result
    <Run of two-issues: 50 draws, seed 0>
    """
    check_draws(draws, seed)
    blueprint = Blueprint(dossier)
    outcomes = [
        outcome
        for block in map_blocks(
            partial(_block, blueprint, seed, counted),
            blocks_of(draws, BLOCK),
            workers=workers or os.cpu_count() or 1,
            progress=progress,
        )
        for outcome in block
    ]
    effort = _total(outcomes)
    findings = status_quo_findings(blueprint, outcomes)
    quality = input_quality(dossier)
    possible = [_is_possible(blueprint, k) for k in range(len(blueprint.classes))]
    verdict = Verdict(
        classes=class_verdicts(tuple(dossier.deals.values()), outcomes, possible),
        confidence=confidence_of(quality, findings, effort.undecided / max(effort.questions, 1)),
    )
    return Run(
        title=dossier.title,
        dossier=dossier.key,
        sha256=dossier.sha256,
        reading=dossier.readings[dossier.reading] if dossier.reading else None,
        draws=draws,
        seed=seed,
        verdict=verdict,
        funnel=funnel_of(outcomes, math.log10(blueprint.space.n_packages)),
        findings=findings,
        robust=robust_packages(blueprint, outcomes, seed),
        quality=quality,
        effort=effort,
        n_issues=len(dossier.issues),
        labels={party.key: party.name for party in dossier.parties.values()},
        sides={party.key: party.side for party in dossier.parties.values()},
        source=dossier,
    )


def _block(blueprint: Blueprint, seed: int, counted: int, start: int, count: int) -> list[DrawOutcome]:
    return judge_block(blueprint, seed=seed, start=start, count=count, counted=counted)


def _is_possible(blueprint: Blueprint, k: int) -> bool:
    """Tell whether a package can be of a class at all when pressure options are no part of a deal."""
    mask = blueprint.classes[k]
    groups = list(itertools.pairwise(blueprint.space.offsets))
    if not all(mask.sweetened[a:b].any() for a, b in groups):
        return False
    if mask.clause is None:
        return True
    p = blueprint.clauses[mask.clause].program[1]
    moved = np.where(mask.sweetened, blueprint.static_tables[p], 0)
    return bool(sum(int(moved[a:b].max()) for a, b in groups) >= blueprint.static_thresholds[p])
