"""One round of a bootstrap: errors drawn, series made from them, and fitted, in blocks."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from detente.errors import RunError
from detente.lenses.spiral.var import VarFit, fit_many

__all__ = ["Replications", "Source", "replicated"]

Float = NDArray[np.float64]
#: Bytes of the arrays of one block, about: small enough to stay near the processor.
BLOCK_BYTES = 8_000_000


@dataclass(frozen=True, kw_only=True, eq=False)
class Source:
    """What series are made from.

    Attributes
    ----------
    fit : VarFit
        Its first ``lags`` periods are where all series start.
    wild : bool
        Whether the errors stay in their periods and change sign; else periods are drawn.
    replications : int
        B.
    seed : int
    """

    fit: VarFit
    wild: bool
    replications: int
    seed: int


@dataclass(frozen=True, kw_only=True, eq=False)
class Replications:
    """Fits of all series of a round.

    Attributes
    ----------
    coefficients : float array, shape (B, lags, k, k)
    intercepts : float array, shape (B, k)
    covariances : float array, shape (B, k, k)
        Cross products of the residuals divided by ``n_used - 1 - k * lags``.
    """

    coefficients: Float
    intercepts: Float
    covariances: Float


def replicated(
    source: Source,
    coefs: Float,
    bias: Float,
    *,
    stream: int,
    progress: Callable[[int, int], None] | None = None,
) -> Replications:
    """Make series from coefficients and fit them again.

    Parameters
    ----------
    source : Source
    coefs : float array, shape (lags, k, k)
        Intercept and errors are those that go with them in the data: errors of mean 0, times the square
        root of ``n / (n - m)`` with m coefficients in an equation, for what the fit has smoothed away.
    bias : float array, shape (lags, k, k)
        Taken off the coefficients of every fit; its intercept and residuals are then those that go
        with what is left.
    stream : int
        Number of the round: its random numbers are its own (Philox, keyed by seed and round).
    progress : callable, optional
        Called with the replications done and their number.

    Raises
    ------
    RunError
        Where series pass the range of a float.
    """
    fit = source.fit
    intercept, errors = _around(fit, coefs)
    parts = []
    done = 0
    for drawn in _drawn(source, errors, stream):
        paths = _paths(fit.values[: fit.lags], intercept, coefs, drawn)
        parts.append(_refitted(paths, fit, bias))
        done += len(drawn)
        if progress is not None:
            progress(done, source.replications)
    coefficients, intercepts, covariances = (np.concatenate(part) for part in zip(*parts, strict=True))
    return Replications(coefficients=coefficients, intercepts=intercepts, covariances=covariances)


def _around(fit: VarFit, coefs: Float) -> tuple[Float, Float]:
    """Return the intercept (k,) and the errors (n, k) that go with coefficients in the data."""
    left = fit.values[fit.lags :] - fit.design[:, 1:] @ _rows(coefs)
    intercept = left.mean(axis=0)
    scale = np.sqrt(fit.n_used / (fit.n_used - fit.n_coefficients))
    return intercept, (left - intercept) * scale


def _drawn(source: Source, errors: Float, stream: int) -> Iterator[Float]:
    """Draw the errors of one block of replications after the other, shape (b, n, k)."""
    n, k = errors.shape
    rng = np.random.Generator(np.random.Philox(key=np.array([source.seed, stream], np.uint64)))
    # Series, errors and lagged values of a block: about as many numbers for each replication.
    width = n * k * (3 + source.fit.lags)
    step = max(1, BLOCK_BYTES // (8 * width))
    for start in range(0, source.replications, step):
        # One number for each period, all series with it: what is common to them stays common.
        uniform = rng.random((min(step, source.replications - start), n))
        if source.wild:
            yield np.where(uniform < 0.5, -1.0, 1.0)[:, :, None] * errors
        else:
            yield errors[(uniform * n).astype(np.int64)]


def _paths(start: Float, intercept: Float, coefs: Float, errors: Float) -> Float:
    """Make series from where the data start, shape (b, lags + n, k)."""
    b, n, k = errors.shape
    lags = len(coefs)
    # Kept backwards, the lags of a period stand side by side in the order of the coefficients.
    backwards = np.empty((b, lags + n, k))
    backwards[:, n:] = start[::-1]
    backwards[:, :n] = errors[:, ::-1] + intercept
    rows = _rows(coefs)
    with np.errstate(over="ignore", invalid="ignore"):
        for t in range(n - 1, -1, -1) if lags else ():
            backwards[:, t] += backwards[:, t + 1 : t + 1 + lags].reshape(b, lags * k) @ rows
    # The squares of what is fitted must be numbers too.
    if not (np.abs(backwards) < 1e150).all():
        raise RunError(
            "the fitted system explodes so fast that its series pass the range of a float; look at the "
            "series for a trend or a break, or use fewer lags"
        )
    return backwards[:, ::-1]


def _refitted(paths: Float, fit: VarFit, bias: Float) -> tuple[Float, Float, Float]:
    """Fit series, take the bias off, and return coefficients, intercepts and covariances."""
    coefficients = fit_many(paths, fit.lags)[1] - bias
    left = paths[:, fit.lags :].copy()
    n = left.shape[1]
    for p in range(fit.lags):
        back = fit.lags - 1 - p
        left -= paths[:, back : back + n] @ coefficients[:, p].transpose(0, 2, 1)
    intercepts = left.mean(axis=1)
    left -= intercepts[:, None]
    covariances = left.transpose(0, 2, 1) @ left / (n - fit.n_coefficients)
    return coefficients, intercepts, covariances


def _rows(coefs: Float) -> Float:
    """Return coefficients as they stand below the intercept of a design, shape (lags * k, k)."""
    lags, k, _ = coefs.shape
    return np.swapaxes(coefs, 1, 2).reshape(lags * k, k)
