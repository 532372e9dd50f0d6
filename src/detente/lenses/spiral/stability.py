r"""Whether answers to answers die down: companion matrix, spectral radius, half-life, long-run multipliers.

With the companion matrix A of :math:`B_1, \dots, B_P` a shock is multiplied by A in each period. It dies
down exactly if the spectral radius :math:`\rho` (the largest absolute eigenvalue) is below 1; then in the
long run by half every :math:`\ln 0.5 / \ln \rho` periods (Lütkepohl 2005, *New Introduction to Multiple
Time Series Analysis*, ch. 2).
"""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike, NDArray

from detente.errors import RunError

__all__ = [
    "checked_coefficients",
    "companion",
    "half_life",
    "is_stable_pair",
    "long_run",
    "reciprocity",
    "response_half_life",
    "spectral_radius",
]

Float = NDArray[np.float64]
Bool = NDArray[np.bool_]
#: Numbers in the companion matrices that are held at once.
HELD = 4_000_000


def companion(coefs: ArrayLike) -> Float:
    """Write a system of many lags as one of a single lag.

    Parameters
    ----------
    coefs : array-like of float, shape (..., lags, k, k)
        ``[p, i, j]`` is the effect of j, p + 1 periods ago, on i.

    Returns
    -------
    float array, shape (..., lags * k, lags * k)
        The effects of all lags in its first k rows, a shifted identity below.

    Examples
    --------
    >>> companion([[[0.5]], [[0.2]]]).tolist()
    [[0.5, 0.2], [1.0, 0.0]]
    """
    effects = checked_coefficients(coefs)
    *outer, lags, k, _ = effects.shape
    found = np.zeros((*outer, lags * k, lags * k))
    if not lags:
        return found
    found[..., :k, :] = np.moveaxis(effects, -3, -2).reshape(*outer, k, lags * k)
    below = np.arange((lags - 1) * k)
    found[..., k + below, below] = 1.0
    return found


def spectral_radius(coefs: ArrayLike) -> Float:
    """Return by what a shock is multiplied in a period, in the long run.

    Parameters
    ----------
    coefs : array-like of float, shape (..., lags, k, k)

    Returns
    -------
    float array, shape (...)
        At least 0; below 1 where the system is stable, above where it explodes, exactly 1 where shocks
        stay. Exact to about the rounding of a float times the number of equal largest roots. 0 without
        lags.

    Examples
    --------
    >>> float(spectral_radius([[[0.5, 0.25], [0.25, 0.5]]]))
    0.75
    """
    effects = checked_coefficients(coefs)
    *outer, lags, k, _ = effects.shape
    if not lags:
        return np.zeros(outer)
    flat = effects.reshape(-1, lags, k, k)
    step = max(1, HELD // (lags * k) ** 2)
    parts = [
        np.abs(np.linalg.eigvals(companion(flat[at : at + step]))).max(axis=-1)
        for at in range(0, len(flat), step)
    ]
    return np.concatenate([np.zeros(0), *parts]).reshape(outer)


def half_life(radius: ArrayLike) -> Float:
    r"""Return after how many periods half of a shock is left, in the long run.

    Parameters
    ----------
    radius : array-like of float
        Spectral radius, at least 0.

    Returns
    -------
    float array of the same shape
        :math:`\ln 0.5 / \ln \rho` in periods; 0 where the radius is 0, infinite from 1 on: there it
        never halves.

    Notes
    -----
    This is the pace of the slowest part. What is seen of one answer to one shock may halve sooner or
    later: :func:`response_half_life`.

    Examples
    --------
    >>> half_life([0.0, 0.5, 1.0, 1.1]).tolist()
    [0.0, 1.0, inf, inf]
    """
    rho = np.asarray(radius, np.float64)
    with np.errstate(divide="ignore", invalid="ignore"):
        found = np.log(0.5) / np.log(rho)
    return np.where(rho >= 1, np.inf, np.where(rho <= 0, 0.0, found))


def response_half_life(responses: ArrayLike) -> Float:
    """Read off answers to shocks after how many periods no more than half the peak is left for good.

    Parameters
    ----------
    responses : array-like of float, shape (..., horizon + 1, k, k)
        As :func:`~detente.lenses.spiral.impulse.impulse_responses` gives them.

    Returns
    -------
    float array, shape (..., k, k)
        Periods since the shock: the first from which on the size of the answer is never above half its
        largest size (exactly half counts as halved). Infinite where that is not so by the horizon;
        NaN where there is no answer at all.

    Notes
    -----
    Says nothing about what comes after the horizon: an answer that explodes slowly, or returns later, is
    only seen with a horizon that is long enough.

    Examples
    --------
    >>> response_half_life([[[0.0]], [[4.0]], [[2.5]], [[2.0]], [[1.0]]]).tolist()
    [[3.0]]
    """
    size = np.abs(np.asarray(responses, np.float64))
    peak = size.max(axis=-3)
    above = size > 0.5 * peak[..., None, :, :]
    # The last period above half, counted from the end.
    last = size.shape[-3] - 1 - np.argmax(above[..., ::-1, :, :], axis=-3)
    found = np.where(last == size.shape[-3] - 1, np.inf, last + 1.0)
    return np.where(np.isfinite(peak) & (peak > 0), found, np.where(peak == 0, np.nan, np.inf))


def long_run(coefs: ArrayLike) -> Float:
    r"""Return the sum of all answers to a single unit shock, from the shock itself on.

    The same number is the change of the level of i if j adds one unit in every period for good.

    Parameters
    ----------
    coefs : array-like of float, shape (..., lags, k, k)

    Returns
    -------
    float array, shape (..., k, k)
        :math:`(I - \sum_p B_p)^{-1}`, ``[i, j]`` of i to j. NaN throughout where the spectral radius is 1
        or more: the matrix may then still have an inverse, which would mean nothing, for the sum does
        not exist.

    Examples
    --------
    >>> long_run([[[0.5]]]).tolist(), long_run([[[1.5]]]).tolist()
    ([[2.0]], [[nan]])
    """
    effects = checked_coefficients(coefs)
    k = effects.shape[-1]
    left = np.eye(k) - effects.sum(axis=-3)
    # Below 1 the matrix has an inverse; at the very edge rounding may still leave none.
    stable = (spectral_radius(effects) < 1) & (np.linalg.det(left) != 0)
    found = np.full(left.shape, np.nan)
    found[stable] = np.linalg.inv(left[stable])
    return found


def reciprocity(coefs: ArrayLike) -> Float:
    """Return how far each series answers each, over all lags together.

    Parameters
    ----------
    coefs : array-like of float, shape (..., lags, k, k)

    Returns
    -------
    float array, shape (..., k, k)
        ``[i, j]`` is the sum of the coefficients of the lags of j in the equation of i: positive where
        like is answered with like, negative where it is answered with the opposite. On the diagonal:
        inertia. Zero without lags.

    Notes
    -----
    The direct answer only. What comes back through the other's answers is in :func:`long_run`.
    """
    found: Float = checked_coefficients(coefs).sum(axis=-3)
    return found


def is_stable_pair(matrix: ArrayLike) -> Bool:
    r"""Say exactly whether two parties with one lag calm down.

    Parameters
    ----------
    matrix : array-like of float, shape (..., 2, 2)
        The coefficients of the one lag.

    Returns
    -------
    bool array, shape (...)
        :math:`|\operatorname{tr}| < 1 + \det` and :math:`\det < 1` (Jury's condition): no eigenvalue is
        computed. False on the border, where shocks stay.

    Raises
    ------
    RunError
        For anything but 2 x 2.

    Examples
    --------
    >>> bool(is_stable_pair([[0.5, 0.5], [0.5, 0.25]])), bool(is_stable_pair([[0.5, 0.5], [0.5, 0.5]]))
    (True, False)
    """
    m = np.asarray(matrix, np.float64)
    if m.shape[-2:] != (2, 2):
        raise RunError(f"this condition is for 2 x 2 coefficients of one lag, not {m.shape}")
    trace = m[..., 0, 0] + m[..., 1, 1]
    det = m[..., 0, 0] * m[..., 1, 1] - m[..., 0, 1] * m[..., 1, 0]
    found: Bool = (np.abs(trace) < 1 + det) & (det < 1)
    return found


def checked_coefficients(coefs: ArrayLike) -> Float:
    """Return coefficients as an array, shape (..., lags, k, k); RunError where they are none."""
    effects = np.asarray(coefs, np.float64)
    if effects.ndim < 3 or effects.shape[-1] != effects.shape[-2] or not effects.shape[-1]:
        raise RunError(f"coefficients must be an array (..., lags, series, series), not {effects.shape}")
    if not np.isfinite(effects).all():
        raise RunError("coefficients must be finite numbers")
    return effects
