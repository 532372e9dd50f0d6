r"""Richardson's own test of his arms race: the yearly increase of all expenditure against its mean level.

With the two parties alike (a = b, k = l) their sum s obeys :math:`s' = (k - a) s + (g + h)`; over a year

.. math:: s_{t+1} - s_t = \beta \, \frac{s_t + s_{t+1}}{2} + \gamma

so that the slope estimates k - a, and the level at which nothing would be added is
:math:`-\gamma / \beta`, in Richardson's reading what trade and goodwill weigh against arms (1960, *Arms and
Insecurity*, ch. 2).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import ArrayLike

from detente.errors import RunError
from detente.lenses.spiral.linear_tests import finite_or_none

__all__ = ["ArmsRace", "arms_race_regression"]

#: Totals at least: three increases, one more than a line takes.
FEWEST = 4
#: Beyond this squares would leave the range of a float.
BOUND = 1e100


@dataclass(frozen=True, kw_only=True)
class ArmsRace:
    """The line through increases against mean totals.

    Attributes
    ----------
    slope : float
        Part of the level that is added in a year: k - a; above 0 the race runs away from its
        balance, below it returns.
    error : float
        Its standard error, all variances the same.
    intercept : float
        Increase at a total of 0: g + h, in the units of the totals.
    balance : float
        Total at which nothing would be added; NaN where the slope is 0.
    r_squared : float
        Part of the variance of the increases that the line explains.
    increases : int
        Points on which the line rests.
    meaning, caveat : str
        One line each.
    """

    slope: float
    error: float
    intercept: float
    balance: float
    r_squared: float
    increases: int
    meaning: str
    caveat: str

    def to_dict(self) -> dict[str, Any]:
        """Return the JSON form."""
        return {**self.__dict__, "balance": finite_or_none(self.balance)}


def arms_race_regression(totals: ArrayLike) -> ArmsRace:
    """Fit the yearly increase of a total to the mean of the two years.

    Parameters
    ----------
    totals : array-like of float, shape (n,), n at least 4
        Expenditure of all parties in years that follow each other.

    Returns
    -------
    ArmsRace

    Raises
    ------
    RunError
        For fewer than four totals, missing ones, and ones whose means or increases never change.

    Examples
    --------
    >>> doubling = arms_race_regression([1, 2, 4, 8])
    >>> round(doubling.slope, 6), doubling.increases
    (0.666667, 3)
    """
    series = np.asarray(totals, np.float64)
    if series.ndim != 1 or len(series) < FEWEST:
        raise RunError(f"at least {FEWEST} yearly totals in a row are needed, not {series.shape}")
    if not np.isfinite(series).all() or np.abs(series).max() > BOUND:
        raise RunError("a yearly total is missing or immense; take years that follow each other without gaps")
    added, level = np.diff(series), (series[1:] + series[:-1]) / 2
    away, moved = level - level.mean(), added - added.mean()
    spread, whole = float(away @ away), float(moved @ moved)
    size = len(level) * float(np.abs(series).max()) ** 2
    if min(spread, whole) <= 1e-24 * size:
        raise RunError(
            "the totals or their increases are the same in every year: a line has no slope to tell"
        )
    slope = float(away @ moved) / spread
    left = moved - slope * away
    intercept = float(added.mean() - slope * level.mean())
    balance = -intercept / slope if slope else float("nan")
    return ArmsRace(
        slope=slope,
        error=float(np.sqrt(left @ left / (len(added) - 2) / spread)),
        intercept=intercept,
        balance=balance,
        r_squared=1 - float(left @ left) / whole,
        increases=len(added),
        meaning=_meaning(slope, balance),
        caveat=(
            f"{len(added)} points; both parties are taken to be alike, and a total that grows by any steady "
            "rate lies on such a line as well"
        ),
    )


def _meaning(slope: float, balance: float) -> str:
    if slope == 0:
        return "what is added in a year does not depend on the level"
    way = "the race runs away from" if slope > 0 else "the race returns to"
    return f"{slope:.3f} of the level is added in a year: {way} {balance:.4g}, where nothing would be added"
