"""From one package to another that passes in more draws, by changes of one issue at a time.

What one change does to a sum is a difference of two entries, so all packages that differ in one
issue are tried for little more than the price of one.
"""

from __future__ import annotations

from itertools import pairwise
from typing import NamedTuple

import numba as nb
import numpy as np
from numpy.typing import NDArray

from detente.kernel.passing import clause_met
from detente.kernel.question import clause_predicates

__all__ = ["Climb", "climb", "make_climb"]

Int = NDArray[np.int64]
Bool = NDArray[np.bool_]
#: What passing in one draw more is worth in changed issues.
PASS = 1_000


class Climb(NamedTuple):
    """A sample of draws laid out for climbing; shapes as for :func:`make_climb`.

    Attributes
    ----------
    by_column : int64 array, shape (n_draws, n_columns, n_predicates)
    list_start, lists : int64 arrays
        Clauses on which each issue bears in some draw, one issue after another.
    """

    offsets: Int
    by_column: NDArray[np.int64]
    thresholds: NDArray[np.int64]
    allowed: NDArray[np.bool_]
    code: Int
    clause_start: Int
    size: Int
    list_start: Int
    lists: Int


def make_climb(
    offsets: Int, tables: Int, thresholds: Int, allowed: Bool, code: Int, clause_start: Int, size: Int
) -> Climb:
    """Lay out a sample of draws.

    Parameters
    ----------
    offsets : int64 array, shape (n_issues + 1,)
    tables : int64 array, shape (n_draws, n_predicates, n_columns)
    thresholds : int64 array, shape (n_draws, n_predicates)
    allowed : bool array, shape (n_draws, n_columns)
    code, clause_start
        All clauses that a package has to satisfy; see :class:`~detente.kernel.system.System`.
    size : int64 array, shape (n_columns,)
        What each column costs where two packages pass equally often.
    """
    bears = np.logical_or.reduceat((tables != 0).any(axis=0), offsets[:-1], axis=1)
    clauses = [clause_predicates(code[a:b]) for a, b in pairwise(clause_start)]
    touches = np.array([bears[p].any(axis=0) for p in clauses], np.bool_).reshape(len(clauses), -1)
    lists = [np.flatnonzero(column) for column in touches.T]
    return Climb(
        offsets,
        np.ascontiguousarray(tables.transpose(0, 2, 1)),
        np.ascontiguousarray(thresholds),
        np.ascontiguousarray(allowed),
        code,
        clause_start,
        size,
        np.cumsum([0, *map(len, lists)], dtype=np.int64),
        np.concatenate([*lists, np.empty(0, np.int64)]).astype(np.int64),
    )


@nb.njit(cache=True, nogil=True)
def _open_slack(at: Climb, d: int, package: Int, slack: Int) -> int:
    """Fill in the slack of a package in one draw; return how many of its columns are not allowed."""
    missing = 0
    for p in range(len(slack)):
        slack[p] = -at.thresholds[d, p]
    for c in package:
        missing += not at.allowed[d, c]
        for p in range(len(slack)):
            slack[p] += at.by_column[d, c, p]
    return missing


@nb.njit(cache=True, nogil=True)
def _all_met(at: Climb, clauses: Int, slack: Int, states: NDArray[np.int8], stack: NDArray[np.int8]) -> bool:
    """Tell whether some clauses all hold."""
    for f in clauses:
        if not clause_met(at.code[at.clause_start[f] : at.clause_start[f + 1]], slack, states, stack):
            return False
    return True


@nb.njit(cache=True, nogil=True)
def _passes_nearby(at: Climb, package: Int) -> Int:
    """Count for every column the draws in which the package passes with it in place of its own."""
    n_clauses, n_predicates = len(at.clause_start) - 1, at.by_column.shape[2]
    passes = np.zeros(at.offsets[-1], np.int64)
    slack = np.empty(n_predicates, np.int64)
    trial = np.empty(n_predicates, np.int64)
    states = np.empty(n_predicates, np.int8)
    stack = np.empty(len(at.code) + 1, np.int8)
    met = np.empty(n_clauses, np.bool_)
    for d in range(len(at.by_column)):
        missing = _open_slack(at, d, package, slack)
        failing = 0
        for f in range(n_clauses):
            program = at.code[at.clause_start[f] : at.clause_start[f + 1]]
            met[f] = clause_met(program, slack, states, stack)
            failing += not met[f]
        for g in range(len(package)):
            touched = at.lists[at.list_start[g] : at.list_start[g + 1]]
            elsewhere = failing
            for f in touched:
                elsewhere -= not met[f]
            if elsewhere > 0 or missing > (not at.allowed[d, package[g]]):
                continue
            for c in range(at.offsets[g], at.offsets[g + 1]):
                if at.allowed[d, c]:
                    for p in range(n_predicates):
                        trial[p] = slack[p] + at.by_column[d, c, p] - at.by_column[d, package[g], p]
                    passes[c] += _all_met(at, touched, trial, states, stack)
    return passes


@nb.njit(cache=True, nogil=True)
def climb(at: Climb, package: Int) -> Int:
    """Climb to a package that no change of one issue makes pass more often, or as often with less.

    Parameters
    ----------
    at : Climb
    package : int64 array, shape (n_issues,)
        Flat columns; stays as it is.

    Returns
    -------
    int64 array, shape (n_issues,)
        Reached in at most ``n_issues`` steps, each to the best package in reach; among equals
        that with the first column.
    """
    package = package.copy()
    for _ in range(len(package)):
        passes = _passes_nearby(at, package)
        size = 0
        for c in package:
            size += at.size[c]
        best = PASS * passes[package[0]] - size if len(package) else 0
        where, column = -1, -1
        for g in range(len(package)):
            for c in range(at.offsets[g], at.offsets[g + 1]):
                worth = PASS * passes[c] - size - at.size[c] + at.size[package[g]]
                if worth > best:
                    best, where, column = worth, g, c
        if where < 0:
            break
        package[where] = column
    return package
