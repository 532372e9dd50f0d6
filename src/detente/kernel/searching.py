"""Does any package pass? Branch and bound with a Lagrangian bound, exact at the leaves.

How a node is settled or split is :mod:`detente.kernel.branching`. A package is accepted on exact
integer sums alone.
"""

from __future__ import annotations

from dataclasses import dataclass

import numba as nb
import numpy as np
from numpy.typing import NDArray

from detente.kernel.bounding import ABSENT, OPEN, PRESENT
from detente.kernel.branching import Scratch, choose_branch, settle, split
from detente.kernel.question import Question, pose
from detente.kernel.system import System

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
    scratch = Scratch(
        np.zeros(n_predicates, np.int8),
        np.zeros(n_predicates, np.bool_),
        np.zeros(n_columns, np.int64),
        np.zeros(n_predicates, np.int64),
    )
    while top > 0:
        if nodes >= node_limit:
            return OPEN, nodes
        nodes += 1
        top -= 1
        allowed = open_allowed[top].copy()
        required = open_required[top].copy()
        w = open_weights[top].copy()
        steps = ROOT_STEPS if nodes == 1 else NODE_STEPS
        status = settle(q, allowed, required, w, steps, blame, answer, scratch)
        if nodes == 1:
            weights[:] = w
        if status == ABSENT:
            continue
        if status == PRESENT:
            return PRESENT, nodes
        p, i, column = choose_branch(q, scratch, allowed, required)
        if p < 0 and i < 0:
            # One package is left and it fails: everything that judged it carries the blame.
            for k in q.relevant:
                blame[k] = True
            continue
        for side in range(2):
            open_allowed[top] = allowed
            open_required[top] = required
            open_weights[top] = w
            split(q, p, i, column, side, open_allowed[top], open_required[top])
            top += 1
    return ABSENT, nodes


@nb.njit(cache=True, nogil=True)
def _answer(
    offsets: Int,
    tables: Int,
    thresholds: Int,
    allowed: Bool,
    code: Int,
    clause_start: Int,
    clause_on: Bool,
    weights: Float,
    node_limit: int,
    blame: Bool,
    answer: Int,
) -> tuple[int, int]:
    """Pose a question and search, in one kernel: handing a question over costs as much as posing it."""
    for i in range(len(offsets) - 1):
        if not allowed[offsets[i] : offsets[i + 1]].any():
            return ABSENT, 0
    q = pose(offsets, tables, thresholds, allowed, code, clause_start, clause_on)
    return _search(q, allowed, weights, node_limit, blame, answer)


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
    answer = np.zeros(system.n_issues, np.int64)
    status, nodes = _answer(
        system.offsets,
        system.tables,
        system.thresholds if thresholds is None else thresholds,
        columns,
        system.code,
        system.clause_start,
        clause_on,
        np.zeros(n_predicates) if weights is None else weights,
        node_limit,
        blame,
        answer,
    )
    found = answer if status == FOUND else None
    return SearchResult(status=status, columns=found, blame=blame, nodes=nodes)
