"""Counts of rare packages by multilevel splitting, for where tilted draws fail.

A population starts as independent draws from a set of known size and passes through ever
stricter levels: at each, the packages farthest from passing the next gate are dropped, the rest
are copied in their place and moved about by a random walk that stays within the level. The
count is the size of the starting set times the share that was kept at each level (Kahn and
Harris 1951; Au and Beck 2001, *Probabilistic Engineering Mechanics* 16(4), as subset
simulation). Gates are nested, so one population serves them all, and independent populations
show how far chance can be trusted. The levels are laid down by one more population, whose own
shares are not used: levels that a population chose for itself would flatter it.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from detente.kernel.merging import Merged
from detente.kernel.system import System
from detente.kernel.walking import HARD, LATER, SOFT, Walk, fill_packages, make_walk, move

__all__ = ["Split", "split"]

KEPT = 0.25  # share kept at a level, about
MOST_LEVELS = 80  # of one gate, after which a population is given up
CAUTION = 1.25  # a spread seen over few populations is itself uncertain

Int = NDArray[np.int64]
Small = NDArray[np.int8]
Float = NDArray[np.float64]


@dataclass(frozen=True, kw_only=True)
class Split:
    """What splitting found out about one gate.

    Attributes
    ----------
    log_estimate : float
        Natural logarithm of the mean count over all populations.
    relative_standard_error : float
    seen : int
        Different passing packages in the populations: there are at least so many.
    drawn : int
        Packages in all populations.
    """

    log_estimate: float
    relative_standard_error: float
    seen: int
    drawn: int


def split(
    core: System,
    start: Merged,
    gate: int,
    rng: np.random.Generator,
    *,
    last: int | None = None,
    particles: int = 200,
    populations: int = 6,
    moves: int = 40,
) -> dict[int, Split]:
    """Estimate how many packages pass ``gate`` and each later one.

    Parameters
    ----------
    core : System
        Reduced, with at least one issue and one clause. What is found for a gate at or after
        :attr:`~detente.kernel.reduction.Reduced.first_empty_gate` does not count.
    start : Merged
        The starting set; its settled clauses belong to gates up to ``gate``.
    gate : int
    last : int, optional
        Last gate to go to; all by default.
    rng : numpy.random.Generator
        Seeds the walks too: the same state gives the same answer.
    particles : int
        Packages of a population.
    populations : int
        At least 2.
    moves : int
        Proposals to each package at each level.

    Returns
    -------
    dict of int to Split
        Only the gates that at least half of the populations reached. Populations that died
        out count as 0.
    """
    if not start.n_packages:
        return {}
    walk = make_walk(core, start)
    pilot, *runs = (_Population(walk, core, rng, particles, moves) for _ in range(populations + 1))
    found: dict[int, Split] = {}
    for g in range(gate, core.n_gates if last is None else last + 1):
        roles = _roles(core, start, g, gate)
        if (roles == SOFT).any():
            levels = pilot.lay_levels(roles)
            for run in runs:
                run.descend(roles, levels)
        alive = [run for run in runs if run.alive]
        if not pilot.alive or 2 * len(alive) < populations:
            break
        found[g] = _together(runs, alive, math.log(start.n_packages))
    return found


def _roles(core: System, start: Merged, gate: int, first: int) -> Small:
    """Say what each clause is to the walk towards ``gate``."""
    at_issue = core.clause_gate == gate if gate > first else core.clause_gate <= gate
    roles = np.where(at_issue & ~start.settled, SOFT, HARD)
    return np.where(core.clause_gate > gate, LATER, roles).astype(np.int8)


class _Population:
    """Packages on their way through the gates, and the share of the starting set they stand for."""

    def __init__(
        self, walk: Walk, core: System, rng: np.random.Generator, particles: int, moves: int
    ) -> None:
        self.walk = walk
        self.rng = rng
        self.moves = moves
        self.state = rng.integers(0, 2**63, 1).astype(np.uint64)
        self.packages = np.empty((particles, core.n_issues), np.int64)
        self.slack = np.empty((particles, len(core.thresholds)), np.int64)
        self.log_share = 0.0
        self.variance = 0.0
        self.alive = True
        fill_packages(walk, self.state, self.packages, self.slack)

    def lay_levels(self, roles: Small) -> list[float]:
        """Go down to where everybody passes by levels that each keep about the same share."""
        levels: list[float] = []
        violation = self.walk_on(roles, math.inf, 0)
        while self.alive and levels[-1:] != [0.0]:
            level = _next_level(violation)
            if level is None or len(levels) == MOST_LEVELS:
                self.alive = False
                break
            levels.append(level)
            violation = self.step(roles, level, violation)
        return levels

    def descend(self, roles: Small, levels: list[float]) -> None:
        """Go down by these levels, or die out."""
        violation = self.walk_on(roles, math.inf, 0)
        for level in levels:
            if self.alive:
                violation = self.step(roles, level, violation)

    def step(self, roles: Small, level: float, violation: Float) -> Float:
        """Drop whoever is above a level, copy the others evenly into their place and move all."""
        places = np.flatnonzero(violation <= level)
        n = len(violation)
        if not len(places):
            self.alive = False
            return violation
        share = len(places) / n
        self.log_share += math.log(share)
        cautious = (len(places) + 0.5) / (n + 1)  # a share of 1 is not known without error either
        self.variance += (1.0 - cautious) / (cautious * n)
        chosen = np.resize(self.rng.permutation(places), n)
        self.packages = self.packages[chosen]
        self.slack = self.slack[chosen]
        return self.walk_on(roles, level, self.moves)

    def walk_on(self, roles: Small, level: float, moves: int) -> Float:
        """Move every package and return the violations."""
        return move(self.walk, roles, level, moves, self.state, self.packages, self.slack)


def _next_level(violation: Float) -> float | None:
    """Return the level that keeps about the share wanted, or None when none keeps fewer than all."""
    ordered = np.sort(violation)
    level = ordered[math.ceil(KEPT * len(ordered)) - 1]
    if level <= 0.0:
        return 0.0
    below = ordered[ordered < ordered[-1]]
    if not len(below):
        return None
    return float(min(level, below[-1]))


def _together(runs: list[_Population], alive: list[_Population], log_size: float) -> Split:
    """Average the populations; the error is what they show, and no less than theory asks."""
    n = len(runs)
    peak = max(run.log_share for run in alive)
    shares = np.array([math.exp(run.log_share - peak) if run.alive else 0.0 for run in runs])
    mean = float(shares.mean())
    spread = CAUTION * float(shares.std(ddof=1)) / mean / math.sqrt(n)
    theory = math.sqrt(max(run.variance for run in alive) / n)
    packages = np.concatenate([run.packages for run in alive])
    return Split(
        log_estimate=log_size + peak + math.log(mean),
        relative_standard_error=max(spread, theory),
        seen=len(np.unique(packages, axis=0)),
        drawn=len(packages),
    )
