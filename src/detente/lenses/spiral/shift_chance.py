r"""Whether shocks that last would look like shifts as well: a test of all numbers of shifts at once.

The best cuts of a series that only keeps to its past also gain much, because a run of good or bad months
looks like another level (Perron 1989, *Econometrica* 57). The statistic is the largest gain over all
numbers of cuts, :math:`\max_m n \ln(S_0 / S_m) - 2 m \ln n`, with :math:`S_m` the sum of squares around
m + 1 means. The p-value is the share of made series with as large a gain: autoregressions with the
coefficients of the data, without shifts, and the errors of the data with random signs (the recursive wild
bootstrap, Gonçalves and Kilian 2004, *J. Econometrics* 123).
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from detente.errors import RunError
from detente.lenses.spiral.segment_search import PLACES, best_cuts, left_by
from detente.lenses.spiral.stability import spectral_radius
from detente.lenses.spiral.var import fit_var

__all__ = ["shift_chance"]

Float = NDArray[np.float64]


def shift_chance(
    series: Float,
    lags: int,
    *,
    most: int,
    shortest: int,
    rng: np.random.Generator,
    replications: int = 199,
) -> float:
    """Return how likely a series without shifts would seem to have them as much as this one.

    Parameters
    ----------
    series : float array, shape (T,)
    lags : int
        Of the autoregression.
    most : int
        Shifts at most, at least 1.
    shortest : int
        Periods between shifts at least.
    rng : numpy.random.Generator
    replications : int
        At least 19.

    Returns
    -------
    float
        From ``1 / (replications + 1)`` to 1. 1 where the autoregression does not settle: then nothing
        tells shifts from lasting shocks.

    Raises
    ------
    RunError
        For too few replications, and where a series cannot be fitted.

    Notes
    -----
    Of more than 400 periods, means of as many neighbours as leave 400 are searched.
    """
    if replications < 19:
        raise RunError(f"at least 19 replications are needed for a p-value, not {replications}")
    fit = fit_var(series[:, None], lags)
    if spectral_radius(fit.coefficients) >= 1:
        return 1.0
    made = _made(series, fit.coefficients[:, 0, 0], fit.intercept[0], fit.residuals[:, 0], rng, replications)
    block = -(-len(series) // PLACES)
    enough = max(2, -(-shortest // block))
    found = _gain(_blocks(series, block), most, enough)
    above = sum(_gain(_blocks(path, block), most, enough) >= found for path in made)
    return (1 + above) / (1 + replications)


def _made(
    series: Float,
    answers: Float,
    intercept: float,
    errors: Float,
    rng: np.random.Generator,
    replications: int,
) -> Float:
    """Make series that start as the data do, shape (replications, T)."""
    lags, n = len(answers), len(series)
    paths = np.empty((replications, n))
    paths[:, :lags] = series[:lags]
    drawn = intercept + errors * rng.choice(np.array([-1.0, 1.0]), size=(replications, len(errors)))
    for t in range(lags, n):
        paths[:, t] = drawn[:, t - lags] + paths[:, t - lags : t][:, ::-1] @ answers
    return paths


def _blocks(series: Float, block: int) -> Float:
    """Return means of ``block`` periods each, an incomplete last one left out, shape (m, 1)."""
    m = len(series) // block
    found: Float = series[: m * block].reshape(m, block).mean(axis=1)[:, None]
    return found


def _gain(series: Float, most: int, shortest: int) -> float:
    n = len(series)
    ones = np.ones((n, 1))
    cuts = best_cuts(series, ones, most=most, shortest=min(shortest, n // 2))
    left = np.array([float((left_by(series, ones, at) ** 2).sum()) for at in cuts])
    logs = np.log(np.maximum(left, np.finfo(float).tiny))
    gains = n * (logs[0] - logs) - 2 * np.arange(len(cuts)) * np.log(n)
    return float(gains[1:].max())
