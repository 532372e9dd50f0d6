"""The best package under clauses, and the proof that none is better.

The objective is one more condition of the search, ``objective >= best so far + 1``, and rises
with every better package found (:mod:`detente.kernel.open_search`); what is found is improved by
one or two issues at a time (:mod:`detente.kernel.improving`). When the search runs dry the last
package is the best: a branch and bound whose bound is the Lagrangian dual with the objective
among the priced rows (Fisher 1981, *Management Science* 27(1)). Values are exact integers; only
the bound is floating point, and it counts only where it is clear of rounding.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from detente.kernel.improving import improve
from detente.kernel.open_search import NODE_LIMIT, OpenSearch
from detente.kernel.row_sums import require_room, sum_range
from detente.kernel.searching import FOUND, NONE, UNDECIDED
from detente.kernel.system import System

__all__ = ["BEST", "NONE", "UNDECIDED", "MaximiseResult", "maximise"]

BEST = FOUND

Int = NDArray[np.int64]
Bool = NDArray[np.bool_]


@dataclass(frozen=True, kw_only=True, eq=False)
class MaximiseResult:
    """Answer to "which package is best?".

    Attributes
    ----------
    status : int
        ``BEST`` (proved), ``NONE`` (proved: no package passes) or ``UNDECIDED`` (node limit).
    columns : int64 array, shape (n_issues,), or None
        The best package found, as flat columns; it passes.
    value : int or None
        The objective at that package.
    upper : int or None
        No package that passes has more; equal to ``value`` when ``BEST``, None when ``NONE``.
    nodes : int
        Nodes visited.
    """

    status: int
    columns: Int | None
    value: int | None
    upper: int | None
    nodes: int


def maximise(
    system: System,
    *,
    clause_on: Bool,
    objective: Int,
    allowed: Bool | None = None,
    at_least: Sequence[tuple[Int, int]] = (),
    incumbent: Int | None = None,
    node_limit: int = NODE_LIMIT,
) -> MaximiseResult:
    """Find a package of largest objective among those that satisfy the chosen clauses.

    Parameters
    ----------
    system : System
    clause_on : bool array, shape (n_clauses,)
        Clauses that must hold.
    objective : int64 array, shape (n_columns,)
    allowed : bool array, shape (n_columns,), optional
        Further restriction of the columns.
    at_least : sequence of (row, goal)
        Further conditions ``sum row[x_i] >= goal``, each row int64 of shape (n_columns,).
    incumbent : int64 array, shape (n_issues,), optional
        A package to start from, as flat columns; ignored unless it passes.
    node_limit : int
        Nodes after which the answer is ``UNDECIDED``, with the best so far and an upper bound.

    Returns
    -------
    MaximiseResult
        Which of several best packages is returned is not said; :mod:`detente.kernel.tie_rule`
        chooses among them.

    Raises
    ------
    TooLargeError
        When sums of the objective or of a row could leave int64.
    """
    require_room(system, objective, *(row for row, _ in at_least))
    search = OpenSearch(system, clause_on=clause_on, allowed=allowed)
    low, high = sum_range(system, objective, search.allowed)
    number = search.require(objective, low)
    for row, goal in at_least:
        search.require(row, goal)
    best: Int | None = None

    def take(package: Int) -> None:
        nonlocal best
        improve(search.question, np.array([number]), np.zeros(1), np.ones(1), search.allowed, package)
        search.raise_goal(number, int(objective[package].sum()) + 1)
        best = package

    status = search.exhaust(take, node_limit=node_limit, incumbent=incumbent)
    value = None if best is None else int(objective[best].sum())
    upper = value
    if status == UNDECIDED:
        floor = low - 1 if value is None else value
        upper = search.smallest_ruled_out(lambda level: {number: level}, floor, high + 1) - 1
    elif best is not None:
        status = BEST
    return MaximiseResult(status=status, columns=best, value=value, upper=upper, nodes=search.nodes)
