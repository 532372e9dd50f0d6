"""Does any package pass? Branch and bound with a Lagrangian bound, exact at the leaves.

At each node cheap consequences are drawn (:mod:`detente.kernel.propagation`), the bound is run
(:mod:`detente.kernel.bounding`) and its best package mended (:mod:`detente.kernel.repairing`).
What none of them settles is branched on: first on the predicates of formulas ("untouched" or
touched), then on the issue about which the weights wavered most. A package is accepted on exact
integer sums alone.
"""

from __future__ import annotations

from dataclasses import dataclass

import numba as nb
import numpy as np
from numpy.typing import NDArray

from detente.kernel.bounding import ABSENT, OPEN, PRESENT, bound
from detente.kernel.formula import clause_holds
from detente.kernel.propagation import propagate
from detente.kernel.question import Question, clause_predicates, passes, pose
from detente.kernel.repairing import repair
from detente.kernel.system import System
from detente.kernel.three_valued import clause_state

__all__ = ["FOUND", "NONE", "UNDECIDED", "SearchResult", "find_package"]

FOUND, NONE, UNDECIDED = PRESENT, ABSENT, OPEN

#: Steps of the weights at the first node and at the others.
ROOT_STEPS = 120
NODE_STEPS = 60

Int = NDArray[np.int64]
Small = NDArray[np.int8]
Bool = NDArray[np.bool_]
Float = NDArray[np.float64]


@dataclass(frozen=True, kw_only=True)
class SearchResult:
    """Answer to "does any package pass?".

    Attributes
    ----------
    status : int
        ``FOUND``, ``NONE`` (proved) or ``UNDECIDED`` (node limit reached).
    columns : int64 array, shape (n_issues,), or None
        A package that passes, as flat columns.
    blame : bool array, shape (n_predicates,)
        Predicates that some step of the proof of absence used; any other could be lifted
        and the proof would stand. Meaningless unless ``NONE``.
    nodes : int
        Nodes visited.
    """

    status: int
    columns: Int | None
    blame: Bool
    nodes: int


@nb.njit(cache=True, nogil=True)
def _branch_predicate(q: Question, truth: Small, required: Small, holds: Bool, touches: Int) -> int:
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
def _branch_column(offsets: Int, allowed: Bool, tally: Int) -> tuple[int, int]:
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
def _split(q: Question, p: int, i: int, column: int, side: int, allowed: Bool, required: Small) -> None:
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
def _search(
    q: Question, allowed0: Bool, weights: Float, node_limit: int, blame: Bool, answer: Int
) -> tuple[int, int]:
    """Search depth first; return (status, nodes), fill ``answer`` and ``blame``."""
    n_predicates, n_columns = q.tables.shape
    # Two children replace their parent, and no path decides anything twice.
    room = n_columns + n_predicates + 4
    open_allowed = np.empty((room, n_columns), np.bool_)
    open_required = np.empty((room, n_predicates), np.int8)
    open_weights = np.empty((room, n_predicates))
    open_allowed[0] = allowed0
    open_required[0] = q.root
    open_weights[0] = weights
    top = 1
    nodes = 0
    truth = np.zeros(n_predicates, np.int8)
    holds = np.zeros(n_predicates, np.bool_)
    tally = np.zeros(n_columns, np.int64)
    touches = np.zeros(n_predicates, np.int64)
    while top > 0:
        if nodes >= node_limit:
            return OPEN, nodes
        nodes += 1
        top -= 1
        allowed = open_allowed[top].copy()
        required = open_required[top].copy()
        w = open_weights[top].copy()
        if not propagate(q, allowed, required, truth, blame):
            continue
        steps = ROOT_STEPS if nodes == 1 else NODE_STEPS
        status = bound(q, allowed, required, truth, w, steps, blame, answer, tally, touches)
        if nodes == 1:
            weights[:] = w
        if status == ABSENT:
            continue
        if status == OPEN:
            repair(q, allowed, answer)
        if passes(q, answer, holds):
            return PRESENT, nodes
        p = _branch_predicate(q, truth, required, holds, touches)
        i, column = (-1, -1) if p >= 0 else _branch_column(q.offsets, allowed, tally)
        if p < 0 and i < 0:
            # One package is left and it fails: everything that judged it carries the blame.
            for k in q.relevant:
                blame[k] = True
            continue
        for side in range(2):
            open_allowed[top] = allowed
            open_required[top] = required
            open_weights[top] = w
            _split(q, p, i, column, side, open_allowed[top], open_required[top])
            top += 1
    return ABSENT, nodes


def find_package(
    system: System,
    *,
    clause_on: Bool,
    allowed: Bool | None = None,
    thresholds: Int | None = None,
    weights: Float | None = None,
    node_limit: int = 400,
) -> SearchResult:
    """Find a package that satisfies the chosen clauses, or prove that there is none.

    Parameters
    ----------
    system : System
    clause_on : bool array, shape (n_clauses,)
        Clauses that must hold.
    allowed : bool array, shape (n_columns,), optional
        Further restriction of the columns.
    thresholds : int64 array, shape (n_predicates,), optional
        Thresholds to use instead of the system's own (to lift a condition, for instance).
    weights : float array, shape (n_predicates,), optional
        Weights to start from; overwritten with the last ones of the first node, so that a
        neighbouring question starts where this one ended.
    node_limit : int
        Nodes after which the answer is ``UNDECIDED``.

    Returns
    -------
    SearchResult
        With an issue that has no allowed column the answer is ``NONE``.
    """
    columns = system.allowed if allowed is None else system.allowed & allowed
    n_predicates = len(system.thresholds)
    blame = np.zeros(n_predicates, np.bool_)
    if not np.logical_or.reduceat(columns, system.offsets[:-1]).all():
        return SearchResult(status=NONE, columns=None, blame=blame, nodes=0)
    question = pose(
        system.offsets,
        system.tables,
        system.thresholds if thresholds is None else thresholds,
        columns,
        system.code,
        system.clause_start,
        clause_on,
    )
    answer = np.zeros(system.n_issues, np.int64)
    start = np.zeros(n_predicates) if weights is None else weights
    status, nodes = _search(question, columns, start, node_limit, blame, answer)
    found = answer if status == FOUND else None
    return SearchResult(status=status, columns=found, blame=blame, nodes=nodes)
