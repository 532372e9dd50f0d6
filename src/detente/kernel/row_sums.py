"""How far the sums of a row of numbers can go, in which steps, and that they fit into int64."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from detente.errors import TooLargeError
from detente.kernel.system import System

__all__ = ["FURTHEST", "next_sum", "require_room", "sum_lattice", "sum_range"]

#: No sum is as large.
FURTHEST = 2**62

Int = NDArray[np.int64]
Bool = NDArray[np.bool_]


def require_room(system: System, *rows: Int) -> None:
    """Make sure that no sum of a row comes near the end of int64.

    Raises
    ------
    TooLargeError
        When some package, of columns allowed or not, could sum to 2**62 or more.
    """
    for row in rows:
        largest = np.maximum.reduceat(np.abs(row), system.offsets[:-1]).tolist()
        if sum(largest) >= FURTHEST or int(row.min()) <= -FURTHEST:
            raise TooLargeError(
                "the sums of an objective do not fit into 64-bit integers; use smaller points"
            )


def sum_range(system: System, row: Int, allowed: Bool) -> tuple[int, int]:
    """Return the smallest and largest sum of a row; 0 where no package can be made."""
    starts = system.offsets[:-1]
    if not np.logical_or.reduceat(allowed, starts).all():
        return 0, 0
    low = np.minimum.reduceat(np.where(allowed, row, FURTHEST), starts).sum()
    high = np.maximum.reduceat(np.where(allowed, row, -FURTHEST), starts).sum()
    return int(low), int(high)


def sum_lattice(system: System, row: Int, allowed: Bool) -> tuple[int, int]:
    """Return (base, step): every sum of allowed columns is the base plus a multiple of the step.

    The step is the greatest common divisor of all differences within issues, 0 where a row makes
    no difference. It is large where points are whole, and then the next better value is far off.
    """
    if not np.logical_or.reduceat(allowed, system.offsets[:-1]).all():
        return 0, 1
    chosen = np.flatnonzero(allowed)
    first = chosen[np.searchsorted(chosen, system.offsets[:-1])]
    reference = np.repeat(row[first], np.diff(system.offsets))
    return int(row[first].sum()), int(np.gcd.reduce((row - reference)[allowed]))


def next_sum(goal: int, lattice: tuple[int, int]) -> int:
    """Return the least number of a lattice that is at least a goal; the goal itself for step 0."""
    base, step = lattice
    return goal if step == 0 else base - (base - goal) // step * step
