"""Exact counts by depth-first search: quick when few packages pass, or when nearly all do.

The search fixes one issue after the other. A subtree is left as soon as a clause can no longer
hold, and taken whole, without being entered, as soon as every clause must. Spaces may have any
size: the search notes how many subtrees were taken at each depth, and only the final sum, in
Python's integers, multiplies out their packages.
"""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import replace

import numba as nb
import numpy as np
from numpy.typing import NDArray

from detente.kernel.reduction import Reduced, reduced
from detente.kernel.surrogates import with_surrogates
from detente.kernel.system import PRED, System
from detente.kernel.three_valued import clause_state

__all__ = ["count_gates_depth_first", "count_last_gates"]

Int = NDArray[np.int64]


def count_gates_depth_first(system: System, budget: int) -> tuple[int, ...] | None:
    """Count the packages that satisfy all clauses up to and including each gate.

    Parameters
    ----------
    system : System
    budget : int
        Most nodes to visit (a node is a choice on the first few issues; a million take roughly
        a tenth of a second with ten predicates).

    Returns
    -------
    tuple of int, length n_gates, or None
        Exact and of any size; None when the budget ran out.
    """
    return _count_reduced(reduced(system), budget)


def count_last_gates(small: Reduced, gates: Iterable[int], budget: int) -> dict[int, int]:
    """Count each of ``gates`` by itself, later gates first, until a search is too long.

    A later gate lets fewer packages pass and so is often within reach when an earlier one is
    not.

    Parameters
    ----------
    small : Reduced
    gates : iterable of int
    budget : int
        Most nodes to visit for each gate.

    Returns
    -------
    dict of int to int
        Packages of the original system that pass, for the gates that could be counted.
    """
    found: dict[int, int] = {}
    for gate in sorted(gates, reverse=True):
        counts = _count_reduced(_one_gate(small, gate), budget)
        if counts is None:
            break
        found[gate] = counts[0]
    return found


def _one_gate(small: Reduced, gate: int) -> Reduced:
    """Return a system of one gate that asks for all clauses up to ``gate``."""
    core = small.core
    n_clauses = int(np.searchsorted(core.clause_gate, gate, side="right"))
    start = core.clause_start[: n_clauses + 1].copy()
    return Reduced(
        factor=small.factor,
        core=replace(
            core,
            code=core.code[: start[-1]].copy(),
            clause_start=start,
            clause_gate=np.zeros(n_clauses, np.int64),
            n_gates=1,
        ),
        first_empty_gate=0 if gate >= small.first_empty_gate else 1,
    )


def _count_reduced(small: Reduced, budget: int) -> tuple[int, ...] | None:
    """Count a reduced system, or return None when the budget runs out."""
    core = small.core
    if not len(core.clause_gate):
        return small.counts({})
    ordered = with_surrogates(_decisive_issues_first(core))
    taken, finished = _search(
        np.ascontiguousarray(ordered.tables.T),
        ordered.thresholds,
        ordered.offsets,
        ordered.code,
        ordered.clause_start,
        ordered.clause_gate,
        ordered.n_gates,
        budget,
    )
    if not finished:
        return None
    sizes = np.diff(ordered.offsets).tolist()
    below = [math.prod(sizes[depth:]) for depth in range(len(sizes) + 1)]
    totals = [sum(int(t) * n for t, n in zip(row, below, strict=True)) for row in taken]
    return small.counts({int(g): totals[g] for g in core.clause_gate})


def _decisive_issues_first(core: System) -> System:
    """Order issues by how much of the predicates' range they command, largest first."""
    highs = np.maximum.reduceat(core.tables, core.offsets[:-1], axis=1).astype(float)
    weight = (highs / highs.sum(axis=1, keepdims=True)).sum(axis=0)
    order = np.argsort(-weight, kind="stable")
    sizes = np.diff(core.offsets)[order]
    columns = np.concatenate([np.arange(core.offsets[i], core.offsets[i + 1]) for i in order])
    return replace(
        core,
        offsets=np.concatenate(([0], np.cumsum(sizes))).astype(np.int64),
        tables=np.ascontiguousarray(core.tables[:, columns]),
    )


@nb.njit(cache=True, nogil=True)
def _reachable(columns: NDArray[np.int64], offsets: Int) -> NDArray[np.int64]:
    """Return the most that the issues from each depth on can add, shape (depths, predicates)."""
    n_issues = len(offsets) - 1
    most = np.zeros((n_issues + 1, columns.shape[1]), np.int64)
    for i in range(n_issues - 1, -1, -1):
        for p in range(columns.shape[1]):
            best = columns[offsets[i], p]
            for c in range(offsets[i] + 1, offsets[i + 1]):
                best = max(best, columns[c, p])
            most[i, p] = most[i + 1, p] + best
    return most


@nb.njit(cache=True, nogil=True)
def _ask(
    depth: int,
    n_open: int,
    end: int,
    open_clauses: NDArray[np.int64],
    code: Int,
    clause_start: Int,
    clause_gate: Int,
    states: NDArray[np.int8],
    stack: NDArray[np.int8],
) -> tuple[int, int]:
    """Note the clauses that stay open one level deeper; return their number and the failing gate."""
    left = 0
    for j in range(n_open):
        c = open_clauses[depth, j]
        if clause_gate[c] >= end:
            break
        begin = clause_start[c]
        if clause_start[c + 1] - begin == 2 and code[begin] == PRED:
            state = int(states[code[begin + 1]])
        else:
            state = clause_state(code[begin : clause_start[c + 1]], states, stack)
        if state < 0:
            end = clause_gate[c]
        elif state == 0:
            open_clauses[depth + 1, left] = c
            left += 1
    while left > 0 and clause_gate[open_clauses[depth + 1, left - 1]] >= end:
        left -= 1
    return left, end


@nb.njit(cache=True, nogil=True)
def _search(
    columns: NDArray[np.int64],
    thresholds: Int,
    offsets: Int,
    code: Int,
    clause_start: Int,
    clause_gate: Int,
    n_gates: int,
    budget: int,
) -> tuple[NDArray[np.int64], bool]:
    """Return how many subtrees pass each gate whole, by depth, and whether all was searched.

    At every node the clauses still open are asked again. Those before the first open one decide
    which gates the whole subtree passes; the first that fails closes its gate and later ones.
    """
    n_issues = len(offsets) - 1
    most = _reachable(columns, offsets)
    taken = np.zeros((n_gates, n_issues + 1), np.int64)
    missing = np.zeros((n_issues + 1, len(thresholds)), np.int64)
    missing[0] = thresholds
    choice = np.zeros(n_issues + 1, np.int64)
    open_clauses = np.zeros((n_issues + 2, len(clause_gate)), np.int64)  # before a node is looked at
    open_clauses[0] = np.arange(len(clause_gate))
    n_open = np.full(n_issues + 2, len(clause_gate))
    passed = np.zeros(n_issues + 2, np.int64)  # gates its whole subtree is known to pass
    end = np.full(n_issues + 2, n_gates)  # first gate known to fail
    states = np.empty(len(thresholds), np.int8)
    stack = np.empty(len(code) + 1, np.int8)
    depth = 0
    for _ in range(budget):
        for p in range(len(thresholds)):
            lacking = missing[depth, p]
            states[p] = 1 if lacking <= 0 else (-1 if lacking > most[depth, p] else 0)
        left, last = _ask(
            depth,
            n_open[depth],
            end[depth],
            open_clauses,
            code,
            clause_start,
            clause_gate,
            states,
            stack,
        )
        first_open = clause_gate[open_clauses[depth + 1, 0]] if left > 0 else last
        for gate in range(passed[depth], first_open):
            taken[gate, depth] += 1
        if left > 0:
            passed[depth + 1], n_open[depth + 1], end[depth + 1] = first_open, left, last
            choice[depth] = offsets[depth]
        else:
            depth -= 1
            while depth >= 0 and choice[depth] + 1 >= offsets[depth + 1]:
                depth -= 1
            if depth < 0:
                return taken, True
            choice[depth] += 1
        for p in range(len(thresholds)):
            missing[depth + 1, p] = missing[depth, p] - columns[choice[depth], p]
        depth += 1
    return taken, False
