r"""A deal of one kind cut into tranches: closed forms.

A deal is done in :math:`K` tranches :math:`a_1, \dots, a_K` with :math:`\sum_k a_k = 1`. Cheating
on a tranche saves :math:`\tau` per unit of it; what is still to come is worth :math:`b` per unit,
and the relation after the last tranche :math:`V`. Tranche :math:`k` is safe if

.. math:: \tau a_k \le b \sum_{j > k} \delta^{j - k} a_j + \delta^{K - k + 1} V.

Solved backward with equality, the largest safe tranches are :math:`\delta V / \tau` for the last one
and :math:`\rho = \delta (b + \tau) / \tau` times the next one for each before it: trust is built
backward from the end. Without a relation after the end (:math:`V = 0`) everything unravels.

Without an end the tranches :math:`a_k = (1 - r) r^k` are all safe just when
:math:`r \ge \tau / (\delta (b + \tau))`, which some :math:`r < 1` meets just when
:math:`\delta > \tau / (b + \tau)`.

Gradual deals: Admati and Perry 1991, *Review of Economic Studies* 58(2); Watson 1999, *Journal of
Economic Theory* 85(1); Lockwood and Thomas 2002, *Review of Economic Studies* 69(2).
"""

from __future__ import annotations

from fractions import Fraction
from typing import TypeVar

from detente.errors import DetenteError, TooLargeError

__all__ = ["MOST_TRANCHES", "are_safe", "fewest_tranches", "largest_tranches", "least_ratio", "safe_tranches"]

Number = TypeVar("Number", float, Fraction)

#: Tranches that are looked for or listed at most.
MOST_TRANCHES = 10_000


def largest_tranches(tau: Number, b: Number, delta: Number, V: Number, n: int) -> tuple[Number, ...]:
    """Return the largest safe tranches, first to last, of a deal done in ``n`` of them.

    Parameters
    ----------
    tau : float or Fraction
        What cheating on a whole deal would save, above 0.
    b : float or Fraction
        What the whole deal is worth to the one who might cheat, 0 or more.
    delta : float or Fraction
        Discount factor, 0 to 1.
    V : float or Fraction
        Worth of the relation after the end, 0 or more.
    n : int
        1 to 10,000.

    Returns
    -------
    tuple of length n
        As shares of the whole deal; they may sum to more than 1. Fractions if all are given as such.

    Raises
    ------
    DetenteError
        For numbers out of range.
    """
    _check(tau, b, delta, V)
    if not 1 <= n <= MOST_TRANCHES:
        raise DetenteError(f"a deal is cut into 1 to {MOST_TRANCHES} tranches, not {n}")
    backward = [delta * V / tau]
    for _ in range(n - 1):
        backward.append(backward[-1] * _growth(tau, b, delta))
    return tuple(reversed(backward))


def fewest_tranches(tau: Number, b: Number, delta: Number, V: Number) -> int | None:
    """Return the smallest number of tranches in which a whole deal can be done safely.

    The largest safe tranches of a deal of n sum to a geometric series in n, and the fewest are those
    with which it reaches 1.

    Parameters
    ----------
    tau, b, delta, V : float or Fraction
        As for :func:`largest_tranches`.

    Returns
    -------
    int or None
        None where no number suffices: the series then has a limit of 1 or less, which it never
        reaches.

    Raises
    ------
    DetenteError
        For numbers out of range.
    TooLargeError
        Where more than 10,000 would be needed.
    """
    _check(tau, b, delta, V)
    last, growth = delta * V / tau, _growth(tau, b, delta)
    if last == 0 or (growth < 1 and last <= 1 - growth):
        return None
    total = tranche = last
    for n in range(1, MOST_TRANCHES + 1):
        if total >= 1:
            return n
        tranche *= growth
        total += tranche
    raise TooLargeError(
        f"more than {MOST_TRANCHES} tranches would be needed; the deal cannot be cut so finely"
    )


def safe_tranches(tau: Number, b: Number, delta: Number, V: Number) -> tuple[Number, ...] | None:
    """Cut a whole deal into the fewest safe tranches: the largest ones, the first only what is left.

    Returns
    -------
    tuple or None
        Tranches that sum to 1 (exactly, for fractions), first to last; None where no number
        suffices. Parameters and errors are those of :func:`fewest_tranches`.
    """
    n = fewest_tranches(tau, b, delta, V)
    if n is None:
        return None
    tranches = list(largest_tranches(tau, b, delta, V, n))
    tranches[0] = tau / tau
    for later in tranches[1:]:
        tranches[0] = tranches[0] - later
    return tuple(tranches)


def are_safe(tranches: tuple[Number, ...], tau: Number, b: Number, delta: Number, V: Number) -> bool:
    """Tell whether no tranche tempts anybody: the condition itself, written out."""
    n = len(tranches)
    return all(
        tau * tranches[k]
        <= b * sum((delta ** (j - k) * tranches[j] for j in range(k + 1, n)), start=0 * tau)
        + delta ** (n - k) * V
        for k in range(n)
    )


def least_ratio(tau: Number, b: Number, delta: Number) -> Number | None:
    """Return the smallest ratio of tranches that shrink for ever, each safe by what is to come.

    Returns
    -------
    float, Fraction or None
        The r of a deal in tranches (1 - r) r**k, k = 0, 1, ...; None where no r below 1 will do,
        that is where the discount factor is tau / (b + tau) or less.
    """
    _check(tau, b, delta, 0 * tau)
    growth = _growth(tau, b, delta)
    return 1 / growth if growth > 1 else None


def _growth(tau: Number, b: Number, delta: Number) -> Number:
    """Return how much larger each tranche may be than the next one."""
    return delta * (b + tau) / tau


def _check(tau: Number, b: Number, delta: Number, V: Number) -> None:
    if not tau > 0:
        raise DetenteError(f"what cheating saves must be above 0, not {tau}")
    if not (b >= 0 and V >= 0):
        raise DetenteError(f"what is to come must be worth 0 or more, not {b} and {V}")
    if not 0 <= delta <= 1:
        raise DetenteError(f"the discount factor must be from 0 to 1, not {delta}")
