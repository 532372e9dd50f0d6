"""Which packages survive most often, and what each side gives and gets in them.

A small space is judged whole. In a large one the candidates are packages found while judging;
the best of them, each unlike the others, are improved one option at a time on a sample of draws,
taking off what carries nothing. All candidates are then followed through every draw
(:mod:`detente.ensemble.tracking`), the few to report are chosen, and these are described.
"""

from __future__ import annotations

import itertools
import math
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from detente.ensemble.outcomes import DrawOutcome
from detente.ensemble.sampling import draw_values
from detente.ensemble.tracking import passed, points
from detente.kernel.climbing import Climb, climb, make_climb
from detente.model.blueprint import Blueprint
from detente.model.fixed_point import UNIT
from detente.model.predicate import GATES
from detente.model.tables import Tables, fill_tables

__all__ = [
    "SAMPLE",
    "Change",
    "RobustPackage",
    "chosen_packages",
    "robust_candidates",
    "robust_of",
    "robust_packages",
]

Int = NDArray[np.int64]
Float = NDArray[np.float64]

#: Draws on which candidates are screened and improved.
SAMPLE = 96
#: Candidates screened, improved, and reported.
SCREENED, IMPROVED, REPORTED = 300, 16, 5
#: Spaces with at most this many packages are judged whole.
FEW = 5_000
#: Reported packages differ from one another on at least this many issues (fewer on a short agenda).
APART = 3
BLOCK = 64


@dataclass(frozen=True, kw_only=True)
class Change:
    """One option of a package, in words."""

    issue: str
    option: str
    issue_name: str
    option_name: str
    performers: tuple[str, ...]

    def to_dict(self) -> dict[str, Any]:
        """Return the JSON form."""
        return {
            "issue": self.issue,
            "option": self.option,
            "issue_name": self.issue_name,
            "option_name": self.option_name,
            "performers": list(self.performers),
        }


@dataclass(frozen=True, kw_only=True)
class RobustPackage:
    """A package and how it fares over the draws.

    Attributes
    ----------
    changes : tuple of Change
        What it changes, by issue.
    survives : mapping of gate to float
        Share of draws in which this very package passes the gate and all before it.
    points : mapping of principal to (float, float, float)
        5th, 50th and 95th percentile over draws of its points, before costs.
    """

    changes: tuple[Change, ...]
    survives: dict[str, float]
    points: dict[str, tuple[float, float, float]]

    @property
    def share(self) -> float:
        """Share of draws in which it passes all gates."""
        return self.survives[GATES[-1]]

    def given_by(self, side: str, sides: dict[str, str | None]) -> tuple[Change, ...]:
        """Changes that need an act of this side."""
        return tuple(c for c in self.changes if any(sides.get(p) == side for p in c.performers))

    def to_dict(self) -> dict[str, Any]:
        """Return the JSON form."""
        return {
            "changes": [change.to_dict() for change in self.changes],
            "survives": self.survives,
            "points": {
                party: {"p05": low, "p50": middle, "p95": high}
                for party, (low, middle, high) in self.points.items()
            },
        }


def robust_candidates(blueprint: Blueprint, witnesses: Mapping[bytes, int], sample: Sequence[Tables]) -> Int:
    """Return packages worth judging in every draw: all of a small space, else improved ones.

    Parameters
    ----------
    blueprint : Blueprint
    witnesses : mapping of bytes to int
        Packages found to pass all gates (int64 columns), and how often each was found.
    sample : sequence of Tables
        The first ``SAMPLE`` draws of a run or fewer, in one or more blocks.

    Returns
    -------
    int64 array, shape (n_candidates, n_groups)
        No two alike; empty when the space is large and nothing was found. At most ``FEW``.
    """
    every = _small_space(blueprint)
    if every is not None:
        return every
    ranked = sorted(witnesses, key=lambda witness: (-witnesses[witness], witness))[:SCREENED]
    if not ranked or not sample:
        return np.empty((0, len(blueprint.space.groups)), np.int64)
    packages = np.array([np.frombuffer(witness, np.int64) for witness in ranked])
    passes = np.sum([passed(tables, packages)[:, -1] for tables in sample], axis=0)
    at = _climb(blueprint, sample)
    better: list[Int] = []
    for k in np.argsort(-passes, kind="stable"):
        # A start close to what is known would only climb to the same place.
        if all(_differ(packages[k], other) >= APART for other in better):
            better.append(climb(at, packages[k]))
        if len(better) == IMPROVED:
            break
    return np.unique(np.array(better), axis=0)


def _climb(blueprint: Blueprint, sample: Sequence[Tables]) -> Climb:
    """Lay out the sample for climbing: all gates, no class of deals."""
    b, n = blueprint, blueprint.n_common_predicates
    return make_climb(
        b.space.offsets,
        np.concatenate([tables.tables[:, :n] for tables in sample]),
        np.concatenate([tables.thresholds[:, :n] for tables in sample]),
        np.concatenate([tables.allowed for tables in sample]),
        b.code[: b.clause_start[b.n_common_clauses]],
        b.clause_start[: b.n_common_clauses + 1],
        b.space.spread(b.changed),
    )


def _small_space(blueprint: Blueprint) -> Int | None:
    """Every package without pressure or idle options, or None where they are too many to list."""
    d = blueprint.dossier
    linked = {issue for link in d.links for issue in link.when}
    felt = {(i, o) for p in d.principals for i, by in d.stakes.get(p, {}).items() for o in by}
    ok = np.array(
        [
            d.issues[i].options[o].status_quo
            or (not d.issues[i].options[o].pressure and ((i, o) in felt or i in linked))
            for i, o in blueprint.space.base
        ]
    )
    columns = np.flatnonzero(blueprint.space.every(ok))
    offsets = blueprint.space.offsets
    choices = [columns[(columns >= a) & (columns < b)] for a, b in itertools.pairwise(offsets)]
    if math.prod(len(choice) for choice in choices) > FEW:
        return None
    return np.array(list(itertools.product(*choices)), np.int64)


def _differ(package: Int, other: Int) -> int:
    return int((package != other).sum())


def _is_idle(packages: Int, share: Int, k: int, status_quo: Int) -> bool:
    """Tell whether a package passes no more often than another that changes only part of the same."""
    part = ((packages == packages[k]) | (packages == status_quo)).all(axis=1)
    part[k] = False
    return bool((part & (share >= share[k])).any())


def chosen_packages(blueprint: Blueprint, packages: Int, n_draws: int, passed: Int) -> Int:
    """Choose up to five packages that pass all gates most often, each unlike the others.

    Parameters
    ----------
    blueprint : Blueprint
    packages : int64 array, shape (n_packages, n_groups)
        As from :func:`robust_candidates`.
    n_draws : int
        Draws that they were followed through; at least ``passed.max()``.
    passed : int64 array, shape (n_packages, n_gates)
        As from :func:`~detente.ensemble.tracking.passed`, summed over these draws.

    Returns
    -------
    int64 array
        Places of the packages chosen, best first. Ties are broken by fewer changed issues, then
        by place. A package that passes in no draw is not chosen, nor one that passes no more
        often than another that changes only part of the same; packages chosen differ on at least
        three issues (fewer on a short agenda).
    """
    if not n_draws:
        return np.empty(0, np.int64)
    share = passed[:, -1]
    size = blueprint.space.spread(blueprint.changed)[packages].sum(axis=1)
    apart = min(APART, 1 + len(blueprint.space.groups) // 3)
    best: list[int] = []
    for k in np.lexsort((np.arange(len(packages)), size, -share)):
        if len(best) == REPORTED or not share[k]:
            break
        unlike = all(_differ(packages[k], packages[j]) >= apart for j in best)
        if unlike and not _is_idle(packages, share, k, blueprint.space.offsets[:-1]):
            best.append(int(k))
    return np.array(best, np.int64)


def robust_of(
    blueprint: Blueprint, packages: Int, n_draws: int, passed: Int, point_quantiles: Float
) -> tuple[RobustPackage, ...]:
    """Describe packages chosen by :func:`chosen_packages`, in the order given.

    Parameters
    ----------
    blueprint : Blueprint
    packages : int64 array, shape (n_packages, n_groups)
    n_draws : int
        At least 1 where there are packages.
    passed : int64 array, shape (n_packages, n_gates)
        Draws in which each passes each gate and all before it.
    point_quantiles : float array, shape (n_packages, n_principals, 3)
        5th, 50th and 95th percentile of what each principal gets, in points before costs.
    """
    return tuple(
        RobustPackage(
            changes=_changes(blueprint, package),
            survives={gate: float(n / n_draws) for gate, n in zip(GATES, passes, strict=True)},
            points={
                party: (round(float(low), 3), round(float(middle), 3), round(float(high), 3))
                for party, (low, middle, high) in zip(blueprint.principals, spread, strict=True)
            },
        )
        for package, passes, spread in zip(packages, passed, point_quantiles, strict=True)
    )


def _changes(blueprint: Blueprint, package: Int) -> tuple[Change, ...]:
    issues = blueprint.dossier.issues
    return tuple(
        Change(
            issue=issue,
            option=option,
            issue_name=issues[issue].name,
            option_name=issues[issue].options[option].name,
            performers=issues[issue].options[option].performers,
        )
        for issue, option in blueprint.space.package(package).items()
    )


def _blocks(blueprint: Blueprint, seed: int, draws: int) -> Iterator[Tables]:
    for start in range(0, draws, BLOCK):
        count = min(BLOCK, draws - start)
        yield fill_tables(
            blueprint, draw_values(blueprint.quantities, seed, start, count, blueprint.correlations)
        )


def robust_packages(
    blueprint: Blueprint, outcomes: Sequence[DrawOutcome], seed: int
) -> tuple[RobustPackage, ...]:
    """Do all steps at once for draws judged already: candidates, following, choice, description.

    Empty when no package was found that passes all gates in any draw.
    """
    n_draws = len(outcomes)
    witnesses = Counter(witness for outcome in outcomes for witness in outcome.witnesses)
    sample = list(_blocks(blueprint, seed, min(SAMPLE, n_draws)))
    packages = robust_candidates(blueprint, witnesses, sample)
    if not len(packages):
        return ()
    blocks = list(_blocks(blueprint, seed, n_draws))
    passes = np.sum([passed(tables, packages) for tables in blocks], axis=0)
    kept = chosen_packages(blueprint, packages, n_draws, passes)
    given = [points(tables, packages[kept]) for tables in blocks]
    quantiles = np.quantile(np.concatenate(given), (0.05, 0.5, 0.95), axis=0, method="nearest") / UNIT
    return robust_of(blueprint, packages[kept], n_draws, passes[kept], np.moveaxis(quantiles, 0, -1))
