"""Points as whole numbers."""

from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from detente.errors import ExchangeError
from detente.exchange.exact_numbers import has_end
from detente.exchange.whole_points import decimal_scale, points_in, whole_points
from detente.model.scored_game import ScoredGame, Scorer

from .random_games import packages, random_games


@settings(deadline=None, max_examples=40)
@given(random_games(combinations=True), st.booleans())
def test_every_package_keeps_its_worth(game: ScoredGame, in_place: bool) -> None:
    """On a scale from 0 on, moved and multiplied as is said."""
    for party in game.parties:
        whole = whole_points(game, party, in_place=in_place)
        assert whole.factor * ((party.reserve or 0) - whole.low) == whole.reserve
        assert min(points for row in whole.rows.values() for points in row.values()) >= 0
        for package in packages(game):
            worth = whole.constant + sum(whole.rows[issue][option] for issue, option in package.items())
            worth += sum(
                points
                for when, points in whole.combinations
                if all(package[issue] in options for issue, options in when.items())
            )
            assert worth == whole.factor * (party.points(package) - whole.low)
            assert 0 <= worth <= whole.top
        assert 0 <= whole.reserve <= whole.top


@settings(deadline=None, max_examples=40)
@given(random_games())
def test_without_combinations_the_scale_is_used_to_its_ends(game: ScoredGame) -> None:
    """The best of the packages and no deal is the top, the worst is 0."""
    for party in game.parties:
        whole = whole_points(game, party)
        worths = [whole.factor * (party.points(x) - whole.low) for x in packages(game)]
        assert max(*worths, whole.reserve) == whole.top
        assert whole.constant >= 0


def test_points_that_need_not_move_stay() -> None:
    """So an issue keeps what its worst option is worth."""
    party = Scorer(name="A", values={"x": {"a": Fraction(1, 2), "b": Fraction(1)}}, reserve=Fraction(0))
    whole = whole_points(ScoredGame(name="g", issues={"x": ("a", "b")}, parties=(party,)), party)
    assert (whole.rows, whole.constant, whole.low) == ({"x": {"a": 1, "b": 2}}, 0, 0)


def test_points_stay_in_place_on_demand() -> None:
    """No deal above 0 does not move the scale then."""
    party = Scorer(name="A", values={"x": {"a": Fraction(2), "b": Fraction(4)}}, reserve=Fraction(1))
    game = ScoredGame(name="g", issues={"x": ("a", "b")}, parties=(party,))
    kept, moved = whole_points(game, party, in_place=True), whole_points(game, party)
    assert (kept.rows["x"], kept.constant, kept.reserve) == ({"a": 2, "b": 4}, 0, 1)
    assert (moved.rows["x"], moved.constant, moved.reserve) == ({"a": 0, "b": 2}, 1, 0)


@given(st.integers(0, 10**40))
def test_the_scale_is_a_decimal_that_ends(top: int) -> None:
    """And brings the top to 1, or hardly below."""
    scale = decimal_scale(top)
    assert has_end(scale)
    assert top == 0 or 1 - Fraction(1, 10**12) < top * scale <= 1


def test_the_scale_is_exact_where_it_can_be() -> None:
    """For tops made of twos and fives."""
    assert decimal_scale(40) == Fraction(1, 40)
    assert decimal_scale(3) == Fraction("0.3333333333333")


def test_numbers_with_too_many_figures() -> None:
    """They are refused before they grow."""
    values = {"x": {str(n): Fraction(1, 10**40 + n) for n in range(50)}}
    party = Scorer(name="A", values=values)
    game = ScoredGame(name="g", issues={"x": tuple(values["x"])}, parties=(party,))
    with pytest.raises(ExchangeError, match="the points of 'A' have too many figures"):
        whole_points(game, party)
    assert len(list(points_in(party))) == 52
