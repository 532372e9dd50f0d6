"""What of a phase plane the axes hold, and what of a region lies within them."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from detente.lenses.spiral.phase_plane import Box

__all__ = ["clipped", "drawn_ends"]

Float = NDArray[np.float64]
Point = tuple[float, float]
#: Share of the periods in the middle that the axes hold, along each by itself.
MIDDLE = 0.98
#: How far from the data the resting point may lie to be drawn, and its region beyond both, in spans of
#: the data: the data keep a third of each axis at least.
REACH, MARGIN = 1.0, 0.25


def drawn_ends(path: Float, values: Float, balance: Point | None, hull: Float) -> tuple[Point, Point]:
    """Choose what the axes hold, before the room that they leave free.

    Parameters
    ----------
    path : float array, shape (m, 2), m at least 1
        All of it is held.
    values : float array, shape (n, 2), n at least 1
        Of the periods: the middle 98 in 100 along each axis, all where there are few.
    balance : (float, float) or None
        Held if it is no farther from these than they span, on both axes.
    hull : float array, shape (k, 2)
        Corners of a region, perhaps none; held up to a quarter of that span farther.

    Returns
    -------
    ((float, float), (float, float))
        Lower and upper end across, and up.
    """
    tails = ((1 - MIDDLE) / 2, (1 + MIDDLE) / 2)
    # Values that occurred, so that few periods lose none.
    low = np.minimum(np.quantile(values, tails[0], axis=0, method="lower"), path.min(axis=0))
    high = np.maximum(np.quantile(values, tails[1], axis=0, method="higher"), path.max(axis=0))
    span = np.where(high > low, high - low, np.maximum(np.abs(high) * 0.1, 1e-9))
    if balance is not None and np.all((low - REACH * span <= balance) & (balance <= high + REACH * span)):
        low, high = np.minimum(low, balance), np.maximum(high, balance)
    if len(hull):
        least = np.minimum(low, np.maximum(hull.min(axis=0), low - MARGIN * span))
        low, high = least, np.maximum(high, np.minimum(hull.max(axis=0), high + MARGIN * span))
    return (float(low[0]), float(high[0])), (float(low[1]), float(high[1]))


def clipped(hull: Float, box: Box) -> Float:
    """Return the part of a convex region within a box (Sutherland and Hodgman 1974, *Comm. ACM* 17).

    Parameters
    ----------
    hull : float array, shape (k, 2)
        Corners in order, perhaps none.
    box : (float, float, float, float)
        Least x, greatest x, least y, greatest y.

    Returns
    -------
    float array, shape (m, 2)
        Corners in order; empty where nothing lies within.

    Examples
    --------
    >>> clipped(np.array([[0.0, 0.0], [2.0, 0.0], [0.0, 2.0]]), (-1, 1, -1, 3)).tolist()
    [[0.0, 0.0], [1.0, 0.0], [1.0, 1.0], [0.0, 2.0]]
    """
    left, right, low, high = box
    corners = [np.asarray(corner, np.float64) for corner in hull]
    for axis, end, side in ((0, left, 1), (0, right, -1), (1, low, 1), (1, high, -1)):
        corners = _beyond(corners, axis, end, side)
    return np.array(corners, np.float64).reshape(-1, 2)


def _beyond(corners: list[Float], axis: int, end: float, side: int) -> list[Float]:
    """Keep what lies on one side of an edge."""
    found: list[Float] = []
    for k, there in enumerate(corners):
        here = corners[k - 1]
        before, after = side * (here[axis] - end), side * (there[axis] - end)
        if before * after < 0:
            crossing = here + (there - here) * before / (before - after)
            crossing[axis] = end
            found.append(crossing)
        if after >= 0:
            found.append(there)
    return found
