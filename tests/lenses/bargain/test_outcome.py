"""One package and its worth."""

from __future__ import annotations

from fractions import Fraction

import detente
from detente.lenses.bargain.outcome import outcome_of
from detente.lenses.bargain.problem import problem_of_dossier, problem_of_game
from lenses.bargain.games import game_of


def test_a_dossier_names_changes_a_game_every_issue() -> None:
    """The status quo goes without saying where there is one."""
    dossier = problem_of_dossier(detente.load("two-issues"))
    outcome = outcome_of(dossier, dossier.space.columns({"sanctions": "ease"}))
    assert dict(outcome.package) == {"sanctions": "ease"}
    assert dict(outcome.points) == {"north": -6, "south": 14}
    game = problem_of_game(game_of({"i": {"a": (1, 2), "b": (3, 4)}, "j": {"c": (5, 6)}}, reserve=(1, 1)))
    outcome = outcome_of(game, game.space.columns({"i": "b", "j": "c"}), packages=1)
    assert dict(outcome.package) == {"i": "b", "j": "c"}
    assert dict(outcome.surplus) == {"P1": 7, "P2": 9}
    assert outcome.to_dict()["utilities"] == {"P1": 8.0, "P2": 10.0}


def test_points_are_fractions_until_they_leave() -> None:
    """A third stays a third, and becomes a number in JSON only."""
    game = problem_of_game(game_of({"i": {"a": (Fraction(1, 3), 0)}}))
    outcome = outcome_of(game, game.space.columns({"i": "a"}))
    assert outcome.points["P1"] == Fraction(1, 3)
    assert outcome.to_dict()["utilities"]["P1"] == 1 / 3
