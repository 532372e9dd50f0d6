r"""The Lagrangian bound of a node: who makes it impossible, or a package worth trying.

For weights :math:`w \ge 0` over inequalities that every package of the node satisfies,

.. math:: L(w) = \sum_i \max_{o} \sum_k w_k g_k(i, o) - \sum_k w_k \theta_k

bounds the weighted slack of every package, so :math:`L(w) < 0` proves that none passes
(Fisher 1981, *Management Science* 27(1)). A rule "untouched or p" is an inequality with a fixed
charge: whoever touches must reach the threshold, everybody reaches the least sum of the
untouched. Spreading the charge over the issues that gain by touching keeps the bound valid and
makes it as strong as the disaggregated linear relaxation. Columns that would push the bound
below zero are removed (reduced-cost fixing). Weights move by Polyak's subgradient step.

All of this is floating point. A bound is used only when it lies below zero by more than
``MARGIN``, far above the rounding of sums of a few thousand terms of size at most one.
"""

from __future__ import annotations

from typing import NamedTuple

import numba as nb
import numpy as np
from numpy.typing import NDArray

from detente.kernel.question import Question, extremes, is_pair, passes

__all__ = ["ABSENT", "OPEN", "PRESENT", "bound"]

PRESENT, ABSENT, OPEN = 1, 0, -1
MARGIN = 1e-9

Int = NDArray[np.int64]
Small = NDArray[np.int8]
Bool = NDArray[np.bool_]
Float = NDArray[np.float64]


class _Rows(NamedTuple):
    """Inequalities of a node: ``table`` summed reaches ``goal``, and ``charge`` more if ``guard`` is touched.

    ``predicate`` is what each row says, ``guard`` the predicate "touches none of these" or -1;
    ``issues[first[k]:first[k + 1]]`` are the issues in which row k's guard can be touched.
    ``table`` has a line per column and ``across`` a line per row: each loop runs along a line.
    """

    predicate: Int
    goal: Float
    charge: Float
    guard: Int
    first: Int
    issues: Int
    table: Float
    across: Float


@nb.njit(cache=True, nogil=True)
def _least_untouched(offsets: Int, row: Int, guard_row: Int, allowed: Bool, threshold: np.int64) -> np.int64:
    """Return the least sum of a predicate over packages that meet its guard, at most the threshold."""
    total = np.int64(0)
    for i in range(len(offsets) - 1):
        least = np.int64(2**62)
        for c in range(offsets[i], offsets[i + 1]):
            if allowed[c] and guard_row[c] >= 0:
                least = min(least, row[c])
        if least == np.int64(2**62):
            return threshold
        total += least
    return min(total, threshold)


@nb.njit(cache=True, nogil=True)
def _rows(q: Question, allowed: Bool, required: Small, truth: Small) -> _Rows:
    """List the inequalities that bind the packages of a node."""
    size = len(q.relevant) + len(q.formulas)
    predicate = np.empty(size, np.int64)
    sign = np.empty(size)
    goal = np.empty(size)
    charge = np.zeros(size)
    guard = np.full(size, -1, np.int64)
    n = 0
    for p in q.relevant:
        if required[p] != 0:
            low, high = extremes(q, p, allowed)
            idle = low >= q.thresholds[p] if required[p] == 1 else high < q.thresholds[p]
            if not idle:
                predicate[n] = p
                sign[n] = required[p]
                goal[n] = (q.thresholds[p] if required[p] == 1 else 1 - q.thresholds[p]) / q.scale[p]
                n += 1
    for f in q.formulas:
        program = q.code[q.clause_start[f] : q.clause_start[f + 1]]
        if is_pair(program):
            g, p = program[1], program[3]
            open_pair = truth[g] == 0 and truth[p] == 0 and required[p] == 0 and required[g] == 0
            if q.is_guard[g] and open_pair:
                least = _least_untouched(q.offsets, q.tables[p], q.tables[g], allowed, q.thresholds[p])
                predicate[n] = p
                sign[n] = 1.0
                goal[n] = least / q.scale[p]
                charge[n] = (q.thresholds[p] - least) / q.scale[p]
                guard[n] = g
                n += 1
    table = np.empty((len(allowed), n))
    across = np.empty((n, len(allowed)))
    for c in range(len(allowed)):
        for k in range(n):
            table[c, k] = sign[k] * q.scaled[c, predicate[k]]
            across[k, c] = table[c, k]
    first, issues = _touchable(q, allowed, guard[:n])
    return _Rows(predicate[:n], goal[:n], charge[:n], guard[:n], first, issues, table, across)


@nb.njit(cache=True, nogil=True)
def _touchable(q: Question, allowed: Bool, guard: Int) -> tuple[Int, Int]:
    """List for each row the issues with an allowed column that its guard speaks of."""
    n_issues = len(q.offsets) - 1
    first = np.zeros(len(guard) + 1, np.int64)
    issues = np.empty(len(guard) * n_issues, np.int64)
    n = 0
    for k in range(len(guard)):
        for i in range(n_issues):
            touched = False
            if guard[k] >= 0:
                for c in range(q.offsets[i], q.offsets[i + 1]):
                    touched = touched or (allowed[c] and q.tables[guard[k], c] < 0)
            if touched:
                issues[n] = i
                n += 1
        first[k + 1] = n
    return first, issues[:n]


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
def _value_columns(q: Question, allowed: Bool, rows: _Rows, w: Float, value: Float, parts: Float) -> None:
    """Weigh every column, fixed charges spread."""
    for c in range(len(value)):
        value[c] = 0.0
    for k in range(len(w)):
        if w[k] > 0.0:
            for c in range(len(value)):
                value[c] += w[k] * rows.across[k, c]
    for k in range(len(w)):
        if rows.guard[k] >= 0:
            issues = rows.issues[rows.first[k] : rows.first[k + 1]]
            for i in issues:
                parts[k, i] = 0.0
            cost = w[k] * rows.charge[k]
            if cost > 0.0:
                _spread_charge(q.offsets, issues, q.tables[rows.guard[k]], allowed, cost, value, parts[k])


@nb.njit(cache=True, nogil=True)
def _choose_columns(
    q: Question, allowed: Bool, rows: _Rows, w: Float, value: Float, parts: Float, package: Int, slack: Float
) -> float:
    """Take the best column of each issue; fill package and slack, return the bound."""
    total = 0.0
    for k in range(len(w)):
        slack[k] = -rows.goal[k]
        total -= w[k] * rows.goal[k]
    for i in range(len(package)):
        most = -np.inf
        best = q.offsets[i]
        for c in range(q.offsets[i], q.offsets[i + 1]):
            if allowed[c] and value[c] > most:
                most = value[c]
                best = c
        package[i] = best
        total += most
        for k in range(len(w)):
            slack[k] += rows.table[best, k]
    for k in range(len(w)):
        if rows.guard[k] >= 0 and w[k] > 0.0:
            for i in rows.issues[rows.first[k] : rows.first[k + 1]]:
                if q.tables[rows.guard[k], package[i]] < 0:
                    slack[k] -= parts[k, i] / w[k]
    return total


@nb.njit(cache=True, nogil=True)
def _blame_rows(rows: _Rows, w: Float, blame: Bool) -> None:
    for k in range(len(w)):
        if w[k] > 0.0:
            blame[rows.predicate[k]] = True
            if rows.guard[k] >= 0:
                blame[rows.guard[k]] = True


@nb.njit(cache=True, nogil=True)
def _fix_columns(q: Question, allowed: Bool, value: Float, reach: float) -> bool:
    """Remove columns that would push the bound ``reach`` below zero; tell whether any was."""
    removed = False
    for i in range(len(q.offsets) - 1):
        most = -np.inf
        for c in range(q.offsets[i], q.offsets[i + 1]):
            if allowed[c]:
                most = max(most, value[c])
        for c in range(q.offsets[i], q.offsets[i + 1]):
            if allowed[c] and reach - most + value[c] < -MARGIN:
                allowed[c] = False
                removed = True
    return removed


@nb.njit(cache=True, nogil=True)
def _step(w: Float, slack: Float, reach: float, lowest: float) -> bool:
    """Move the weights towards a target a little below the best bound; False when there is nowhere to go."""
    norm = 0.0
    for k in range(len(w)):
        # A weight at zero that wants to fall further takes no part in the step.
        if w[k] > 0.0 or slack[k] < 0.0:
            norm += slack[k] * slack[k]
    if norm == 0.0:
        return False
    rate = (reach - lowest + max(0.05 * abs(lowest), 1e-3)) / norm
    total = 0.0
    for k in range(len(w)):
        w[k] = max(0.0, w[k] - rate * slack[k])
        total += w[k]
    for k in range(len(w)):
        w[k] = w[k] / total if total > 0.0 else 1.0 / len(w)
    return True


@nb.njit(cache=True, nogil=True)
def _initial_weights(rows: _Rows, weights: Float) -> Float:
    """Start from the weights of the last question, a little of everything mixed in."""
    n = len(rows.predicate)
    total = 0.0
    for k in range(n):
        total += weights[rows.predicate[k]]
    w = np.empty(n)
    for k in range(n):
        share = weights[rows.predicate[k]] / total if total > 0.0 else 0.0
        w[k] = (share + 0.05 / n) / (1.05 if total > 0.0 else 0.05)
    return w


@nb.njit(cache=True, nogil=True)
def _tally(q: Question, rows: _Rows, package: Int, tally: Int, touches: Int) -> None:
    """Count how often each column was chosen and each guard touched."""
    for c in package:
        tally[c] += 1
    for k in range(len(rows.guard)):
        for i in rows.issues[rows.first[k] : rows.first[k + 1]]:
            if q.tables[rows.guard[k], package[i]] < 0:
                touches[rows.guard[k]] += 1
                break


@nb.njit(cache=True, nogil=True)
def bound(
    q: Question,
    allowed: Bool,
    required: Small,
    truth: Small,
    weights: Float,
    steps: int,
    blame: Bool,
    best: Int,
    tally: Int,
    touches: Int,
) -> int:
    """Run the weights for some steps.

    Parameters
    ----------
    q : Question
    allowed : bool array
        Narrowed in place.
    required, truth : int8 array
        As :func:`detente.kernel.propagation.propagate` left them.
    weights : float array, shape (n_predicates,)
        Where to start; overwritten with where it ended.
    steps : int
    blame : bool array
        Marks the predicates that a proof or a removal rests on.
    best : int64 array, shape (n_issues,)
        Filled with the package that came nearest, or that passes.
    tally, touches : int64 array
        How often each column was chosen and each guard touched.

    Returns
    -------
    int
        ``PRESENT`` with a package that passes exactly, ``ABSENT`` when none does, ``OPEN``.
    """
    rows = _rows(q, allowed, required, truth)
    w = _initial_weights(rows, weights)
    package = np.empty(len(best), np.int64)
    slack = np.empty(len(w))
    value = np.empty(len(allowed))
    parts = np.zeros((len(w), len(best)))
    holds = np.zeros(len(q.thresholds), np.bool_)
    tally[:] = 0
    touches[:] = 0
    nearest = np.inf
    lowest = np.inf
    status = OPEN
    for _ in range(steps):
        _value_columns(q, allowed, rows, w, value, parts)
        reach = _choose_columns(q, allowed, rows, w, value, parts, package, slack)
        if reach < -MARGIN:
            _blame_rows(rows, w, blame)
            status = ABSENT
            break
        if reach < lowest:
            lowest = reach
            if _fix_columns(q, allowed, value, reach):
                _blame_rows(rows, w, blame)
        _tally(q, rows, package, tally, touches)
        shortfall = 0.0
        for k in range(len(w)):
            shortfall -= min(0.0, slack[k])
        if shortfall < nearest:
            nearest = shortfall
            best[:] = package
        if shortfall <= MARGIN and passes(q, package, holds):
            best[:] = package
            status = PRESENT
            break
        if not _step(w, slack, reach, lowest):
            break
    for k in range(len(w)):
        weights[rows.predicate[k]] = w[k]
    return status
