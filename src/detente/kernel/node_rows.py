"""The inequalities of a node of the search, laid out over what is still open for the bound."""

from __future__ import annotations

from typing import NamedTuple

import numba as nb
import numpy as np
from numpy.typing import NDArray

from detente.kernel.question import Question, extremes, is_pair

__all__ = ["Node", "laid_out", "least_untouched"]

Int = NDArray[np.int64]
Small = NDArray[np.int8]
Bool = NDArray[np.bool_]
Float = NDArray[np.float64]


class _Binding(NamedTuple):
    """Inequalities that bind a node: ``sign`` times a predicate's sum, scaled, reaches ``goal``.

    If ``guard``, the predicate "touches none of these", is touched, it must reach ``charge`` more;
    guard is -1 where there is none.
    """

    predicate: Int
    sign: Float
    goal: Float
    charge: Float
    guard: Int


class Node(NamedTuple):
    """A node's inequalities over the issues that are still open, and nothing else.

    ``column[start[i]:start[i + 1]]`` are the flat columns left in open issue i, which is number
    ``issue[i]``; what the other issues contribute is taken off ``goal``. ``table`` has a line per
    column and ``across`` a line per row: each loop runs along a line. ``inside[k, j]`` tells
    whether column j touches the guard of row k, ``touched[first[k]:first[k + 1]]`` in which open
    issues that can happen. ``dead[j]`` is minus infinity for a column removed since, else 0.
    """

    predicate: Int
    goal: Float
    charge: Float
    guard: Int
    column: Int
    start: Int
    issue: Int
    table: Float
    across: Float
    inside: Bool
    first: Int
    touched: Int
    dead: Float


@nb.njit(cache=True, nogil=True)
def least_untouched(offsets: Int, row: Int, guard_row: Int, allowed: Bool, threshold: np.int64) -> np.int64:
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
def _binding(q: Question, allowed: Bool, required: Small, truth: Small) -> _Binding:
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
                least = least_untouched(q.offsets, q.tables[p], q.tables[g], allowed, q.thresholds[p])
                predicate[n] = p
                sign[n] = 1.0
                goal[n] = least / q.scale[p]
                charge[n] = (q.thresholds[p] - least) / q.scale[p]
                guard[n] = g
                n += 1
    return _Binding(predicate[:n], sign[:n], goal[:n], charge[:n], guard[:n])


@nb.njit(cache=True, nogil=True)
def _open_columns(offsets: Int, allowed: Bool, package: Int) -> tuple[Int, Int, Int]:
    """List columns and issues that are open, and fill the package with what is not."""
    n_issues = len(offsets) - 1
    column = np.empty(len(allowed), np.int64)
    start = np.zeros(n_issues + 1, np.int64)
    issue = np.empty(n_issues, np.int64)
    n = 0
    for i in range(n_issues):
        at = start[n]
        for c in range(offsets[i], offsets[i + 1]):
            if allowed[c]:
                column[at] = c
                at += 1
        if at - start[n] == 1:
            package[i] = column[start[n]]
        else:
            issue[n] = i
            n += 1
            start[n] = at
    return column[: start[n]], start[: n + 1], issue[:n]


@nb.njit(cache=True, nogil=True)
def laid_out(q: Question, allowed: Bool, required: Small, truth: Small, package: Int) -> Node:
    """Lay a node out; fills the package where an issue has one column left."""
    binding = _binding(q, allowed, required, truth)
    n = len(binding.predicate)
    column, start, issue = _open_columns(q.offsets, allowed, package)
    is_open = np.zeros(len(package), np.bool_)
    for i in issue:
        is_open[i] = True
    across = np.empty((n, len(column)))
    table = np.empty((len(column), n))
    inside = np.zeros((n, len(column)), np.bool_)
    goal = binding.goal
    for k in range(n):
        p, g, sign = binding.predicate[k], binding.guard[k], binding.sign[k]
        for j in range(len(column)):
            across[k, j] = sign * q.scaled[column[j], p]
            table[j, k] = across[k, j]
            inside[k, j] = g >= 0 and q.tables[g, column[j]] < 0
        for i in range(len(package)):
            if not is_open[i]:
                goal[k] -= sign * q.scaled[package[i], p]
    first, touched = _touchable(start, inside)
    dead = np.zeros(len(column))
    return Node(
        binding.predicate, goal, binding.charge, binding.guard, column, start, issue, table, across,
        inside, first, touched, dead,
    )  # fmt: skip


@nb.njit(cache=True, nogil=True)
def _touchable(start: Int, inside: Bool) -> tuple[Int, Int]:
    """List for each row the open issues with a column that its guard speaks of."""
    n_issues = len(start) - 1
    first = np.zeros(len(inside) + 1, np.int64)
    touched = np.empty(len(inside) * n_issues, np.int64)
    n = 0
    for k in range(len(inside)):
        for i in range(n_issues):
            if inside[k, start[i] : start[i + 1]].any():
                touched[n] = i
                n += 1
        first[k + 1] = n
    return first, touched[:n]
