"""Points as fixed-point integers: one point is 2**20 units in int64.

Sums of integers are exact and do not depend on their order, so every kernel agrees to the
last bit and a run replays byte for byte on another machine. Shares and probabilities use the
same unit: 2**20 stands for 1.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

__all__ = ["UNIT", "share_of", "to_points", "to_units"]

BITS = 20
UNIT = 1 << BITS

Int = NDArray[np.int64]


def to_units(points: NDArray[np.float64]) -> Int:
    """Convert points (or shares) to units, rounding half to even."""
    return np.rint(points * UNIT).astype(np.int64)


def to_points(units: Int | int) -> NDArray[np.float64]:
    """Convert units back to points."""
    return np.asarray(units) / UNIT


def share_of(amount: Int, share: Int) -> Int:
    """Multiply units by a share held in units, rounding half up.

    Exact as long as ``amount * share`` stays inside int64, that is for amounts below 2**22
    points.
    """
    return (amount * share + (UNIT >> 1)) >> BITS
