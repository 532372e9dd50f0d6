r"""The exponential tilt that makes rare packages common, and the bound on counts that comes with it.

For conditions :math:`g_l(x) = \sum_i g_l(i, x_i) \ge \theta_l` and weights :math:`w \ge 0`,

.. math:: \#\{x : g(x) \ge \theta\} \le \exp f(w), \qquad
          f(w) = \sum_i \log \sum_o e^{w \cdot g(i, o)} - w \cdot \theta,

because every package that satisfies the conditions contributes at least 1 to the right side.
``f`` is convex; at its minimum the distribution with independent options of probability
proportional to :math:`e^{w \cdot g(i, o)}` meets the conditions on average.
"""

from __future__ import annotations

import numba as nb
import numpy as np
from numpy.typing import NDArray

__all__ = ["minimise_partition", "partition"]

Int = NDArray[np.int64]
Float = NDArray[np.float64]

STEPS = 30
TOLERANCE = 1e-6  # of a standard deviation, for the sharpest bound
NEAR = 0.02  # the same when only draws depend on it
MANY = 16  # options of an issue from which four strands pay
HOPELESS = -3.0  # log of the bound: below 0 no package is left


@nb.njit(cache=True, nogil=True)
def partition(
    gains: NDArray[np.float64],
    theta: Float,
    offsets: Int,
    weights: Float,
    allowed: NDArray[np.bool_],
    probability: Float,
) -> tuple[float, float]:
    """Return f(w) with a bound on its rounding error, and fill in the tilted probabilities.

    Parameters
    ----------
    gains : float64 array, shape (n_conditions, n_columns)
    theta, weights : float64 arrays
        The conditions used are the first ``len(weights)``.
    offsets : int64 array, shape (n_issues + 1,)
    allowed : bool array, shape (n_columns,)
        Other columns count as not there; at least one for each issue.
    probability : float64 array, shape (n_columns,)
        Written to.
    """
    value = _tilted(gains, theta, offsets, weights, allowed, probability)
    return value, _rounding(gains, theta, weights)


@nb.njit(cache=True, nogil=True)
def _rounding(gains: NDArray[np.float64], theta: Float, weights: Float) -> float:
    """Return a bound on the rounding error of f(w), far above what it can be."""
    size = 1.0
    magnitude = np.empty(gains.shape[1])
    ones = np.ones(gains.shape[1])
    for k in range(len(weights)):
        for c in range(len(magnitude)):
            magnitude[c] = abs(gains[k, c])
        size += abs(weights[k]) * (abs(theta[k]) + _dot(magnitude, ones))
    return 1e-12 * size


@nb.njit(cache=True, nogil=True)
def _tilted(
    gains: NDArray[np.float64],
    theta: Float,
    offsets: Int,
    weights: Float,
    allowed: NDArray[np.bool_],
    probability: Float,
) -> float:
    """Return f(w) and fill in the tilted probabilities."""
    value = 0.0
    probability[:] = 0.0
    for k in range(len(weights)):
        weight = weights[k]
        value -= weight * theta[k]
        if weight != 0.0:
            for c in range(len(probability)):
                probability[c] += weight * gains[k, c]
    for i in range(len(offsets) - 1):
        peak = -np.inf
        for c in range(offsets[i], offsets[i + 1]):
            if allowed[c]:
                peak = max(peak, probability[c])
        total = 0.0
        for c in range(offsets[i], offsets[i + 1]):
            probability[c] = np.exp(probability[c] - peak) if allowed[c] else 0.0
            total += probability[c]
        for c in range(offsets[i], offsets[i + 1]):
            probability[c] /= total
        value += peak + np.log(total)
    return value


@nb.njit(cache=True, nogil=True)
def _dot(x: Float, y: Float) -> float:
    """Return the sum of products, in four strands so that it is quick and the same on any machine."""
    a, b, c, d = 0.0, 0.0, 0.0, 0.0
    whole = len(x) - len(x) % 4
    for k in range(0, whole, 4):
        a += x[k] * y[k]
        b += x[k + 1] * y[k + 1]
        c += x[k + 2] * y[k + 2]
        d += x[k + 3] * y[k + 3]
    for k in range(whole, len(x)):
        a += x[k] * y[k]
    return (a + b) + (c + d)


@nb.njit(cache=True, nogil=True)
def _mean(probability: Float, row: Float, begin: int, end: int) -> float:
    """Return the mean of a condition's gain from one issue under the tilt."""
    if end - begin > MANY:
        return float(_dot(probability[begin:end], row[begin:end]))
    mean = 0.0
    for c in range(begin, end):
        mean += probability[c] * row[c]
    return mean


@nb.njit(cache=True, nogil=True)
def _curvature(
    gains: NDArray[np.float64], offsets: Int, probability: Float, free: Int
) -> NDArray[np.float64]:
    """Return the covariance of the conditions in ``free`` under the tilt (the Hessian of f)."""
    n = len(free)
    hessian = np.zeros((n, n))
    centred = np.empty((n, len(probability)))
    scaled = np.empty(len(probability))
    for a in range(n):
        row = gains[free[a]]
        for i in range(len(offsets) - 1):
            mean = _mean(probability, row, offsets[i], offsets[i + 1])
            for c in range(offsets[i], offsets[i + 1]):
                centred[a, c] = row[c] - mean
        for c in range(len(probability)):
            scaled[c] = probability[c] * centred[a, c]
        for b in range(a + 1):
            hessian[a, b] = _dot(scaled, centred[b])
    return hessian


@nb.njit(cache=True, nogil=True)
def _solve(lower: NDArray[np.float64], right: Float) -> Float:
    """Solve a symmetric system given by its lower half, kept positive by a small ridge."""
    n = len(right)
    ridge = 1e-12
    for a in range(n):
        ridge += 1e-9 * lower[a, a]
    out = right.copy()
    for a in range(n):
        for b in range(a + 1):
            value = lower[a, b]
            for k in range(b):
                value -= lower[a, k] * lower[b, k]
            if a == b:
                lower[a, a] = np.sqrt(max(value + ridge, ridge))
            else:
                lower[a, b] = value / lower[b, b]
        for k in range(a):
            out[a] -= lower[a, k] * out[k]
        out[a] /= lower[a, a]
    for a in range(n - 1, -1, -1):
        for k in range(a + 1, n):
            out[a] -= lower[k, a] * out[k]
        out[a] /= lower[a, a]
    return out


@nb.njit(cache=True, nogil=True)
def _gradient(
    gains: NDArray[np.float64],
    theta: Float,
    probability: Float,
    weights: Float,
    inward: float,
    out: Float,
) -> None:
    """Fill ``out``: mean of each condition under the tilt minus its threshold, less the barrier's."""
    for k in range(len(out)):
        out[k] = -theta[k]
        if inward > 0.0:
            out[k] -= inward / weights[k]
        out[k] += _dot(probability, gains[k])


@nb.njit(cache=True, nogil=True)
def _choose_free(weights: Float, gradient: Float, tolerance: float, out: Int) -> int:
    """Write which weights may still move; return how many, 0 when none is worth moving."""
    n = 0
    steepest = 0.0
    for k in range(len(weights)):
        if weights[k] > 0.0 or gradient[k] < 0.0:
            steepest = max(steepest, abs(gradient[k]))
            out[n] = k
            n += 1
    return n if steepest >= tolerance else 0


@nb.njit(cache=True, nogil=True)
def _newton_step(
    gains: NDArray[np.float64],
    offsets: Int,
    probability: Float,
    weights: Float,
    gradient: Float,
    free: Int,
    inward: float,
) -> Float:
    """Return the Newton step of the weights in ``free``."""
    hessian = _curvature(gains, offsets, probability, free)
    downhill = np.empty(len(free))
    for a in range(len(free)):
        downhill[a] = -gradient[free[a]]
        if inward > 0.0:
            hessian[a, a] += inward / weights[free[a]] ** 2
    return _solve(hessian, downhill)


@nb.njit(cache=True, nogil=True)
def _objective(value: float, weights: Float, inward: float) -> float:
    """Return f minus the barrier."""
    if inward > 0.0:
        for k in range(len(weights)):
            value -= inward * np.log(weights[k])
    return value


@nb.njit(cache=True, nogil=True)
def _advance(
    weights: Float, free: Int, step: Float, gradient: Float, length: float, inward: float, out: Float
) -> float:
    """Write the weights after a step, kept at or above their least, and return the slope along it."""
    for k in range(len(weights)):
        out[k] = weights[k]
    slope = 0.0
    for a in range(len(free)):
        k = free[a]
        least = 0.1 * weights[k] if inward > 0.0 else 0.0
        out[k] = max(least, weights[k] + length * step[a])
        slope += gradient[k] * (out[k] - weights[k])
    return slope


@nb.njit(cache=True, nogil=True)
def minimise_partition(
    gains: NDArray[np.float64],
    theta: Float,
    offsets: Int,
    weights: Float,
    probability: Float,
    inward: float,
) -> tuple[float, float]:
    r"""Move ``weights`` in place to where :math:`f(w) - b \sum_l \log w_l` is about least.

    With b = 0 that is the best bound. With b = 1 the mean of each condition lies
    :math:`1 / w_l` above its threshold, which is where packages that just satisfy a condition of
    exponential tail lie: draws from that tilt satisfy many conditions at once far more often.

    Parameters
    ----------
    gains, theta, offsets, weights, probability
        As for :func:`partition`; ``weights`` above 0 where b is.
    inward : float
        The number b.

    Returns
    -------
    tuple of float
        f at the final weights and a bound on its rounding error. The search stops early once f
        proves that no package satisfies the conditions.
    """
    n = len(weights)
    tolerance = NEAR if inward > 0.0 else TOLERANCE
    allowed = np.ones(len(probability), np.bool_)
    gradient = np.empty(n)
    trial = np.empty(n)
    room = np.empty(n, np.int64)
    value = _tilted(gains, theta, offsets, weights, allowed, probability)
    current = _objective(value, weights, inward)
    for _ in range(STEPS):
        _gradient(gains, theta, probability, weights, inward, gradient)
        free = room[: _choose_free(weights, gradient, tolerance, room)]
        if value < HOPELESS or len(free) == 0:
            break
        step = _newton_step(gains, offsets, probability, weights, gradient, free, inward)
        length = 1.0
        improved = False
        while length > 1e-3 and not improved:
            slope = _advance(weights, free, step, gradient, length, inward, trial)
            value = _tilted(gains, theta, offsets, trial, allowed, probability)
            new = _objective(value, trial, inward)
            improved = slope < 0.0 and new <= current + 1e-4 * slope
            length *= 0.4
        if not improved:
            value = _tilted(gains, theta, offsets, weights, allowed, probability)
            break
        for k in range(n):
            weights[k] = trial[k]
        current = new
    return value, _rounding(gains, theta, weights)
