"""Ways from a game to its frontier and its four solutions, timed; each in a process of its own."""

from __future__ import annotations

import importlib
import resource
import sys
import time
import warnings
from collections.abc import Callable, Iterable
from typing import Any

import numpy as np
from negmas_games import Case, negmas_game, scored_game, table_of

__all__ = ["CONCEPTS", "ROUTES", "measured"]

CONCEPTS = ("nash", "kalai_smorodinsky", "egalitarian", "utilitarian")
#: A measurement is repeated until it took enough seconds in all, or so often.
MOST_REPEATS = 25
#: Points of a game that warms up the code for whole numbers, which large games of real numbers use, too.
WHOLE = 100

Points = list[list[float]]
#: Points of the frontier within the zone, and for each concept those that it picks.
Answer = tuple[Points, dict[str, Points]]
#: What the clock runs for, and how to read what it returns.
Prepared = tuple[Callable[[], Any], Callable[[Any], Answer]]


def detente_route(case: Case) -> Prepared:
    """From a scored game to the whole frontier and all four solutions, with their packages."""
    from detente.lenses.bargain.pareto import pareto_frontier
    from detente.lenses.bargain.problem import problem_of_game
    from detente.lenses.bargain.solutions import solutions

    game = scored_game(case)

    def work() -> Any:
        frontier = pareto_frontier(problem_of_game(game))
        return frontier, solutions(frontier, [1] * case.parties)

    def read(found: Any) -> Answer:
        frontier, picked = found
        zone = (frontier.outcome(int(k)) for k in frontier.zone)
        return _points(zone), {concept: _points(s.maximisers) for concept, s in picked.items()}

    return work, read


def _points(outcomes: Iterable[Any]) -> Points:
    return [[float(x) for x in outcome.points.values()] for outcome in outcomes]


def detente_kernel(case: Case) -> Prepared:
    """Only the points of the frontier, from tables of whole numbers that are there already."""
    from detente.kernel.frontier import pareto_layers
    from detente.lenses.bargain.problem import problem_of_game

    problem = problem_of_game(scored_game(case))
    return lambda: pareto_layers(problem.space.offsets, problem.values), _unread


def negmas_functions(case: Case) -> Prepared:
    """List the frontier of all outcomes by ``pareto_frontier``, then ask for the four points."""
    from negmas.preferences.ops import pareto_frontier

    space, functions = negmas_game(case)

    def work() -> Any:
        points, _ = pareto_frontier(functions, issues=space.issues)
        return points, _solved(space, functions, points)

    return work, _read


def negmas_scenario(case: Case) -> Prepared:
    """Call ``Scenario.calc_stats``: all this, the opposition and the share of rational outcomes."""
    from negmas.inout import Scenario

    space, functions = negmas_game(case)

    def work() -> Any:
        stats = Scenario(space, tuple(functions)).calc_stats()
        picked = (stats.nash_utils, stats.ks_utils, stats.kalai_utils, stats.max_welfare_utils)
        return stats.pareto_utils, picked

    return work, _read


def negmas_array(case: Case) -> Prepared:
    """Only ``pareto_frontier_numpy``, on the utilities of all outcomes that are there already."""
    from negmas.preferences.ops import pareto_frontier_numpy

    table = table_of(case)
    points = np.zeros((1, case.parties))
    for i in range(case.issues):
        part = (table.weights[:, i, None] * table.values[:, i]).T
        points = (points[:, None] + part).reshape(-1, case.parties)
    return lambda: pareto_frontier_numpy(points), _unread


def negmas_mobanos(case: Case) -> Prepared:
    """Build the frontier issue by issue with ``MOBANOSParetoSampler``, then ask for the four points."""
    from negmas.preferences import MOBANOSParetoSampler

    space, functions = negmas_game(case)

    def work() -> Any:
        sampler = MOBANOSParetoSampler()
        sampler.init(*functions)
        points = [tuple(u(outcome) for u in functions) for outcome in sampler.pareto_outcomes()]
        return points, _solved(space, functions, points)

    return work, _read


def _solved(space: Any, functions: list[Any], points: Any) -> list[list[Any]]:
    from negmas.preferences.ops import kalai_points, ks_points, max_welfare_points, nash_points

    ranges = [u.minmax(space, above_reserve=False) for u in functions]
    ask = (nash_points, ks_points, kalai_points, max_welfare_points)
    return [[point for point, _ in of(functions, points, ranges=ranges)] for of in ask]


def _read(found: Any) -> Answer:
    points, picked = found
    return _floats(points), dict(zip(CONCEPTS, map(_floats, picked), strict=True))


def _floats(points: Any) -> Points:
    return [[float(x) for x in point] for point in points]


def _unread(_: Any) -> Answer:
    return [], {}


def detente_imports(_: Case) -> Prepared:
    """Nothing but the imports of detente's route."""
    return lambda: importlib.import_module("detente.lenses.bargain.solutions"), _unread


def negmas_imports(_: Case) -> Prepared:
    """Nothing but the imports of NegMAS's routes."""
    return lambda: importlib.import_module("negmas.inout"), _unread


ROUTES: dict[str, Callable[[Case], Prepared]] = {
    "detente": detente_route,
    "kernel": detente_kernel,
    "functions": negmas_functions,
    "calc_stats": negmas_scenario,
    "array": negmas_array,
    "mobanos": negmas_mobanos,
    "detente imports": detente_imports,
    "negmas imports": negmas_imports,
}


def measured(route: str, case: Case, *, enough: float) -> dict[str, Any]:
    """Run one route warm and return seconds (least of several), peak memory in MB and the answer.

    What a route is given is made afresh for every repeat, before the clock starts. Memory counts
    Python, the libraries that this route needs and what it was given.
    """
    warnings.simplefilter("ignore")
    prepare = ROUTES[route]
    for top in (case.top, WHOLE):
        prepare(Case(parties=case.parties, issues=2, options=2, top=top))[0]()
    times: list[float] = []
    while not times or (sum(times) < enough and len(times) < MOST_REPEATS):
        work, read = prepare(case)
        start = time.perf_counter()
        found = work()
        times.append(time.perf_counter() - start)
    unit = 2**20 if sys.platform == "darwin" else 2**10
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / unit
    frontier, picked = read(found)
    return {"seconds": min(times), "peak": peak, "frontier": frontier, "picked": picked}
