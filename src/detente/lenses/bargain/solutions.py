"""What each solution concept picks among the efficient packages of the zone."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

import numpy as np
from numpy.typing import NDArray

from detente.lenses.bargain.concepts import CONCEPTS, egalitarian, kalai_smorodinsky, nash, utilitarian
from detente.lenses.bargain.lottery import Lottery, solve_by_lot, upper_hull
from detente.lenses.bargain.outcome import Outcome, outcome_of
from detente.lenses.bargain.pareto import ParetoFrontier
from detente.lenses.bargain.problem import BargainProblem
from detente.lenses.bargain.search import Search

__all__ = ["LotterySolution", "Solution", "first_by_tie_rule", "lotteries", "solutions"]

Int = NDArray[np.int64]

#: Maximisers whose packages are counted; each takes a walk through all issues.
COUNTED = 20


@dataclass(frozen=True, kw_only=True)
class Solution:
    """What a solution concept picks.

    Attributes
    ----------
    concept : str
        "nash", "kalai_smorodinsky", "egalitarian" or "utilitarian".
    maximisers : tuple of Outcome
        One for each point that maximises, first that with the fewest issues changed, then the first
        in option order; empty where the zone is.
    gains_all : bool
        Whether every party gains something; where not, the Nash solution is not what its axioms
        speak of.
    unproved : str or None
        Why no package could be proved to be the one; None where one was, or there is none.
    """

    concept: str
    maximisers: tuple[Outcome, ...]
    gains_all: bool
    unproved: str | None = None

    @property
    def chosen(self) -> Outcome | None:
        """The first maximiser, or None where there is none."""
        return self.maximisers[0] if self.maximisers else None

    def to_dict(self) -> list[dict[str, Any]]:
        """Return the JSON form: the maximisers."""
        return [outcome.to_dict() for outcome in self.maximisers]


@dataclass(frozen=True, kw_only=True)
class LotterySolution:
    """What a solution concept picks when packages may be drawn by lot.

    Attributes
    ----------
    surplus : mapping of party to Fraction
        Expected.
    first, second : Outcome
        What is drawn between; the same twice where nothing is left to chance.
    chance : Fraction
        Of the first.
    """

    concept: str
    surplus: Mapping[str, Fraction]
    first: Outcome
    second: Outcome
    chance: Fraction

    def to_dict(self) -> dict[str, Any]:
        """Return the JSON form."""
        return {
            "surplus": {party: float(x) for party, x in self.surplus.items()},
            "first": self.first.to_dict(),
            "second": self.second.to_dict(),
            "chance": float(self.chance),
        }


def maximisers(problem: BargainProblem, surplus: Int, powers: Sequence[int]) -> dict[str, Int]:
    """Return for each concept which points of the zone maximise.

    Parameters
    ----------
    problem : BargainProblem
    surplus : int64 array, shape (n_points, n_parties)
        Efficient points of the zone, in units; at least one.
    powers : sequence of int
    """
    return {
        "nash": nash(surplus, powers),
        "kalai_smorodinsky": kalai_smorodinsky(surplus, surplus.max(axis=0).tolist()),
        "egalitarian": egalitarian(surplus, problem.units),
        "utilitarian": utilitarian(surplus, problem.units),
    }


def first_by_tie_rule(problem: BargainProblem, packages: Int) -> Int:
    """Return the order of packages by the tie rule: fewest issues changed, then option order."""
    changes = problem.changes[packages].sum(axis=1)
    return np.lexsort((*packages.T[::-1], changes))


def solutions(frontier: ParetoFrontier, powers: Sequence[int]) -> dict[str, Solution]:
    """Return what every concept picks from a complete frontier.

    Parameters
    ----------
    frontier : ParetoFrontier
        Complete, at least within the zone.
    powers : sequence of int
        Bargaining power for the Nash solution, party by party; all 1 for the symmetric one.

    Returns
    -------
    dict of concept to Solution
        Without maximisers where the zone is empty.
    """
    zone = frontier.zone
    if not len(zone):
        return {c: Solution(concept=c, maximisers=(), gains_all=False) for c in CONCEPTS}
    found = maximisers(frontier.problem, frontier.surplus[zone], powers)
    return {concept: _solution(concept, frontier, zone[places]) for concept, places in found.items()}


def _solution(concept: str, frontier: ParetoFrontier, places: Int) -> Solution:
    problem = frontier.problem
    if frontier.layers is None:
        packages = np.array([_first_like(problem, frontier.packages[k]) for k in places])
        outcomes = tuple(outcome_of(problem, packages[k]) for k in first_by_tie_rule(problem, packages))
    else:
        order = first_by_tie_rule(problem, frontier.packages[places])
        outcomes = tuple(frontier.outcome(int(k), counted=n < COUNTED) for n, k in enumerate(places[order]))
    return Solution(
        concept=concept,
        maximisers=outcomes,
        gains_all=all(x > 0 for x in outcomes[0].surplus.values()),
    )


def _first_like(problem: BargainProblem, columns: Int) -> Int:
    """Return the first package by the tie rule of those worth as much to everybody and passing as well."""
    first = Search.of(problem).first(problem.values[:, columns].sum(axis=1).tolist(), columns)
    return columns if first is None else first


def lotteries(frontier: ParetoFrontier, powers: Sequence[int]) -> dict[str, LotterySolution]:
    """Return what the concepts pick for two parties when packages may be drawn by lot.

    Parameters
    ----------
    frontier : ParetoFrontier
        Of two parties; packages outside the zone may be part of a lottery, too, so the whole
        frontier says most.
    powers : sequence of int

    Returns
    -------
    dict of concept to LotterySolution
        Empty for more parties than two, and where no lottery gives both a gain.
    """
    problem = frontier.problem
    if len(problem.parties) != 2:
        return {}
    # The border does not depend on units, and whole numbers are faster than fractions.
    pairs = [(int(a), int(b)) for a, b in frontier.surplus]
    border = [k for k in upper_hull(pairs) if k is not None]
    corners = [problem.in_points(frontier.surplus[k]) for k in border]
    found = solve_by_lot([(x, y) for x, y in corners], (powers[0], powers[1]))
    return {
        concept: _lottery_solution(concept, frontier, border, lottery) for concept, lottery in found.items()
    }


def _lottery_solution(
    concept: str, frontier: ParetoFrontier, border: Sequence[int], lottery: Lottery
) -> LotterySolution:
    drawn = [frontier.outcome(border[k]) for k in (lottery.first, lottery.second)]
    return LotterySolution(
        concept=concept,
        surplus=dict(zip(frontier.problem.parties, lottery.surplus, strict=True)),
        first=drawn[0],
        second=drawn[1],
        chance=lottery.chance,
    )
