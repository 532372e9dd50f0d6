"""The frontier as a result: names, frames, zones."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

import detente
from detente.lenses.bargain.pareto import pareto_frontier
from detente.lenses.bargain.problem import problem_of_dossier, problem_of_game
from lenses.bargain.games import random_game


@settings(deadline=None)
@given(st.integers(0, 2**32 - 1), st.integers(2, 4))
def test_the_part_in_the_zone_is_the_frontier_within_it(seed: int, parties: int) -> None:
    """Cutting the whole frontier and merging within the zone give the same points and packages."""
    problem = problem_of_game(random_game(seed, parties=parties))
    whole, inside = pareto_frontier(problem), pareto_frontier(problem, within_zone=True)
    assert whole.surplus[whole.zone].tolist() == inside.surplus.tolist()
    assert whole.packages[whole.zone].tolist() == inside.packages.tolist()


@settings(deadline=None)
@given(st.integers(0, 2**32 - 1))
def test_the_weak_frontier_holds_the_strong_one(seed: int) -> None:
    """Every strong point is on it."""
    problem = problem_of_game(random_game(seed))
    strong = {tuple(x) for x in pareto_frontier(problem).surplus.tolist()}
    assert strong <= {tuple(x) for x in pareto_frontier(problem, weak=True).surplus.tolist()}


def test_the_status_quo_is_no_package_of_a_dossier() -> None:
    """Every efficient package changes something, even where nothing is worth changing."""
    for outcome in pareto_frontier(problem_of_dossier(detente.load("panama-1977"))):
        assert outcome.package


def test_the_frame_has_a_row_for_each_point() -> None:
    """Surplus and points by party, the zone, and the package in words."""
    frontier = pareto_frontier(problem_of_dossier(detente.load("two-issues")))
    frame = frontier.to_frame()
    assert len(frame) == len(frontier) == 4
    assert list(frame.columns) == [
        "surplus north", "surplus south", "points north", "points south", "in_zone", "package",
    ]  # fmt: skip
    assert "sanctions=ease" in set(frame["package"].str.split(", ").explode())
    assert repr(frontier) == "<ParetoFrontier of Sanctions for a ceasefire?: 4 points, 2 in the zone>"
