r"""Solution concepts on a finite list of surpluses: which points maximise, compared exactly.

The axiomatic solutions speak of convex sets. On a list of packages each is taken as the maximum it
is characterised by; where several points attain it, all are returned, and a stated rule (fewest
issues changed, then option order) only says which is named first.

* Nash (1950, *Econometrica* 18(2); on finite sets Mariotti 1998, *Social Choice and Welfare*
  15(3)): the product :math:`\prod_k s_k^{w_k}` of the surpluses. If no point gives everybody a
  gain, as many parties as possible gain, and for each such set of parties their product counts
  (after Caragiannis et al. 2019, *ACM Transactions on Economics and Computation* 7(3)); no set is
  preferred to another of its size, because that would compare scales.
* Kalai and Smorodinsky (1975, *Econometrica* 43(3)): the least share :math:`\min_k s_k / U_k` of
  what each could get at best within the zone (its *ideal gain*; together the utopia point).
* Egalitarian (Kalai 1977, *Econometrica* 45(7)): the least surplus :math:`\min_k s_k`. It compares
  the parties' scales.
* Utilitarian: the sum :math:`\sum_k s_k`. It compares the parties' scales, too.

A first pass in floating point leaves the few points near the maximum; those are compared in whole
numbers, so that ties are ties and nothing else is.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from fractions import Fraction

import numpy as np
from numpy.typing import NDArray

from detente.errors import DetenteError

__all__ = [
    "CONCEPTS",
    "MOST_POWER",
    "egalitarian",
    "kalai_smorodinsky",
    "nash",
    "utilitarian",
    "whole_powers",
]

Int = NDArray[np.int64]
Float = NDArray[np.float64]

CONCEPTS = ("nash", "kalai_smorodinsky", "egalitarian", "utilitarian")
#: Relative room for rounding in the first pass, far above what it can be.
NEAR = 1e-9
#: Largest whole number that bargaining powers may come to.
MOST_POWER = 1000


def nash(surplus: Int, powers: Sequence[int]) -> Int:
    """Return which points maximise the product of the surpluses.

    Parameters
    ----------
    surplus : int64 or object array, shape (n_points, n_parties)
        At least 0. Any units: the product does not depend on them.
    powers : sequence of int
        Bargaining power of each party, 1 or more; all 1 for the symmetric solution.

    Returns
    -------
    int64 array
        Places of all that maximise; empty where there is no point. A point where somebody gains
        nothing is among them only if every point is of that kind.
    """
    if not len(surplus):
        return np.empty(0, np.int64)
    gains = surplus > 0
    most = gains.sum(axis=1).max()
    found = [
        _best_product(surplus, np.flatnonzero((gains == who).all(axis=1)), powers)
        for who in np.unique(gains[gains.sum(axis=1) == most], axis=0)
    ]
    return np.sort(np.concatenate(found))


def _best_product(surplus: Int, places: Int, powers: Sequence[int]) -> Int:
    """Return which of some points, at which the same parties gain, maximise their product."""
    rows = surplus[places]
    logs = np.log(np.where(rows > 0, rows, 1).astype(np.float64)) @ np.array(powers, np.float64)

    def product(k: int) -> int:
        return math.prod(int(s) ** w for s, w in zip(rows[k], powers, strict=True) if s > 0)

    return places[_largest(logs, NEAR * (1.0 + np.abs(logs).max()), product)]


def kalai_smorodinsky(surplus: Int, ideal: Sequence[int]) -> Int:
    """Return which points maximise the least share of the ideal gains.

    Parameters
    ----------
    surplus : int64 array, shape (n_points, n_parties)
    ideal : sequence of int
        The most each party can gain, in the same units; a party that can gain nothing is left out.

    Returns
    -------
    int64 array
        Places of all that maximise; all points where nobody can gain.
    """
    able = [k for k, most in enumerate(ideal) if most > 0]
    if not able:
        return np.arange(len(surplus))
    shares = surplus[:, able].astype(np.float64) / np.array([ideal[k] for k in able], np.float64)

    def least(n: int) -> Fraction:
        return min(Fraction(int(surplus[n, k]), int(ideal[k])) for k in able)

    return _largest(shares.min(axis=1), NEAR, least)


def egalitarian(surplus: Int, units: Sequence[int]) -> Int:
    """Return which points maximise the least surplus in points.

    Parameters
    ----------
    surplus : int64 array, shape (n_points, n_parties)
    units : sequence of int
        Units to a point, party by party.
    """
    points = surplus.astype(np.float64) / np.array(units, np.float64)

    def least(n: int) -> Fraction:
        return min(Fraction(int(s), unit) for s, unit in zip(surplus[n], units, strict=True))

    return _largest(points.min(axis=1), NEAR * _scale(points), least)


def utilitarian(surplus: Int, units: Sequence[int]) -> Int:
    """Return which points maximise the sum of the surpluses in points; as :func:`egalitarian`."""
    points = surplus.astype(np.float64) / np.array(units, np.float64)

    def total(n: int) -> Fraction:
        return sum((Fraction(int(s), unit) for s, unit in zip(surplus[n], units, strict=True)), Fraction(0))

    return _largest(points.sum(axis=1), NEAR * _scale(points), total)


def _scale(points: Float) -> float:
    largest = float(np.abs(points).max(initial=0.0))
    return largest * max(int(points.shape[1]), 1)


def _largest(rough: Float, room: float, exact: Callable[[int], int | Fraction]) -> Int:
    """Return the places at which ``exact`` is largest, asking only where ``rough`` is near its maximum."""
    if not len(rough):
        return np.empty(0, np.int64)
    near = np.flatnonzero(rough >= rough.max() - room).tolist()
    worth = [exact(k) for k in near]
    best = max(worth)
    return np.array([k for k, value in zip(near, worth, strict=True) if value == best], np.int64)


def whole_powers(power: Sequence[Fraction]) -> tuple[int, ...]:
    """Return bargaining powers as the smallest whole numbers in the same proportion.

    Parameters
    ----------
    power : sequence of Fraction
        One for each party, above 0.

    Returns
    -------
    tuple of int

    Raises
    ------
    DetenteError
        For a power that is not above 0, or powers that need whole numbers above ``MOST_POWER``.

    Examples
    --------
    >>> whole_powers([Fraction(1, 2), Fraction(3, 4)])
    (2, 3)
    """
    if any(p <= 0 for p in power):
        raise DetenteError("bargaining power must be above 0; leave a party without power out of the bargain")
    common = math.lcm(*(p.denominator for p in power))
    whole = [int(p * common) for p in power]
    shared = math.gcd(*whole)
    if max(whole) // shared > MOST_POWER:
        raise DetenteError(
            f"these bargaining powers need whole numbers above {MOST_POWER} to keep their proportion; "
            "round them"
        )
    return tuple(p // shared for p in whole)
