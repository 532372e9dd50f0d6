"""Frontier and solutions of games against listing in fractions, point for point and tie for tie."""

from __future__ import annotations

import math
from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from detente.lenses.bargain.outcome import Outcome
from detente.lenses.bargain.pareto import pareto_frontier
from detente.lenses.bargain.problem import problem_of_game
from detente.lenses.bargain.solutions import Solution, lotteries, solutions
from lenses.bargain.games import Point, best, every_package, frontier, game_of, random_game, surplus

SEEDS = st.integers(0, 2**32 - 1)
PARTIES = st.integers(2, 4)


def at(solution: Solution) -> set[Point]:
    """Points that a solution picks."""
    return {tuple(outcome.surplus.values()) for outcome in solution.maximisers}


def solve(game: object) -> dict[str, Solution]:
    """Solve a game with equal powers."""
    problem = problem_of_game(game)  # type: ignore[arg-type]
    return solutions(pareto_frontier(problem), (1,) * len(problem.parties))


@settings(deadline=None)
@given(SEEDS, PARTIES, st.booleans())
def test_the_frontier_of_a_game_is_that_of_a_list(seed: int, parties: int, combinations: bool) -> None:
    """With fractions, ties, reserves and combinations, exactly."""
    game = random_game(seed, parties=parties, combinations=combinations)
    found = pareto_frontier(problem_of_game(game))
    points = {surplus(game, package) for package in every_package(game)}
    assert {tuple(o.surplus.values()) for o in found} == frontier(points)
    for outcome, inside in zip(found, found.in_zone, strict=True):
        assert surplus(game, dict(outcome.package)) == tuple(outcome.surplus.values())
        assert inside == (min(outcome.surplus.values()) >= 0)


@settings(deadline=None)
@given(SEEDS, PARTIES)
def test_every_solution_is_that_of_a_list(seed: int, parties: int) -> None:
    """All maximisers among the efficient packages of the zone, and no other point."""
    game = random_game(seed, parties=parties)
    points = {surplus(game, package) for package in every_package(game)}
    zone = frontier({x for x in points if min(x) >= 0})
    found = solve(game)
    if not zone:
        assert all(solution.maximisers == () for solution in found.values())
        return
    ideal = [max(x[k] for x in zone) for k in range(parties)]
    assert at(found["utilitarian"]) == best(zone, sum)
    assert at(found["egalitarian"]) == best(zone, min)
    if all(ideal):
        shares = best(zone, lambda x: min(a / u for a, u in zip(x, ideal, strict=True)))
        assert at(found["kalai_smorodinsky"]) == shares
    if any(min(x) > 0 for x in zone):
        assert at(found["nash"]) == best(zone, math.prod)
        assert found["nash"].gains_all


@settings(deadline=None)
@given(SEEDS)
def test_the_first_maximiser_comes_first_in_option_order(seed: int) -> None:
    """Of all packages that solve it the first in the list is named, and as many are counted."""
    game = random_game(seed)
    packages = every_package(game)
    for solution in solve(game).values():
        points = at(solution)
        solving = [package for package in packages if surplus(game, package) in points]
        assert [dict(o.package) for o in solution.maximisers[:1]] == solving[:1]
        assert sum(o.packages or 0 for o in solution.maximisers) == len(solving)


@settings(deadline=None)
@given(SEEDS, st.integers(1, 50))
def test_scales_change_neither_nash_nor_kalai_smorodinsky(seed: int, factor: int) -> None:
    """A party that counts in another unit gets the same packages."""
    game = random_game(seed)
    first, second = game.parties
    scaled = type(first)(
        name=first.name,
        values={i: {o: factor * x for o, x in row.items()} for i, row in first.values.items()},
        base=factor * first.base,
        reserve=None if first.reserve is None else factor * first.reserve,
    )
    again = type(game)(name=game.name, issues=game.issues, parties=(scaled, second))
    for concept in ("nash", "kalai_smorodinsky"):
        told = [[dict(o.package) for o in solve(g)[concept].maximisers] for g in (game, again)]
        assert told[0] == told[1]


def test_nobody_gains_everything_is_a_tie_of_both_ends() -> None:
    """Where any gain of one leaves the other nothing, Nash names both ends and says that not all gain."""
    found = solve(game_of({"i": {"a": (2, 0), "b": (1, 0), "c": (0, 3)}}))["nash"]
    assert at(found) == {(2, 0), (0, 3)}
    assert not found.gains_all


def test_an_empty_zone_has_no_solution() -> None:
    """Nothing is reported where every package leaves somebody worse off than no deal."""
    game = game_of({"i": {"a": (5, 1), "b": (1, 5)}}, reserve=(3, 3))
    assert all(solution.chosen is None for solution in solve(game).values())
    assert lotteries(pareto_frontier(problem_of_game(game)), (1, 1)) == {}


def test_power_moves_the_nash_package_to_the_stronger() -> None:
    """With three times the power the first party gets its better package."""
    game = game_of({"i": {"a": (6, 2), "b": (4, 4), "c": (2, 6)}})
    frontier_ = pareto_frontier(problem_of_game(game))
    assert at(solutions(frontier_, (1, 1))["nash"]) == {(4, 4)}
    assert at(solutions(frontier_, (4, 1))["nash"]) == {(6, 2)}


def test_decimal_ties_are_ties() -> None:
    """A tenth and two tenths are three tenths: no point is told apart by rounding."""
    game = game_of({"x": {"a": ("0.1", "0.3"), "b": ("0.3", "0.1")}, "y": {"a": ("0.2", 0), "b": (0, "0.2")}})
    found = pareto_frontier(problem_of_game(game))
    assert [tuple(o.surplus.values()) for o in found] == [
        (Fraction(1, 2), Fraction(1, 10)),
        (Fraction(3, 10), Fraction(3, 10)),
        (Fraction(1, 10), Fraction(1, 2)),
    ]
    assert [found.outcome(k, counted=True).packages for k in range(3)] == [1, 2, 1]


def test_a_lottery_names_what_is_drawn_between() -> None:
    """Half of each end gives both half of what they want."""
    game = game_of({"i": {"a": (4, 0), "b": (0, 4)}})
    found = lotteries(pareto_frontier(problem_of_game(game)), (1, 1))["nash"]
    assert dict(found.surplus) == {"P1": 2, "P2": 2}
    assert isinstance(found.first, Outcome)
    assert (found.chance, dict(found.first.package)) in [
        (Fraction(1, 2), {"i": "a"}),
        (Fraction(1, 2), {"i": "b"}),
    ]


@pytest.mark.parametrize("parties", [3, 4])
def test_lotteries_are_for_two(parties: int) -> None:
    """More parties have none."""
    assert lotteries(pareto_frontier(problem_of_game(random_game(1, parties=parties))), (1,) * parties) == {}
