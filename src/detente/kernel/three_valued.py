"""Truth of a clause when some predicates are not decided yet: 1 holds, -1 fails, 0 open.

A clause found to hold (or to fail) does so whatever the open predicates turn out to be. The
converse is not promised: a clause may stay open although every completion agrees.
"""

from __future__ import annotations

import numba as nb
import numpy as np
from numpy.typing import NDArray

from detente.kernel.system import AND, NOT, PRED, QUOTA

__all__ = ["clause_state", "clause_states"]

Int = NDArray[np.int64]
States = NDArray[np.int8]


@nb.njit(cache=True, nogil=True)
def _quota_state(arguments: Int, inputs: States) -> int:
    """Return the state of a quota from the least and the most that its weights can reach."""
    least = 0
    most = 0
    for j in range(arguments[0]):
        weight = arguments[2 + j]
        if inputs[j] == 1:
            least += weight
            most += weight
        elif inputs[j] == 0:
            least += min(weight, 0)
            most += max(weight, 0)
    if least >= arguments[1]:
        return 1
    return -1 if most < arguments[1] else 0


@nb.njit(cache=True, nogil=True)
def clause_state(program: Int, states: States, stack: States) -> int:
    """Return the state of one postfix program under the ``states`` of the predicates.

    ``stack`` is room to work in, at least as long as the program.
    """
    at = 0
    top = 0
    while at < len(program):
        op = program[at]
        if op == PRED:
            stack[top] = states[program[at + 1]]
            top += 1
            at += 2
        elif op == NOT:
            stack[top - 1] = -stack[top - 1]
            at += 1
        elif op == QUOTA:
            n = program[at + 1]
            stack[top - n] = _quota_state(program[at + 1 :], stack[top - n :])
            top += 1 - n
            at += 3 + n
        else:
            n = program[at + 1]
            value = 1 if op == AND else -1
            for j in range(top - n, top):
                value = min(value, stack[j]) if op == AND else max(value, stack[j])
            stack[top - n] = value
            top += 1 - n
            at += 2
    return int(stack[0])


@nb.njit(cache=True, nogil=True)
def clause_states(code: Int, clause_start: Int, states: States) -> States:
    """Return the state of every clause."""
    stack = np.empty(len(code) + 1, np.int8)
    out = np.empty(len(clause_start) - 1, np.int8)
    for c in range(len(out)):
        out[c] = clause_state(code[clause_start[c] : clause_start[c + 1]], states, stack)
    return out
