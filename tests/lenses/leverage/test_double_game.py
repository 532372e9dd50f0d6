"""Words and deeds."""

from __future__ import annotations

import pytest

from detente.lenses.leverage.double_game import DoubleGame
from lenses.leverage.cases import look


def game(draws: int = 8, declared: str = "hold", conduct: str = "war", **values: object) -> DoubleGame:
    """Let the south say one thing and do another."""
    positions = {"declared": declared, "conduct": conduct, "note": "seen"}
    (found,) = look(draws, positions__south__truce=positions, **values).double_games
    return found


def test_the_gap_is_computed_for_everybody() -> None:
    """Itself first, then the principals, then those with a stake in either option."""
    found = game()
    assert {party: gap.middle for party, gap in found.gap.items()} == {
        "south": -8,
        "north": 20,
        "patron": -6,
        "militia": 2,
    }
    assert list(found.gap) == ["south", "north", "patron", "militia"]
    assert (found.prefers_conduct, found.is_double, found.note) == (1.0, True, "seen")


def test_conduct_may_be_pressure() -> None:
    """Declared less conduct: 20 - (-9) for the north."""
    found = game(conduct="attack")
    assert (found.gap["north"].middle, found.gap["south"].middle) == (29, -14)
    assert found.to_dict()["gap"]["north"]["p50"] == 29


def test_no_gap() -> None:
    """A party that does as it says plays no double game, and every gap is 0."""
    found = game(conduct="hold")
    assert not found.is_double
    assert {gap.middle for gap in found.gap.values()} == {0}
    assert found.prefers_conduct == 0.0


@pytest.mark.parametrize(("stake", "low", "high"), [("-8..8", 0.3, 0.7), ("-9..1", 0.8, 1.0)])
def test_over_draws(stake: str, low: float, high: float) -> None:
    """How often the party is better off doing as it does."""
    assert low < game(200, stakes__south__truce__hold=stake).prefers_conduct < high


def test_nobody_has_declared_anything() -> None:
    """Then there is nothing to tell."""
    assert look().double_games == ()
