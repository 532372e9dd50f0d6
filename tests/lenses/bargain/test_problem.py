"""Bargaining problems made of dossiers and games: units, floors, names, and what is refused."""

from __future__ import annotations

from fractions import Fraction

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import detente
from detente.errors import DetenteError, TooLargeError, UnknownNameError
from detente.lenses.bargain.problem import problem_of_dossier, problem_of_game
from detente.model.predicate import GATES
from detente.model.scored_game import ScoredGame, Scorer
from lenses.bargain.games import every_package, game_of, random_game, surplus
from properties.dossiers import Data, loaded, plain, random_data
from properties.reference import Reference


@settings(deadline=None)
@given(st.integers(0, 2**32 - 1), st.booleans())
def test_a_game_keeps_its_points_to_the_last_digit(seed: int, combinations: bool) -> None:
    """Points and surplus of every package are the fractions of the game."""
    game = random_game(seed, combinations=combinations)
    problem = problem_of_game(game)
    assert problem.exact == (True, True)
    for package in every_package(game):
        columns = problem.space.columns(package)
        assert problem.in_points(problem.surplus_of(columns)) == surplus(game, package)
        assert problem.points_of(columns) == tuple(party.points(package) for party in game.parties)
        assert problem.space.settlement(columns) == package


@settings(deadline=None, max_examples=40)
@given(random_data())
def test_a_dossier_is_worth_what_the_reference_says(data: Data) -> None:
    """Costs, relative gains, links and no-deal plans are counted, package by package."""
    dossier = loaded(data)
    problem, reference = problem_of_dossier(dossier), Reference(dossier)
    for package in list(reference.packages())[:50]:
        columns = problem.space.columns({i: package[i] for i in reference.changed(package)})
        wanted = tuple(reference.surplus(party, package) for party in problem.parties)
        assert problem.in_points(problem.surplus_of(columns)) == wanted


def test_points_too_fine_for_64_bits_are_rounded_once_and_told() -> None:
    """A seventh of many different primes has no common unit that fits."""
    primes = [2, 3, 5, 7, 11, 13, 17, 19, 23, 29, 31, 37, 41, 43, 47, 53, 59, 61, 67, 71]
    game = game_of({f"i{p}": {"a": (Fraction(1, p), 0), "b": (0, 1)} for p in primes})
    problem = problem_of_game(game)
    assert problem.exact == (False, True)
    columns = problem.space.columns({f"i{p}": "a" for p in primes})
    told = problem.points_of(columns)[0]
    assert told != sum(Fraction(1, p) for p in primes)
    assert abs(told - sum(Fraction(1, p) for p in primes)) < Fraction(1, 10**15)


def test_a_small_game_is_exact_whatever_its_fractions() -> None:
    """Up to a million packages integers of any size are taken, and nothing is rounded."""
    primes = [2, 3, 5, 7, 11, 13, 17, 19, 23, 29, 31, 37, 41, 43, 47, 53, 59]
    game = game_of({f"i{p}": {"a": (Fraction(1, p), 0), "b": (0, 1)} for p in primes})
    problem = problem_of_game(game)
    assert problem.exact == (True, True)
    columns = problem.space.columns({f"i{p}": "a" for p in primes})
    assert problem.points_of(columns)[0] == sum(Fraction(1, p) for p in primes)


def test_points_too_large_are_refused() -> None:
    """Sums beyond 2^60 points have no exact unit."""
    with pytest.raises(TooLargeError, match="too large"):
        problem_of_game(game_of({"i": {"a": (2**61, 0), "b": (0, 1)}}))


def test_a_combination_over_too_many_issues_is_refused() -> None:
    """Issues tied into more than a million joint options are told with their number."""
    issues = {f"i{k}": {f"o{n}": (n, -n) for n in range(10)} for k in range(7)}
    game = game_of(issues)
    tied = Scorer(
        name="P1",
        values={},
        combinations=(
            detente.model.scored_game.Combination(when=dict.fromkeys(issues, ("o1",)), points=Fraction(1)),
        ),
    )
    with pytest.raises(TooLargeError, match="10000000"):
        problem_of_game(ScoredGame(name="tied", issues=game.issues, parties=(tied, game.parties[1])))


def test_later_gates_include_the_earlier_ones() -> None:
    """Gates are cumulative, and the zone is the least there is."""
    dossier = loaded(plain())
    assert problem_of_dossier(dossier, gates=["ratifiable"]).gates == GATES[:3]
    assert problem_of_dossier(dossier, gates=["deliverable"]).gates == GATES[:2]
    assert problem_of_dossier(dossier, gates=[]).is_gated is False


def test_preconditions_are_no_sums_over_single_issues() -> None:
    """With an option that must come after another, even the zone has to be searched."""
    data = plain()
    assert problem_of_dossier(loaded(data)).has_preconditions is False
    data["issues"]["base"]["options"]["closed"]["after"] = {"aid": ["grant"]}
    problem = problem_of_dossier(loaded(data))
    assert (problem.has_preconditions, problem.gates, problem.is_gated) == (True, GATES[:2], True)


@pytest.mark.parametrize(
    ("parties", "error"),
    [(["north", "west"], UnknownNameError), (["north"], DetenteError), (["north", "north"], DetenteError)],
)
def test_parties_that_cannot_bargain(parties: list[str], error: type[Exception]) -> None:
    """Unknown, alone, or twice at the table."""
    with pytest.raises(error):
        problem_of_dossier(loaded(plain()), parties=parties)


def test_an_unknown_gate_is_told_with_the_nearest() -> None:
    """A typing error is named."""
    with pytest.raises(UnknownNameError, match="ratifiable"):
        problem_of_dossier(loaded(plain()), gates=["ratifyable"])


def test_a_game_needs_two() -> None:
    """One party has nobody to bargain with, and names must exist."""
    game = game_of({"i": {"a": (1, 2)}})
    with pytest.raises(DetenteError, match="two parties"):
        problem_of_game(game, parties=["P1"])
    with pytest.raises(UnknownNameError, match="did you mean 'P2'"):
        problem_of_game(game, parties=["P1", "P22"])


def test_names_for_people_come_from_the_dossier() -> None:
    """Parties, issues and options have labels; what has none keeps its key."""
    problem = problem_of_dossier(detente.load("two-issues"))
    assert problem.label("north") == "Northland"
    assert problem.label("sanctions=ease") == "Eased in steps"
    assert problem_of_game(game_of({"i": {"a": (1, 2)}})).label("i=a") == "a"


def test_a_third_party_can_be_put_at_the_table() -> None:
    """Its own stakes and costs count then."""
    problem = problem_of_dossier(detente.load("two-issues"), parties=["north", "assembly"])
    ease = problem.space.columns({"sanctions": "ease"})
    assert problem.in_points(problem.surplus_of(ease))[1] == Fraction(-5)
    assert np.array_equal(problem.changes[ease], [0, 1])
