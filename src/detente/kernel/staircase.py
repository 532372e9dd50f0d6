"""Pareto frontiers of two objectives as staircases, and their union.

A staircase is a set of points ``(a, b)`` in descending order of ``a``; on a strong frontier ``b``
then strictly ascends. The union of shifted staircases is the Minkowski sum of a frontier and the
options of one more issue. It never looks at the product of the two: staircases are merged in
pairs, and what is dominated, or stands there twice, goes at once (the merging of lists of
Nemhauser and Ullmann 1969, *Management Science* 15(9), with ties removed).
"""

from __future__ import annotations

import numba as nb
import numpy as np
from numpy.typing import NDArray

__all__ = ["union_of_shifted"]

Int = NDArray[np.int64]
NONE = np.iinfo(np.int64).min


@nb.njit(cache=True, nogil=True)
def _union(left: Int, right: Int, out: Int, weak: bool) -> int:
    """Merge two staircases into ``out``; return how many points are left.

    A point is kept when its second entry exceeds that of every point before it; on a weak
    frontier, when no point with a larger first entry has a larger second one.
    """
    i = j = n = 0
    best = NONE  # second entries so far; on a weak frontier, of points with a larger first entry
    level = NONE  # the same among points with this first entry
    first = NONE
    while i < len(left) or j < len(right):
        take_left = j == len(right)
        if not take_left and i < len(left):
            a, b = left[i, 0], right[j, 0]
            take_left = a > b or (a == b and left[i, 1] >= right[j, 1])
        if take_left:
            u, v = left[i, 0], left[i, 1]
            i += 1
        else:
            u, v = right[j, 0], right[j, 1]
            j += 1
        if weak:
            if u != first or n == 0:
                best = max(best, level)
                first = u
                level = v
            if v < best or (n > 0 and out[n - 1, 0] == u and out[n - 1, 1] == v):
                continue
        elif v <= best and n > 0:
            continue
        else:
            best = v
        out[n, 0] = u
        out[n, 1] = v
        n += 1
    return n


@nb.njit(cache=True, nogil=True)
def union_of_shifted(points: Int, start: Int, end: Int, shift: Int, weak: bool) -> Int:
    """Return the frontier of several staircases, each shifted by a point.

    Parameters
    ----------
    points : int64 array, shape (n_points, 2)
        Holds all staircases.
    start, end : int64 arrays, shape (n_staircases,)
        Staircase k is ``points[start[k]:end[k]]``, and is shifted by ``shift[k]``.
    shift : int64 array, shape (n_staircases, 2)
    weak : bool
        Keep what is only weakly dominated (and distinct).

    Returns
    -------
    int64 array, shape (n, 2)
        A staircase; empty where all are.
    """
    total = 0
    for k in range(len(start)):
        total += end[k] - start[k]
    here = np.empty((total, 2), np.int64)
    there = np.empty((total, 2), np.int64)
    edge = np.zeros(len(start) + 1, np.int64)
    n = 0
    for k in range(len(start)):
        for row in range(start[k], end[k]):
            here[n, 0] = points[row, 0] + shift[k, 0]
            here[n, 1] = points[row, 1] + shift[k, 1]
            n += 1
        edge[k + 1] = n
    pieces = len(start)
    while pieces > 1:
        n = 0
        merged = 0
        for k in range(0, pieces, 2):
            last = min(k + 2, pieces)
            left = here[edge[k] : edge[k + 1]]
            right = here[edge[last - 1] : edge[last]] if last - k == 2 else here[:0]
            n += _union(left, right, there[n:], weak)
            merged += 1
            # Written behind what is still to be read: piece k is done with.
            edge[merged] = n
        here, there = there, here
        pieces = merged
    return here[: edge[pieces]].copy()
