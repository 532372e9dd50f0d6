"""How long to punish, and what false alarms cost.

With the words of :mod:`detente.lenses.trust.discount_factor`: after an alarm there is no deal for L
periods, or for good. A longer punishment deters more; where alarms may be false it also costs more of
what the deal is worth, so the shortest that deters is the best of its kind (Green and Porter 1984,
*Econometrica* 52(1)).
"""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
from numpy.typing import ArrayLike, NDArray

from detente.errors import DetenteError

__all__ = ["check_periods", "shortest_punishment", "value_of_agreement"]

Float = NDArray[np.float64]


def check_periods(periods: int | None) -> None:
    """Refuse a punishment of less than one period.

    Raises
    ------
    DetenteError
    """
    if periods is not None and periods < 1:
        raise DetenteError(f"a punishment lasts 1 period or more, not {periods}")


def value_of_agreement(
    worth: ArrayLike, discount: ArrayLike, *, false_alarm: ArrayLike = 0, periods: int | None = None
) -> tuple[Float, Float]:
    """Return what a kept deal is worth over time, and the share of it that false alarms leave.

    Parameters
    ----------
    worth : array-like of float
        Reward less punishment per period.
    discount : array-like of float
        Below 1.
    false_alarm : array-like of float
        Probability per period of an alarm although everybody complies.
    periods : int, optional
        Length of the punishment; for good if not given.

    Returns
    -------
    value, share : float array
        The first in points of one period, the second of what it would be without any alarm, 0 to 1.

    Raises
    ------
    DetenteError
        For a punishment of less than one period.

    Examples
    --------
    >>> value, share = value_of_agreement(2, 0.9, false_alarm=0.1)
    >>> round(float(value), 4), round(float(share), 4)
    (10.5263, 0.5263)
    """
    check_periods(periods)
    s, d, alarm = np.broadcast_arrays(*(np.asarray(x, np.float64) for x in (worth, discount, false_alarm)))
    back = np.zeros_like(d) if periods is None else d**periods
    lasting = 1.0 - d * (1.0 - alarm + alarm * back)
    return s / lasting, (1.0 - d) / lasting


def shortest_punishment(
    reward: ArrayLike,
    temptation: ArrayLike,
    punishment: ArrayLike,
    discount: ArrayLike,
    *,
    false_alarm: ArrayLike = 0,
    notice: ArrayLike = 1,
) -> Float:
    """Return the fewest periods of punishment that keep a party from cheating.

    It is the smallest L with ``d**L <= (d * (m + gain) - gain) / (d * m)``, with d for the discount
    factor, ``gain = temptation - reward`` and
    ``m = (notice - false_alarm) * (reward - punishment) - false_alarm * gain``.

    Parameters
    ----------
    reward, temptation, punishment : array-like of float
    discount : array-like of float
        Below 1.
    false_alarm, notice : array-like of float

    Returns
    -------
    float array
        Whole numbers from 1; NaN where none is long enough, not even for good. Where only
        punishment for good is enough, inf.

    Examples
    --------
    >>> shortest_punishment(3, 5, 1, [0.5, 0.55, 0.8, 0.4]).tolist()
    [inf, 3.0, 2.0, nan]
    """
    r, t, p, d, alarm, noticed = np.broadcast_arrays(
        *(np.asarray(x, np.float64) for x in (reward, temptation, punishment, discount, false_alarm, notice))
    )
    worth, gain = r - p, t - r

    def deters(back: Float) -> NDArray[np.bool_]:
        lost = d * (noticed - alarm) * (1.0 - back) * worth
        return np.asarray(lost >= gain * (1.0 - d * (1.0 - alarm * (1.0 - back))))

    with np.errstate(divide="ignore", invalid="ignore", over="ignore"):
        minus_b = (noticed - alarm) * worth - alarm * gain
        reach = (d * (minus_b + gain) - gain) / (d * minus_b)
        found = np.maximum(np.ceil(np.log(reach) / np.log(d)), 1.0)
        found = _settled(found, lambda periods: deters(d**periods))
    for_good = (worth > 0) & (d > 0) & deters(np.zeros_like(d))
    found = np.where(for_good, np.where(np.isfinite(found), found, np.inf), np.nan)
    return np.where((gain <= 0) & (worth >= 0), 1.0, found)


def _settled(periods: Float, deters: Callable[[Float], NDArray[np.bool_]]) -> Float:
    """Put right by one what rounding of the logarithm got wrong by one."""
    shorter = np.maximum(periods - 1.0, 1.0)
    settled = np.where(deters(shorter), shorter, np.where(deters(periods), periods, periods + 1.0))
    return np.where(np.isfinite(periods), settled, periods)
