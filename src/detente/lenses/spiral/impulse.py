r"""How a shock travels: impulse responses of a vector autoregression.

A shock of one unit has the responses :math:`\Phi_0 = I`, :math:`\Phi_h = \sum_p B_p \Phi_{h-p}`; with one
lag exactly :math:`B^h`. Shocks of the same period are correlated in data, and there are three ways to
speak of one of them:

- *one unit*: as if nothing else happened in that period;
- *orthogonal*: :math:`\Phi_h P`, :math:`PP' = \Sigma` lower triangular (Sims 1980, *Econometrica* 48): what
  is common to two series is put down to the one that stands first, so that the order matters;
- *generalized*: :math:`\Phi_h \Sigma e_j / \sqrt{\sigma_{jj}}` (Pesaran and Shin 1998, *Economics Letters*
  58): what usually comes with a shock to j comes with it; no order, and the shocks do not add up.

The last two are of one standard deviation of j.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Literal

import numpy as np
from numpy.typing import ArrayLike, NDArray

from detente.errors import RunError, TooLargeError, UnknownNameError
from detente.lenses.spiral.stability import checked_coefficients

__all__ = ["SHOCKS", "Shocks", "impulse_responses", "response_steps", "shock_matrix"]

Float = NDArray[np.float64]
Shocks = Literal["one unit", "orthogonal", "generalized"]
#: What a shock can be.
SHOCKS: tuple[Shocks, ...] = ("one unit", "orthogonal", "generalized")
#: Numbers that are returned at most: 400 MB.
MOST = 50_000_000


def impulse_responses(
    coefs: ArrayLike,
    horizon: int,
    shocks: Shocks | None = None,
    covariance: ArrayLike | None = None,
    *,
    order: Sequence[int] | None = None,
) -> Float:
    """Follow the answers of all series to a shock to each.

    Parameters
    ----------
    coefs : array-like of float, shape (..., lags, k, k)
    horizon : int
        Periods after the shock, at least 0.
    shocks : str, optional
        ``"one unit"`` (also if not given), ``"orthogonal"`` or ``"generalized"``.
    covariance : array-like of float, shape (..., k, k) or (k, k), optional
        Of the residuals; needed for the latter two.
    order : sequence of int, optional
        For orthogonal shocks: the series from the one that is moved first to the last; in the order
        of the columns if not given. What is returned stays in the order of the columns.

    Returns
    -------
    float array, shape (..., horizon + 1, k, k)
        ``[h, i, j]`` is the response of i, h periods after a shock to j. Where a system explodes past
        the range of a float, infinite or NaN.

    Raises
    ------
    RunError
        For a negative horizon, no covariance or one that is no covariance, or a wrong order.
    UnknownNameError
        For another kind of shock.
    TooLargeError
        For more than 50 million numbers.

    Examples
    --------
    >>> impulse_responses([[[0.5, 0.25], [0.0, 0.5]]], 2)[:, 0, 1].tolist()
    [0.0, 0.25, 0.25]
    """
    effects = checked_coefficients(coefs)
    if horizon < 0:
        raise RunError(f"the horizon must be 0 or more periods, not {horizon}")
    k = effects.shape[-1]
    outer = effects.shape[:-3]
    size = int(np.prod(outer, dtype=object)) * (horizon + 1) * k * k
    if size > MOST:
        raise TooLargeError(
            f"{size:,} responses are more than {MOST:,}; ask for a shorter horizon or fewer systems"
        )
    first = shock_matrix(k, shocks, covariance, order=order)
    if first.shape[:-2] not in ((), outer):
        raise RunError(f"there must be one covariance, or one for each system, not {first.shape[:-2]}")
    found = np.empty((*outer, horizon + 1, k, k))
    for h, step in enumerate(response_steps(effects, horizon, first)):
        found[..., h, :, :] = step
    return found


def response_steps(coefs: Float, horizon: int, first: Float) -> Iterator[Float]:
    """Give the responses period by period, so that only those of the last ``lags`` periods are held.

    Parameters
    ----------
    coefs : float array, shape (..., lags, k, k)
    horizon : int
    first : float array, shape (k, k) or (..., k, k)
        What a shock to each series (column) is in its own period, as :func:`shock_matrix` gives it.

    Yields
    ------
    float array, shape (..., k, k)
        ``horizon + 1`` times.
    """
    lags = coefs.shape[-3]
    past: list[Float] = [np.broadcast_to(first, (*coefs.shape[:-3], *first.shape[-2:])).astype(np.float64)]
    yield past[0]
    for _ in range(horizon):
        now = np.zeros_like(past[0])
        with np.errstate(over="ignore", invalid="ignore"):
            for p, response in enumerate(past[:lags]):
                now += coefs[..., p, :, :] @ response
        yield now
        past = [now, *past][: max(lags, 1)]


def shock_matrix(
    k: int,
    shocks: Shocks | None = None,
    covariance: ArrayLike | None = None,
    *,
    order: Sequence[int] | None = None,
) -> Float:
    """Return what a shock to each series is in its own period.

    Parameters
    ----------
    k : int
        Series.
    shocks, covariance, order
        As for :func:`impulse_responses`.

    Returns
    -------
    float array, shape (k, k) or (..., k, k)
        One shock in each column.

    Raises
    ------
    RunError, UnknownNameError
        As :func:`impulse_responses`.
    """
    kind = "one unit" if shocks is None else shocks
    if kind not in SHOCKS:
        raise UnknownNameError("kind of shock", kind, SHOCKS)
    if order is not None and kind != "orthogonal":
        raise RunError(f"an order of the series changes only orthogonal shocks, not those of {kind}")
    if kind == "one unit":
        return np.eye(k)
    sigma = _covariance(covariance, k, kind)
    if kind == "generalized":
        deviations: Float = np.sqrt(np.diagonal(sigma, axis1=-2, axis2=-1))
        return sigma / deviations[..., None, :]
    return _cholesky(sigma, list(range(k)) if order is None else list(order))


def _covariance(covariance: ArrayLike | None, k: int, kind: str) -> Float:
    if covariance is None:
        raise RunError(f"shocks that are {kind} need the covariance of the residuals")
    sigma = np.asarray(covariance, np.float64)
    if sigma.shape[-2:] != (k, k):
        raise RunError(f"the covariance of {k} series must be {k} x {k}, not {sigma.shape}")
    if not np.isfinite(sigma).all() or (np.diagonal(sigma, axis1=-2, axis2=-1) <= 0).any():
        raise RunError("the covariance of the residuals must be finite, its variances above 0")
    return sigma


def _cholesky(sigma: Float, order: list[int]) -> Float:
    if sorted(order) != list(range(sigma.shape[-1])):
        raise RunError(f"the order must name each of the {sigma.shape[-1]} series once, from 0, not {order}")
    try:
        lower = np.linalg.cholesky(sigma[..., order, :][..., :, order])
    except np.linalg.LinAlgError:
        raise RunError(
            "the shocks to one series follow exactly from those to others; orthogonal shocks do not exist"
        ) from None
    back = np.argsort(order)
    return np.asarray(lower[..., back, :][..., :, back], np.float64)
