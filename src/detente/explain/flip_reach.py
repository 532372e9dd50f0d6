"""How far judgements move: the values of many of them within a reach, on the grid of the model.

A judgement that moves takes a multiple of 2**-20 of a point (of 1 for shares), the unit of the model.
The multiple nearest to its median counts as not moved.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from detente.explain.entries import Entry
from detente.model.fixed_point import UNIT

__all__ = ["Reaches"]

Int = NDArray[np.int64]
Float = NDArray[np.float64]
Bool = NDArray[np.bool_]


class Reaches:
    """Reach of grid values, and grid values within a reach, of many judgements at once.

    Parameters
    ----------
    entries : sequence of Entry
        Rows refer to their order.

    Attributes
    ----------
    near : int64 array, shape (n_entries,)
        The grid value nearest to each median, in units.
    """

    def __init__(self, entries: Sequence[Entry]) -> None:
        def column(name: str) -> Float:
            return np.array([getattr(entry, name) for entry in entries], np.float64)

        self._low, self._middle, self._high = column("low"), column("middle"), column("high")
        self._scale = column("scale")
        self._is_share = np.array([entry.unit == "share" for entry in entries], np.bool_)
        self.near = np.rint(self._middle * UNIT).astype(np.int64)

    def of(self, rows: Int, units: Int) -> Float:
        """Return the reach at which grid values lie.

        Parameters
        ----------
        rows, units : int64 arrays that broadcast against one another

        Returns
        -------
        float array
            As :meth:`~detente.explain.entries.Entry.reach_of` has it; infinite for a share below 0
            or above 1, 0 for the value nearest to the median.
        """
        value = units / UNIT
        low, middle, high = self._low[rows], self._middle[rows], self._high[rows]
        outside = np.maximum(np.maximum(low - value, value - high), 0.0) / self._scale[rows]
        end = np.where(value > middle, high, low)
        with np.errstate(divide="ignore", invalid="ignore"):
            inside = (value - middle) / (end - middle)
        reach = np.where(outside > 0, 1.0 + outside, inside)
        reach = np.where(self._is_share[rows] & ((value < 0) | (value > 1)), np.inf, reach)
        return np.where(units == self.near[rows], 0.0, reach)

    def ends(self, rows: Int, reach: Float) -> tuple[Int, Int]:
        """Return the lowest and the highest grid value within a reach.

        Parameters
        ----------
        rows : int64 array
        reach : float array that broadcasts against it
            0 or more.

        Returns
        -------
        low, high : int64 arrays
            In units; both ``near`` where the judgement has no other value so near.
        """
        low = np.ceil(self._at(rows, reach, -1.0) * UNIT).astype(np.int64)
        high = np.floor(self._at(rows, reach, 1.0) * UNIT).astype(np.int64)
        # Reaches are rounded; the next value may still count as within.
        low = np.where(self.of(rows, low - 1) <= reach, low - 1, low)
        high = np.where(self.of(rows, high + 1) <= reach, high + 1, high)
        near = self.near[rows]
        return np.minimum(low, near), np.maximum(high, near)

    def values(self, rows: Int, units: Int) -> Float:
        """Return the numbers that grid values stand for; the median itself for the nearest to it."""
        return np.where(units == self.near[rows], self._middle[rows], units / UNIT)

    def _at(self, rows: Int, reach: Float, sign: float) -> Float:
        """Move numbers as :meth:`~detente.explain.entries.Entry.at_reach` does."""
        middle = self._middle[rows]
        end = (self._high if sign > 0 else self._low)[rows]
        inside = middle + (end - middle) * np.minimum(reach, 1.0)
        value = inside + sign * self._scale[rows] * np.maximum(reach - 1.0, 0.0)
        return np.where(self._is_share[rows], np.clip(value, 0.0, 1.0), value)
