"""Which packages survive most often, and what each side gives and gets in them.

A small space is judged whole. In a large one the candidates are packages found while judging;
the best of them, each unlike the others, are improved one option at a time on a sample of draws,
taking off what carries nothing. All candidates are then judged in every draw.
"""

from __future__ import annotations

import itertools
import math
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from detente.ensemble.judging import DrawOutcome
from detente.ensemble.sampling import draw_values
from detente.model.blueprint import Blueprint
from detente.model.fixed_point import UNIT
from detente.model.predicate import GATES
from detente.model.tables import Tables, fill_tables

__all__ = ["Change", "RobustPackage", "robust_packages"]

Int = NDArray[np.int64]

#: Draws on which candidates are screened and improved.
SAMPLE = 96
#: Candidates screened, improved, and reported.
SCREENED, IMPROVED, REPORTED = 300, 16, 5
#: Spaces with at most this many packages are judged whole.
FEW = 512
#: Reported packages differ from one another on at least this many issues (fewer on a short agenda).
APART = 3
BLOCK = 32


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


def _blocks(blueprint: Blueprint, seed: int, draws: int) -> Iterator[Tables]:
    for start in range(0, draws, BLOCK):
        count = min(BLOCK, draws - start)
        yield fill_tables(blueprint, draw_values(blueprint.quantities, seed, start, count))


def _passed(sample: Sequence[Tables], packages: Int) -> Int:
    """Draws of the sample in which each package passes all gates."""
    total = np.zeros(len(packages), np.int64)
    for tables in sample:
        total += (tables.depths(packages) == len(GATES)).sum(axis=0)
    return total


def _neighbours(blueprint: Blueprint, package: Int) -> Int:
    """Every package that differs on one (compound) issue."""
    offsets = blueprint.space.offsets
    rows = []
    for g in range(len(package)):
        for column in range(int(offsets[g]), int(offsets[g + 1])):
            if column != package[g]:
                other = package.copy()
                other[g] = column
                rows.append(other)
    return np.array(rows, np.int64).reshape(-1, len(package))


def _improve(blueprint: Blueprint, sample: Sequence[Tables], package: Int) -> Int:
    """Climb to a package that no change of one issue makes pass more often, or as often with less."""
    size = blueprint.space.spread(blueprint.changed)

    def worth(packages: Int) -> Int:
        value: Int = _passed(sample, packages) * 1_000 - size[packages].sum(axis=1)
        return value

    best = int(worth(package[None, :])[0])
    for _ in range(len(package)):
        others = _neighbours(blueprint, package)
        if not len(others):
            break
        values = worth(others)
        k = int(np.argmax(values))
        if values[k] <= best:
            break
        best, package = int(values[k]), others[k]
    return package


def _candidates(blueprint: Blueprint, outcomes: Sequence[DrawOutcome], seed: int) -> Int:
    """Packages worth judging in every draw: all of a small space, else improved ones."""
    every = _small_space(blueprint)
    if every is not None:
        return every
    found = Counter(witness for outcome in outcomes for witness in outcome.witnesses)
    ranked = sorted(found, key=lambda witness: (-found[witness], witness))[:SCREENED]
    if not ranked:
        return np.empty((0, len(blueprint.space.groups)), np.int64)
    packages = np.array([np.frombuffer(witness, np.int64) for witness in ranked])
    sample = list(_blocks(blueprint, seed, min(SAMPLE, len(outcomes))))
    better: list[Int] = []
    for k in np.argsort(-_passed(sample, packages), kind="stable"):
        # A start close to what is known would only climb to the same place.
        if all(_differ(packages[k], other) >= APART for other in better):
            better.append(_improve(blueprint, sample, packages[k]))
        if len(better) == IMPROVED:
            break
    return np.unique(np.array(better), axis=0)


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


def _idle(packages: Int, share: NDArray[np.float64], status_quo: Int) -> NDArray[np.bool_]:
    """Flag the packages that pass no more often than another that changes only part of the same."""
    idle = np.zeros(len(packages), np.bool_)
    for k, package in enumerate(packages):
        part = ((packages == package) | (packages == status_quo)).all(axis=1)
        part[k] = False
        idle[k] = bool((part & (share >= share[k])).any())
    return idle


def _describe(blueprint: Blueprint, package: Int, depths: Int, points: Int) -> RobustPackage:
    issues = blueprint.dossier.issues
    changes = []
    for issue, option in blueprint.space.package(package).items():
        chosen = issues[issue].options[option]
        changes.append(
            Change(
                issue=issue,
                option=option,
                issue_name=issues[issue].name,
                option_name=chosen.name,
                performers=chosen.performers,
            )
        )
    number = {party: i for i, party in enumerate(blueprint.parties)}
    spread = {}
    for party in blueprint.principals:
        low, middle, high = np.quantile(points[:, number[party]], (0.05, 0.5, 0.95), method="nearest") / UNIT
        spread[party] = (round(float(low), 3), round(float(middle), 3), round(float(high), 3))
    return RobustPackage(
        changes=tuple(changes),
        survives={gate: float((depths > g).mean()) for g, gate in enumerate(GATES)},
        points=spread,
    )


def robust_packages(
    blueprint: Blueprint, outcomes: Sequence[DrawOutcome], seed: int
) -> tuple[RobustPackage, ...]:
    """Return up to five packages that pass all gates most often, each unlike the others.

    Ties are broken by fewer changed issues, then column order. Empty when no package was found
    that passes all gates in any draw.
    """
    packages = _candidates(blueprint, outcomes, seed)
    if not len(packages):
        return ()
    all_depths, all_points = [], []
    for tables in _blocks(blueprint, seed, len(outcomes)):
        all_depths.append(tables.depths(packages))
        all_points.append(np.stack([tables.points[:, :, p].sum(axis=2) for p in packages], axis=1))
    depths = np.concatenate(all_depths)
    points = np.concatenate(all_points)
    share = (depths == len(GATES)).mean(axis=0)
    size = blueprint.space.spread(blueprint.changed)[packages].sum(axis=1)
    idle = _idle(packages, share, blueprint.space.offsets[:-1])
    apart = min(APART, 1 + len(blueprint.space.groups) // 3)
    best: list[int] = []
    for k in np.lexsort((np.arange(len(packages)), size, -share)):
        unlike = all(_differ(packages[k], packages[j]) >= apart for j in best)
        if share[k] > 0 and not idle[k] and unlike and len(best) < REPORTED:
            best.append(int(k))
    return tuple(_describe(blueprint, packages[k], depths[:, k], points[:, k]) for k in best)
