"""What a node of the search does and how it splits.

A node is settled, if it can be, by cheap consequences (:mod:`detente.kernel.propagation`), the
bound (:mod:`detente.kernel.bounding`) or mending the bound's best package
(:mod:`detente.kernel.repairing`). One that is not is branched on: first on the predicates of
formulas ("untouched" or touched), then on the issue about which the weights wavered most.
"""

from __future__ import annotations

from typing import NamedTuple

import numba as nb
import numpy as np
from numpy.typing import NDArray

from detente.kernel.bounding import ABSENT, OPEN, PRESENT, bound
from detente.kernel.formula import clause_holds
from detente.kernel.propagation import propagate
from detente.kernel.question import Question, clause_predicates, passes
from detente.kernel.repairing import repair
from detente.kernel.three_valued import clause_state

__all__ = ["Scratch", "choose_branch", "settle", "split"]

Int = NDArray[np.int64]
Small = NDArray[np.int8]
Bool = NDArray[np.bool_]
Float = NDArray[np.float64]


class Scratch(NamedTuple):
    """What was learnt at the node looked at last.

    Attributes
    ----------
    truth : int8 array, shape (n_predicates,)
        What is settled: 1, -1, or 0 for open.
    holds : bool array, shape (n_predicates,)
        Truth of each relevant predicate for the package tried.
    tally : int64 array, shape (n_columns,)
        How often the weights chose each column.
    touches : int64 array, shape (n_predicates,)
        How often they touched each guard.
    """

    truth: Small
    holds: Bool
    tally: Int
    touches: Int


@nb.njit(cache=True, nogil=True)
def _choose_predicate(q: Question, truth: Small, required: Small, holds: Bool, touches: Int) -> int:
    """Choose an open predicate to decide, or -1 when every open formula holds whatever is done.

    First comes the guard about which the weights wavered most, then any open predicate of a
    formula that the candidate violates.
    """
    most = max(1, touches.max())
    widest = 0.0
    best = -1
    fallback = -1
    stack = np.empty(len(q.code) + 1, np.int8)
    for f in q.formulas:
        program = q.code[q.clause_start[f] : q.clause_start[f + 1]]
        if clause_state(program, truth, stack) == 1:
            continue
        violated = not clause_holds(program, holds)
        for p in clause_predicates(program):
            if truth[p] == 0 and required[p] == 0:
                if violated and fallback < 0:
                    fallback = p
                share = touches[p] / most
                if min(share, 1.0 - share) > widest:
                    widest = min(share, 1.0 - share)
                    best = p
    return best if best >= 0 else fallback


@nb.njit(cache=True, nogil=True)
def _choose_column(offsets: Int, allowed: Bool, tally: Int) -> tuple[int, int]:
    """Choose the issue over which the weights wavered most and its favourite column, or (-1, -1)."""
    best_issue = -1
    best_column = -1
    least_share = 2.0
    for i in range(len(offsets) - 1):
        total = 0
        most = -1
        favourite = -1
        n = 0
        for c in range(offsets[i], offsets[i + 1]):
            if allowed[c]:
                n += 1
                total += tally[c]
                if tally[c] > most:
                    most = tally[c]
                    favourite = c
        if n > 1 and most / max(total, 1) < least_share:
            least_share = most / max(total, 1)
            best_issue = i
            best_column = favourite
    return best_issue, best_column


@nb.njit(cache=True, nogil=True)
def split(q: Question, p: int, i: int, column: int, side: int, allowed: Bool, required: Small) -> None:
    """Narrow a node to one of its two children, in place.

    Side 0 is what is tried last: the predicate fails, or the issue takes another column. Side 1
    is the predicate holding, or the issue taking this column.
    """
    if p >= 0:
        required[p] = 1 if side == 1 else -1
    elif side == 0:
        allowed[column] = False
    else:
        allowed[q.offsets[i] : q.offsets[i + 1]] = False
        allowed[column] = True


@nb.njit(cache=True, nogil=True)
def choose_branch(q: Question, scratch: Scratch, allowed: Bool, required: Small) -> tuple[int, int, int]:
    """Choose a predicate, or an issue and its favourite column, to branch on; -1 for what is not chosen.

    All three are -1 when one package is left.
    """
    p = _choose_predicate(q, scratch.truth, required, scratch.holds, scratch.touches)
    if p >= 0:
        return p, -1, -1
    i, column = _choose_column(q.offsets, allowed, scratch.tally)
    return -1, i, column


@nb.njit(cache=True, nogil=True)
def settle(
    q: Question,
    allowed: Bool,
    required: Small,
    weights: Float,
    steps: int,
    blame: Bool,
    package: Int,
    scratch: Scratch,
) -> int:
    """Try to settle a node.

    Parameters
    ----------
    q : Question
    allowed : bool array, shape (n_columns,)
    required : int8 array, shape (n_predicates,)
        1 must hold, -1 must fail, 0 open.
    weights : float array, shape (n_predicates,)
        Where the bound starts.
        These three are changed in place.
    steps : int
        Steps of the weights, at least 1.
    blame : bool array, shape (n_predicates,)
        Marks what a proof of absence rests on.
    package : int64 array, shape (n_issues,)
        Filled with the package tried.
    scratch : Scratch
        Overwritten.

    Returns
    -------
    int
        ``PRESENT`` with a package that passes exactly, ``ABSENT`` when none does, ``OPEN``.
    """
    if not propagate(q, allowed, required, scratch.truth, blame):
        return ABSENT
    status = bound(
        q, allowed, required, scratch.truth, weights, steps, blame, package, scratch.tally, scratch.touches
    )
    if status == ABSENT:
        return ABSENT
    if status == OPEN:
        repair(q, allowed, package)
    return PRESENT if passes(q, package, scratch.holds) else OPEN
