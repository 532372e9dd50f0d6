"""One yes-or-no question about a system, laid out for the search.

Clauses that are a single predicate become requirements; the others stay formulas. Tables are
also kept in floating point, each predicate divided by its largest entry, to steer by.
"""

from __future__ import annotations

from typing import NamedTuple

import numba as nb
import numpy as np
from numpy.typing import NDArray

from detente.kernel.formula import clause_holds
from detente.kernel.system import NOT, OR, PRED, QUOTA

__all__ = ["Question", "clause_predicates", "extremes", "is_pair", "mark_clause", "passes", "pose"]

Int = NDArray[np.int64]
Small = NDArray[np.int8]
Bool = NDArray[np.bool_]
Float = NDArray[np.float64]


class Question(NamedTuple):
    """Arrays of one question; see :class:`detente.kernel.system.System` for the first five.

    Attributes
    ----------
    formulas : int64 array
        Active clauses that are more than one predicate.
    relevant : int64 array
        Predicates that some active clause speaks of.
    place_start, place : int64 array
        ``place[place_start[p]:place_start[p + 1]]`` are the issues that matter to predicate p.
    root : int8 array, shape (n_predicates,)
        1 where the predicate must hold outright.
    scale : float array, shape (n_predicates,)
        Largest entry among the allowed columns, at least 1.
    is_guard : bool array, shape (n_predicates,)
        Whether the predicate says "touches none of these": no entry above 0, threshold 0.
    scaled : float array, shape (n_columns, n_predicates)
        0 where the column is not allowed.
    goals : float array, shape (n_predicates,)
        Thresholds on the same scale.
    """

    offsets: Int
    tables: Int
    thresholds: Int
    code: Int
    clause_start: Int
    formulas: Int
    relevant: Int
    place_start: Int
    place: Int
    root: Small
    is_guard: Bool
    scale: Float
    scaled: Float
    goals: Float


@nb.njit(cache=True, nogil=True)
def clause_predicates(program: Int) -> Int:
    """List the predicates that a clause speaks of, in program order."""
    found = np.empty(len(program), np.int64)
    n = 0
    at = 0
    while at < len(program):
        op = program[at]
        if op == PRED:
            found[n] = program[at + 1]
            n += 1
            at += 2
        elif op == NOT:
            at += 1
        elif op == QUOTA:
            at += 3 + program[at + 1]
        else:
            at += 2
    return found[:n]


@nb.njit(cache=True, nogil=True)
def mark_clause(program: Int, marks: Bool) -> None:
    """Mark every predicate that a clause speaks of."""
    for p in clause_predicates(program):
        marks[p] = True


@nb.njit(cache=True, nogil=True)
def is_pair(program: Int) -> bool:
    """Tell whether a clause reads "the first predicate or the second"."""
    return len(program) == 6 and program[4] == OR and program[0] == PRED and program[2] == PRED


@nb.njit(cache=True, nogil=True)
def extremes(q: Question, p: int, allowed: Bool) -> tuple[np.int64, np.int64]:
    """Smallest and largest sum that predicate p can reach with the allowed columns."""
    low = np.int64(0)
    high = np.int64(0)
    for i in q.place[q.place_start[p] : q.place_start[p + 1]]:
        least = np.int64(2**62)
        most = np.int64(-(2**62))
        for c in range(q.offsets[i], q.offsets[i + 1]):
            if allowed[c]:
                least = min(least, q.tables[p, c])
                most = max(most, q.tables[p, c])
        low += least
        high += most
    return low, high


@nb.njit(cache=True, nogil=True)
def _places(offsets: Int, tables: Int, allowed: Bool, is_relevant: Bool) -> tuple[Int, Int]:
    """List for each relevant predicate the issues in which it has an entry other than 0."""
    n_issues = len(offsets) - 1
    start = np.zeros(len(tables) + 1, np.int64)
    place = np.empty(len(tables) * n_issues, np.int64)
    n = 0
    for p in range(len(tables)):
        if is_relevant[p]:
            for i in range(n_issues):
                counts = False
                for c in range(offsets[i], offsets[i + 1]):
                    counts = counts or (allowed[c] and tables[p, c] != 0)
                if counts:
                    place[n] = i
                    n += 1
        start[p + 1] = n
    return start, place[:n]


@nb.njit(cache=True, nogil=True)
def _sort_clauses(code: Int, clause_start: Int, clause_on: Bool, root: Small, is_relevant: Bool) -> Int:
    """Mark what must hold outright and what matters at all; return the clauses that are formulas."""
    formulas = np.empty(len(clause_on), np.int64)
    n = 0
    for f in range(len(clause_on)):
        program = code[clause_start[f] : clause_start[f + 1]]
        if not clause_on[f]:
            continue
        mark_clause(program, is_relevant)
        if len(program) == 2 and program[0] == PRED:
            root[program[1]] = 1
        else:
            formulas[n] = f
            n += 1
    return formulas[:n]


@nb.njit(cache=True, nogil=True)
def _true_places(flags: Bool) -> Int:
    """Return the places of the true entries, as int64."""
    found = np.empty(len(flags), np.int64)
    n = 0
    for k in range(len(flags)):
        if flags[k]:
            found[n] = k
            n += 1
    return found[:n]


@nb.njit(cache=True, nogil=True)
def pose(
    offsets: Int,
    tables: Int,
    thresholds: Int,
    allowed: Bool,
    code: Int,
    clause_start: Int,
    clause_on: Bool,
) -> Question:
    """Lay out the question whether some package of allowed columns satisfies the active clauses."""
    n_predicates, n_columns = tables.shape
    root = np.zeros(n_predicates, np.int8)
    is_relevant = np.zeros(n_predicates, np.bool_)
    formulas = _sort_clauses(code, clause_start, clause_on, root, is_relevant)
    relevant = _true_places(is_relevant)
    is_guard = np.zeros(n_predicates, np.bool_)
    scale = np.ones(n_predicates)
    scaled = np.zeros((n_columns, n_predicates))
    goals = np.zeros(n_predicates)
    for p in relevant:
        is_guard[p] = thresholds[p] == 0
        for c in range(n_columns):
            if allowed[c]:
                scale[p] = max(scale[p], abs(tables[p, c]))
                is_guard[p] = is_guard[p] and tables[p, c] <= 0
        for c in range(n_columns):
            if allowed[c]:
                scaled[c, p] = tables[p, c] / scale[p]
        goals[p] = thresholds[p] / scale[p]
    place_start, place = _places(offsets, tables, allowed, is_relevant)
    return Question(
        offsets, tables, thresholds, code, clause_start, formulas, relevant, place_start, place, root,
        is_guard, scale, scaled, goals,
    )  # fmt: skip


@nb.njit(cache=True, nogil=True)
def passes(q: Question, package: Int, holds: Bool) -> bool:
    """Check a package in exact integers; fills ``holds`` for every relevant predicate."""
    ok = True
    for p in q.relevant:
        total = 0
        for c in package:
            total += q.tables[p, c]
        holds[p] = total >= q.thresholds[p]
        ok = ok and (q.root[p] == 0 or holds[p])
    for f in q.formulas:
        ok = ok and clause_holds(q.code[q.clause_start[f] : q.clause_start[f + 1]], holds)
    return ok
