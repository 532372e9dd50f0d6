"""Improve a package that passes, by one or two issues at a time, until no such change helps.

What is improved is the least of several scaled gains, ``min_k scales[k] * (sum_k - floors[k])``;
one objective is the case of a single row. Gains steer in floating point; that a package passes
is checked in exact integers.
"""

from __future__ import annotations

import numba as nb
import numpy as np
from numpy.typing import NDArray

from detente.kernel.formula import clause_holds
from detente.kernel.question import Question

__all__ = ["improve"]

Int = NDArray[np.int64]
Bool = NDArray[np.bool_]
Float = NDArray[np.float64]


@nb.njit(cache=True, nogil=True)
def _passes(q: Question, sums: Int, holds: Bool) -> bool:
    """Check a package by the sums of its predicates."""
    for p in q.relevant:
        holds[p] = sums[p] >= q.thresholds[p]
        if q.root[p] == 1 and not holds[p]:
            return False
    ok = True
    for f in q.formulas:
        ok = ok and clause_holds(q.code[q.clause_start[f] : q.clause_start[f + 1]], holds)
    return ok


@nb.njit(cache=True, nogil=True)
def _change(q: Question, sums: Int, old: int, new: int, out: Int) -> None:
    """Fill ``out`` with the sums after one column is swapped for another; it may be ``sums`` itself."""
    for p in q.relevant:
        out[p] = sums[p] + q.tables[p, new] - q.tables[p, old]


@nb.njit(cache=True, nogil=True)
def _least_gain(sums: Int, rows: Int, floors: Float, scales: Float) -> float:
    least = np.inf
    for k in range(len(rows)):
        least = min(least, scales[k] * (sums[rows[k]] - floors[k]))
    return least


@nb.njit(cache=True, nogil=True)
def _best_single(
    q: Question, rows: Int, floors: Float, scales: Float, allowed: Bool, package: Int, sums: Int, best: float
) -> tuple[int, int]:
    """Find the best (issue, column) that lifts the least gain above ``best``, or (-1, -1)."""
    trial = np.zeros(len(sums), np.int64)
    holds = np.zeros(len(sums), np.bool_)
    issue, column = -1, -1
    for i in range(len(package)):
        for c in range(q.offsets[i], q.offsets[i + 1]):
            if allowed[c] and c != package[i]:
                _change(q, sums, package[i], c, trial)
                gain = _least_gain(trial, rows, floors, scales)
                if gain > best and _passes(q, trial, holds):
                    best, issue, column = gain, i, c
    return issue, column


@nb.njit(cache=True, nogil=True)
def _best_second(
    q: Question,
    rows: Int,
    floors: Float,
    scales: Float,
    allowed: Bool,
    package: Int,
    before: int,
    sums: Int,
    best: float,
) -> tuple[float, int, int]:
    """Find the best (gain, issue, column) among the first issues, given sums after another change."""
    trial = np.zeros(len(sums), np.int64)
    holds = np.zeros(len(sums), np.bool_)
    issue, column = -1, -1
    for j in range(before):
        for d in range(q.offsets[j], q.offsets[j + 1]):
            if allowed[d] and d != package[j]:
                for p in rows:
                    trial[p] = sums[p] + q.tables[p, d] - q.tables[p, package[j]]
                gain = _least_gain(trial, rows, floors, scales)
                if gain > best:
                    _change(q, sums, package[j], d, trial)
                    if _passes(q, trial, holds):
                        best, issue, column = gain, j, d
    return best, issue, column


@nb.njit(cache=True, nogil=True)
def _best_pair(
    q: Question, rows: Int, floors: Float, scales: Float, allowed: Bool, package: Int, sums: Int, best: float
) -> tuple[int, int, int, int]:
    """Find the best two changes (issue, column, issue, column), or -1s."""
    once = np.zeros(len(sums), np.int64)
    found = (-1, -1, -1, -1)
    for i in range(len(package)):
        for c in range(q.offsets[i], q.offsets[i + 1]):
            if allowed[c] and c != package[i]:
                _change(q, sums, package[i], c, once)
                gain, j, d = _best_second(q, rows, floors, scales, allowed, package, i, once, best)
                if j >= 0:
                    best = gain
                    found = (i, c, j, d)
    return found


@nb.njit(cache=True, nogil=True)
def improve(q: Question, rows: Int, floors: Float, scales: Float, allowed: Bool, package: Int) -> None:
    """Improve a package in place while a change of one issue, or else of two, lifts the least gain.

    Parameters
    ----------
    q : Question
    rows : int64 array, shape (k,)
        Predicates whose sums are the objectives; they must be relevant.
    floors, scales : float arrays, shape (k,)
    allowed : bool array, shape (n_columns,)
    package : int64 array, shape (n_issues,)
        Passes before and after.
    """
    sums = np.zeros(len(q.thresholds), np.int64)
    for p in q.relevant:
        for c in package:
            sums[p] += q.tables[p, c]
    while True:
        best = _least_gain(sums, rows, floors, scales)
        i, c = _best_single(q, rows, floors, scales, allowed, package, sums, best)
        j, d = -1, -1
        if i < 0:
            i, c, j, d = _best_pair(q, rows, floors, scales, allowed, package, sums, best)
        if i < 0:
            return
        _change(q, sums, package[i], c, sums)
        package[i] = c
        if j >= 0:
            _change(q, sums, package[j], d, sums)
            package[j] = d
