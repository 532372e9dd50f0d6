"""Slices taken off a set of draws, one after another, so that an outcome becomes more frequent in the rest.

The inner loop of the patient rule induction method (Friedman and Fisher 1999, *Statistics and Computing* 9).
"""

from __future__ import annotations

from typing import TypeAlias

import numba as nb
import numpy as np
from numpy.typing import NDArray

__all__ = ["peel"]

Int: TypeAlias = NDArray[np.int64]
Float: TypeAlias = NDArray[np.float64]
Bool: TypeAlias = NDArray[np.bool_]


def peel(inputs: Float, outcome: Bool, alpha: float, least: int) -> tuple[Int, Bool, Float]:
    """Take slice after slice off until all draws left have the outcome, or no slice leaves enough.

    Parameters
    ----------
    inputs : float array, shape (n_inputs, n_draws)
    outcome : bool array, shape (n_draws,)
    alpha : float
        Share of the draws left that a slice should have; at least one draw, and all draws that share the
        last value taken off.
    least : int
        Draws that must be left; at least 1.

    Returns
    -------
    which : int64 array, shape (n_slices,)
        The input of each slice.
    at_low : bool array, shape (n_slices,)
        Whether it lies at the lower end.
    limits : float array, shape (n_slices,)
        The first value that is left there.

    Notes
    -----
    Of the slices at both ends of every input the one is taken without which the outcome is most frequent; at
    ties the one with fewest draws, then the first input, its lower end first. Equal fractions give equal
    floats, since division rounds correctly.
    """
    order = np.argsort(inputs, axis=1, kind="stable").astype(np.int64)
    n = inputs.shape[1]
    which, at_low, limits = np.zeros(n, np.int64), np.zeros(n, np.bool_), np.zeros(n)
    slices = _peel(np.ascontiguousarray(inputs), outcome, order, alpha, max(least, 1), which, at_low, limits)
    return which[:slices], at_low[:slices], limits[:slices]


@nb.njit(cache=True, nogil=True)
def _peel(
    inputs: Float,
    outcome: Bool,
    order: Int,
    alpha: float,
    least: int,
    which: Int,
    at_low: Bool,
    limits: Float,
) -> int:
    """Fill in the slices and return how many there are; ``order`` sorts the draws and is used up."""
    n, hits, slices = order.shape[1], int(outcome.sum()), 0
    gone = np.zeros(n, np.bool_)
    while n > 0 and hits < n:
        k, low, taken, lost = _best(inputs, outcome, order, n, hits, max(1, int(alpha * n)), least)
        if k < 0:
            break
        which[slices], at_low[slices] = k, low
        limits[slices] = inputs[k, order[k, taken if low else n - 1 - taken]]
        slices += 1
        for j in range(taken):
            gone[order[k, j if low else n - 1 - j]] = True
        _drop(order, n, gone)
        n, hits = n - taken, hits - lost
    return slices


@nb.njit(cache=True, nogil=True)
def _best(
    inputs: Float, outcome: Bool, order: Int, n: int, hits: int, size: int, least: int
) -> tuple[int, bool, int, int]:
    """Return input, end, draws and hits of the best slice; input -1 where none leaves enough."""
    best, density = (-1, True, 0, 0), -1.0
    for k in range(len(order)):
        for low in (True, False):
            taken, lost = _slice(inputs[k], outcome, order[k], n, size, low)
            left = n - taken
            if left < least:
                continue
            now = (hits - lost) / left
            if now > density or (now == density and taken < best[2]):
                best, density = (k, low, taken, lost), now
    return best


@nb.njit(cache=True, nogil=True)
def _slice(values: Float, outcome: Bool, order: Int, n: int, size: int, low: bool) -> tuple[int, int]:
    """Count the draws of a slice at one end and those with the outcome, draws that tie included."""
    taken, lost, last = 0, 0, 0.0
    while taken < n:
        draw = order[taken if low else n - 1 - taken]
        if taken >= size and values[draw] != last:
            break
        last = values[draw]
        lost += outcome[draw]
        taken += 1
    return taken, lost


@nb.njit(cache=True, nogil=True)
def _drop(order: Int, n: int, gone: Bool) -> None:
    """Close the gaps that draws leave in every order."""
    for k in range(len(order)):
        kept = 0
        for j in range(n):
            if not gone[order[k, j]]:
                order[k, kept] = order[k, j]
                kept += 1
