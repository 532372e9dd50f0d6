r"""Where to cut time into stretches, for each number of cuts: exact search, and a criterion for the number.

The best m cuts are those with the smallest sum of squares left by one regression for each stretch, found
by dynamic programming over all cuts (Bai and Perron 2003, *J. Applied Econometrics* 18) with ``ruptures``
(Truong, Oudre and Vayatis 2020, *Signal Processing* 167). How many is told by

.. math:: n \ln |\hat\Sigma_m| + \big((m + 1) q k + m\big) \ln n

with k equations of q coefficients in each stretch and a date for each cut (Yao 1988, *Statistics and
Probability Letters* 6). It assumes errors that do not depend on each other, and finds too many cuts where
they do (Bai and Perron 2003): what it finds are candidates.
"""

from __future__ import annotations

from itertools import pairwise
from typing import Any

import numpy as np
from numpy.typing import NDArray

from detente.errors import RunError, TooLargeError

__all__ = ["MOST_PERIODS", "bayes_criteria", "best_cuts", "left_by", "whitening"]

Float = NDArray[np.float64]
Cuts = tuple[int, ...]
#: Beyond this the search takes minutes.
MOST_PERIODS = 20_000
#: Places for cuts that are tried in regressions; with more periods only every second, third... is.
PLACES = 400


def best_cuts(target: Float, design: Float, *, most: int, shortest: int) -> tuple[Cuts, ...]:
    """Return the best cuts for every number of them.

    Parameters
    ----------
    target : float array, shape (n, k)
        Left sides. Equations count alike once the covariance of what a regression without cuts leaves
        is taken out.
    design : float array, shape (n, q)
        Right side; a single column of ones asks for shifts of the mean.
    most : int
        Cuts at most; fewer where the stretches would be too short.
    shortest : int
        Periods in a stretch at least; above q.

    Returns
    -------
    tuple of tuple of int
        For 0, 1, 2... cuts: index of the first period of each new stretch, rising. Of equals any.

    Raises
    ------
    TooLargeError
        For more than 20,000 periods.
    RunError
        For stretches that could not hold the coefficients, or are longer than half of the time.

    Notes
    -----
    Means are searched period by period. Regressions over more than 400 periods are only cut at every
    second (third...) period, so that no more than 400 places are tried.
    """
    n, q = len(target), design.shape[1]
    if n > MOST_PERIODS:
        raise TooLargeError(
            f"{n} periods; breaks are looked for in at most {MOST_PERIODS}: take longer periods"
        )
    if not q < shortest <= n // 2:
        raise RunError(
            f"a stretch must have from {q + 1} to {n // 2} periods ({n} periods, {q} coefficients in an "
            f"equation), not {shortest}"
        )
    if most < 0:
        raise RunError(f"the number of breaks cannot be {most}")
    centred = target - target.mean(axis=0)
    white = centred @ whitening(left_by(target, design, ()), target)
    most = min(most, n // shortest - 1)
    if q == 1 and np.ptp(design) == 0:
        return _mean_cuts(white, most, shortest)
    return _regression_cuts(white, design, most, shortest)


def bayes_criteria(target: Float, design: Float, cuts: tuple[Cuts, ...]) -> Float:
    """Return the criterion for each number of cuts, lower is better, shape (len(cuts),)."""
    n, k = target.shape
    q = design.shape[1]
    found = []
    for at in cuts:
        left = left_by(target, design, at)
        covariance = left.T @ left / n
        # Residuals that are all rounding have no logarithm.
        size = max(float(np.linalg.det(covariance)), np.finfo(float).tiny)
        found.append(n * np.log(size) + ((len(at) + 1) * q * k + len(at)) * np.log(n))
    return np.array(found)


def left_by(target: Float, design: Float, at: Cuts) -> Float:
    """Return what one regression for each stretch leaves, shape (n, k)."""
    found = np.empty_like(target)
    for first, end in pairwise([0, *at, len(target)]):
        x, y = design[first:end], target[first:end]
        found[first:end] = y - x @ np.linalg.lstsq(x, y, rcond=None)[0]
    return found


def whitening(left: Float, target: Float) -> Float:
    """Return what takes the covariance of errors out, so that equations count alike.

    Parameters
    ----------
    left : float array, shape (n, k)
        What a regression leaves.
    target : float array, shape (n, k)
        What it explains.

    Returns
    -------
    float array, shape (k, k)
        ``left`` times this has unit covariance around 0.

    Raises
    ------
    RunError
        Where an equation leaves nothing but rounding, or one's errors follow from the others'.
    """
    sizes = np.sqrt((left**2).mean(axis=0))
    exact = sizes <= 1e-10 * np.sqrt((target**2).mean(axis=0))
    unit = left / np.where(sizes > 0, sizes, 1.0)
    values, vectors = np.linalg.eigh(unit.T @ unit / len(left))
    if exact.any() or values[0] <= 1e-12:
        raise RunError("a series, or a combination of them, is explained exactly; no breaks can be told")
    found: Float = vectors / np.sqrt(values) / sizes[:, None]
    return found


def _ruptures() -> Any:
    try:
        import ruptures
    except ImportError as error:
        raise RunError(
            "breaks are found with ruptures, which is not installed: pip install 'detente[events]'"
        ) from error
    return ruptures


def _mean_cuts(white: Float, most: int, shortest: int) -> tuple[Cuts, ...]:
    if not most:
        return ((),)
    search = _ruptures().KernelCPD(kernel="linear", min_size=shortest, jump=1).fit(white)
    # The largest number first: it finds all smaller ones on its way.
    found = [_sorted(search.predict(n_bkps=m)) for m in range(most, 0, -1)]
    return ((), *reversed(found))


def _regression_cuts(white: Float, design: Float, most: int, shortest: int) -> tuple[Cuts, ...]:
    n = len(white)
    step = -(-n // PLACES)
    edges = np.append(np.arange(0, n - step + 1, step), n)
    costs = _costs(white, design, edges, shortest)
    cells = -(-shortest // step)
    search = _ruptures().Dynp(custom_cost=_looked_up(costs), min_size=cells, jump=1)
    search.fit(np.zeros((len(edges) - 1, 1)))
    most = min(most, (len(edges) - 1) // cells - 1)
    return ((), *(tuple(int(edges[c]) for c in _sorted(search.predict(m))) for m in range(1, most + 1)))


def _sorted(ends: list[int]) -> Cuts:
    """Turn the ends of stretches into cuts: the last end is that of the series."""
    return tuple(int(end) for end in sorted(ends)[:-1])


def _costs(white: Float, design: Float, edges: NDArray[np.int64], shortest: int) -> Float:
    """Sum of squares left in the stretch between each two edges; infinite where it is too short."""
    scaled = design / np.abs(design).max(axis=0)
    both = np.concatenate([scaled, white], axis=1)
    products = np.concatenate([np.zeros((1, both.shape[1], both.shape[1])), _running(both)])[edges]
    q, found = design.shape[1], np.full((len(edges), len(edges)), np.inf)
    for first in range(len(edges) - 1):
        ends = np.flatnonzero(edges - edges[first] >= shortest)
        if not len(ends):
            break
        between = products[ends] - products[first]
        right, across = between[:, :q, :q], between[:, :q, q:]
        whole = np.trace(between[:, q:, q:], axis1=1, axis2=2)
        explained = (across * (np.linalg.pinv(right, rcond=1e-11, hermitian=True) @ across)).sum(axis=(1, 2))
        found[first, ends] = np.maximum(whole - explained, 0.0)
    return found


def _running(both: Float) -> Float:
    """Return sums of products from the first period on, shape (n, q + k, q + k)."""
    found: Float = np.cumsum(both[:, :, None] * both[:, None, :], axis=0)
    return found


def _looked_up(costs: Float) -> Any:
    """Return the table as a cost that ruptures can ask; its base class is only there once it is loaded."""

    def fit(self: Any, signal: Float) -> Any:
        self.signal = signal
        return self

    def error(_self: Any, start: int, end: int) -> float:
        return float(costs[start, end])

    parts = {"model": "table", "min_size": 1, "fit": fit, "error": error}
    return type("TableCost", (_ruptures().base.BaseCost,), parts)()
