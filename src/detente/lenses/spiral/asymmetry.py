r"""Whether a party answers the other's conflict more than its cooperation.

.. math:: y_t = c + \sum_p a_p y_{t-p} + \sum_p b^+_p x^+_{t-p} + \sum_p b^-_p x^-_{t-p} + e_t

with :math:`x^+ = \max(x - n, 0)` and :math:`x^- = \min(x - n, 0)` for a neutral point n. Both parts keep
the sign and the units of the data, so that a positive sum of coefficients is an answer in kind on either
side, and :math:`\sum b^- - \sum b^+ > 0` says that conflict is answered more. The idea of negativity:
Jervis 1976, *Perception and Misperception*; in event data Goldstein and Pevehouse 1997, *American Political
Science Review* 91.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

from detente.errors import RunError
from detente.lenses.spiral.lag_choice import choose_lags
from detente.lenses.spiral.linear_tests import Estimate, WaldTest, estimate, wald_test
from detente.lenses.spiral.regression import Regression, regress, wild_coefficients
from detente.lenses.spiral.series_checks import check_lags, check_series
from detente.lenses.spiral.var import lagged_design

__all__ = ["Asymmetry", "asymmetry"]

Float = NDArray[np.float64]
#: Periods on each side of the neutral point that are needed at least.
FEWEST = 10


@dataclass(frozen=True, kw_only=True)
class Asymmetry:
    """How a party answers cooperation and conflict.

    Attributes
    ----------
    of, to : str
        Names of the answering series and of the one that is answered.
    lags : int
        Periods back that are counted.
    neutral : float
        What counts as neither cooperation nor conflict, on the scale of the data.
    periods : int
        Periods explained.
    above, below : int
        Periods in which the other acted above and below the neutral point.
    cooperation, conflict : Estimate
        Answer to one unit more of cooperation, and to one unit less of it where there is conflict;
        positive is in kind.
    difference : Estimate
        Conflict less cooperation.
    shape : WaldTest
        That the coefficients of conflict and cooperation are the same at every lag.
    bandwidth : int
        Of the HAC errors, in periods.
    level : float
        Of the intervals.
    meaning, caveat : str
        One line each.
    """

    of: str
    to: str
    lags: int
    neutral: float
    periods: int
    above: int
    below: int
    cooperation: Estimate
    conflict: Estimate
    difference: Estimate
    shape: WaldTest
    bandwidth: int
    level: float
    meaning: str
    caveat: str

    def to_dict(self) -> dict[str, Any]:
        """Return the JSON form."""
        plain = ("of", "to", "lags", "neutral", "above", "below", "bandwidth", "level")
        nested = ("cooperation", "conflict", "difference", "shape")
        return {
            **{key: getattr(self, key) for key in plain},
            "periods_used": self.periods,
            **{key: getattr(self, key).to_dict() for key in nested},
            "meaning": self.meaning,
            "caveat": self.caveat,
        }


def asymmetry(
    answers: ArrayLike,
    acts: ArrayLike,
    *,
    of: str = "answers",
    to: str = "acts",
    lags: int | None = None,
    neutral: float = 0.0,
    replications: int = 1000,
    seed: int = 0,
    level: float = 0.9,
) -> Asymmetry:
    """Compare the answers to cooperation with the answers to conflict.

    Parameters
    ----------
    answers, acts : array-like of float, shape (T,)
        The answering series and the one that is answered, cooperation positive, no period left out.
    of, to : str
        Their names.
    lags : int, optional
        At least 1; by the Bayesian criterion of the two series if not given, at least 1.
    neutral : float
        Where cooperation begins, on the scale of the data.
    replications, seed, level
        Of the bootstrap: 1 to 100,000, 0 to 2^64 - 1, in (0, 1).

    Returns
    -------
    Asymmetry

    Raises
    ------
    RunError
        For series that are missing, constant or too short, fewer than ten periods above or below the
        neutral point, and numbers out of range.
    """
    table, names = check_series(_columns(answers, acts), (of, to))
    if lags is None:
        lags = choose_lags(table, names=names, min_lags=1).lags
    if not np.isfinite(neutral):
        raise RunError(f"the neutral point must be a number, not {neutral}")
    above, below = _sides(table[:, 1] - neutral, to)
    fit = _fitted(table, lags, neutral, names)
    draws = wild_coefficients(fit, replications=replications, seed=seed)
    up, down = _each_lag(lags, 1), _each_lag(lags, 2)
    cooperation, conflict, difference = (
        estimate(fit, draws, rows.sum(axis=0), level) for rows in (up, down, down - up)
    )
    return Asymmetry(
        of=of,
        to=to,
        lags=lags,
        neutral=float(neutral),
        periods=len(fit.design),
        above=above,
        below=below,
        cooperation=cooperation,
        conflict=conflict,
        difference=difference,
        shape=wald_test(fit, down - up),
        bandwidth=fit.bandwidth or 0,
        level=level,
        meaning=_meaning(of, to, cooperation, conflict, difference),
        caveat=(
            "a period's mean or sum mixes cooperation and conflict, so that a mild period can hide both; "
            "event data measure what is reported, and conflict is reported more readily"
        ),
    )


def _columns(answers: ArrayLike, acts: ArrayLike) -> Float:
    """Put two series side by side; RunError where they do not fit."""
    first, second = (np.asarray(x, np.float64) for x in (answers, acts))
    if first.ndim != 1 or first.shape != second.shape:
        raise RunError(
            f"answers and acts must have one number for each period, not {first.shape}, {second.shape}"
        )
    return np.stack([first, second], axis=1)


def _sides(acts: Float, to: str) -> tuple[int, int]:
    """Count the periods above and below neutral; RunError where one side is hardly seen."""
    above, below = int((acts > 0).sum()), int((acts < 0).sum())
    for count, what in ((above, "above"), (below, "below")):
        if count < FEWEST:
            raise RunError(
                f"{to} lies {what} the neutral point in {count} of {len(acts)} periods; at least {FEWEST} "
                "are needed on each side: choose another neutral point, or do not ask for asymmetry"
            )
    return above, below


def _fitted(table: Float, lags: int, neutral: float, names: Sequence[str]) -> Regression:
    """Fit the first column to its own lags and to those of the two parts of the second."""
    if lags < 1:
        raise RunError(f"answers take at least 1 lag, not {lags}")
    check_lags(len(table), 3, lags)
    acts = table[:, 1] - neutral
    split = np.stack([table[:, 0], np.maximum(acts, 0), np.minimum(acts, 0)], axis=1)
    of, to = names
    parts = (of, f"cooperation of {to}", f"conflict of {to}")
    terms = ["the constant", *(f"{part}, {p} back" for p in range(1, lags + 1) for part in parts)]
    return regress(table[lags:, :1], lagged_design(split, lags), targets=[of], terms=terms)


def _each_lag(lags: int, part: int) -> Float:
    """Return weights that pick one part (0 own, 1 cooperation, 2 conflict), lag by lag: (lags, m, 1)."""
    found = np.zeros((lags, 1 + 3 * lags, 1))
    found[np.arange(lags), 1 + 3 * np.arange(lags) + part] = 1.0
    return found


def _meaning(of: str, to: str, cooperation: Estimate, conflict: Estimate, difference: Estimate) -> str:
    figures = (
        f"{conflict.value:z.2f} against {cooperation.value:z.2f} for one unit, "
        f"difference {difference.value:z.2f} "
        f"({100 * difference.level:.0f} in 100: {difference.low:z.2f} to {difference.high:z.2f})"
    )
    if not difference.is_clear:
        return f"whether {of} answers conflict more than cooperation of {to} cannot be told: {figures}"
    more, less = ("conflict", "cooperation") if difference.value > 0 else ("cooperation", "conflict")
    return f"{of} answers {more} of {to} more than {less}: conflict {figures}"
