"""Scored games: what they are worth, and what is refused."""

from __future__ import annotations

from fractions import Fraction

import pytest

from detente.errors import ExchangeError
from detente.model.scored_game import Combination, ScoredGame, Scorer

ISSUES = {"price": ("low", "high"), "date": ("soon", "late")}


def scorer(name: str = "buyer", **more: object) -> Scorer:
    """Make a party that likes a low price."""
    return Scorer(name=name, values={"price": {"low": Fraction(3)}}, **more)  # type: ignore[arg-type]


def game(*parties: Scorer, issues: dict[str, tuple[str, ...]] = ISSUES) -> ScoredGame:
    """Make a game of these parties."""
    return ScoredGame(name="sale", issues=issues, parties=parties)


def test_points_add_up_with_base_and_combinations() -> None:
    """Options, what every package is worth, and what a whole combination adds."""
    both = Combination(when={"price": ("low",), "date": ("soon", "late")}, points=Fraction(1, 2))
    buyer = scorer(base=Fraction(-1), combinations=(both,))
    assert buyer.points({"price": "low", "date": "soon"}) == Fraction(5, 2)
    assert buyer.points({"price": "high", "date": "soon"}) == -1


def test_packages_are_counted_exactly() -> None:
    """At any size."""
    assert game(scorer()).n_packages == 4
    many = {f"i{k}": tuple(map(str, range(10))) for k in range(30)}
    assert ScoredGame(name="big", issues=many, parties=(Scorer(name="a", values={}),)).n_packages == 10**30


@pytest.mark.parametrize(
    ("make", "words"),
    [
        (lambda: game(scorer(), issues={}), "no issue"),
        (lambda: game(), "no party"),
        (lambda: game(scorer(), issues={**ISSUES, "date": ()}), "'date' has no option"),
        (lambda: game(scorer(), issues={**ISSUES, "date": ("soon", "soon")}), "'soon' twice"),
        (lambda: game(scorer(), scorer()), "two parties are called 'buyer'"),
        (lambda: game(Scorer(name="b", values={"prize": {}})), "did you mean 'price'"),
        (lambda: game(Scorer(name="b", values={"price": {"lo": Fraction(1)}})), "did you mean 'low'"),
        (
            lambda: game(scorer(combinations=(Combination(when={"day": ("x",)}, points=Fraction(1)),))),
            "'day', which is no issue",
        ),
    ],
)
def test_what_makes_no_game_is_refused_with_the_reason(make: object, words: str) -> None:
    """Nothing to settle, nobody to settle it, or names that stand twice or nowhere."""
    assert callable(make)
    with pytest.raises(ExchangeError, match=words):
        make()
