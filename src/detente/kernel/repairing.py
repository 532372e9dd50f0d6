"""Mend a package that nearly passes, one issue at a time."""

from __future__ import annotations

import numba as nb
import numpy as np
from numpy.typing import NDArray

from detente.kernel.question import Question, is_pair
from detente.kernel.system import AND, NOT, OR, PRED

__all__ = ["repair"]

Int = NDArray[np.int64]
Bool = NDArray[np.bool_]
Float = NDArray[np.float64]

STEPS = 40


@nb.njit(cache=True, nogil=True)
def _combine(program: Int, at: int, parts: Float) -> float:
    """Violation of an operation: added up for AND, the least for OR, the cheapest quota."""
    op = program[at]
    if op == AND:
        total = 0.0
        for part in parts:
            total += max(0.0, part)
        return total
    if op == OR:
        least = np.inf
        for part in parts:
            least = min(least, part)
        return float(max(0.0, least))
    total = 0.0
    have = 0
    taken = np.zeros(len(parts), np.bool_)
    for _ in range(len(parts)):
        if have >= program[at + 2]:
            break
        cheapest = -1
        for j in range(len(parts)):
            if not taken[j] and (cheapest < 0 or parts[j] < parts[cheapest]):
                cheapest = j
        taken[cheapest] = True
        have += program[at + 3 + cheapest]
        total += max(0.0, parts[cheapest])
    return total


@nb.njit(cache=True, nogil=True)
def _violation(program: Int, gaps: Float, stack: Float) -> float:
    """Return how far a clause is from holding, 0 when it holds.

    ``gaps[p]`` is at most 0 when predicate p holds, else its shortfall in its own scale;
    ``stack`` is scratch space.
    """
    if is_pair(program):
        return float(max(0.0, min(gaps[program[1]], gaps[program[3]])))
    top = 0
    at = 0
    while at < len(program):
        op = program[at]
        if op == PRED:
            stack[top] = gaps[program[at + 1]]
            top += 1
            at += 2
        elif op == NOT:
            # A predicate exactly on its threshold holds, so its opposite is a little short.
            stack[top - 1] = 1e-9 - stack[top - 1]
            at += 1
        else:
            n = program[at + 1]
            stack[top - n] = _combine(program, at, stack[top - n : top])
            top += 1 - n
            at += 2 if op in (AND, OR) else 3 + n
    return float(max(0.0, stack[0]))


@nb.njit(cache=True, nogil=True)
def _total_violation(q: Question, gaps: Float, stack: Float) -> float:
    """Add up the shortfalls of what must hold and the violations of every formula."""
    total = 0.0
    for p in q.relevant:
        if q.root[p] == 1:
            total += max(0.0, gaps[p])
    for f in q.formulas:
        total += _violation(q.code[q.clause_start[f] : q.clause_start[f + 1]], gaps, stack)
    return total


@nb.njit(cache=True, nogil=True)
def _best_change(
    q: Question, allowed: Bool, package: Int, gaps: Float, best: float
) -> tuple[float, int, int]:
    """Find the change of one issue that lowers the violation most: (violation, issue, column)."""
    trial = np.zeros(len(gaps))
    stack = np.empty(len(q.code) + 1)
    best_issue = -1
    best_column = -1
    for i in range(len(package)):
        old = package[i]
        for c in range(q.offsets[i], q.offsets[i + 1]):
            if allowed[c] and c != old:
                for p in q.relevant:
                    trial[p] = gaps[p] + q.scaled[old, p] - q.scaled[c, p]
                value = _total_violation(q, trial, stack)
                if value < best - 1e-12:
                    best, best_issue, best_column = value, i, c
    return best, best_issue, best_column


@nb.njit(cache=True, nogil=True)
def repair(q: Question, allowed: Bool, package: Int) -> None:
    """Improve a package in place until it passes, or no change of one issue helps."""
    gaps = q.goals.copy()
    for p in q.relevant:
        for c in package:
            gaps[p] -= q.scaled[c, p]
    left = _total_violation(q, gaps, np.empty(len(q.code) + 1))
    for _ in range(STEPS):
        if left <= 0.0:
            return
        left, issue, column = _best_change(q, allowed, package, gaps, left)
        if issue < 0:
            return
        for p in q.relevant:
            gaps[p] += q.scaled[package[issue], p] - q.scaled[column, p]
        package[issue] = column
