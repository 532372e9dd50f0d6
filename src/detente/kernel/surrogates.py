"""Predicates that others imply, added because together they prune what each alone cannot."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from detente.kernel.conditions import Conditions, necessary_conditions
from detente.kernel.system import PRED, System

__all__ = ["with_surrogates"]

RANGE = 2.0**60

Int = NDArray[np.int64]


def with_surrogates(core: System) -> System:
    """Add to each gate the sum of its necessary conditions, weighted by their tilt.

    What each party can still gain on the open issues, it often gains at the expense of another:
    a bound on the weighted sum sees that, separate bounds do not. The weights are integers, so
    the added predicate is implied exactly and counts stay the same.

    Parameters
    ----------
    core : System
        Reduced, with at least one issue and one clause.

    Returns
    -------
    System
        With at most ``n_gates`` predicates and clauses more, first in their gates.
    """
    needed = necessary_conditions(core)
    if len(needed.theta) < 2:
        return core
    added: list[tuple[int, Int, int]] = []
    tilts = needed.tilts(core)
    for gate, tilt in enumerate(tilts):
        if gate and tilt is tilts[gate - 1]:
            continue
        weights = _whole_weights(needed, tilt.weights / needed.spread[: len(tilt.weights)])
        if np.count_nonzero(weights) > 1:
            row, threshold = _combined(core, needed, weights)
            added.append((gate, row, threshold))
    return _extended(core, added) if added else core


def _whole_weights(needed: Conditions, weights: NDArray[np.float64]) -> Int:
    """Scale weights to integers that keep every weighted sum in range."""
    n = len(weights)
    span = np.abs(needed.rows[:n].astype(np.float64)).sum(axis=1) + np.abs(needed.theta[:n])
    most = float((weights * span).sum())
    if not most > 0.0:
        return np.zeros(n, np.int64)
    return np.floor(weights * min(RANGE / most, RANGE)).astype(np.int64)


def _combined(core: System, needed: Conditions, weights: Int) -> tuple[Int, int]:
    """Return the weighted sum as a row with smallest entry 0 in each issue, and its threshold."""
    n = len(weights)
    row = weights @ needed.rows[:n]
    low = np.minimum.reduceat(row, core.offsets[:-1])
    return row - np.repeat(low, np.diff(core.offsets)), int(weights @ needed.theta[:n] - low.sum())


def _extended(core: System, added: list[tuple[int, Int, int]]) -> System:
    """Append predicates, and for each a clause at the head of its gate."""
    n = len(core.thresholds)
    programs = [(gate, 0, np.array([PRED, n + k])) for k, (gate, _, _) in enumerate(added)]
    for c, gate in enumerate(core.clause_gate.tolist()):
        programs.append((gate, 1 + c, core.code[core.clause_start[c] : core.clause_start[c + 1]]))
    programs.sort(key=lambda item: item[:2])
    return replace(
        core,
        tables=np.concatenate([core.tables, [row for _, row, _ in added]]),
        thresholds=np.concatenate([core.thresholds, [t for _, _, t in added]]),
        code=np.concatenate([p for _, _, p in programs]),
        clause_start=np.cumsum([0, *(len(p) for _, _, p in programs)], dtype=np.int64),
        clause_gate=np.array([gate for gate, _, _ in programs], np.int64),
    )
