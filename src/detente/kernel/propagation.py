"""Cheap consequences of what is required: columns that cannot be, predicates that must hold."""

from __future__ import annotations

import numba as nb
import numpy as np
from numpy.typing import NDArray

from detente.kernel.question import Question, clause_predicates, extremes, mark_clause
from detente.kernel.three_valued import clause_state

__all__ = ["propagate"]

Int = NDArray[np.int64]
Small = NDArray[np.int8]
Bool = NDArray[np.bool_]


@nb.njit(cache=True, nogil=True)
def _prune_columns(q: Question, p: int, spare: int, sign: int, allowed: Bool) -> int:
    """Remove columns with which the predicate can no longer hold; return how many.

    ``spare`` is what the best package has above the threshold; a column worse than the best of
    its issue by more than that is hopeless. The best itself always stays.
    """
    removed = 0
    for i in q.place[q.place_start[p] : q.place_start[p + 1]]:
        best = np.int64(-(2**62))
        for c in range(q.offsets[i], q.offsets[i + 1]):
            if allowed[c]:
                best = max(best, sign * q.tables[p, c])
        for c in range(q.offsets[i], q.offsets[i + 1]):
            if allowed[c] and best - sign * q.tables[p, c] > spare:
                allowed[c] = False
                removed += 1
    return removed


@nb.njit(cache=True, nogil=True)
def _judge_predicate(q: Question, p: int, allowed: Bool, required: Small, truth: Small, blame: Bool) -> int:
    """Settle one predicate's truth and prune by it; return columns removed, -1 when it is hopeless."""
    low, high = extremes(q, p, allowed)
    truth[p] = 1 if low >= q.thresholds[p] else (-1 if high < q.thresholds[p] else 0)
    if required[p] == 0 or required[p] == truth[p]:
        return 0
    spare = high - q.thresholds[p] if required[p] == 1 else q.thresholds[p] - 1 - low
    if spare < 0:
        blame[p] = True
        return -1
    removed = _prune_columns(q, p, spare, required[p], allowed)
    if removed > 0:
        blame[p] = True
    truth[p] = required[p]
    return removed


@nb.njit(cache=True, nogil=True)
def _force_atoms(program: Int, truth: Small, required: Small, stack: Small) -> bool:
    """Require those open predicates of a clause without which it could not hold."""
    forced = False
    for p in clause_predicates(program):
        if truth[p] == 0 and required[p] == 0:
            for guess in (1, -1):
                truth[p] = -guess
                if clause_state(program, truth, stack) == -1:
                    required[p] = guess
                    forced = True
            truth[p] = 0
    return forced


@nb.njit(cache=True, nogil=True)
def propagate(q: Question, allowed: Bool, required: Small, truth: Small, blame: Bool) -> bool:
    """Draw every cheap consequence; False when what is required is contradictory.

    Parameters
    ----------
    q : Question
    allowed : bool array, shape (n_columns,)
        Narrowed in place.
    required : int8 array, shape (n_predicates,)
        1 must hold, -1 must fail, 0 open; extended in place.
    truth : int8 array, shape (n_predicates,)
        Filled with what is settled: 1, -1, or 0 for open.
    blame : bool array, shape (n_predicates,)
        Marks every predicate that a consequence rests on.
    """
    stack = np.empty(len(q.code) + 1, np.int8)
    changed = True
    while changed:
        changed = False
        for p in q.relevant:
            removed = _judge_predicate(q, p, allowed, required, truth, blame)
            if removed < 0:
                return False
            changed = changed or removed > 0
        for f in q.formulas:
            program = q.code[q.clause_start[f] : q.clause_start[f + 1]]
            state = clause_state(program, truth, stack)
            if state == 1:
                continue
            forced = state == 0 and _force_atoms(program, truth, required, stack)
            if state == -1 or forced:
                mark_clause(program, blame)
            if state == -1:
                return False
            changed = changed or forced
    return True
