"""Series made from a known system, for the tests of the spiral lens."""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike, NDArray
from scipy import stats

Float = NDArray[np.float64]

#: Two parties that answer each other; spectral radius 0.8, half-life 3.106 periods.
PAIR = np.array([[[0.5, 0.3], [0.25, 0.55]]])
#: The same with a second lag; spectral radius 0.906.
SLOW_PAIR = np.array([[[0.4, 0.2], [0.1, 0.5]], [[0.1, 0.15], [0.2, 0.1]]])
#: Three parties, one lag.
TRIANGLE = np.array([[[0.4, 0.2, 0.1], [0.3, 0.3, 0.0], [0.0, 0.25, 0.5]]])
#: What comes at the same time: correlated, of unequal size.
SIGMA = np.array([[1.0, 0.4], [0.4, 2.0]])


def simulated(
    coefs: ArrayLike,
    n: int,
    seed: int,
    *,
    sets: int = 1,
    covariance: ArrayLike | None = None,
    burn: int = 100,
    wild: float = 0.0,
    drift: float = 0.3,
) -> Float:
    """Make sets of series, shape (sets, n, k).

    ``wild`` is the standard deviation of the log of the size of the errors from period to period.
    """
    effects = np.asarray(coefs, np.float64)
    lags, k, _ = effects.shape
    rng = np.random.default_rng(seed)
    lower = np.linalg.cholesky(np.eye(k) if covariance is None else np.asarray(covariance, np.float64))
    errors = rng.standard_normal((lags + burn + n, sets, k)) @ lower.T
    errors *= np.exp(wild * rng.standard_normal((len(errors), sets, 1)))
    values = np.zeros_like(errors)
    for t in range(lags, len(values)):
        values[t] = errors[t] + drift
        for p in range(lags):
            values[t] += values[t - 1 - p] @ effects[p].T
    return np.ascontiguousarray(values[-n:].transpose(1, 0, 2))


def one(coefs: ArrayLike, n: int, seed: int, **others: float) -> Float:
    """Make one set of series, shape (n, k)."""
    return simulated(coefs, n, seed, **others)[0]  # type: ignore[arg-type]


def within(hits: int, of: int, share: float) -> bool:
    """Say whether a count is within four binomial standard deviations of its expectation."""
    return abs(hits - of * share) <= 4 * np.sqrt(of * share * (1 - share))


def careful(f: float, n: int, m: int, bandwidth: int, q: int = 1) -> tuple[float, float, float]:
    """Return F, its degrees of freedom below and p of a Newey-West test as Sun (2014) corrects it.

    ``f`` is the uncorrected F of q restrictions on m coefficients from n periods.
    """
    numbers = min(3 * n / (2 * (bandwidth + 1)), n - m)
    below = max(numbers - q + 1, 1.0)
    corrected = f * (n - m) / n * below / (below + q - 1)
    return corrected, below, float(stats.f.sf(corrected, q, below))
