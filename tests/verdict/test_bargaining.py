"""The bargain lens by its public name."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction
from typing import Any

import pytest

import detente
from detente.errors import DetenteError, UnknownNameError
from detente.model.scored_game import ScoredGame, Scorer
from detente.verdict.bargaining import bargain
from detente.verdict.draw_limits import MAX_DRAWS

GAME = ScoredGame(
    name="sale",
    issues={"price": ("low", "high"), "date": ("soon", "late")},
    parties=(
        Scorer(name="buyer", values={"price": {"low": Fraction(4)}, "date": {"soon": Fraction(1)}}),
        Scorer(name="seller", values={"price": {"high": Fraction(4)}, "date": {"late": Fraction(3)}}),
    ),
)


def test_a_dossier_has_movement_and_a_game_has_none() -> None:
    """Draws are of judgements, and a game has points only."""
    found = bargain(detente.load("two-issues"), draws=12, seed=1)
    assert found.movement is not None
    assert found.movement.draws == 12
    assert bargain(GAME).movement is None
    assert bargain(detente.load("two-issues"), draws=0).movement is None


def test_workers_make_no_difference() -> None:
    """The same bytes with one thread and with three."""
    dossier = detente.load("panama-1977")
    told = [bargain(dossier, draws=25, seed=2, workers=n).to_json() for n in (1, 3)]
    assert told[0] == told[1]


def test_gates_count_in_draws_too() -> None:
    """Under later gates the Nash package is found less often, never more."""
    dossier = detente.load("two-issues")
    zone, all_gates = (
        bargain(dossier, draws=40, gates=gates).movement for gates in ((), ("self-enforcing",))
    )
    assert zone is not None
    assert all_gates is not None
    assert all_gates.found < zone.found


def test_power_is_by_name_and_one_if_not_named() -> None:
    """Fractions and decimals keep their proportion."""
    assert bargain(GAME, power={"buyer": 1.5}).powers == (3, 2)
    assert bargain(GAME).powers == (1, 1)


@pytest.mark.parametrize(
    ("words", "error", "text"),
    [
        ({"power": {"sellr": 2}}, UnknownNameError, "did you mean 'seller'"),
        ({"power": {"buyer": 0}}, DetenteError, "above 0"),
        ({"packages": {"x": {"prize": "low"}}}, UnknownNameError, "did you mean 'price'"),
        ({"packages": {"x": {"price": "lower"}}}, UnknownNameError, "did you mean 'low'"),
        ({"packages": {"x": {"price": "low"}}}, DetenteError, "leaves date open"),
        ({"draws": -1}, DetenteError, "from 0 to"),
        ({"draws": MAX_DRAWS + 1}, DetenteError, "from 0 to"),
        ({"seed": -1}, DetenteError, "0 or more"),
        ({"parties": ["buyer", "sellr"]}, UnknownNameError, "did you mean 'seller'"),
    ],
)
def test_what_cannot_be_is_told(words: Mapping[str, Any], error: type[Exception], text: str) -> None:
    """Names that do not exist, powers of nothing, packages with holes, numbers out of range."""
    with pytest.raises(error, match=text):
        bargain(GAME, **words)


def test_the_division_comes_on_request() -> None:
    """Adjusted Winner between the two parties of a game."""
    found = bargain(GAME, divided=True).division
    assert found is not None
    assert found.equitable
    assert bargain(GAME).division is None
