"""Packages drawn from a mixture of distributions with independent options, and weighted."""

from __future__ import annotations

from dataclasses import dataclass

import numba as nb
import numpy as np
from numpy.typing import NDArray

from detente.kernel.system import System
from detente.kernel.three_valued import clause_state

__all__ = ["Component", "Sample", "draw"]

Int = NDArray[np.int64]
Float = NDArray[np.float64]
Words = NDArray[np.uint64]


@dataclass(frozen=True, kw_only=True, eq=False)
class Component:
    """One distribution of the mixture.

    Attributes
    ----------
    probability : float64 array, shape (n_columns,)
        Of each option within its issue.
    draws : int
        Packages to draw from it.
    """

    probability: Float
    draws: int


@dataclass(frozen=True, kw_only=True, eq=False)
class Sample:
    """What was drawn.

    Attributes
    ----------
    passed : int64 array, shape (n,)
        How many gates each package passes.
    log_weight : float64 array, shape (n,)
        Minus the logarithm of its probability under the mixture; 0 where it passes none.
    first_seen : int64 array
        Places of packages, no two alike, that pass at least one gate.
    """

    passed: Int
    log_weight: Float
    first_seen: Int

    def hits(self, gate: int) -> int:
        """Count the packages drawn that pass ``gate``."""
        return int((self.passed > gate).sum())

    def distinct(self, gate: int) -> int:
        """Count the different packages among them (never too many)."""
        return int((self.passed[self.first_seen] > gate).sum())

    def mean(self, gate: int) -> tuple[float, float, float]:
        """Return the estimate's natural logarithm, its relative standard error, and effective hits.

        Effective hits are how many equally weighted hits would be worth as much; 0 without any.
        """
        logs = self.log_weight[self.passed > gate]
        if not len(logs):
            return -np.inf, np.inf, 0.0
        peak = float(logs.max())
        weights = np.exp(logs - peak)
        n, total, squares = len(self.passed), float(weights.sum()), float((weights**2).sum())
        error = np.sqrt(max(squares / total**2 - 1.0 / n, 0.0))
        return peak + float(np.log(total / n)), float(error), total**2 / squares


def draw(core: System, components: list[Component], rng: np.random.Generator) -> Sample:
    """Draw from each component and weigh every package by the whole mixture.

    Parameters
    ----------
    core : System
        Reduced; with at least one issue.
    components : list of Component
    rng : numpy.random.Generator

    Returns
    -------
    Sample
    """
    draws = np.array([c.draws for c in components], np.int64)
    odds = np.stack([c.probability for c in components])
    with np.errstate(divide="ignore"):
        log_odds = np.ascontiguousarray(np.log(odds).T)
    passed, log_weight, keys = _draw(
        rng.random((int(draws.sum()), core.n_issues)),
        draws,
        odds,
        log_odds,
        np.log(draws / draws.sum()),
        core.offsets,
        np.ascontiguousarray(core.tables.T),
        core.thresholds,
        core.code,
        core.clause_start,
        core.clause_gate,
        core.n_gates,
    )
    places = np.flatnonzero(passed > 0)
    _, first = np.unique(keys[places], return_index=True)
    return Sample(passed=passed, log_weight=log_weight, first_seen=places[first])


@nb.njit(cache=True, nogil=True)
def _mixed(column: np.int64) -> np.uint64:
    """Return a fixed number of 64 well mixed bits for a column (the finaliser of splitmix64)."""
    x = np.uint64(column + np.int64(1)) * np.uint64(0x9E3779B97F4A7C15)
    x = (x ^ (x >> np.uint64(30))) * np.uint64(0xBF58476D1CE4E5B9)
    x = (x ^ (x >> np.uint64(27))) * np.uint64(0x94D049BB133111EB)
    return x ^ (x >> np.uint64(31))


@nb.njit(cache=True, nogil=True)
def _pick(uniforms: Float, running: Float, offsets: Int, chosen: Int) -> None:
    """Choose one column for each issue by its odds, given as running totals."""
    for i in range(len(chosen)):
        low, high = offsets[i], offsets[i + 1] - 1
        while low < high:
            middle = (low + high) // 2
            if running[middle] > uniforms[i]:
                high = middle
            else:
                low = middle + 1
        chosen[i] = low


@nb.njit(cache=True, nogil=True)
def _running(odds: NDArray[np.float64], offsets: Int) -> NDArray[np.float64]:
    """Add up odds within each issue; from the last option that has any it is 2, past all chance."""
    running = np.empty_like(odds)
    for k in range(len(odds)):
        for i in range(len(offsets) - 1):
            total = 0.0
            for c in range(offsets[i], offsets[i + 1]):
                total += odds[k, c]
                running[k, c] = total
            c = offsets[i + 1] - 1
            while c > offsets[i] and odds[k, c] <= 0.0:
                running[k, c] = 2.0
                c -= 1
            running[k, c] = 2.0
    return running


@nb.njit(cache=True, nogil=True)
def _log_mixture(chosen: Int, log_odds: NDArray[np.float64], log_share: Float, room: Float) -> float:
    """Return the logarithm of the probability of a package under the whole mixture."""
    for k in range(len(log_share)):
        room[k] = log_share[k]
    for c in chosen:
        for k in range(len(log_share)):
            room[k] += log_odds[c, k]
    peak = room.max()
    return float(peak + np.log(np.exp(room - peak).sum()))


@nb.njit(cache=True, nogil=True)
def _fill_states(chosen: Int, columns: NDArray[np.int64], thresholds: Int, states: NDArray[np.int8]) -> None:
    """Tell which predicates hold (1) or fail (-1) for a package."""
    sums = -thresholds
    for c in chosen:
        for p in range(len(sums)):
            sums[p] += columns[c, p]
    for p in range(len(sums)):
        states[p] = 1 if sums[p] >= 0 else -1


@nb.njit(cache=True, nogil=True)
def _draw(
    uniforms: NDArray[np.float64],
    draws: Int,
    odds: NDArray[np.float64],
    log_odds: NDArray[np.float64],
    log_share: Float,
    offsets: Int,
    columns: NDArray[np.int64],
    thresholds: Int,
    code: Int,
    clause_start: Int,
    clause_gate: Int,
    n_gates: int,
) -> tuple[Int, Float, Words]:
    """Return for each package the gates it passes, its log weight and a key that tells it apart."""
    n_draws, n_issues = uniforms.shape
    passed = np.empty(n_draws, np.int64)
    log_weight = np.zeros(n_draws)
    keys = np.zeros(n_draws, np.uint64)
    chosen = np.empty(n_issues, np.int64)
    states = np.empty(len(thresholds), np.int8)
    stack = np.empty(len(code) + 1, np.int8)
    room = np.empty(len(draws))
    running = _running(odds, offsets)
    component = 0
    until = draws[0]
    for s in range(n_draws):
        while s >= until:
            component += 1
            until += draws[component]
        _pick(uniforms[s], running[component], offsets, chosen)
        _fill_states(chosen, columns, thresholds, states)
        passed[s] = n_gates
        for k in range(len(clause_gate)):
            if clause_state(code[clause_start[k] : clause_start[k + 1]], states, stack) < 0:
                passed[s] = clause_gate[k]
                break
        if passed[s] > 0:
            log_weight[s] = -_log_mixture(chosen, log_odds, log_share, room)
            for c in chosen:
                keys[s] += _mixed(c)
    return passed, log_weight, keys
