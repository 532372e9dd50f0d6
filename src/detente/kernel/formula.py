"""Truth of a clause for one package: the plain reference that every kernel is held to."""

from __future__ import annotations

import numba as nb
import numpy as np
from numpy.typing import NDArray

from detente.kernel.system import AND, NOT, PRED, QUOTA

__all__ = ["all_hold", "clause_holds", "predicates_hold"]


@nb.njit(cache=True, nogil=True)
def predicates_hold(
    tables: NDArray[np.int64], thresholds: NDArray[np.int64], columns: NDArray[np.int64]
) -> NDArray[np.bool_]:
    """Tell for each predicate whether it holds for the package made of ``columns``."""
    holds = np.empty(len(thresholds), np.bool_)
    for p in range(len(thresholds)):
        total = 0
        for c in columns:
            total += tables[p, c]
        holds[p] = total >= thresholds[p]
    return holds


@nb.njit(cache=True, nogil=True)
def clause_holds(program: NDArray[np.int64], holds: NDArray[np.bool_]) -> bool:
    """Evaluate one postfix program on the truth values of the predicates."""
    stack = np.empty(len(program) + 1, np.bool_)
    top = 0
    at = 0
    while at < len(program):
        op = program[at]
        if op == PRED:
            stack[top] = holds[program[at + 1]]
            top += 1
            at += 2
        elif op == NOT:
            stack[top - 1] = not stack[top - 1]
            at += 1
        else:
            n = program[at + 1]
            count = 0
            if op == QUOTA:
                for j in range(n):
                    if stack[top - n + j]:
                        count += program[at + 3 + j]
                value = count >= program[at + 2]
                at += 3 + n
            else:
                for j in range(n):
                    if stack[top - n + j]:
                        count += 1
                value = count == n if op == AND else count > 0
                at += 2
            top -= n
            stack[top] = value
            top += 1
    return bool(stack[0])


@nb.njit(cache=True, nogil=True)
def all_hold(
    code: NDArray[np.int64],
    clause_start: NDArray[np.int64],
    clauses: NDArray[np.int64],
    holds: NDArray[np.bool_],
) -> NDArray[np.bool_]:
    """Tell for each line of truth values whether all of some clauses hold.

    Parameters
    ----------
    code, clause_start : int64 array
        As in :class:`detente.kernel.system.System`.
    clauses : int64 array
        Numbers of the clauses that are asked about; with none the answer is true.
    holds : bool array, shape (n_lines, n_predicates)

    Returns
    -------
    bool array, shape (n_lines,)
    """
    found = np.ones(len(holds), np.bool_)
    for n in range(len(holds)):
        for f in clauses:
            found[n] = found[n] and clause_holds(code[clause_start[f] : clause_start[f + 1]], holds[n])
    return found
