"""Which of several packages with the same values: fewest changes, then the first in option order.

Whatever made the values known, the packages that attain them are those that meet as many linear
equations, so both questions go to the search: the fewest changes are a maximum
(:mod:`detente.kernel.maximising`), and the first in option order is found issue by issue, asking
whether an earlier option is possible with all that went before.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from detente.kernel.maximising import BEST, UNDECIDED, maximise
from detente.kernel.open_search import NODE_LIMIT, OpenSearch
from detente.kernel.searching import FOUND
from detente.kernel.system import System

__all__ = ["TieResult", "break_tie"]

Int = NDArray[np.int64]
Bool = NDArray[np.bool_]


@dataclass(frozen=True, kw_only=True, eq=False)
class TieResult:
    """Answer to "which of the packages with these values?".

    Attributes
    ----------
    status : int
        ``BEST`` (proved), ``NONE`` (proved: no package that passes has these values) or
        ``UNDECIDED`` (node limit).
    columns : int64 array, shape (n_issues,), or None
        The package, as flat columns; when ``UNDECIDED`` one that passes and has these values, if
        one is known.
    changes : int or None
        Its changes.
    nodes : int
        Nodes visited.
    """

    status: int
    columns: Int | None
    changes: int | None
    nodes: int


def break_tie(
    system: System,
    *,
    clause_on: Bool,
    rows: Int,
    values: Sequence[int],
    changes: Int,
    allowed: Bool | None = None,
    incumbent: Int | None = None,
    node_limit: int = NODE_LIMIT,
) -> TieResult:
    """Find the package with fewest changes, then first in option order, among equals.

    Parameters
    ----------
    system, clause_on, allowed, incumbent, node_limit
        As in :func:`detente.kernel.maximising.maximise`; the node limit is for each of up to
        one question per option.
    rows : int64 array, shape (k, n_columns)
    values : k ints
        The packages meant are those that pass and for which the sum of each row is this.
    changes : int64 array, shape (n_columns,)
        How many changes each column makes.

    Returns
    -------
    TieResult
        Of two packages with equally many changes that is first which has the lower column at the
        first issue where they differ.

    Raises
    ------
    TooLargeError
        When sums of a row could leave int64.
    """
    equal = [(row, int(value)) for row, value in zip(rows, values, strict=True)]
    equal += [(-row, -value) for row, value in equal]
    fewest = maximise(
        system,
        clause_on=clause_on,
        objective=-changes,
        allowed=allowed,
        at_least=equal,
        incumbent=incumbent,
        node_limit=node_limit,
    )
    if fewest.columns is None or fewest.status == UNDECIDED:
        count = None if fewest.value is None else -fewest.value
        return TieResult(status=fewest.status, columns=fewest.columns, changes=count, nodes=fewest.nodes)
    assert fewest.value is not None
    equal.append((-changes, fewest.value))
    order = _Order(system, clause_on, allowed, equal, node_limit)
    status = order.descend(fewest.columns)
    return TieResult(
        status=status, columns=order.first, changes=-fewest.value, nodes=fewest.nodes + order.nodes
    )


class _Order:
    """The first package in option order under conditions, found issue by issue."""

    def __init__(
        self,
        system: System,
        clause_on: Bool,
        allowed: Bool | None,
        conditions: Sequence[tuple[Int, int]],
        node_limit: int,
    ) -> None:
        self.system = system
        self.clause_on = clause_on
        self.left = system.allowed & (True if allowed is None else allowed)
        self.conditions = conditions
        self.node_limit = node_limit
        self.nodes = 0
        self.first = np.zeros(0, np.int64)

    def descend(self, known: Int) -> int:
        """Settle issue by issue, starting from a package that meets the conditions."""
        self.first = known.copy()
        for i in range(self.system.n_issues):
            start, end = int(self.system.offsets[i]), int(self.system.offsets[i + 1])
            status = FOUND
            while status == FOUND and self.left[start : self.first[i]].any():
                status = self.earlier(int(self.first[i]), end)
            if status == UNDECIDED:
                return UNDECIDED
            self.left[start:end] = False
            self.left[self.first[i]] = True
        return BEST

    def earlier(self, column: int, end: int) -> int:
        """Look for a package with an earlier column of the issue that ends at ``end``."""
        before = self.left.copy()
        before[column:end] = False
        search = OpenSearch(self.system, clause_on=self.clause_on, allowed=before)
        for row, goal in self.conditions:
            search.require(row, goal)
        status = search.run(self.node_limit)
        self.nodes += search.nodes
        if status == FOUND:
            self.first = search.columns
        return status
