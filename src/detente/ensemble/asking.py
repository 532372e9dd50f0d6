"""Questions about one draw that have to be searched for, and their answers."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from detente.ensemble.outcomes import Effort
from detente.kernel.exhausting import package_depths
from detente.kernel.searching import FOUND, NONE, UNDECIDED, find_package
from detente.kernel.solving import solve_package
from detente.kernel.system import System
from detente.model.blueprint import Blueprint, ClassMask
from detente.model.predicate import GATES
from detente.model.tables import Tables

__all__ = ["LIFTED", "NODE_LIMIT", "N_GATES", "Judge"]

Int = NDArray[np.int64]
Bool = NDArray[np.bool_]
Float = NDArray[np.float64]

#: Nodes of branch and bound before the solver is asked.
NODE_LIMIT = 4_000
#: A threshold that every package reaches: a condition lifted.
LIFTED = -(1 << 61)
N_GATES = len(GATES)


class Judge:
    """Answers the questions of one draw and remembers the packages it met."""

    def __init__(self, blueprint: Blueprint, tables: Tables, index: int) -> None:
        self.b = blueprint
        self.system: System = tables.system(index)
        self.common = np.arange(len(blueprint.clauses)) < blueprint.n_common_clauses
        self.effort = Effort()
        self.pool: list[tuple[int, Int]] = []
        n = len(blueprint.predicates)
        self.weights = [np.zeros(n) for _ in GATES]

    def clause_on(self, gate: int, mask: ClassMask) -> Bool:
        """Clauses of all gates up to ``gate``, and the class's own."""
        on = self.common & (self.b.clause_gate <= gate)
        if mask.clause is not None:
            on[mask.clause] = True
        return on

    def remember(self, columns: Int) -> None:
        """Keep a package for the other classes of this draw."""
        depth = int(package_depths(self.system, columns[None, :], clause_on=self.common)[0])
        self.pool.append((depth, columns))

    def known(self, gate: int, mask: ClassMask, allowed: Bool) -> bool:
        """Tell whether a package already met answers the question."""
        for depth, columns in self.pool:
            if depth > gate and allowed[columns].all():
                if mask.clause is None:
                    return True
                p = self.b.clauses[mask.clause].program[1]
                if self.system.tables[p, columns].sum() >= self.system.thresholds[p]:
                    return True
        return False

    def ask(
        self, gate: int, mask: ClassMask, allowed: Bool, thresholds: Int | None = None
    ) -> tuple[int, Bool | None]:
        """Ask whether some package passes all gates up to ``gate``; also who is to blame if none."""
        weights = self.weights[gate] if thresholds is None else self.weights[gate].copy()
        status, columns, blame = self.search(gate, mask, allowed, thresholds=thresholds, weights=weights)
        if status == FOUND and thresholds is None and columns is not None:
            self.remember(columns)
        return status, blame

    def search(
        self, gate: int, mask: ClassMask, allowed: Bool, *, thresholds: Int | None, weights: Float
    ) -> tuple[int, Int | None, Bool | None]:
        """Search for a package that passes all gates up to ``gate``.

        Parameters
        ----------
        gate : int
        mask : ClassMask
        allowed : bool array, shape (n_columns,)
        thresholds : int64 array, shape (n_predicates,), or None
            To use instead of the draw's own.
        weights : float array, shape (n_predicates,)
            Where the bound starts; overwritten with where it ended.

        Returns
        -------
        status : int
            ``FOUND``, ``NONE`` or ``UNDECIDED``.
        columns : int64 array or None
            The package found.
        blame : bool array or None
            Predicates on which the proof of absence rests.
        """
        on = self.clause_on(gate, mask)
        self.effort.questions += 1
        self.effort.searched += 1
        result = find_package(
            self.system,
            clause_on=on,
            allowed=allowed,
            thresholds=thresholds,
            weights=weights,
            node_limit=NODE_LIMIT,
        )
        self.effort.nodes += result.nodes
        status, columns, blame = result.status, result.columns, result.blame
        if status == UNDECIDED:
            self.effort.solver_calls += 1
            status, columns = solve_package(self.system, clause_on=on, allowed=allowed, thresholds=thresholds)
            blame = np.ones(len(blame), np.bool_)
        if status == UNDECIDED:
            self.effort.undecided += 1
        return status, columns, blame if status == NONE else None

    def depth(self, mask: ClassMask, allowed: Bool, at_most: int) -> tuple[int, Bool | None]:
        """Count the gates that the best package passes, and say who the last gate fails by."""
        low, high = 0, at_most
        blame: Bool | None = None
        gate = high
        while low < high:
            if self.known(gate - 1, mask, allowed):
                low = gate
            else:
                status, blamed = self.ask(gate - 1, mask, allowed)
                if status == FOUND:
                    low = gate
                else:
                    high = gate - 1
                    if blame is None:
                        blame = blamed
            gate = (low + high + 1) // 2
        return low, blame
