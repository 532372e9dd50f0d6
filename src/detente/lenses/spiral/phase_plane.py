"""What a phase plane of Richardson's model is drawn from: still lines, paths, parting line, region."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import ArrayLike, NDArray

from detente.errors import RunError
from detente.lenses.spiral.richardson import Richardson

__all__ = ["Box", "nullclines", "parting_line", "path", "region"]

Float = NDArray[np.float64]
#: Least x, greatest x, least y, greatest y.
Box = tuple[float, float, float, float]
#: Concentration steps; the half settles after a few.
STEPS = 20
#: Part of the size of a cloud below which it counts as flat.
FLAT = 1e-12


def nullclines(model: Richardson, box: Box) -> tuple[Float | None, Float | None]:
    """Return where one party stands still, as far as it lies in a box.

    Parameters
    ----------
    model : Richardson
    box : (float, float, float, float)
        Least x, greatest x, least y, greatest y.

    Returns
    -------
    two of float array, shape (2, 2), or None
        Ends ``[[x, y], [x, y]]`` of the line on which x does not change, and of that on which y does
        not; None where it misses the box, or where there is no such line because nothing moves the
        party but its grievance.

    Raises
    ------
    RunError
        For a box without area.

    Examples
    --------
    >>> model = Richardson(k=1, l=1, a=2, b=2, g=0, h=0)
    >>> nullclines(model, (0, 1, 0, 1))[0].tolist()
    [[0.0, 0.0], [0.5, 1.0]]
    """
    _check_box(box)
    still_x = _clipped(np.array([-model.a, model.k]), -model.g, box)
    return still_x, _clipped(np.array([model.l, -model.b]), -model.h, box)


def parting_line(model: Richardson, box: Box) -> Float | None:
    """Return the line of a saddle that parts running away upwards from downwards, within a box.

    Parameters
    ----------
    model : Richardson
    box : (float, float, float, float)

    Returns
    -------
    float array, shape (2, 2), or None
        Its ends; None where it misses the box or the system is no saddle.

    Raises
    ------
    RunError
        For a box without area.
    """
    _check_box(box)
    saddle, balance = model.saddle, model.equilibrium
    if saddle is None or balance is None:
        return None
    return _clipped(saddle.across, float(saddle.across @ balance), box)


def path(model: Richardson, start: Sequence[float], times: ArrayLike) -> Float:
    """Return the exact course of the model from a start.

    Parameters
    ----------
    model : Richardson
    start : (float, float)
        Levels at time 0.
    times : array-like of float, shape (n,)
        In the unit of time of the coefficients; below 0 for the past.

    Returns
    -------
    float array, shape (n, 2)
        By the exponential of the matrix, so that a system without a single balance is followed as
        well; infinite or NaN past the range of a float.

    Raises
    ------
    RunError
        For a start or times that are not finite.

    Examples
    --------
    >>> drifting = Richardson(k=0, l=0, a=0, b=1, g=2, h=0)
    >>> path(drifting, (1.0, 0.0), [0.0, 3.0]).tolist()
    [[1.0, 0.0], [7.0, 0.0]]
    """
    from scipy.linalg import expm

    at, when = np.asarray(start, np.float64), np.asarray(times, np.float64)
    if at.shape != (2,) or when.ndim != 1 or not (np.isfinite(at).all() and np.isfinite(when).all()):
        raise RunError("a path needs a start of two finite numbers and a list of finite times")
    # A third level that stays at 1 carries the grievances.
    whole = np.zeros((3, 3))
    whole[:2, :2], whole[:2, 2] = model.matrix, model.grievance
    with np.errstate(all="ignore"):
        found: Float = np.stack([expm(whole * t)[:2] @ [*at, 1.0] for t in when] or [np.zeros(2)])
    return found[: len(when)]


def region(points: ArrayLike, share: float) -> Float:
    """Return the outline of the middle part of a cloud, such as the balances of replications.

    Parameters
    ----------
    points : array-like of float, shape (n, 2)
        Those with a NaN or an infinite number are left out.
    share : float
        In (0, 1]: of the points that are left, those to be inside or on the outline, rounded up.

    Returns
    -------
    float array, shape (m, 2)
        Corners of the convex hull, counterclockwise from the least x; empty without points, a single
        corner or two where all lie at one place or on a line. Which points count as the middle is told
        by their distance in the metric of the nearer half, found in the concentration steps of Rousseeuw
        and Van Driessen (1999, *Technometrics* 41): balances are ratios with wide tails, which would
        stretch a covariance of all of them. Of points equally far, earlier ones come first.

    Raises
    ------
    RunError
        For another share or shape.

    Examples
    --------
    >>> region([[0, 0], [2, 0], [1, 0.5], [2, 2], [0, 2]], 1.0).tolist()
    [[0.0, 0.0], [2.0, 0.0], [2.0, 2.0], [0.0, 2.0]]
    """
    cloud = np.asarray(points, np.float64)
    if cloud.ndim != 2 or cloud.shape[1] != 2:
        raise RunError(f"a region is of points with two numbers each, not of shape {cloud.shape}")
    if not 0 < share <= 1:
        raise RunError(f"the share of points in a region must be above 0 and at most 1, not {share}")
    cloud = cloud[np.isfinite(cloud).all(axis=1)]
    # A hair's breadth keeps 0.9 of 10 at 9 in spite of rounding.
    kept = int(np.ceil(share * len(cloud) - 1e-9))
    return _hull(cloud[np.argsort(_distances(cloud), kind="stable")[:kept]])


def _distances(cloud: Float) -> Float:
    """Return the squared distance of each point from the middle of the nearer half, in its metric."""
    if not len(cloud):
        return np.zeros(0)
    away = cloud - np.median(cloud, axis=0)
    # Within -1 to 1 no square leaves the range of a float.
    cloud = away / (float(np.abs(away).max()) or 1.0)
    spread = np.maximum(np.median(np.abs(cloud), axis=0), FLAT)
    found: Float = ((cloud / spread) ** 2).sum(axis=1)
    half = len(cloud) // 2 + 1
    for _ in range(STEPS):
        near = cloud[np.argsort(found, kind="stable")[:half]]
        away = cloud - near.mean(axis=0)
        spread = np.cov(near.T, bias=True)
        # Points on a line have no inverse; along it the distance is still told.
        found = np.einsum("ni,ij,nj->n", away, np.linalg.pinv(spread, hermitian=True), away)
    return found


def _hull(points: Float) -> Float:
    """Return the corners of a convex hull (Andrew 1979, *Information Processing Letters* 9)."""
    ordered = [tuple(point) for point in np.unique(points, axis=0)]
    if len(ordered) < 3:
        return np.array(ordered, np.float64).reshape(-1, 2)
    corners = [*_chain(ordered), *_chain(ordered[::-1])]
    return np.array(corners, np.float64)


def _chain(points: list[tuple[float, float]]) -> list[tuple[float, float]]:
    """Return the corners on one side of ordered points, the last one left out."""
    found: list[tuple[float, float]] = []
    for x, y in points:
        while len(found) > 1:
            (x1, y1), (x2, y2) = found[-2:]
            if (x2 - x1) * (y - y1) - (y2 - y1) * (x - x1) > 0:
                break
            found.pop()
        found.append((x, y))
    return found[:-1]


def _check_box(box: Box) -> None:
    left, right, low, high = box
    if not (np.isfinite(box).all() and left < right and low < high):
        raise RunError(f"a box must be least x < greatest x, least y < greatest y, not {box}")


def _clipped(normal: Float, level: float, box: Box) -> Float | None:
    """Return the ends of the line ``normal @ z = level`` in a box, least x first; None if it misses."""
    left, right, low, high = box
    corners = np.array([[left, low], [right, low], [right, high], [left, high]])
    length = float(np.hypot(*normal))
    if length == 0:
        return None
    heights = (corners @ normal - level) / length
    size = max(right - left, high - low)
    points = []
    for k in range(4):
        here, there = heights[k], heights[(k + 1) % 4]
        if here * there < 0:
            points.append(corners[k] + (corners[(k + 1) % 4] - corners[k]) * here / (here - there))
        elif abs(here) <= 1e-12 * size:
            points.append(corners[k])
    if len(points) < 2:
        return None
    ordered = sorted(points, key=lambda point: (point[0], point[1]))
    return np.stack([ordered[0], ordered[-1]])
