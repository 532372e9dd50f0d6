r"""The Lagrangian bound of a node: who makes it impossible, or a package worth trying.

For weights :math:`w \ge 0` over inequalities that every package of the node satisfies,

.. math:: L(w) = \sum_i \max_{o} \sum_k w_k g_k(i, o) - \sum_k w_k \theta_k

bounds the weighted slack of every package, so :math:`L(w) < 0` proves that none passes
(Fisher 1981, *Management Science* 27(1)). A rule "untouched or p" is an inequality with a fixed
charge: whoever touches must reach the threshold, everybody reaches the least sum of the
untouched. Spreading the charge over the issues that gain by touching keeps the bound valid and
makes it as strong as the disaggregated linear relaxation. Columns that would push the bound
below zero are removed (reduced-cost fixing). Weights move by Polyak's subgradient step.

All of this is floating point. A bound is used only when it lies below zero by more than
``MARGIN``, far above the rounding of sums of a few thousand terms of size at most one.
"""

from __future__ import annotations

import numba as nb
import numpy as np
from numpy.typing import NDArray

from detente.kernel.node_rows import Node, laid_out
from detente.kernel.question import Question, passes

__all__ = ["ABSENT", "MARGIN", "OPEN", "PRESENT", "bound", "descend", "stalls"]

PRESENT, ABSENT, OPEN = 1, 0, -1
#: How far below zero a bound must lie to count.
MARGIN = 1e-9
#: Where a step of the weights aims: below the best bound by this share of it, and at least by this.
AIM, LEAST_AIM = 0.3, 0.02
#: The weights have stalled when so many steps made neither bound nor shortfall smaller by this share.
PATIENCE, PROGRESS = 10, 0.1

Int = NDArray[np.int64]
Small = NDArray[np.int8]
Bool = NDArray[np.bool_]
Float = NDArray[np.float64]


@nb.njit(cache=True, nogil=True)
def _spread(node: Node, k: int, cost: float, value: Float, part: Float) -> None:
    """Charge the issues that gain by touching, in all at most the cost; lowers ``value`` in place.

    ``part[t]`` is what issue ``touched[t]`` is charged. A package that touches pays the whole cost
    once, so it never pays less than what it is charged here.
    """
    total = 0.0
    inside = node.inside[k]
    for t in range(node.first[k], node.first[k + 1]):
        i = node.touched[t]
        most_inside = -np.inf
        most_outside = -np.inf
        for j in range(node.start[i], node.start[i + 1]):
            if inside[j]:
                if value[j] > most_inside:
                    most_inside = value[j]
            elif value[j] > most_outside:
                most_outside = value[j]
        part[t] = min(cost, most_inside - most_outside) if most_inside > most_outside else 0.0
        total += part[t]
    factor = min(1.0, cost / total) if total > 0.0 else 0.0
    for t in range(node.first[k], node.first[k + 1]):
        if part[t] > 0.0:
            part[t] *= factor
            i = node.touched[t]
            for j in range(node.start[i], node.start[i + 1]):
                if inside[j]:
                    value[j] -= part[t]


@nb.njit(cache=True, nogil=True)
def _value_columns(node: Node, w: Float, value: Float, part: Float) -> None:
    """Weigh every column, fixed charges spread."""
    value[:] = node.dead
    for k in range(len(w)):
        weight = w[k]
        if weight > 0.0:
            across = node.across[k]
            for j in range(len(value)):
                value[j] += weight * across[j]
    for k in range(len(w)):
        if node.guard[k] >= 0:
            cost = w[k] * node.charge[k]
            if cost > 0.0:
                _spread(node, k, cost, value, part)
            else:
                part[node.first[k] : node.first[k + 1]] = 0.0


@nb.njit(cache=True, nogil=True)
def _choose_columns(node: Node, w: Float, value: Float, part: Float, pick: Int, slack: Float) -> float:
    """Take the best column of each open issue; fill pick and slack, return the bound."""
    total = 0.0
    for k in range(len(w)):
        slack[k] = -node.goal[k]
        total -= w[k] * node.goal[k]
    for i in range(len(pick)):
        best = node.start[i]
        most = value[best]
        for j in range(best + 1, node.start[i + 1]):
            if value[j] > most:
                most = value[j]
                best = j
        pick[i] = best
        total += most
        line = node.table[best]
        for k in range(len(w)):
            slack[k] += line[k]
    for k in range(len(w)):
        if node.guard[k] >= 0 and w[k] > 0.0:
            for t in range(node.first[k], node.first[k + 1]):
                if part[t] > 0.0 and node.inside[k, pick[node.touched[t]]]:
                    slack[k] -= part[t] / w[k]
    return total


@nb.njit(cache=True, nogil=True)
def _blame_rows(node: Node, w: Float, blame: Bool) -> None:
    for k in range(len(w)):
        if w[k] > 0.0:
            blame[node.predicate[k]] = True
            if node.guard[k] >= 0:
                blame[node.guard[k]] = True


@nb.njit(cache=True, nogil=True)
def _fix_columns(node: Node, allowed: Bool, w: Float, value: Float, reach: float, blame: Bool) -> None:
    """Remove columns that would push the bound ``reach`` below zero, and blame the rows if any was."""
    removed = False
    for i in range(len(node.issue)):
        most = value[node.start[i] : node.start[i + 1]].max()
        for j in range(node.start[i], node.start[i + 1]):
            if node.dead[j] == 0.0 and reach - most + value[j] < -MARGIN:
                node.dead[j] = -np.inf
                allowed[node.column[j]] = False
                removed = True
    if removed:
        _blame_rows(node, w, blame)


@nb.njit(cache=True, nogil=True)
def descend(w: Float, slack: Float, reach: float, lowest: float) -> bool:
    """Move the weights towards a target a little below the best bound; False when there is nowhere to go."""
    norm = 0.0
    for k in range(len(w)):
        # A weight at zero that wants to fall further takes no part in the step.
        if w[k] > 0.0 or slack[k] < 0.0:
            norm += slack[k] * slack[k]
    if norm == 0.0:
        return False
    rate = (reach - lowest + max(AIM * abs(lowest), LEAST_AIM)) / norm
    total = 0.0
    for k in range(len(w)):
        w[k] = max(0.0, w[k] - rate * slack[k])
        total += w[k]
    for k in range(len(w)):
        w[k] = w[k] / total if total > 0.0 else 1.0 / len(w)
    return True


@nb.njit(cache=True, nogil=True)
def stalls(marks: Float, lowest: float, nearest: float, patience: int) -> bool:
    """Tell whether neither a proof nor a package came much nearer in the last steps.

    Parameters
    ----------
    marks : float array, shape (3,)
        The bound and the shortfall when one of them last fell, and the steps since; infinite and 0
        at first. Brought up to date.
    lowest, nearest : float
        Best bound and least shortfall so far.
    patience : int
        Steps that are waited for.
    """
    marks[2] += 1.0
    if lowest < marks[0] - PROGRESS * abs(marks[0]) or nearest < marks[1] * (1.0 - PROGRESS):
        marks[0] = lowest
        marks[1] = nearest
        marks[2] = 0.0
    return bool(marks[2] > patience)


@nb.njit(cache=True, nogil=True)
def _shortfall(slack: Float) -> float:
    """Add up what the rows fall short by."""
    total = 0.0
    for k in range(len(slack)):
        total -= min(0.0, slack[k])
    return total


@nb.njit(cache=True, nogil=True)
def _initial_weights(node: Node, weights: Float) -> Float:
    """Start from the weights of the last question, a little of everything mixed in."""
    n = len(node.predicate)
    total = 0.0
    for k in range(n):
        total += weights[node.predicate[k]]
    w = np.empty(n)
    for k in range(n):
        share = weights[node.predicate[k]] / total if total > 0.0 else 0.0
        w[k] = (share + 0.05 / n) / (1.05 if total > 0.0 else 0.05)
    return w


@nb.njit(cache=True, nogil=True)
def _tally(node: Node, pick: Int, tally: Int, touches: Int) -> None:
    """Count how often each column was chosen and each guard touched."""
    for j in pick:
        tally[node.column[j]] += 1
    for k in range(len(node.guard)):
        for t in range(node.first[k], node.first[k + 1]):
            if node.inside[k, pick[node.touched[t]]]:
                touches[node.guard[k]] += 1
                break


@nb.njit(cache=True, nogil=True)
def bound(
    q: Question,
    allowed: Bool,
    required: Small,
    truth: Small,
    weights: Float,
    steps: int,
    blame: Bool,
    best: Int,
    tally: Int,
    touches: Int,
) -> int:
    """Run the weights for some steps.

    Parameters
    ----------
    q : Question
    allowed : bool array
        Narrowed in place.
    required, truth : int8 array
        As :func:`detente.kernel.propagation.propagate` left them.
    weights : float array, shape (n_predicates,)
        Where to start; overwritten with where it ended.
    steps : int
        At most; fewer where the weights stall.
    blame : bool array
        Marks the predicates that a proof or a removal rests on.
    best : int64 array, shape (n_issues,)
        Filled with the package that came nearest, or that passes.
    tally, touches : int64 array
        How often each column was chosen and each guard touched.

    Returns
    -------
    int
        ``PRESENT`` with a package that passes exactly, ``ABSENT`` when none does, ``OPEN``.
    """
    package = np.empty(len(best), np.int64)
    node = laid_out(q, allowed, required, truth, package)
    w = _initial_weights(node, weights)
    pick = np.empty(len(node.issue), np.int64)
    slack = np.empty(len(w))
    value = np.empty(len(node.column))
    part = np.zeros(len(node.touched))
    tally[:] = 0
    touches[:] = 0
    nearest = np.inf
    lowest = np.inf
    marks = np.array([np.inf, np.inf, 0.0])
    status = OPEN
    for _ in range(steps):
        _value_columns(node, w, value, part)
        reach = _choose_columns(node, w, value, part, pick, slack)
        if reach < -MARGIN:
            _blame_rows(node, w, blame)
            status = ABSENT
            break
        if reach < lowest:
            lowest = reach
            _fix_columns(node, allowed, w, value, reach, blame)
        _tally(node, pick, tally, touches)
        shortfall = _shortfall(slack)
        if shortfall < nearest or shortfall <= MARGIN:
            package[node.issue] = node.column[pick]
        if shortfall < nearest:
            nearest = shortfall
            best[:] = package
        if shortfall <= MARGIN and passes(q, package, np.empty(len(q.thresholds), np.bool_)):
            best[:] = package
            status = PRESENT
            break
        if stalls(marks, lowest, nearest, PATIENCE) or not descend(w, slack, reach, lowest):
            break
    weights[node.predicate] = w
    return status
