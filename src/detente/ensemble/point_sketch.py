"""Quantiles of points over draws, from counts in narrow bins that add up.

A bin is 1/64 of a point wide. Counts of blocks are added, so that the size depends on how far
the points spread and not on the number of draws, and a quantile is off by 1/128 of a point at
most. Integers in, integers out: any order of adding gives the same.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from detente.model.fixed_point import UNIT

__all__ = ["BINS_PER_POINT", "merged_sketches", "point_sketch", "sketch_quantiles"]

Int = NDArray[np.int64]
Float = NDArray[np.float64]

#: Bins to a point, a power of two so that edges are whole units.
BINS_PER_POINT = 64
WIDTH = UNIT // BINS_PER_POINT
QUANTILES = (0.05, 0.5, 0.95)


def point_sketch(points: Int) -> dict[str, NDArray[Any]]:
    """Count points by bin.

    Parameters
    ----------
    points : int64 array, shape (n_draws, n_packages, n_principals)
        In units.

    Returns
    -------
    dict
        ``shape`` (n_packages, n_principals), and ``owner``, ``bin`` and ``count``, one entry for
        each bin of each package and principal that occurs, in order.
    """
    n_draws, *shape = points.shape
    owner = np.tile(np.arange(int(np.prod(shape)), dtype=np.int64), n_draws)
    # To the nearest multiple of the width, so that whole points are kept as they are.
    bins = np.floor_divide(points + WIDTH // 2, WIDTH).reshape(-1)
    return {"shape": np.array(shape, np.int64), **_added(owner, bins, np.ones(len(bins), np.int64))}


def _added(owner: Int, bins: Int, count: Int) -> dict[str, NDArray[Any]]:
    pairs, at = np.unique(np.stack([owner, bins]), axis=1, return_inverse=True)
    total = np.zeros(pairs.shape[1], np.int64)
    np.add.at(total, at.ravel(), count)
    return {"owner": pairs[0], "bin": pairs[1], "count": total}


def merged_sketches(parts: Sequence[dict[str, NDArray[Any]]]) -> dict[str, NDArray[Any]]:
    """Add sketches of disjoint draws of the same packages, in any order."""
    owner, bins, count = (
        np.concatenate([part[name] for part in parts]) for name in ("owner", "bin", "count")
    )
    return {"shape": parts[0]["shape"], **_added(owner, bins, count)}


def sketch_quantiles(sketch: dict[str, NDArray[Any]]) -> Float:
    """Return the 5th, 50th and 95th percentile of points.

    Returns
    -------
    float array, shape (n_packages, n_principals, 3)
        In points, to the nearest 1/64.
    """
    n_packages, n_principals = (int(n) for n in sketch["shape"])
    found = np.empty((n_packages * n_principals, len(QUANTILES)))
    for owner in range(len(found)):
        own = sketch["owner"] == owner
        bins, upto = sketch["bin"][own], np.cumsum(sketch["count"][own])
        rank = np.ceil(np.array(QUANTILES) * upto[-1]).clip(1)
        found[owner] = bins[np.searchsorted(upto, rank)]
    return (found / BINS_PER_POINT).reshape(n_packages, n_principals, len(QUANTILES))
