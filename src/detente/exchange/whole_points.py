"""Points of a party as whole numbers from 0 up, for programs that know no other scale.

Preferences do not change when all points of a party, that of no deal included, are multiplied by
a positive number and moved by the same amount; so a scale that starts at 0 and has no fractions
can always be found, and nothing is rounded.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction

from detente.errors import ExchangeError
from detente.exchange.exact_numbers import has_end
from detente.model.scored_game import ScoredGame, Scorer

__all__ = ["WholePoints", "common_factor", "decimal_scale", "points_in", "whole_points"]

#: How near to 1 the best package comes where 1 is not possible: 1 - 10**-12.
_SHARP = 12
_LARGEST = 10**300


@dataclass(frozen=True, kw_only=True)
class WholePoints:
    """The points of a party as whole numbers.

    A package is worth ``constant``, plus its options' ``rows``, plus the ``combinations`` it
    meets: that is ``factor * (points - low)``, at least 0 and at most ``top`` for any package.

    Attributes
    ----------
    rows : mapping of issue to mapping of option to int
        Every option of every issue, none below 0; the lowest of each issue is 0 if points had to
        be moved.
    combinations : tuple of (mapping of issue to options, int)
    constant : int
        At least 0 if there are no combinations.
    reserve : int
        No deal, from 0 to ``top``.
    top : int
        What no package exceeds (and without combinations, the best of the packages and no deal).
    low : Fraction
    factor : int
    """

    rows: Mapping[str, Mapping[str, int]]
    combinations: tuple[tuple[Mapping[str, tuple[str, ...]], int], ...]
    constant: int
    reserve: int
    top: int
    low: Fraction
    factor: int


def whole_points(game: ScoredGame, party: Scorer, *, in_place: bool = False) -> WholePoints:
    """Find the scale of a party on which nothing is negative and nothing has a fraction.

    Parameters
    ----------
    game : ScoredGame
    party : Scorer
    in_place : bool
        Let 0 stay 0, and every option keep its worth, if nothing is worth less; otherwise the
        worst of the packages and no deal is 0 (with combinations, what none of them is below).

    Raises
    ------
    ExchangeError
        If that would take numbers of more than 300 figures.
    """
    values = {
        issue: {o: party.values.get(issue, {}).get(o, Fraction(0)) for o in options}
        for issue, options in game.issues.items()
    }
    least = {issue: min(by_option.values()) for issue, by_option in values.items()}
    base = party.base + sum(least.values())
    linked = [combination.points for combination in party.combinations]
    reserve = party.reserve or Fraction(0)
    low = min(reserve, base + sum(points for points in linked if points < 0))
    if min(least.values()) >= 0 and (low == party.base or (in_place and low > party.base)):
        # Nothing has to move, so every issue keeps what its options are worth.
        least, base, low = dict.fromkeys(least, Fraction(0)), party.base, party.base
    factor = common_factor(points_in(party), party.name)
    rows = {i: {o: int((v - least[i]) * factor) for o, v in row.items()} for i, row in values.items()}
    constant = int((base - low) * factor)
    most = constant + sum(max(row.values()) for row in rows.values())
    most += sum(int(points * factor) for points in linked if points > 0)
    no_deal = int((reserve - low) * factor)
    return WholePoints(
        rows=rows,
        combinations=tuple((c.when, int(c.points * factor)) for c in party.combinations),
        constant=constant,
        reserve=no_deal,
        top=max(no_deal, most),
        low=low,
        factor=factor,
    )


def common_factor(numbers: Iterable[Fraction], name: str) -> int:
    """Return the smallest whole number that makes all of the numbers whole.

    Raises
    ------
    ExchangeError
        If it has more than 300 figures; ``name`` is whose points they are.
    """
    factor = 1
    for number in numbers:
        factor = math.lcm(factor, number.denominator)
        if factor > _LARGEST or abs(number) > _LARGEST:
            raise ExchangeError(f"the points of {name!r} have too many figures to be written exactly")
    return factor


def points_in(party: Scorer) -> Iterator[Fraction]:
    """Yield every number of a party but its discount."""
    yield party.base
    yield party.reserve or Fraction(0)
    for by_option in party.values.values():
        yield from by_option.values()
    yield from (combination.points for combination in party.combinations)


def decimal_scale(top: int) -> Fraction:
    """Return a number with a decimal that ends by which ``top`` becomes 1, or hardly less.

    It is 1 / top if that has an end; otherwise the best package comes to between 1 - 10**-12 and 1.
    Multiplying by it is exact, so ties and distances stay what they are. It is 1 for ``top`` 0.
    """
    if top == 0:
        return Fraction(1)
    exact = Fraction(1, top)
    if has_end(exact):
        return exact
    power = 10 ** (len(str(top)) + _SHARP)
    return Fraction(power // top, power)
