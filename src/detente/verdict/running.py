"""Run one or more dossiers on the same draws: the stages, and what they add up to."""

from __future__ import annotations

import itertools
import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from detente.dossier.dossier import Dossier
from detente.ensemble.cells import BLOCK, JUDGE, POINTS, TRACK, Cell, Job, prepared
from detente.ensemble.climate_shift import Moment
from detente.ensemble.engine import Engine
from detente.ensemble.point_sketch import merged_sketches, sketch_quantiles
from detente.ensemble.schemes import Scheme
from detente.ensemble.summary import Summary, merged
from detente.evidence.quality import input_quality
from detente.model.blueprint import Blueprint
from detente.verdict.classes import class_verdicts
from detente.verdict.conditioning import conditioned
from detente.verdict.confidence import confidence_of
from detente.verdict.effort import effort_of
from detente.verdict.findings import status_quo_findings
from detente.verdict.funnel import funnel_of
from detente.verdict.precision import FIRST, Precision, more_draws, precision_of
from detente.verdict.robust import SAMPLE, RobustPackage, chosen_packages, robust_candidates, robust_of
from detente.verdict.run_result import Run
from detente.verdict.verdict import Verdict

__all__ = ["Wanted", "run_all"]

Arrays = dict[str, NDArray[Any]]
Int = NDArray[np.int64]


@dataclass(frozen=True, kw_only=True)
class Wanted:
    """What a run is to be.

    Attributes
    ----------
    draws : int
        To be made; with ``precision`` the most that may be made.
    scheme : Scheme
    counted : int
        Packages are counted in this many of the draws, the first ones.
    precision : float or None
        Half-width to which every reported share is to be known.
    inertia : float or None
        For conditioning on the status quo.
    moment : Moment or None
        When dossiers are judged along the path of their climate; None as they stand.
    """

    draws: int
    scheme: Scheme
    counted: int
    precision: float | None = None
    inertia: float | None = None
    moment: Moment | None = None


def run_all(dossiers: Mapping[str, Dossier], wanted: Wanted, engine: Engine) -> dict[str, Run]:
    """Run every dossier on the same draws.

    Parameters
    ----------
    dossiers : mapping of str to Dossier
        Readings or variants by name; at least one.
    wanted : Wanted
    engine : Engine

    Returns
    -------
    dict of str to Run
        In the order of the dossiers.

    Raises
    ------
    TooLargeError
        When links merge too many issues into one, or points do not fit.
    RunError
        When workers fail for good.
    """
    blueprints = {name: Blueprint(dossier) for name, dossier in dossiers.items()}
    jobs = [
        Job.of(name, dossier, wanted.scheme, counted=wanted.counted, moment=wanted.moment)
        for name, dossier in dossiers.items()
    ]
    summaries = _judged(jobs, wanted, engine)
    precision = precision_of(list(summaries.values()), wanted.precision, wanted.inertia)
    robust = _robust(jobs, blueprints, summaries, wanted, engine)
    return {
        name: _assembled(blueprints[name], summaries[name], robust[name], wanted, precision)
        for name in dossiers
    }


def _judged(jobs: Sequence[Job], wanted: Wanted, engine: Engine) -> dict[str, Summary]:
    """Judge as many draws as were asked for, or as the wanted precision takes."""
    found: dict[str, Summary] = {}
    first, until = 0, wanted.draws if wanted.precision is None else min(FIRST, wanted.draws)
    while True:
        # Only the last look may end within a block: the next begins where it ended.
        until = until if until == wanted.draws else min(-(-until // BLOCK) * BLOCK, wanted.draws)
        new = engine.stage(JUDGE, jobs, until, merge=_merged_arrays, first=first)
        for name, arrays in new.items():
            part = Summary.of_arrays(arrays)
            found[name] = merged([found[name], part]) if name in found else part
        if wanted.precision is None:
            return found
        more = more_draws(list(found.values()), wanted.precision, wanted.draws, wanted.inertia)
        if more is None:
            return found
        first, until = until, more


def _merged_arrays(parts: list[Arrays]) -> Arrays:
    return merged([Summary.of_arrays(part) for part in parts]).arrays()


def _robust(
    jobs: Sequence[Job],
    blueprints: Mapping[str, Blueprint],
    summaries: Mapping[str, Summary],
    wanted: Wanted,
    engine: Engine,
) -> dict[str, tuple[RobustPackage, ...]]:
    """Find packages that often pass, follow them through every draw, and describe the best."""
    n_draws = next(iter(summaries.values())).n_draws
    candidates = {}
    for job in jobs:
        sample = [prepared(job).tables(Cell(job=job.name, stage=TRACK, start=0, count=min(SAMPLE, n_draws)))]
        found = robust_candidates(blueprints[job.name], summaries[job.name].packages_found(), sample)
        if len(found):
            candidates[job.name] = found
    passed = {
        name: arrays["passed"]
        for name, arrays in engine.stage(
            TRACK, _following(candidates, blueprints, wanted), n_draws, merge=_added
        ).items()
    }
    best = {}
    for name, packages in candidates.items():
        kept = chosen_packages(blueprints[name], packages, n_draws, passed[name])
        if len(kept):
            best[name], passed[name] = packages[kept], passed[name][kept]
    sketches = engine.stage(POINTS, _following(best, blueprints, wanted), n_draws, merge=merged_sketches)
    return {
        name: robust_of(blueprint, best[name], n_draws, passed[name], sketch_quantiles(sketches[name]))
        if name in best
        else ()
        for name, blueprint in blueprints.items()
    }


def _following(packages: Mapping[str, Int], blueprints: Mapping[str, Blueprint], wanted: Wanted) -> list[Job]:
    return [
        Job.of(name, blueprints[name].dossier, wanted.scheme, packages=some, moment=wanted.moment)
        for name, some in packages.items()
    ]


def _added(parts: list[Arrays]) -> Arrays:
    return {"passed": np.sum([part["passed"] for part in parts], axis=0)}


def _assembled(
    blueprint: Blueprint,
    summary: Summary,
    robust: tuple[RobustPackage, ...],
    wanted: Wanted,
    precision: Precision,
) -> Run:
    dossier = blueprint.dossier
    effort = effort_of(summary)
    findings = status_quo_findings(blueprint, summary)
    quality = input_quality(dossier)
    possible = [_is_possible(blueprint, k) for k in range(len(blueprint.classes))]
    verdict = Verdict(
        classes=class_verdicts(tuple(dossier.deals.values()), summary, blueprint.parties, possible),
        confidence=confidence_of(quality, findings, effort.undecided / max(effort.questions, 1)),
    )
    weighted = None if wanted.inertia is None else conditioned(blueprint, summary, possible, wanted.inertia)
    return Run(
        title=dossier.title,
        dossier=dossier.key,
        sha256=dossier.sha256,
        reading=dossier.readings[dossier.reading] if dossier.reading else None,
        draws=summary.n_draws,
        seed=wanted.scheme.seed,
        scheme=wanted.scheme,
        precision=precision,
        verdict=verdict,
        funnel=funnel_of(summary.counts(), math.log10(blueprint.space.n_packages)),
        findings=findings,
        robust=robust,
        quality=quality,
        conditioned=weighted,
        moment=wanted.moment,
        effort=effort,
        n_issues=len(dossier.issues),
        labels={party.key: party.name for party in dossier.parties.values()},
        sides={party.key: party.side for party in dossier.parties.values()},
        source=dossier,
    )


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
