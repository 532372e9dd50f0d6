"""A dossier in which one home asks for more: the bargaining problem behind a tightened constraint.

Tightening by t means that everybody whose consent the home's rules speak of must gain t points more
than before, on a scale of its own; where a principal has no rules at home, the principal itself.
What a principal gains is counted from no deal as before: it is a constraint that changes, not
what failure is worth.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from detente.dossier.dossier import Rule
from detente.kernel.exhausting import package_depths
from detente.kernel.searching import FOUND, NONE, find_package
from detente.kernel.solving import solve_package
from detente.kernel.system import AND, NOT, PRED, System
from detente.lenses.bargain.problem import BargainProblem, problem_of_dossier
from detente.lenses.bargain.search import Search
from detente.lenses.ratification.consenting import is_monotone
from detente.lenses.ratification.rules import members_of_rules, together
from detente.model.blueprint import Blueprint
from detente.model.fixed_point import UNIT
from detente.model.predicate import GATES

__all__ = ["Furthest", "Tightening"]

Bool = NDArray[np.bool_]
Float = NDArray[np.float64]
Int = NDArray[np.int64]

RATIFIABLE, CALLED = GATES.index("ratifiable"), len(GATES)
#: The furthest that a home can ask is found to this part of it, or to a twentieth of a point.
FINENESS = 100
COARSEST = UNIT // 20


@dataclass(frozen=True, kw_only=True)
class Furthest:
    """How much more a home can ask until nothing that needs its consent is left.

    Attributes
    ----------
    low : int or None
        Units at which some package that calls a rule of the home still passes; None where none
        does even now.
    high : int or None
        Units at which it is proved that none does.
    status : str
        ``"closed"``: there is such an end; ``"never"``: there is none, because a rule can be met
        without anybody's consent; ``"not proved"``: the search was cut short.
    """

    low: int | None
    high: int | None
    status: Literal["closed", "never", "not proved"]


class Tightening:
    """One home's constraint at one set of numbers.

    Parameters
    ----------
    blueprint : Blueprint
    home : str
        A principal.
    rules : sequence of Rule
        Those of its home.
    values : float array, shape (n_quantities,), optional
        The medians if not given.

    Attributes
    ----------
    members : tuple of str
        Who asks for more.
    is_monotone : bool
        Whether asking for more only ever closes packages; not so where a rule says ``Not``. Only
        then :meth:`furthest` has a meaning.
    can_do_without : bool
        Whether some packages call no rule of the home.

    Raises
    ------
    TooLargeError
        When sums would not fit into int64.
    """

    def __init__(
        self, blueprint: Blueprint, home: str, rules: Sequence[Rule], values: Float | None = None
    ) -> None:
        self.problem: BargainProblem = problem_of_dossier(
            blueprint.dossier, blueprint=blueprint, values=values, gates=("ratifiable",)
        )
        self.members = members_of_rules(rules) or (home,)
        self.is_monotone = is_monotone(together(rules))
        self._asking = np.array(
            [
                p.kind == "surplus" and p.party in self.members
                for p in blueprint.predicates[: blueprint.n_common_predicates]
            ]
        )
        self._system = self._with_call(blueprint, home, bool(rules))
        self.can_do_without = self._system.n_gates > len(GATES)
        self._on = self._system.clause_gate <= RATIFIABLE
        # The clause that a rule is called stands in a gate of its own.
        self._on_called = self._on | (self._system.clause_gate == CALLED)

    def _with_call(self, blueprint: Blueprint, home: str, has_rules: bool) -> System:
        """Return the system with the clause that a rule of the home is called, in a gate of its own."""
        system = self.problem.system
        assert system is not None
        guards = self._guards(blueprint, home) if has_rules else None
        if not guards:
            return system
        program = [word for p in guards for word in (PRED, p)] + [AND, len(guards), NOT]
        return replace(
            system,
            code=np.concatenate([system.code, np.array(program, np.int64)]),
            clause_start=np.append(system.clause_start, system.clause_start[-1] + len(program)),
            clause_gate=np.append(system.clause_gate, system.n_gates),
            n_gates=system.n_gates + 1,
        )

    @staticmethod
    def _guards(blueprint: Blueprint, home: str) -> list[int] | None:
        """Predicates "touches none" of the home's rules; None where a rule is called by everything."""
        guards: list[int] = []
        for clause in blueprint.clauses:
            if clause.gate != RATIFIABLE or clause.side != home:
                continue
            first = clause.program[1]
            if blueprint.predicates[first].kind != "touches none":
                return None
            guards.append(first)
        return sorted(set(guards))

    def thresholds(self, amount: int) -> Int:
        """Return what every condition must reach when the home asks for so many units more."""
        bar: Int = self._system.thresholds + amount * self._asking
        return bar

    def passes(self, columns: Int, amount: int) -> bool:
        """Tell whether a package is ratifiable when the home asks for so many units more."""
        system = replace(self._system, thresholds=self.thresholds(amount))
        depth = package_depths(system, columns[None], clause_on=self._on)[0]
        return bool(depth == system.n_gates)

    def nash(self, amount: int) -> Int | None:
        """Return the Nash package among those that are ratifiable then, or None where there is none.

        Raises
        ------
        TooLargeError
            When no package could be proved to be the one.
        """
        assert self.problem.system is not None
        system = replace(self.problem.system, thresholds=self.thresholds(amount))
        search = Search.of(replace(self.problem, system=system))
        return search.product([1] * len(self.problem.parties))

    def furthest(self) -> Furthest:
        """Return how much more the home can ask, to a hundredth or a twentieth of a point."""
        status, package = self._find(0)
        if package is None:
            closed = status == NONE
            return Furthest(low=None, high=0 if closed else None, status="closed" if closed else "not proved")
        low, high = self.reach(package, 0), self._ceiling()
        status, package = self._find(high)
        if status != NONE:
            return Furthest(low=low, high=None, status="not proved" if package is None else "never")
        while high - low > max(low // FINENESS, COARSEST):
            middle = (low + high) // 2
            status, package = self._find(middle)
            if package is not None:
                low = self.reach(package, middle)
            elif status == NONE:
                high = middle
            else:
                break
        return Furthest(low=low, high=high, status="closed")

    def _ceiling(self) -> int:
        """Units at which no package can satisfy anybody who asks."""
        s = self._system
        rows = np.where(s.allowed, s.tables[self._asking], np.iinfo(np.int64).min)
        most = np.maximum.reduceat(rows, s.offsets[:-1], axis=1).sum(axis=1)
        return int(max((most - s.thresholds[self._asking]).max(initial=0), 0)) + 1

    def reach(self, columns: Int, known: int) -> int:
        """Return the largest amount at which a package still passes; it does at the one known.

        One that calls no rule of the home passes at any amount; of it only ``known`` is said.
        """
        s = self._system
        asked = s.tables[self._asking][:, columns].sum(axis=1) - s.thresholds[self._asking]
        amounts = sorted({int(x) for x in asked if x > known}, reverse=True)
        return next((x for x in amounts if self.passes(columns, x)), known)

    def _find(self, amount: int) -> tuple[int, Int | None]:
        """Look for a package that calls a rule of the home and is ratifiable at an amount."""
        bar = self.thresholds(amount)
        found = find_package(self._system, clause_on=self._on_called, thresholds=bar)
        if found.status in (FOUND, NONE):
            return found.status, found.columns
        return solve_package(
            self._system, clause_on=self._on_called, allowed=self._system.allowed, thresholds=bar
        )
