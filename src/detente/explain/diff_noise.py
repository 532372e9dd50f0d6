"""How far a share of draws may move by luck alone."""

from __future__ import annotations

import math

from detente.verdict.intervals import wilson

__all__ = ["difference_interval"]


def difference_interval(before: tuple[float, int], after: tuple[float, int]) -> tuple[float, float]:
    """Return an interval of 95% of the difference of two shares of independent draws.

    Made of the score intervals of both (Newcombe 1998, *Statistics in Medicine* 17, method 10).

    Parameters
    ----------
    before, after : (float, int)
        Share and number of draws.

    Returns
    -------
    low, high : float
        Of the second less the first.

    Examples
    --------
    >>> low, high = difference_interval((0.2, 1000), (0.3, 1000))
    >>> round(low, 3), round(high, 3)
    (0.062, 0.137)
    """
    (p, n), (q, m) = before, after
    first, second = wilson(round(p * n), n), wilson(round(q * m), m)
    moved = q - p
    return (
        moved - math.hypot(q - second.low, first.high - p),
        moved + math.hypot(second.high - q, p - first.low),
    )
