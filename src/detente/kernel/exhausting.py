"""How far does the best of a few packages get? Every package is tried, exactly."""

from __future__ import annotations

import numba as nb
import numpy as np
from numpy.typing import NDArray

from detente.kernel.formula import clause_holds, predicates_hold
from detente.kernel.system import System

__all__ = ["deepest_gate", "package_depths"]

Int = NDArray[np.int64]
Bool = NDArray[np.bool_]


@nb.njit(cache=True, nogil=True)
def _depth(
    tables: Int,
    thresholds: Int,
    code: Int,
    clause_start: Int,
    clause_gate: Int,
    clause_on: Bool,
    n_gates: int,
    package: Int,
) -> int:
    """Count the gates, from the first, whose clauses a package satisfies without a miss."""
    holds = predicates_hold(tables, thresholds, package)
    depth = n_gates
    for f in range(len(clause_gate)):
        if clause_on[f] and clause_gate[f] < depth:
            program = code[clause_start[f] : clause_start[f + 1]]
            if not clause_holds(program, holds):
                depth = clause_gate[f]
    return depth


@nb.njit(cache=True, nogil=True)
def _deepest(
    offsets: Int,
    tables: Int,
    thresholds: Int,
    allowed: Bool,
    code: Int,
    clause_start: Int,
    clause_gate: Int,
    clause_on: Bool,
    n_gates: int,
    best: Int,
) -> int:
    n_issues = len(offsets) - 1
    columns = np.flatnonzero(allowed)
    first = np.zeros(n_issues + 1, np.int64)
    for i in range(n_issues):
        first[i + 1] = first[i]
        for c in range(offsets[i], offsets[i + 1]):
            first[i + 1] += allowed[c]
    digits = first[:-1].copy()
    package = np.empty(n_issues, np.int64)
    deepest = -1
    while True:
        for i in range(n_issues):
            package[i] = columns[digits[i]]
        depth = _depth(tables, thresholds, code, clause_start, clause_gate, clause_on, n_gates, package)
        if depth > deepest:
            deepest = depth
            best[:] = package
            if depth == n_gates:
                return depth
        i = 0
        while i < n_issues:
            digits[i] += 1
            if digits[i] < first[i + 1]:
                break
            digits[i] = first[i]
            i += 1
        if i == n_issues:
            return deepest


@nb.njit(cache=True, nogil=True)
def _depths(
    tables: Int,
    thresholds: Int,
    allowed: Bool,
    code: Int,
    clause_start: Int,
    clause_gate: Int,
    clause_on: Bool,
    n_gates: int,
    packages: Int,
    depths: Int,
) -> None:
    for k in range(len(packages)):
        depths[k] = -1
        possible = True
        for c in packages[k]:
            possible = possible and allowed[c]
        if possible:
            depths[k] = _depth(
                tables, thresholds, code, clause_start, clause_gate, clause_on, n_gates, packages[k]
            )


def deepest_gate(
    system: System,
    *,
    clause_on: Bool,
    allowed: Bool,
    thresholds: Int | None = None,
) -> tuple[int, Int | None]:
    """Return how many gates the best package passes, and that package.

    Tries every package of the allowed columns, so the caller keeps their number small. With
    no package at all the answer is (-1, None); among equals the first in column order counts,
    the first issue turning fastest.
    """
    columns = system.allowed & allowed
    if not np.logical_or.reduceat(columns, system.offsets[:-1]).all():
        return -1, None
    best = np.zeros(system.n_issues, np.int64)
    depth = _deepest(
        system.offsets,
        system.tables,
        system.thresholds if thresholds is None else thresholds,
        columns,
        system.code,
        system.clause_start,
        system.clause_gate,
        clause_on,
        system.n_gates,
        best,
    )
    return int(depth), best


def package_depths(system: System, packages: Int, *, clause_on: Bool) -> Int:
    """Return for each package how many gates it passes; -1 where it cannot be delivered.

    Parameters
    ----------
    system : System
    packages : int64 array, shape (n_packages, n_issues)
        Flat columns.
    clause_on : bool array, shape (n_clauses,)

    Returns
    -------
    int64 array, shape (n_packages,)
    """
    depths = np.empty(len(packages), np.int64)
    _depths(
        system.tables,
        system.thresholds,
        system.allowed,
        system.code,
        system.clause_start,
        system.clause_gate,
        clause_on,
        system.n_gates,
        packages,
        depths,
    )
    return depths
