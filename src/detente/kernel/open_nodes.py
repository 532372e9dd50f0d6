"""The open nodes of a search, and the compiled loop that works them off.

As :func:`detente.kernel.searching.find_package`, but what is left open survives the call, so that
a search can go on after a package was found.
"""

from __future__ import annotations

from typing import NamedTuple

import numba as nb
import numpy as np
from numpy.typing import NDArray

from detente.kernel.bounding import ABSENT, OPEN, PRESENT
from detente.kernel.branching import Scratch, choose_branch, settle, split
from detente.kernel.question import Question

__all__ = ["Stack", "all_hopeless", "run_on"]

#: Steps of the weights at every node but the first.
NODE_STEPS = 120

Int = NDArray[np.int64]
Small = NDArray[np.int8]
Bool = NDArray[np.bool_]
Float = NDArray[np.float64]


class Stack(NamedTuple):
    """Open nodes, the next one last."""

    allowed: Bool
    required: Small
    weights: Float


@nb.njit(cache=True, nogil=True)
def _scratch(q: Question) -> Scratch:
    """Return room to work in."""
    n_predicates, n_columns = q.tables.shape
    return Scratch(
        np.zeros(n_predicates, np.int8),
        np.zeros(n_predicates, np.bool_),
        np.zeros(n_columns, np.int64),
        np.zeros(n_predicates, np.int64),
    )


@nb.njit(cache=True, nogil=True)
def run_on(
    q: Question, stack: Stack, top: int, steps: int, node_limit: int, answer: Int
) -> tuple[int, int, int]:
    """Search on depth first.

    Parameters
    ----------
    q : Question
    stack : Stack
        With room for every node that one path can leave open.
    top : int
        How many nodes are open.
    steps : int
        Steps of the weights at the first node; the others take ``NODE_STEPS``.
    node_limit : int
    answer : int64 array, shape (n_issues,)
        Filled with the package found.

    Returns
    -------
    tuple of (status, top, nodes)
        ``PRESENT`` with a package that passes exactly, its node back on the stack for the search
        to go on with a higher bar; ``ABSENT`` when nothing is left; ``OPEN`` at the node limit.
    """
    blame = np.zeros(len(q.thresholds), np.bool_)
    scratch = _scratch(q)
    nodes = 0
    while top > 0:
        if nodes >= node_limit:
            return OPEN, top, nodes
        nodes += 1
        top -= 1
        allowed = stack.allowed[top].copy()
        required = stack.required[top].copy()
        w = stack.weights[top].copy()
        status = settle(q, allowed, required, w, steps, blame, answer, scratch)
        steps = NODE_STEPS
        if status == ABSENT:
            continue
        sides = 1
        p, i, column = -1, -1, -1
        if status == OPEN:
            p, i, column = choose_branch(q, scratch, allowed, required)
            if p < 0 and i < 0:
                continue
            sides = 2
        for side in range(sides):
            stack.allowed[top] = allowed
            stack.required[top] = required
            stack.weights[top] = w
            if status == OPEN:
                split(q, p, i, column, side, stack.allowed[top], stack.required[top])
            top += 1
        if status == PRESENT:
            return PRESENT, top, nodes
    return ABSENT, top, nodes


@nb.njit(cache=True, nogil=True)
def all_hopeless(q: Question, stack: Stack, top: int) -> bool:
    """Tell whether every open node is closed by its consequences or its bound alone."""
    blame = np.zeros(len(q.thresholds), np.bool_)
    scratch = _scratch(q)
    answer = np.zeros(len(q.offsets) - 1, np.int64)
    for k in range(top):
        allowed = stack.allowed[k].copy()
        required = stack.required[k].copy()
        w = stack.weights[k].copy()
        if settle(q, allowed, required, w, NODE_STEPS, blame, answer, scratch) != ABSENT:
            return False
    return True
