"""In how many draws does each of some packages pass each gate? Whole blocks of draws at once."""

from __future__ import annotations

import numba as nb
import numpy as np
from numpy.typing import NDArray

from detente.kernel.question import is_pair
from detente.kernel.system import PRED
from detente.kernel.three_valued import clause_state

__all__ = ["clause_met", "first_miss", "pass_counts"]

Int = NDArray[np.int64]
States = NDArray[np.int8]


@nb.njit(cache=True, nogil=True)
def clause_met(program: Int, slack: Int, states: States, stack: States) -> bool:
    """Tell whether a clause holds when every predicate is decided.

    Parameters
    ----------
    program : int64 array
    slack : int64 array, shape (n_predicates,)
        Sum less threshold of each predicate, which holds from 0 on.
    states, stack : int8 arrays
        Room to work in: one place for each predicate, and one more than the program is long.
    """
    if len(program) == 2 and program[0] == PRED:
        return bool(slack[program[1]] >= 0)
    if is_pair(program):
        return bool(slack[program[1]] >= 0 or slack[program[3]] >= 0)
    for p in range(len(slack)):
        states[p] = 1 if slack[p] >= 0 else -1
    return bool(clause_state(program, states, stack) > 0)


@nb.njit(cache=True, nogil=True)
def first_miss(code: Int, clause_start: Int, slack: Int, states: States, stack: States) -> int:
    """Return the first clause that fails, or -1; ``stack`` one longer than ``code``."""
    for k in range(len(clause_start) - 1):
        if not clause_met(code[clause_start[k] : clause_start[k + 1]], slack, states, stack):
            return k
    return -1


@nb.njit(cache=True, nogil=True)
def _alike(packages: NDArray[np.int64]) -> Int:
    """Count the columns with which each package begins like the one before it."""
    alike = np.zeros(len(packages), np.int64)
    for k in range(1, len(packages)):
        while alike[k] < packages.shape[1] and packages[k, alike[k]] == packages[k - 1, alike[k]]:
            alike[k] += 1
    return alike


@nb.njit(cache=True, nogil=True)
def _count(
    tables: NDArray[np.int64],
    thresholds: NDArray[np.int64],
    allowed: NDArray[np.bool_],
    code: Int,
    clause_start: Int,
    clause_gate: Int,
    packages: NDArray[np.int64],
    counts: NDArray[np.int64],
) -> None:
    """Add to ``counts`` what the packages pass in every draw.

    Sums are kept after every issue, so that a package costs only what comes after the columns it
    begins with like the one before: little in a list of all packages.
    """
    n_packages, n_issues = packages.shape
    n_predicates, n_columns = tables.shape[1:]
    by_column = np.empty((n_columns, n_predicates), np.int64)
    slack = np.empty((n_issues + 1, n_predicates), np.int64)
    possible = np.ones(n_issues + 1, np.bool_)
    states = np.empty(n_predicates, np.int8)
    stack = np.empty(len(code) + 1, np.int8)
    alike = _alike(packages)
    for d in range(len(tables)):
        for p in range(n_predicates):
            slack[0, p] = -thresholds[d, p]
            for c in range(n_columns):
                by_column[c, p] = tables[d, p, c]
        for k in range(n_packages):
            for i in range(alike[k], n_issues):
                c = packages[k, i]
                possible[i + 1] = possible[i] and allowed[d, c]
                for p in range(n_predicates):
                    slack[i + 1, p] = slack[i, p] + by_column[c, p]
            if possible[n_issues]:
                miss = first_miss(code, clause_start, slack[n_issues], states, stack)
                for gate in range(counts.shape[1] if miss < 0 else clause_gate[miss]):
                    counts[k, gate] += 1


def pass_counts(
    tables: Int,
    thresholds: Int,
    allowed: NDArray[np.bool_],
    code: Int,
    clause_start: Int,
    clause_gate: Int,
    n_gates: int,
    packages: Int,
) -> Int:
    """Count the draws in which each package passes each gate and all before it.

    Parameters
    ----------
    tables : int64 array, shape (n_draws, n_predicates, n_columns)
    thresholds : int64 array, shape (n_draws, n_predicates)
    allowed : bool array, shape (n_draws, n_columns)
    code, clause_start, clause_gate, n_gates
        As in :class:`~detente.kernel.system.System`, for every draw the same.
    packages : int64 array, shape (n_packages, n_issues)
        Flat columns.

    Returns
    -------
    int64 array, shape (n_packages, n_gates)
        Never increasing from gate to gate. A package of which a column is not allowed passes no
        gate, not even one without clauses.
    """
    counts = np.zeros((len(packages), n_gates), np.int64)
    _count(tables, thresholds, allowed, code, clause_start, clause_gate, packages, counts)
    return counts
