"""Does any package pass? Asked of HiGHS as a mixed-integer programme: the last resort.

Boolean clauses become linear constraints over one binary per formula node, negations pushed
down to the predicates. What the solver proposes is checked in exact integers; that nothing
passes rests on the solver's tolerances, and callers report how often it was asked.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from detente.kernel.formula import clause_holds, predicates_hold
from detente.kernel.literals import Literal, Need, needs_of
from detente.kernel.searching import FOUND, NONE, UNDECIDED
from detente.kernel.system import System

__all__ = ["solve_package"]

Int = NDArray[np.int64]
Bool = NDArray[np.bool_]
Row = dict[int, float]


class _Programme:
    """Collects the rows of the mixed-integer programme."""

    def __init__(self, system: System, thresholds: Int, allowed: Bool) -> None:
        self.system = system
        self.thresholds = thresholds
        self.allowed = allowed
        self.n_variables = len(allowed)
        self.rows: list[Row] = []
        self.least: list[float] = []
        self.strict = False
        for i in range(system.n_issues):
            block = range(int(system.offsets[i]), int(system.offsets[i + 1]))
            self.row(dict.fromkeys(block, 1.0), 1.0)
            self.row(dict.fromkeys(block, -1.0), -1.0)

    def row(self, entries: Row, least: float) -> None:
        """Add ``sum of entries >= least``."""
        self.rows.append(entries)
        self.least.append(least)

    def binary(self) -> int:
        """Add a binary variable."""
        self.n_variables += 1
        return self.n_variables - 1

    def predicate(self, p: int, holds: bool, switch: int | None) -> None:
        """Demand that a predicate holds (or fails), always or when ``switch`` is 1."""
        self.strict = self.strict or not holds
        sign = 1 if holds else -1
        table = sign * self.system.tables[p]
        goal = int(self.thresholds[p]) if holds else 1 - int(self.thresholds[p])
        lowest = int(
            np.minimum.reduceat(np.where(self.allowed, table, 2**61), self.system.offsets[:-1]).sum()
        )
        if lowest >= goal:
            return
        scale = float(max(1, int(np.abs(table[self.allowed]).max(initial=1))))
        entries = {int(c): float(table[c]) / scale for c in np.flatnonzero(self.allowed & (table != 0))}
        least = goal / scale
        if switch is not None:
            slack = least - lowest / scale
            entries[switch] = -slack
            least -= slack
        self.row(entries, least)

    def demand(self, node: Literal | Need, switch: int | None) -> None:
        """Demand that a formula holds, always or when ``switch`` is 1."""
        if isinstance(node, Literal):
            self.predicate(node.predicate, node.holds, switch)
            return
        entries: Row = {}
        for weight, part in zip(node.weights, node.parts, strict=True):
            child = self.binary()
            self.demand(part, child)
            entries[child] = float(weight)
        if switch is None:
            self.row(entries, float(node.quota))
        else:
            entries[switch] = -float(node.quota)
            self.row(entries, 0.0)


def solve_package(
    system: System,
    *,
    clause_on: Bool,
    allowed: Bool,
    thresholds: Int | None = None,
    node_limit: int = 20_000,
) -> tuple[int, Int | None]:
    """Find a package with HiGHS, or take its word that there is none.

    Parameters
    ----------
    system, clause_on, allowed, thresholds
        As in :func:`detente.kernel.searching.find_package`.
    node_limit : int
        Nodes after which the answer is ``UNDECIDED``: a limit on time would make the answer
        depend on the machine.

    Returns
    -------
    tuple of (status, columns or None)
        ``FOUND`` only for a package that passes in exact integers.
    """
    from scipy.optimize import Bounds, LinearConstraint, milp
    from scipy.sparse import coo_array

    bar = system.thresholds if thresholds is None else thresholds
    columns = system.allowed & allowed
    programme = _Programme(system, bar, columns)
    programs = [
        system.code[system.clause_start[f] : system.clause_start[f + 1]] for f in np.flatnonzero(clause_on)
    ]
    for program in programs:
        programme.demand(needs_of(program.tobytes()), None)
    n = programme.n_variables
    triplets = [(r, c, v) for r, row in enumerate(programme.rows) for c, v in row.items()]
    r, c, v = (np.array(part) for part in zip(*triplets, strict=True))
    matrix = coo_array((v, (r, c)), shape=(len(programme.rows), n)).tocsr()
    upper = np.ones(n)
    upper[: len(columns)] = columns
    answer = milp(
        np.zeros(n),
        integrality=np.ones(n),
        bounds=Bounds(np.zeros(n), upper),
        constraints=LinearConstraint(matrix, np.array(programme.least), np.inf),
        options={"node_limit": node_limit},
    )
    if answer.status == 2:
        # Failing a predicate means missing its threshold by one unit, which is less than the
        # solver's tolerance: its "infeasible" then proves nothing.
        return UNDECIDED if programme.strict else NONE, None
    if answer.x is None:
        return UNDECIDED, None
    chosen = np.array(
        [
            system.offsets[i] + int(np.argmax(answer.x[system.offsets[i] : system.offsets[i + 1]]))
            for i in range(system.n_issues)
        ],
        np.int64,
    )
    holds = predicates_hold(system.tables, bar, chosen)
    passes = bool(columns[chosen].all()) and all(clause_holds(program, holds) for program in programs)
    return (FOUND, chosen) if passes else (UNDECIDED, None)
