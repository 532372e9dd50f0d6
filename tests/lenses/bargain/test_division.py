"""Adjusted Winner on a bargaining problem."""

from __future__ import annotations

from fractions import Fraction

import pytest

import detente
from detente.errors import DetenteError
from detente.lenses.bargain.division import disputed_points, divide
from detente.lenses.bargain.problem import problem_of_dossier, problem_of_game
from lenses.bargain.games import game_of


def test_the_panama_canal_is_divided_as_published() -> None:
    """66 of 100 points each, land and water split with 2/15 for the United States (Raiffa's points,
    Brams's site): the shipped case holds the published points as stakes.
    """
    found = divide(problem_of_dossier(detente.load("panama-1977"), parties=["us", "panama"]))
    assert set(found.final_points.values()) == {66}
    assert found.split_issue == "Land and water"
    assert found.shares["Land and water"]["United States"] == Fraction(2, 15)


def test_winning_is_the_difference_between_the_two_best_options() -> None:
    """Where both like the same option best nothing is disputed."""
    points = disputed_points(
        problem_of_game(
            game_of(
                {
                    "price": {"low": (9, 1), "middle": (6, 4), "high": (0, 7)},
                    "date": {"soon": (2, 2), "late": (1, 0)},
                }
            )
        )
    )
    assert points == {"price": (9, 6)}


def test_indifference_is_not_a_dispute() -> None:
    """A party that does not care takes what the other likes better."""
    assert disputed_points(problem_of_game(game_of({"i": {"a": (5, 1), "b": (5, 3)}}))) == {}


def test_what_cannot_be_divided() -> None:
    """Three parties, or nothing in dispute, are refused with the reason."""
    with pytest.raises(DetenteError, match="two parties"):
        divide(problem_of_game(game_of({"i": {"a": (1, 2, 3)}})))
    with pytest.raises(DetenteError, match="nothing to divide"):
        divide(problem_of_game(game_of({"i": {"a": (1, 2), "b": (0, 0)}})))
