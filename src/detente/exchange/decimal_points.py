"""Points whose decimals end, for formats that know no other numbers."""

from __future__ import annotations

import math
from dataclasses import replace
from fractions import Fraction

from detente.errors import ExchangeError
from detente.exchange.exact_numbers import finite_factor
from detente.exchange.whole_points import points_in
from detente.model.scored_game import Combination, ScoredGame, Scorer

__all__ = ["with_decimal_points", "written_discount"]

#: No factor larger than this is applied.
_LARGEST = 10**300


def with_decimal_points(game: ScoredGame) -> ScoredGame:
    """Multiply the points of a party so that all of them are decimals that end.

    All points of the party are multiplied by the same whole number, the smallest that does it,
    that of no deal too; no preference changes, and nothing is rounded. Points that are such
    decimals already, as those of people and programs are, stay what they are.

    Raises
    ------
    ExchangeError
        If that would take a number of more than 300 figures.
    """
    return replace(game, parties=tuple(_multiplied(party) for party in game.parties))


def _multiplied(party: Scorer) -> Scorer:
    factor = 1
    for points in points_in(party):
        factor = math.lcm(factor, finite_factor(points))
        if factor > _LARGEST:
            raise ExchangeError(f"the points of {party.name!r} have too many figures to be written exactly")
    if factor == 1:
        return party
    return replace(
        party,
        values={i: {o: points * factor for o, points in row.items()} for i, row in party.values.items()},
        combinations=tuple(
            Combination(when=combination.when, points=combination.points * factor)
            for combination in party.combinations
        ),
        base=party.base * factor,
        reserve=None if party.reserve is None else party.reserve * factor,
    )


def written_discount(party: Scorer) -> Fraction | None:
    """Return the discount of a party if it is a decimal that ends."""
    if party.discount is None or finite_factor(party.discount) > 1:
        return None
    return party.discount
