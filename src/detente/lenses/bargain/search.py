"""Packages that pass the gates asked for, as the searching kernels want to be asked for them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from detente.errors import TooLargeError
from detente.kernel.maximin import maximin
from detente.kernel.maximising import UNDECIDED, maximise
from detente.kernel.product import maximise_product
from detente.kernel.system import System
from detente.kernel.tie_rule import break_tie
from detente.lenses.bargain.problem import BargainProblem
from detente.lenses.bargain.zone import zone_system

__all__ = ["Search", "require_decided"]

Int = NDArray[np.int64]
Bool = NDArray[np.bool_]
#: A condition: the sum of a row reaches a number.
Row = tuple[Int, int]


@dataclass(frozen=True, eq=False)
class Search:
    """What is searched: the gates asked for, and the zone of those who bargain.

    Attributes
    ----------
    problem : BargainProblem
    system : System
    clause_on : bool array, shape (n_clauses,)
    """

    problem: BargainProblem
    system: System
    clause_on: Bool

    @classmethod
    def of(cls, problem: BargainProblem) -> Search:
        """Ask about the packages of the zone that pass all gates of a problem."""
        system = zone_system(problem).restricted(problem.allowed)
        n_gates = len(problem.gates) if problem.is_gated else 1
        return cls(problem, system, system.clause_gate < n_gates)

    @property
    def n_packages(self) -> int:
        """Number of packages of allowed columns (exact)."""
        return self.system.n_packages

    @property
    def zone(self) -> list[Row]:
        """Nobody who bargains loses."""
        return list(zip(self.problem.values, self.problem.floors.tolist(), strict=True))

    def most(self, party: int, at_least: Sequence[Row]) -> int | None:
        """Return the largest surplus of a party under further conditions, or None for no package."""
        found = maximise(
            self.system, clause_on=self.clause_on, objective=self.problem.values[party], at_least=at_least
        )
        require_decided(found.status)
        return None if found.value is None else found.value - int(self.problem.floors[party])

    def least(self, floors: Sequence[int], scales: Sequence[int]) -> tuple[Int | None, int | None]:
        """Return the package that gives most to whoever has least, scaled, and how much."""
        found = maximin(
            self.system, clause_on=self.clause_on, rows=self.problem.values, floors=floors, scales=scales
        )
        require_decided(found.status)
        return found.columns, found.value

    def first(self, sums: Sequence[int], known: Int) -> Int | None:
        """Return the first package by the tie rule among those with these sums."""
        found = break_tie(
            self.system,
            clause_on=self.clause_on,
            rows=self.problem.values,
            values=sums,
            changes=self.problem.changes,
            incumbent=known,
        )
        return found.columns

    def product(self, powers: Sequence[int]) -> Int | None:
        """Return the package of the largest product of surpluses, or None where somebody always loses."""
        found = maximise_product(
            self.system,
            clause_on=self.clause_on,
            rows=self.problem.values,
            floors=self.problem.floors.tolist(),
            powers=powers,
        )
        require_decided(found.status)
        return found.columns


def require_decided(status: int) -> None:
    """Refuse an answer that was not proved.

    Raises
    ------
    TooLargeError
    """
    if status == UNDECIDED:
        raise TooLargeError("the search for the best package was stopped before it was proved to be the best")
