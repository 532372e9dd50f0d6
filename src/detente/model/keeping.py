r"""Keeping a deal against breaking it: the price of temptation, on exact integers.

The condition :math:`d q\, s \ge (1 - d) T` is held as :math:`m s - c\, T \ge 0` with
:math:`c / m` the ratio :math:`(1 - d) / (d q)`, rounded down to 1/2**14 up to 256 and to whole
numbers up to 2**22; beyond that only a package without temptation holds. Rounding down is
monotone, so among packages that are acceptable a higher discount factor or better monitoring
never takes one away, and a package that stands exactly at the condition holds.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from detente.errors import TooLargeError

__all__ = ["LARGEST_SUM", "keeping_table", "require_room"]

Int = NDArray[np.int64]
Float = NDArray[np.float64]

FINE = 1 << 14
FINE_LIMIT = 256
COARSE_LIMIT = 1 << 22
#: Sums above this would leave too little head room in int64.
LARGEST_SUM = float(1 << 61)


def require_room(largest: float) -> None:
    """Raise TooLargeError when a sum of this size would not fit."""
    if largest > LARGEST_SUM:
        raise TooLargeError(
            "points are too large for exact sums; rescale the party's points (a common factor on all "
            "of them leaves the result unchanged) so that no option is worth more than about 10 000"
        )


def _ratio(d: Float, q: Float) -> Float:
    """Return (1 - d) / (d q): 0 when nothing is discounted, infinite when nothing is noticed."""
    d = np.clip(d, 0.0, 1.0)
    q = np.clip(q, 0.0, 1.0)
    with np.errstate(divide="ignore", invalid="ignore", over="ignore"):
        ratio = np.where(d * q > 0.0, (1.0 - d) / (d * q), np.inf)
    return np.where(d == 1.0, 0.0, ratio)


def keeping_table(
    surplus: Int, threshold: Int, temptation: Int, discount: Float, monitoring: Float
) -> tuple[Int, Int]:
    """Return table and threshold of "keeping the deal beats breaking it".

    Parameters
    ----------
    surplus : int64 array, shape (n_draws, n_columns)
        Table of the party's surplus.
    threshold : int64 array, shape (n_draws,)
        Its threshold.
    temptation : int64 array, shape (n_draws, n_columns)
        What breaking saves.
    discount, monitoring : float array, shape (n_draws,)
        Discount factor, and probability per period that cheating is noticed.

    Raises
    ------
    TooLargeError
        When products would not fit into int64.
    """
    ratio = _ratio(discount, monitoring)
    scale = np.where(ratio <= FINE_LIMIT, FINE, 1)
    hopeless = ratio > COARSE_LIMIT
    price = np.floor(np.where(hopeless, 1.0, ratio) * scale).astype(np.int64)
    scale = np.where(hopeless, 0, scale)
    worth = max(float(np.abs(surplus).max(initial=0)), float(np.abs(threshold).max(initial=0)))
    tempting = float(temptation.max(initial=0))
    require_room(worth * float(scale.max(initial=0)) + tempting * float(price.max(initial=0)))
    return scale[:, None] * surplus - price[:, None] * temptation, scale * threshold
