"""Which of many points in several dimensions are not dominated; larger is better.

Strong dominance is left to moocore (Kung, Luccio and Preparata 1975, *Journal of the ACM* 22(4)).
It works on floating-point numbers, so integers beyond 2**53 are replaced by their rank within
each dimension, which changes no comparison. The same serves arrays of Python's own integers
(dtype object), which may be of any size.
"""

from __future__ import annotations

import numba as nb
import numpy as np
from numpy.typing import NDArray

__all__ = ["descending", "nondominated"]

Int = NDArray[np.int64]
Bool = NDArray[np.bool_]
EXACT = 2**53


def nondominated(points: Int, *, weak: bool = False) -> Int:
    """Return the points that no other dominates, each once.

    Parameters
    ----------
    points : int64 or object array, shape (n_points, n_dimensions)
        With at least one dimension; objects are Python's integers.
    weak : bool
        Keep every point that no other beats in all dimensions at once; otherwise every point
        that no other equals in all and beats in one.

    Returns
    -------
    array of the same kind, shape (n, n_dimensions)
        Distinct, in descending lexicographic order. Empty where there is no point.
    """
    comparable = _comparable(points)
    order = _order(comparable)
    if len(order) > 1:
        ordered = np.ascontiguousarray(comparable[order])
        keep = _strong(ordered)
        if weak:
            keep = _not_beaten(ordered, ordered[keep])
        order = order[keep]
    return np.ascontiguousarray(points[order])


def descending(points: Int) -> Int:
    """Return the distinct points in descending lexicographic order."""
    return np.ascontiguousarray(points[_order(_comparable(points))])


def _order(points: Int) -> Int:
    """Return the places of the distinct points in descending lexicographic order."""
    order = np.lexsort(points.T[::-1])[::-1]
    ordered = points[order]
    new = np.ones(len(ordered), np.bool_)
    new[1:] = (ordered[1:] != ordered[:-1]).any(axis=1)
    return order[new]


def _comparable(points: Int) -> Int:
    """Return integers of 64 bits that compare as the points do, dimension by dimension."""
    if points.dtype != object:
        return points
    if not len(points):
        return np.zeros(points.shape, np.int64)
    return np.stack([_ranks(column) for column in points.T], axis=1)


def _ranks(column: Int) -> Int:
    """Replace each number by its rank among them."""
    try:
        order = np.argsort(column.astype(np.float64))
    except OverflowError:  # beyond 10^308
        order = np.argsort(column)
    ordered = column[order]
    if (ordered[1:] < ordered[:-1]).any():  # numbers that are the same as floating-point numbers only
        order = np.argsort(column)
        ordered = column[order]
    ranks = np.zeros(len(column), np.int64)
    ranks[order[1:]] = np.cumsum(ordered[1:] != ordered[:-1])
    return ranks


def _strong(distinct: Int) -> Bool:
    """Flag the points that none dominates; the points are distinct and in order."""
    if distinct.shape[1] == 1:
        first: Bool = np.arange(len(distinct)) == 0
        return first
    if distinct.shape[1] == 2:
        second = distinct[:, 1]
        best: Bool = np.ones(len(distinct), np.bool_)
        best[1:] = second[1:] > np.maximum.accumulate(second)[:-1]
        return best
    # Imported here because it costs start-up time.
    import moocore

    kept: Bool = np.asarray(moocore.is_nondominated(_as_floats(distinct), maximise=True))
    return kept


def _as_floats(points: Int) -> NDArray[np.float64]:
    if max(abs(int(points.min())), abs(int(points.max()))) <= EXACT:
        return points.astype(np.float64)
    return np.stack([_ranks(column) for column in points.T], axis=1).astype(np.float64)


@nb.njit(cache=True, nogil=True)
def _not_beaten(points: Int, frontier: Int) -> Bool:
    """Flag the points that no point of the strong frontier beats in every dimension."""
    keep = np.ones(len(points), np.bool_)
    for k in range(len(points)):
        for f in range(len(frontier)):
            if frontier[f, 0] <= points[k, 0]:
                break  # those that follow have no larger first entry
            beats = True
            for d in range(1, points.shape[1]):
                beats = beats and frontier[f, d] > points[k, d]
            if beats:
                keep[k] = False
                break
    return keep
