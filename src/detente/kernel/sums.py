"""Exact counts, at any size, where a gate rests on few predicates with few different sums.

"Changes at least one issue", "touches none of these" and "at most m issues" take small whole
numbers only. Issue by issue one keeps how many packages reach each combination of sums.
"""

from __future__ import annotations

from itertools import pairwise

import numba as nb
import numpy as np
from numpy.typing import NDArray

from detente.kernel.question import clause_predicates
from detente.kernel.system import System
from detente.kernel.three_valued import clause_states

__all__ = ["count_by_sums"]

Int = NDArray[np.int64]
Words = NDArray[np.uint64]
#: Most combinations of sums kept at any time, and most different columns of an issue.
STATES = 20_000
#: Bits of a digit of a count, and its mask: a digit times a number of columns fits into 64 bits.
DIGIT = 32
MASK = (1 << DIGIT) - 1


def count_by_sums(system: System, gate: int) -> int | None:
    """Count the packages that pass all gates up to ``gate``, or None when sums are too many.

    Parameters
    ----------
    system : System
    gate : int

    Returns
    -------
    int or None
        Exact.
    """
    n_clauses = int(np.searchsorted(system.clause_gate, gate, side="right"))
    start = system.clause_start[: n_clauses + 1]
    code = system.code[: start[-1]]
    programs = (code[a:b] for a, b in pairwise(start))
    predicates = np.array(sorted({int(p) for x in programs for p in clause_predicates(x)}), np.int64)
    sums = np.zeros((1, len(predicates)), np.int64)
    counts = np.zeros((1, 1 + system.n_packages.bit_length() // DIGIT), np.uint64)
    counts[0, 0] = 1
    for i in range(system.n_issues):
        columns = np.arange(system.offsets[i], system.offsets[i + 1])
        steps = system.tables[np.ix_(predicates, columns[system.allowed[columns]])].T
        times = np.ones((len(steps), 1), np.uint64)
        steps, times = _added(np.zeros((1, steps.shape[1]), np.int64), times[:1], steps, times)
        if len(sums) * len(steps) > STATES:
            return None
        sums, counts = _added(sums, counts, steps, times)
    passing = counts[_passing(system, code, start, predicates, sums)].sum(axis=0)
    return sum(int(digit) << (DIGIT * place) for place, digit in enumerate(passing))


def _passing(system: System, code: Int, start: Int, predicates: Int, sums: Int) -> NDArray[np.bool_]:
    """Tell which combinations of sums satisfy all clauses."""
    states = np.zeros(len(system.thresholds), np.int8)
    passing = np.empty(len(sums), np.bool_)
    for k, holds in enumerate(sums >= system.thresholds[predicates]):
        states[predicates] = np.where(holds, 1, -1)
        passing[k] = (clause_states(code, start, states) > 0).all()
    return passing


@nb.njit(cache=True, nogil=True)
def _place(row: Int, rows: NDArray[np.int64], slots: Int) -> int:
    """Return the slot of a row in a table of open addresses, or the free one that it would take."""
    mixed = np.uint64(0)
    for x in row:
        mixed = (mixed ^ np.uint64(x)) * np.uint64(0x9E3779B97F4A7C15)
        mixed ^= mixed >> np.uint64(29)
    at = np.int64(mixed & np.uint64(len(slots) - 1))
    while slots[at] >= 0:
        same = True
        for j in range(len(row)):
            same = same and rows[slots[at], j] == row[j]
        if same:
            break
        at = (at + 1) & (len(slots) - 1)
    return int(at)


@nb.njit(cache=True, nogil=True)
def _added(
    sums: NDArray[np.int64], counts: NDArray[np.uint64], steps: NDArray[np.int64], times: NDArray[np.uint64]
) -> tuple[NDArray[np.int64], NDArray[np.uint64]]:
    """Add every step to every sum and their counts where two come out alike.

    Counts have ``DIGIT`` bits to a digit, lowest first, as wide as ``counts``; ``times`` has one
    digit only.
    """
    n, n_digits = 0, counts.shape[1]
    most = len(sums) * len(steps)
    grown = np.empty((most, sums.shape[1]), np.int64)
    totals = np.zeros((most, n_digits), np.uint64)
    size = 16
    while size < 2 * most:
        size *= 2
    slots = np.full(size, -1, np.int64)
    row = np.empty(sums.shape[1], np.int64)
    for s in range(len(sums)):
        for t in range(len(steps)):
            for j in range(len(row)):
                row[j] = sums[s, j] + steps[t, j]
            at = _place(row, grown, slots)
            if slots[at] < 0:
                slots[at] = n
                grown[n] = row
                n += 1
            carry = np.uint64(0)
            for d in range(n_digits):
                carry += counts[s, d] * times[t, 0] + totals[slots[at], d]
                totals[slots[at], d] = carry & np.uint64(MASK)
                carry >>= np.uint64(DIGIT)
    return grown[:n].copy(), totals[:n].copy()
