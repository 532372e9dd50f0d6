r"""To whom a movement is due: the Shapley value over what was changed.

A movement from :math:`v(\emptyset)` to :math:`v(N)` is caused by changes :math:`N`, each of which
may matter more, less or the other way round once others are made. The Shapley value is the mean of
what a change adds over all orders in which the changes can be made (Shapley 1953, *Contributions to
the Theory of Games* II): the only division that adds up to the movement, gives nothing to a change
that never matters, treats alike changes that matter alike, and adds up over questions. With few
changes all sets of them are judged; with many, orders are drawn at random, and the mean over these
estimates it without bias (Castro, Gomez and Tejada 2009, *Computers & Operations Research* 36(5)).
Every order adds up to the movement, so the estimate does so too, exactly. Each order is followed by its
reverse, which cancels whatever two changes do to each other (antithetic sampling; Mitchell, Cooper,
Frank and Holmes 2022, *Journal of Machine Learning Research* 23(43)).
"""

from __future__ import annotations

import itertools
import math
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

import numpy as np

__all__ = ["COVER", "FEWEST_PAIRS", "MOST_PAIRS", "Shapley", "is_sampled", "shapley"]

#: A number of draws for each question that is divided, gates for instance.
Counts = tuple[int, ...]
Worth = Callable[[frozenset[str]], Counts]

#: With up to so many changes every set of them is judged, whatever is allowed.
ALWAYS_EXACT = 3
#: Orders, each with its reverse, that are drawn at least and at most where sets are too many.
FEWEST_PAIRS, MOST_PAIRS = 4, 1000
#: Share of the intervals that cover the exact value, roughly.
COVER = 0.95


@dataclass(frozen=True, kw_only=True)
class Shapley:
    """A movement divided over changes.

    Attributes
    ----------
    values : mapping of player to tuple of Fraction
        For each player what it is given, one number for each question.
    margins : mapping of player to tuple of float, or None
        Half the width of an interval that covers the exact value in about 95% of cases, by the
        central limit theorem; None where the values are exact.
    evaluations : int
        Sets that were judged.
    orders : int or None
        Orders that were drawn; None where the values are exact.
    """

    values: Mapping[str, tuple[Fraction, ...]]
    margins: Mapping[str, tuple[float, ...]] | None
    evaluations: int
    orders: int | None = None

    @property
    def is_exact(self) -> bool:
        """Whether every set was judged."""
        return self.margins is None


def is_sampled(players: int, most: int) -> bool:
    """Tell whether orders have to be sampled, as there are more sets of players than may be judged."""
    return players > ALWAYS_EXACT and 2**players > most


def shapley(players: Sequence[str], worth: Worth, *, most: int = 512, seed: int = 0) -> Shapley:
    """Divide the worth of all players over them.

    Parameters
    ----------
    players : sequence of str
        Different from each other; may be empty.
    worth : callable
        From a set of players to whole numbers, as many for every set. Asked once for each set.
    most : int
        Sets that may be judged. If there are more, and more than three players, orders are sampled
        until about so many different sets have been judged, 8 orders at least and 2,000 at most.
    seed : int
        Of the orders.

    Returns
    -------
    Shapley
        The values of all players add up to the worth of all less the worth of none, exactly.

    Examples
    --------
    >>> found = shapley(["left", "right", "idle"], lambda s: (int({"left", "right"} <= s),))
    >>> {player: str(value) for player, (value,) in found.values.items()}
    {'left': '1/2', 'right': '1/2', 'idle': '0'}
    """
    known: dict[frozenset[str], Counts] = {}

    def asked(chosen: frozenset[str]) -> Counts:
        if chosen not in known:
            known[chosen] = worth(chosen)
        return known[chosen]

    if is_sampled(len(players), most):
        return _sampled(players, asked, known, most=most, seed=seed)
    return Shapley(values=_exact(players, asked), margins=None, evaluations=len(known))


def _exact(players: Sequence[str], worth: Worth) -> dict[str, tuple[Fraction, ...]]:
    """Weigh what each player adds to every set of others by the orders in which that happens."""
    n = len(players)
    orders = math.factorial(n)
    found = {}
    for player in players:
        others = [other for other in players if other != player]
        total = [0] * len(worth(frozenset()))
        for size in range(n):
            weight = math.factorial(size) * math.factorial(n - 1 - size)
            for chosen in map(frozenset, itertools.combinations(others, size)):
                added = _less(worth(chosen | {player}), worth(chosen))
                total = [t + weight * a for t, a in zip(total, added, strict=True)]
        found[player] = tuple(Fraction(t, orders) for t in total)
    return found


def _less(one: Counts, other: Counts) -> Counts:
    return tuple(a - b for a, b in zip(one, other, strict=True))


def _sampled(
    players: Sequence[str],
    worth: Worth,
    known: Mapping[frozenset[str], Counts],
    *,
    most: int,
    seed: int,
) -> Shapley:
    generator = np.random.default_rng(seed)
    # What each player adds in an order and in its reverse, together.
    added: dict[str, list[Counts]] = {player: [] for player in players}
    pairs = 0
    while pairs < FEWEST_PAIRS or (len(known) < most and pairs < MOST_PAIRS):
        order = [players[k] for k in generator.permutation(len(players))]
        there, back = _along(order, worth), _along(order[::-1], worth)
        for player in players:
            both = zip(there[player], back[player], strict=True)
            added[player].append(tuple(a + b for a, b in both))
        pairs += 1
    totals = {player: map(sum, zip(*added[player], strict=True)) for player in players}
    return Shapley(
        values={player: tuple(Fraction(t, 2 * pairs) for t in totals[player]) for player in players},
        margins={player: _margins(added[player]) for player in players},
        evaluations=len(known),
        orders=2 * pairs,
    )


def _along(order: Sequence[str], worth: Worth) -> dict[str, Counts]:
    """Return what each player adds when they come in an order."""
    found, chosen = {}, frozenset[str]()
    for player in order:
        wider = chosen | {player}
        found[player] = _less(worth(wider), worth(chosen))
        chosen = wider
    return found


def _margins(added: Sequence[Counts]) -> tuple[float, ...]:
    """Return half the width of the interval of each mean of pairs, by Student's t."""
    # Imported here because scipy.special costs a tenth of a second at start-up.
    from scipy import special

    n = len(added)
    width = float(special.stdtrit(n - 1, (1 + COVER) / 2)) / math.sqrt(n)
    deviations = np.std(np.array(added, np.float64) / 2, axis=0, ddof=1)
    return tuple(float(width * deviation) for deviation in deviations)
