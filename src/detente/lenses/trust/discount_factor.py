"""How patient a party must be to keep its word: critical discount factors in closed form.

Per period a party gets the reward R while a deal is kept, the temptation T in the period in which
it cheats, the punishment P when there is no deal. Net of P these are r = R - P and t = T - P, and
tau = T - R is what cheating gains. An alarm ends cooperation for L periods, or for good. It is raised
with probability 1 - p although the party complies and 1 - q when it cheats. With d for the discount
factor and g = d**L (0 for good) the value of complying is::

    V = r + d (p + (1 - p) g) V = r / (1 - d (p + (1 - p) g))

and cheating once does not pay if tau <= d (p - q) (1 - g) V. Multiplied out, with a = p t - q r and
b = (1 - p) t - (1 - q) r, so that a + b = tau, that is::

    f(d) = a d + b d**(L + 1) - (a + b) = (d - 1) (a + b S(d)) >= 0,  S(d) = 1 + d + ... + d**L

If b >= 0, f is convex with f(0) < 0 = f(1): no discount factor below 1 is enough. Otherwise S rises
from 1 to L + 1, so that f has just one root in (0, 1) if 1 < a / (-b) < L + 1; the first of these
holds because a + b > 0, the second is a + (L + 1) b < 0. From the root on the deal is kept:

- S(d) = a / (-b);
- for good: d = 1 + b / a = tau / (p t - q r), below 1 just if (1 - q) / (1 - p) > t / r; with perfect
  monitoring (T - R) / (T - P) (Friedman 1971, *Review of Economic Studies* 38(1));
- for one period: d = tau / (-b).

What false alarms cost, and how long a punishment must be: :mod:`detente.lenses.trust.punishment`.
Finite punishment after alarms that may be false is that of Green and Porter 1984, *Econometrica*
52(1); see also Abreu, Pearce and Stacchetti 1990, *Econometrica* 58(5), and Mailath and Samuelson
2006, *Repeated Games and Reputations*, ch. 7. Tit for tat: Axelrod 1984, *The Evolution of
Cooperation*, app. B.
"""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from typing import overload

import numpy as np
from numpy.typing import ArrayLike, NDArray

from detente.lenses.trust.punishment import check_periods

__all__ = [
    "critical_discount_factor",
    "critical_discount_factor_after_lag",
    "critical_discount_factor_tit_for_tat",
]

Float = NDArray[np.float64]
#: Most steps to a root: some ten are enough for a punishment of a thousand periods.
STEPS = 100


@overload
def critical_discount_factor(
    reward: Fraction | int,
    temptation: Fraction | int,
    punishment: Fraction | int,
    *,
    false_alarm: Fraction | int = ...,
    notice: Fraction | int = ...,
    periods: int | None = ...,
) -> Fraction | None: ...
@overload
def critical_discount_factor(
    reward: ArrayLike,
    temptation: ArrayLike,
    punishment: ArrayLike,
    *,
    false_alarm: ArrayLike = ...,
    notice: ArrayLike = ...,
    periods: int | None = ...,
) -> Float: ...
def critical_discount_factor(
    reward: ArrayLike | Fraction,
    temptation: ArrayLike | Fraction,
    punishment: ArrayLike | Fraction,
    *,
    false_alarm: ArrayLike | Fraction = 0,
    notice: ArrayLike | Fraction = 1,
    periods: int | None = None,
) -> Float | Fraction | None:
    """Return the smallest discount factor from which on a deal is kept.

    Parameters
    ----------
    reward, temptation, punishment : array-like of float, or Fraction or int
        Points per period while the deal is kept, while cheating, and without a deal. They
        broadcast.
    false_alarm : array-like of float, or Fraction or int
        Probability per period of an alarm although the party complies, 0 to 1.
    notice : array-like of float, or Fraction or int
        Probability per period of an alarm when it cheats, 0 to 1.
    periods : int, optional
        Length of the punishment, at least 1; for good if not given.

    Returns
    -------
    float array, or Fraction or None
        At least 0 and below 1; NaN where no discount factor below 1 is enough, which includes a
        deal that is worth no more than no deal. 0 where cheating gains nothing and the deal is
        worth no less than no deal. If all numbers are ints or Fractions and the punishment is for
        good or one period, the result is exact: a Fraction, or None in place of NaN.

    Raises
    ------
    DetenteError
        For a punishment of less than one period.

    Examples
    --------
    >>> critical_discount_factor(3, 5, 1)
    Fraction(1, 2)
    >>> critical_discount_factor(3, 5, 1, notice=Fraction(1, 2))
    Fraction(2, 3)
    >>> critical_discount_factor(3, 4, 1, periods=1)
    Fraction(1, 2)
    >>> round(float(critical_discount_factor(3.0, 5.0, 1.0, periods=2)), 6)
    0.618034
    """
    check_periods(periods)
    numbers = (reward, temptation, punishment, false_alarm, notice)
    if periods in (None, 1) and all(isinstance(x, Fraction | int) for x in numbers):
        return _exact([Fraction(x) for x in numbers], periods)  # type: ignore[arg-type]
    r, t, p, alarm, noticed = np.broadcast_arrays(*(np.asarray(x, np.float64) for x in numbers))
    worth, gain = r - p, t - r
    a = (1.0 - alarm) * gain + (noticed - alarm) * worth
    minus_b = (noticed - alarm) * worth - alarm * gain
    with np.errstate(divide="ignore", invalid="ignore", over="ignore"):
        found = gain / a if periods is None else _root(a / minus_b, periods)
    possible = (worth > 0) & (minus_b > 0) & (found < 1)
    found = np.where(possible, found, np.nan)
    return np.where((gain <= 0) & (worth >= 0), 0.0, found)


def _exact(numbers: Sequence[Fraction], periods: int | None) -> Fraction | None:
    reward, temptation, punishment, alarm, noticed = numbers
    worth, gain = reward - punishment, temptation - reward
    if gain <= 0 and worth >= 0:
        return Fraction(0)
    minus_b = (noticed - alarm) * worth - alarm * gain
    if worth <= 0 or minus_b <= 0:
        return None
    found = gain / (minus_b if periods == 1 else minus_b + gain)
    return found if found < 1 else None


def _root(total: Float, periods: int) -> Float:
    """Solve 1 + d + ... + d**periods = total for d in (0, 1); NaN where there is none.

    The sum is increasing and convex, so Newton's method from 1 comes down to the root from above and
    needs no bracket: it has arrived when rounding stops it. Far above the root each step divides
    the sum by about e.
    """
    inside = (total > 1.0) & (total < periods + 1.0)
    wanted = np.where(inside, total, periods + 1.0)
    at = np.ones_like(wanted)
    for _ in range(STEPS):
        value, slope = _geometric(at, periods)
        following = np.clip(at - (value - wanted) / slope, 0.0, at)
        if np.array_equal(following, at):
            break
        at = following
    return np.where(inside, at, np.nan)


def _geometric(d: Float, periods: int) -> tuple[Float, Float]:
    """Return 1 + d + ... + d**periods and its slope, by Horner's rule.

    A punishment is at most a thousand periods long in a dossier; all terms are positive, so
    nothing cancels, as it would in the closed form near 1.
    """
    value, slope = np.ones_like(d), np.zeros_like(d)
    for _ in range(periods):
        slope = slope * d + value
        value = value * d + 1.0
    return value, slope


def critical_discount_factor_tit_for_tat(
    reward: ArrayLike, temptation: ArrayLike, punishment: ArrayLike, sucker: ArrayLike
) -> Float:
    """Return the smallest discount factor from which on tit for tat is an equilibrium.

    Parameters
    ----------
    reward, temptation, punishment, sucker : array-like of float
        The four payoffs of a prisoner's dilemma, T > R > P > S. They broadcast.

    Returns
    -------
    float array
        The larger of (T - R) / (T - P), against cheating for good, and (T - R) / (R - S), against
        taking turns (Axelrod 1984); NaN where it is not below 1.

    Examples
    --------
    >>> float(critical_discount_factor_tit_for_tat(3, 5, 1, 0))
    0.6666666666666666
    """
    r, t, p, s = np.broadcast_arrays(
        *(np.asarray(x, np.float64) for x in (reward, temptation, punishment, sucker))
    )
    with np.errstate(divide="ignore", invalid="ignore"):
        found = np.maximum((t - r) / (t - p), (t - r) / (r - s))
    found = np.where((t > r) & (r > p) & (p > s) & (found < 1), found, np.nan)
    return np.where(t <= r, 0.0, found)


def critical_discount_factor_after_lag(
    reward: ArrayLike, temptation: ArrayLike, punishment: ArrayLike, lag: ArrayLike
) -> Float:
    """Return the smallest discount factor when cheating is found out only some periods later.

    The party cheats ``lag`` times before the punishment begins, which is for good: with d for the
    discount factor and k for the lag it keeps the deal if ``(1 - d**k) * T + d**k * P <= R``.

    Parameters
    ----------
    reward, temptation, punishment : array-like of float
    lag : array-like of int
        Periods of cheating k, at least 1; 1 is detection without delay.

    Returns
    -------
    float array
        ((T - R) / (T - P)) ** (1 / k); NaN where it is not below 1, 0 where cheating gains nothing.

    Examples
    --------
    >>> [round(float(critical_discount_factor_after_lag(3, 5, 1, k)), 4) for k in (1, 2, 4)]
    [0.5, 0.7071, 0.8409]
    """
    r, t, p, k = np.broadcast_arrays(
        *(np.asarray(x, np.float64) for x in (reward, temptation, punishment, lag))
    )
    possible = (t > r) & (r > p)
    ratio = np.where(possible, t - r, 0.0) / np.where(possible, t - p, 1.0)
    found = np.where(possible, ratio ** (1.0 / k), np.nan)
    return np.where((t <= r) & (r >= p), 0.0, found)
