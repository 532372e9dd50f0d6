"""Frontier and solutions among packages that pass later gates, or where no frontier can be held.

Ratification, credibility and self-enforcement are not questions of the bargainers' own surpluses, so
merging frontiers does not answer them. The efficient packages of two parties are then found one
after another, each with a proof that nothing is better; for more parties small spaces are listed.
Where there is no complete frontier every solution is found by branch and bound on its own objective.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping, Sequence
from fractions import Fraction

import numpy as np
from numpy.typing import NDArray

from detente.errors import TooLargeError
from detente.kernel.gated_frontier import COMPLETE, gated_frontier
from detente.kernel.listing import list_frontier
from detente.kernel.maximin import maximin
from detente.kernel.maximising import NONE, UNDECIDED, maximise
from detente.lenses.bargain.concepts import CONCEPTS
from detente.lenses.bargain.left_on_table import LeftOnTable, failed_gate
from detente.lenses.bargain.outcome import outcome_of
from detente.lenses.bargain.pareto import ParetoFrontier
from detente.lenses.bargain.problem import BargainProblem
from detente.lenses.bargain.search import Search, require_decided
from detente.lenses.bargain.solutions import Solution

__all__ = ["gated_pareto_frontier", "gated_solutions", "searched_left_on_table"]

Int = NDArray[np.int64]
Progress = Callable[[int, int], None]

#: Points of a searched frontier before it is refused.
MOST_SEARCHED = 5_000
#: Packages up to which weak frontiers, and those of three parties and more, are listed.
MOST_LISTED = 20_000_000
#: A share of progress in steps.
STEPS = 1000


def gated_pareto_frontier(
    problem: BargainProblem,
    *,
    weak: bool = False,
    resolution: float | None = None,
    progress: Progress | None = None,
) -> tuple[ParetoFrontier | None, tuple[str, ...]]:
    """Return the frontier among the packages of the zone that pass all gates asked for.

    Parameters
    ----------
    problem : BargainProblem
    weak : bool
        Take the weak frontier; only for spaces small enough to be listed.
    resolution : float, optional
        Points of the first party that may lie between two points of the frontier; 0 or None for a
        complete one.
    progress : callable, optional
        Called with (thousandths done, 1000).

    Returns
    -------
    tuple of ParetoFrontier or None, caveats
        None for three parties or more (or a weak frontier) in a space too large to be listed, and
        where a search stayed undecided.

    Raises
    ------
    TooLargeError
        When there are more points than can be searched for at this resolution.
    """
    search = Search.of(problem)
    if search.n_packages <= MOST_LISTED and (weak or len(problem.parties) > 2):
        listed = list_frontier(
            search.system,
            clause_on=search.clause_on,
            rows=problem.values,
            changes=problem.changes,
            weak=weak,
            limit=MOST_LISTED,
        )
        return _frontier(problem, listed.points, listed.packages, weak=weak, resolution=None), ()
    if weak or len(problem.parties) > 2:
        what = "a weak frontier" if weak else f"a frontier of {len(problem.parties)} parties"
        most = f"{MOST_LISTED // 1_000_000} million packages"
        return None, (f"Under these gates {what} is listed up to {most}; here are more.",)
    return _searched(problem, search, resolution or 0.0, progress)


def _searched(
    problem: BargainProblem, search: Search, resolution: float, progress: Progress | None
) -> tuple[ParetoFrontier | None, tuple[str, ...]]:
    found = gated_frontier(
        search.system,
        clause_on=search.clause_on,
        rows=problem.values,
        resolution=math.floor(resolution * problem.units[0]),
        max_points=MOST_SEARCHED,
        progress=None if progress is None else lambda share: progress(round(STEPS * share), STEPS),
    )
    if found.status == UNDECIDED:
        return None, ("The search for the frontier under these gates was stopped before it was complete.",)
    if found.status not in (COMPLETE, NONE):
        raise TooLargeError(
            f"there are more than {MOST_SEARCHED} efficient packages under these gates; "
            "ask for a coarser frontier with a resolution, in points of the first party"
        )
    return _frontier(problem, found.points, found.packages, weak=False, resolution=resolution or None), ()


def _frontier(
    problem: BargainProblem, points: Int, packages: Int, *, weak: bool, resolution: float | None
) -> ParetoFrontier:
    return ParetoFrontier(
        problem=problem,
        surplus=points - problem.floors,
        weak=weak,
        resolution=resolution,
        columns=packages,
    )


def gated_solutions(
    problem: BargainProblem, powers: Sequence[int]
) -> tuple[dict[str, Solution], Mapping[str, Fraction]]:
    """Find each solution by a search of its own.

    Parameters
    ----------
    problem : BargainProblem
    powers : sequence of int
        Bargaining power for the Nash solution.

    Returns
    -------
    solutions : dict of concept to Solution
        One maximiser each, the first by the tie rule of those that give the same points; other
        points that solve it equally well are not looked for. Where no package gives everybody a
        gain, that of Nash is one at which the product is 0.
    ideal : mapping of party to Fraction
        The most each could gain; empty where no package leaves nobody worse off.

    Raises
    ------
    TooLargeError
        When not even the most that each party could gain is proved. A single solution whose search
        had to be stopped says so in its ``unproved``.
    """
    search = Search.of(problem)
    ideal = [search.most(k, search.zone) for k in range(len(problem.parties))]
    most = [m for m in ideal if m is not None]
    if len(most) < len(ideal):
        return {c: Solution(concept=c, maximisers=(), gains_all=False) for c in CONCEPTS}, {}
    floors = problem.floors.tolist()
    common = math.lcm(*problem.units)
    scales = [common // unit for unit in problem.units]
    ways: dict[str, Callable[[], Int | None]] = {
        "nash": lambda: search.product(powers),
        "kalai_smorodinsky": lambda: _shares(search, most),
        "egalitarian": lambda: search.least(floors, scales)[0],
        "utilitarian": lambda: _sum(search),
    }
    found = {concept: _solved(concept, search, way) for concept, way in ways.items()}
    return found, dict(zip(problem.parties, problem.in_points(most), strict=True))


def _solved(concept: str, search: Search, way: Callable[[], Int | None]) -> Solution:
    """Solve for one concept; one that is not proved leaves the others standing."""
    try:
        return _solution(concept, search, way())
    except TooLargeError as error:
        return Solution(concept=concept, maximisers=(), gains_all=False, unproved=str(error))


def _shares(search: Search, ideal: Sequence[int]) -> Int | None:
    """Return the Kalai-Smorodinsky package: those who can gain share, the others must not lose."""
    sharing = [k for k, most in enumerate(ideal) if most > 0] or list(range(len(ideal)))
    goals = [max(ideal[k], 1) for k in sharing]
    common = math.prod(goals)
    found = maximin(
        search.system,
        clause_on=search.clause_on,
        rows=search.problem.values[sharing],
        floors=[int(search.problem.floors[k]) for k in sharing],
        scales=[common // goal for goal in goals],
        at_least=search.zone,
    )
    require_decided(found.status)
    return found.columns


def _sum(search: Search) -> Int | None:
    problem = search.problem
    common = math.lcm(*problem.units)
    weights = [common // unit for unit in problem.units]
    largest = sum(w * int(np.abs(row).max(initial=0)) for w, row in zip(weights, problem.values, strict=True))
    if largest * len(problem.space.groups) >= 2**61:
        raise TooLargeError("the parties' units differ too much for an exact sum of their points")
    row = (np.array(weights, np.int64)[:, None] * problem.values).sum(axis=0)
    found = maximise(search.system, clause_on=search.clause_on, objective=row, at_least=search.zone)
    require_decided(found.status)
    return found.columns


def _solution(concept: str, search: Search, columns: Int | None) -> Solution:
    if columns is None:
        return Solution(concept=concept, maximisers=(), gains_all=False)
    problem = search.problem
    better = _efficient(search, columns)
    first = search.first(problem.values[:, better].sum(axis=1).tolist(), better)
    outcome = outcome_of(problem, better if first is None else first)
    return Solution(
        concept=concept, maximisers=(outcome,), gains_all=all(x > 0 for x in outcome.surplus.values())
    )


def _efficient(search: Search, columns: Int) -> Int:
    """Return an efficient package that is nowhere worse: one party after another gets all it can."""
    at_least = [(row, int(row[columns].sum())) for row in search.problem.values]
    for k in range(len(at_least)):
        found = maximise(
            search.system,
            clause_on=search.clause_on,
            objective=search.problem.values[k],
            at_least=at_least,
            incumbent=columns,
        )
        require_decided(found.status)
        assert found.columns is not None
        columns = found.columns
        at_least = [(row, int(row[columns].sum())) for row in search.problem.values]
    return columns


def searched_left_on_table(problem: BargainProblem, columns: Int, *, name: str) -> LeftOnTable:
    """Say what a package leaves on the table, by search instead of by the list of the frontier.

    As :func:`~detente.lenses.bargain.left_on_table.left_on_table`, but better packages are not
    counted, and the package need not pass the gates itself.
    """
    search = Search.of(problem)
    here = problem.values[:, columns].sum(axis=1).tolist()
    surplus = problem.surplus_of(columns).tolist()
    at_least = list(zip(problem.values, here, strict=True))
    most = [search.most(k, at_least) for k in range(len(here))]
    gains = [0 if m is None else m - s for m, s in zip(most, surplus, strict=True)]
    ideal = [search.most(k, search.zone) for k in range(len(here))]
    common = math.lcm(*problem.units)
    _, least = search.least(here, [common // unit for unit in problem.units])
    able = [m for m in ideal if m is not None and m > 0]
    share, best = None, None
    if len(able) == len(ideal):
        scale = math.prod(able)
        best, value = search.least(here, [scale // m for m in able])
        share = Fraction(max(value or 0, 0), scale)
    improved = best is not None and any(gains)
    return LeftOnTable(
        name=name,
        outcome=outcome_of(problem, columns),
        fails=failed_gate(problem, columns),
        is_efficient=not any(gains) and most[0] is not None,
        is_in_zone=min(surplus) >= 0,
        could_gain=dict(zip(problem.parties, problem.in_points(gains), strict=True)),
        all_could_gain=Fraction(max(least or 0, 0), common),
        share_of_ideal=share,
        better=None,
        best=outcome_of(problem, _efficient(search, best))
        if improved and best is not None and share
        else None,
    )
