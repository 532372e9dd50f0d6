"""Find weights that prove, as clearly and with as few rows as possible, that no package passes."""

from __future__ import annotations

import numba as nb
import numpy as np
from numpy.typing import NDArray

from detente.kernel.bounding import descend, stalls
from detente.kernel.weighing import Goals, Numbers, Rows, goals_of, numbers_of, reach_of

__all__ = ["prove"]

Int = NDArray[np.int64]
Bool = NDArray[np.bool_]
Float = NDArray[np.float64]

#: A row is dropped when the proof keeps this share of its clearness.
KEPT = 0.7
#: Steps of the weights that are waited for a clearer proof.
PATIENCE = 30


@nb.njit(cache=True, nogil=True)
def _slacks(
    numbers: Numbers,
    rows: Rows,
    goals: Goals,
    row: Int,
    weight: Float,
    parts: Float,
    package: Int,
    slack: Float,
) -> None:
    """Fill the slack of each row for a package, charges counted as they were spread."""
    for t in range(len(row)):
        p, g = rows.predicate[row[t]], rows.guard[row[t]]
        slack[t] = -goals.goal[row[t]]
        for c in package:
            slack[t] += numbers.scaled[p, c]
        if g >= 0 and weight[t] > 0.0:
            for i in rows.issues[rows.first[row[t]] : rows.first[row[t] + 1]]:
                if numbers.tables[g, package[i]] < 0:
                    slack[t] -= parts[t, i] / weight[t]


@nb.njit(cache=True, nogil=True)
def _thin(
    numbers: Numbers,
    rows: Rows,
    goals: Goals,
    allowed: Bool,
    row: Int,
    weight: Float,
    value: Float,
    parts: Float,
    package: Int,
    lowest: float,
) -> None:
    """Drop rows, the lightest first, without which the proof is nearly as clear."""
    for t in np.argsort(weight):
        if weight[t] > 0.0:
            kept = weight[t]
            weight[t] = 0.0
            reach, margin = reach_of(numbers, rows, goals, allowed, row, weight, value, parts, package)
            total = weight.sum()
            if total > 0.0 and reach < -margin and reach / total <= KEPT * lowest:
                weight /= total
            else:
                weight[t] = kept


@nb.njit(cache=True, nogil=True)
def prove(
    offsets: Int,
    tables: Int,
    thresholds: Int,
    allowed: Bool,
    rows: Rows,
    row: Int,
    start: Float,
    steps: int,
) -> tuple[bool, Float]:
    """Look for weights whose bound lies as far below zero as possible.

    Parameters
    ----------
    offsets, tables, thresholds, allowed
        As in :class:`detente.kernel.system.System`; every issue has an allowed column.
    rows : Rows
    row : int64 array, shape (n_used,)
        Rows that may have weight.
    start : float array, shape (n_used,)
        Weights to start from; all 0 for none in particular.
    steps : int
        At most; fewer where the weights stall.

    Returns
    -------
    bool
        Whether the weights are a proof.
    float array, shape (n_used,)
        The weights, adding up to 1, few of them above 0 where they are a proof.
    """
    numbers = numbers_of(offsets, tables, thresholds)
    goals = goals_of(numbers, rows, allowed)
    n = len(row)
    value = np.empty(len(allowed))
    parts = np.zeros((n, len(offsets) - 1))
    package = np.empty(len(offsets) - 1, np.int64)
    slack = np.empty(n)
    w = start + (start.sum() + (start.sum() == 0.0)) * 0.05 / max(n, 1)
    w /= max(w.sum(), 1e-300)
    best = w.copy()
    lowest = np.inf
    marks = np.array([np.inf, 0.0, 0.0])
    proved = False
    for _ in range(steps):
        reach, margin = reach_of(numbers, rows, goals, allowed, row, w, value, parts, package)
        if reach < lowest:
            lowest = reach
            best[:] = w
            proved = reach < -margin
        _slacks(numbers, rows, goals, row, w, parts, package, slack)
        if stalls(marks, lowest, 0.0, PATIENCE) or not descend(w, slack, reach, lowest):
            break
    if proved:
        _thin(numbers, rows, goals, allowed, row, best, value, parts, package, lowest)
    return proved, best
