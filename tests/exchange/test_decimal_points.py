"""Points whose decimals end."""

from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given, settings

from detente.errors import ExchangeError
from detente.exchange.decimal_points import with_decimal_points, written_discount
from detente.exchange.exact_numbers import has_end
from detente.exchange.whole_points import points_in
from detente.model.scored_game import ScoredGame, Scorer

from .random_games import random_games
from .written_files import check_same_preferences


@settings(deadline=None, max_examples=40)
@given(random_games(combinations=True))
def test_preferences_stay(game: ScoredGame) -> None:
    """All numbers end, and those of a party that did before are not touched."""
    after = with_decimal_points(game)
    factors = check_same_preferences(game, after)
    for old, new, factor in zip(game.parties, after.parties, factors, strict=True):
        assert all(map(has_end, points_in(new)))
        assert factor == 1 or not all(map(has_end, points_in(old)))


def test_too_many_figures() -> None:
    """They are refused."""
    party = Scorer(name="A", values={}, base=Fraction(1, 3**700))
    with pytest.raises(ExchangeError, match="too many figures"):
        with_decimal_points(ScoredGame(name="g", issues={"x": ("a",)}, parties=(party,)))


def test_only_a_discount_with_an_end_is_written() -> None:
    """It cannot be multiplied like points."""
    for discount, expected in ((None, None), (Fraction(1, 3), None), (Fraction(9, 10), Fraction(9, 10))):
        assert written_discount(Scorer(name="A", values={}, discount=discount)) == expected
