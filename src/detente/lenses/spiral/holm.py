"""P-values of several tests at once."""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike, NDArray

__all__ = ["holm"]

Float = NDArray[np.float64]


def holm(p: ArrayLike) -> Float:
    """Adjust p-values for being several (Holm 1979, *Scandinavian J. Statistics* 6).

    The chance of any false claim stays below the level, whatever ties there are between the tests.

    Parameters
    ----------
    p : array-like of float, shape (m,)

    Returns
    -------
    float array, shape (m,)
        In the same order; at most 1, never below the p-value itself.

    Examples
    --------
    >>> holm([0.01, 0.04, 0.03]).tolist()
    [0.03, 0.06, 0.06]
    """
    given = np.asarray(p, np.float64)
    order = np.argsort(given, kind="stable")
    raised = given[order] * np.arange(len(given), 0, -1)
    found = np.empty_like(given)
    found[order] = np.minimum(np.maximum.accumulate(raised), 1.0)
    return found
