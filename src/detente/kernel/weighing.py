r"""The Lagrangian bound of chosen rows for given weights, whatever numbers these came from.

A *row* is an inequality that every package must satisfy to pass: "predicate p holds", or "the guard
is untouched or p holds". Weights :math:`w \ge 0` on rows bound the weighted slack of every package
(:mod:`detente.kernel.bounding`), so that a bound below zero proves that none passes.

As there, a bound counts only when it lies below zero by far more than rounding can amount to: every
term is at most 1 in size but the goals, which widen the margin.
"""

from __future__ import annotations

from typing import NamedTuple

import numba as nb
import numpy as np
from numpy.typing import NDArray

from detente.kernel.bounding import MARGIN
from detente.kernel.node_rows import least_untouched

__all__ = ["Goals", "Numbers", "Rows", "goals_of", "numbers_of", "reach_of"]

Int = NDArray[np.int64]
Bool = NDArray[np.bool_]
Float = NDArray[np.float64]


class Rows(NamedTuple):
    """Inequalities that certificates weigh; the same in every draw.

    Attributes
    ----------
    predicate : int64 array, shape (n_rows,)
    guard : int64 array, shape (n_rows,)
        Predicate "touches none of these" (no entry above 0, threshold 0) that stands in for the
        row's own, or -1.
    first, issues : int64 array
        ``issues[first[r]:first[r + 1]]`` are the issues in which the guard of row r can be touched.
    """

    predicate: Int
    guard: Int
    first: Int
    issues: Int


class Numbers(NamedTuple):
    """One draw, scaled: what each column adds to a predicate is at most 1 in size."""

    offsets: Int
    tables: Int
    thresholds: Int
    scale: Float
    scaled: Float


class Goals(NamedTuple):
    """What the rows demand of the packages of a kind: ``goal``, and ``charge`` more if touched."""

    goal: Float
    charge: Float


@nb.njit(cache=True, nogil=True)
def numbers_of(offsets: Int, tables: Int, thresholds: Int) -> Numbers:
    """Scale the numbers of one draw: each predicate by its largest entry, at least 1."""
    n_predicates, n_columns = tables.shape
    scale = np.ones(n_predicates)
    scaled = np.empty((n_predicates, n_columns))
    for p in range(n_predicates):
        for c in range(n_columns):
            scale[p] = max(scale[p], abs(tables[p, c]))
        for c in range(n_columns):
            scaled[p, c] = tables[p, c] / scale[p]
    return Numbers(offsets, tables, thresholds, scale, scaled)


@nb.njit(cache=True, nogil=True)
def goals_of(numbers: Numbers, rows: Rows, allowed: Bool) -> Goals:
    """Say what each row demands of packages of allowed columns; a row without a guard has no charge."""
    n = len(rows.predicate)
    goal = np.empty(n)
    charge = np.zeros(n)
    for r in range(n):
        p, g = rows.predicate[r], rows.guard[r]
        threshold = numbers.thresholds[p]
        least = threshold
        if g >= 0:
            least = least_untouched(numbers.offsets, numbers.tables[p], numbers.tables[g], allowed, threshold)
        goal[r] = least / numbers.scale[p]
        charge[r] = (threshold - least) / numbers.scale[p]
    return Goals(goal, charge)


@nb.njit(cache=True, nogil=True)
def _spread_charge(
    offsets: Int, issues: Int, guard_row: Int, allowed: Bool, cost: float, value: Float, part: Float
) -> None:
    """Charge the issues that gain by touching, in all at most the cost; lowers ``value`` in place.

    ``part[i]`` is what issue i is charged. A package that touches pays the whole cost once, so
    it never pays less than what it is charged here.
    """
    total = 0.0
    for i in issues:
        inside = -np.inf
        outside = -np.inf
        for c in range(offsets[i], offsets[i + 1]):
            if allowed[c]:
                if guard_row[c] < 0:
                    inside = max(inside, value[c])
                else:
                    outside = max(outside, value[c])
        part[i] = min(cost, inside - outside) if inside > outside else 0.0
        total += part[i]
    factor = min(1.0, cost / total) if total > 0.0 else 0.0
    for i in issues:
        part[i] *= factor
        if part[i] > 0.0:
            for c in range(offsets[i], offsets[i + 1]):
                if guard_row[c] < 0:
                    value[c] -= part[i]


@nb.njit(cache=True, nogil=True)
def reach_of(
    numbers: Numbers,
    rows: Rows,
    goals: Goals,
    allowed: Bool,
    row: Int,
    weight: Float,
    value: Float,
    parts: Float,
    package: Int,
) -> tuple[float, float]:
    """Return the bound and its margin; fill the best package and what each issue is charged.

    ``parts`` has a line for each entry of ``row``; lines of rows without a guard are left alone.
    """
    value[:] = 0.0
    total = 0.0
    margin = 1.0
    for t in range(len(row)):
        w = weight[t]
        if w > 0.0:
            across = numbers.scaled[rows.predicate[row[t]]]
            for c in range(len(value)):
                value[c] += w * across[c]
            total -= w * goals.goal[row[t]]
            margin += w * (abs(goals.goal[row[t]]) + goals.charge[row[t]])
    for t in range(len(row)):
        g = rows.guard[row[t]]
        if g >= 0:
            issues = rows.issues[rows.first[row[t]] : rows.first[row[t] + 1]]
            for i in issues:
                parts[t, i] = 0.0
            cost = weight[t] * goals.charge[row[t]]
            if cost > 0.0:
                _spread_charge(numbers.offsets, issues, numbers.tables[g], allowed, cost, value, parts[t])
    for i in range(len(package)):
        most = -np.inf
        for c in range(numbers.offsets[i], numbers.offsets[i + 1]):
            if allowed[c] and value[c] > most:
                most = value[c]
                package[i] = c
        total += most
    return total, MARGIN * margin
