"""Boxes of values that judgements may take, and what is known of the verdict inside them."""

from __future__ import annotations

import itertools
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

__all__ = ["BoxVerdicts", "Boxes", "Effects"]

Int = NDArray[np.int64]
Bool = NDArray[np.bool_]


@dataclass(frozen=True, kw_only=True, eq=False)
class Boxes:
    """Values that some judgements may take, each between two ends; all others stay at their medians.

    Attributes
    ----------
    rows : int64 array, shape (n_boxes, size)
        Which judgements.
    low, high : int64 array, shape (n_boxes, size)
        In units.
    loose : int64 array, shape (n_boxes, size)
        Width of the box that is spoken for, in units: ``high - low``, or more where a judgement was put
        at its better end and the verdict is to hold for all it was put there for.
    """

    rows: Int
    low: Int
    high: Int
    loose: Int

    @classmethod
    def of(cls, rows: Int, low: Int, high: Int) -> Boxes:
        """Make boxes that speak for themselves."""
        return cls(rows=rows, low=low, high=high, loose=high - low)

    def __len__(self) -> int:
        return len(self.rows)

    def corners(self) -> Int:
        """Return the units of every corner, shape (n_boxes, 2**size, size)."""
        size = self.rows.shape[1]
        which = np.array(list(itertools.product((False, True), repeat=size)), np.bool_)
        return np.where(which[None], self.high[:, None], self.low[:, None])

    def part(self, chosen: Int | Bool | slice) -> Boxes:
        """Return some of the boxes."""
        return Boxes(
            rows=self.rows[chosen], low=self.low[chosen], high=self.high[chosen], loose=self.loose[chosen]
        )


@dataclass(frozen=True, kw_only=True, eq=False)
class BoxVerdicts:
    """What is known of the verdict inside boxes.

    Attributes
    ----------
    can, must : bool array, shape (n_boxes,)
        Whether there can be a deal somewhere inside, and whether there must be one everywhere. No
        deal anywhere is proved where it cannot, a deal everywhere where it must.
    at_corners : bool array, shape (n_boxes, 2**size)
        Whether there is one at each corner.
    leads : int64 array, shape (n_boxes, size)
        1 where raising a judgement brings a deal nearer everywhere inside, -1 where lowering it does,
        0 where neither is proved.
    """

    can: Bool
    must: Bool
    at_corners: Bool
    leads: Int

    def turned(self, to_deal: bool) -> tuple[Bool, Bool]:
        """Tell whether the verdict can be the one asked for inside, and whether it is at each corner."""
        return (self.can, self.at_corners) if to_deal else (~self.must, ~self.at_corners)


class Effects(NamedTuple):
    """What single judgements do to margins.

    ``base``: margins to start from, shape (n_packages, n_conditions). ``up`` and ``down``: the most that
    each relevant row adds, at least 0, and takes, at most 0, shape (n_relevant, n_packages, n_conditions).
    """

    base: Int
    up: Int
    down: Int
