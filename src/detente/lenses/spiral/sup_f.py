r"""Whether there is a break at all, its date unknown: the largest F over all dates.

For each date the regression may change from it on; the statistic is the largest F (Andrews 1993,
*Econometrica* 61). Having looked at all dates makes large values likely by chance alone. The p-value is
the share of made samples with one as large: the right side is kept, and what is left without a break has
its signs turned at random, period by period for all equations at once (the heteroskedastic fixed
regressor bootstrap, Hansen 2000, *J. Econometrics* 97). Wild and quiet times so do no harm.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from detente.errors import RunError
from detente.lenses.spiral.segment_search import whitening

__all__ = ["SupF", "sup_f"]

Float = NDArray[np.float64]
#: Dates tried at most; of more, evenly spread ones are.
DATES = 120


@dataclass(frozen=True, kw_only=True)
class SupF:
    """The largest F over dates.

    Attributes
    ----------
    statistic : float
    at : int
        Index of the first period after the likeliest break.
    p_value : float
        At least ``1 / (replications + 1)``.
    replications : int
    """

    statistic: float
    at: int
    p_value: float
    replications: int


def sup_f(
    target: Float,
    kept: Float,
    changing: Float,
    dates: NDArray[np.int64],
    *,
    rng: np.random.Generator,
    replications: int = 499,
) -> SupF:
    """Test for one break at an unknown date.

    Parameters
    ----------
    target : float array, shape (n, k)
        Left sides.
    kept : float array, shape (n, r)
        Right side without a break.
    changing : float array, shape (n, d)
        What may get another coefficient from the date on; a combination of ``kept`` or part of it.
    dates : int array
        Index of the first period after the break; at least one. Of more than 120, evenly spread ones
        are tried.
    rng : numpy.random.Generator
    replications : int
        At least 19.

    Returns
    -------
    SupF

    Raises
    ------
    RunError
        Without a date or without enough periods, and where nothing is left unexplained.
    """
    n, k = target.shape
    free = n - kept.shape[1] - changing.shape[1]
    if not len(dates) or free < 1:
        raise RunError(f"{n} periods are too few to look for a break with so many coefficients")
    if replications < 19:
        raise RunError(f"at least 19 replications are needed for a p-value, not {replications}")
    tried = dates[np.unique(np.linspace(0, len(dates) - 1, min(DATES, len(dates))).round().astype(np.int64))]
    basis = _basis(kept)
    bases = _bases(basis, changing, tried)
    left = target - basis @ (basis.T @ target)
    left = left @ whitening(left, target)
    found = _statistics(left[:, None, :], bases, changing.shape[1], free)[:, 0]
    signs = rng.choice(np.array([-1.0, 1.0]), size=(n, replications))
    made = (left[:, None, :] * signs[:, :, None]).reshape(n, -1)
    made -= basis @ (basis.T @ made)
    largest = _statistics(made.reshape(n, replications, k), bases, changing.shape[1], free).max(axis=0)
    # Rounding must not make a sample with all signs equal smaller than the data it repeats.
    above = int((largest >= found.max() * (1 - 1e-9)).sum())
    return SupF(
        statistic=float(found.max()),
        at=int(tried[np.argmax(found)]),
        p_value=(1 + above) / (1 + replications),
        replications=replications,
    )


def _basis(columns: Float) -> Float:
    """Return perpendicular unit columns that span the same, (n, rank)."""
    lengths = np.linalg.norm(columns, axis=0)
    unit = columns[:, lengths > 0] / lengths[lengths > 0]
    vectors, sizes, _ = np.linalg.svd(unit, full_matrices=False)
    found: Float = vectors[:, sizes > 1e-9 * sizes[0]] if sizes.size else vectors
    return found


def _bases(basis: Float, changing: Float, dates: NDArray[np.int64]) -> Float:
    """For each date what a change adds to the right side, (len(dates), n, d); zero columns fill up."""
    n, d = changing.shape
    found = np.zeros((len(dates), n, d))
    for at, date in enumerate(dates):
        added = np.where(np.arange(n)[:, None] >= date, changing, 0.0)
        lengths = np.linalg.norm(added, axis=0)
        added = added / np.where(lengths > 0, lengths, 1.0)
        added -= basis @ (basis.T @ added)
        vectors, sizes, _ = np.linalg.svd(added, full_matrices=False)
        found[at] = np.where(sizes > 1e-7, vectors, 0.0)
    return found


def _statistics(left: Float, bases: Float, d: int, free: int) -> Float:
    """Return F for each date and sample, (len(dates), samples), from what is left, (n, samples, k)."""
    n, samples, k = left.shape
    whole = (left**2).sum(axis=(0, 2))
    flat = left.reshape(n, -1)
    gains = np.stack([((base.T @ flat) ** 2).sum(axis=0).reshape(samples, k).sum(axis=1) for base in bases])
    found: Float = (gains / d) / np.maximum((whole - gains) / free, np.finfo(float).tiny)
    return found
