"""Whether the verdict turns inside boxes of values: boxes are cut until it is proved or found, many at once.

Branch and bound (Land and Doig 1960, *Econometrica* 28(3)): a box inside which the verdict cannot turn is
put aside, one with a corner where it does settles the question, any other is cut in two. A judgement
that brings the verdict asked for nearer wherever the others stand is put at its best end first, so that
only those that pull different conditions different ways are cut.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from detente.explain.flip_boxes import Boxes
from detente.explain.flip_oracle import FlipOracle

__all__ = ["Effort", "Nearest", "nearest_turns"]

Int = NDArray[np.int64]
Float = NDArray[np.float64]
Bool = NDArray[np.bool_]


@dataclass(frozen=True, kw_only=True)
class Effort:
    """How hard to try.

    ``cuts``: times that the boxes of a question are cut. ``boxes``: boxes that one question may come to
    at a time. ``total``: boxes that are judged for all questions before what is known then stands.
    """

    cuts: int = 0
    boxes: int = 1
    total: int = 1 << 62


@dataclass(frozen=True, kw_only=True, eq=False)
class Nearest:
    """What was found inside some boxes.

    Attributes
    ----------
    may : bool array, shape (n_boxes,)
        False where it is proved that the verdict does not turn inside.
    reach : float array, shape (n_boxes,)
        Smallest reach of the values found that turn it; infinite where none were found.
    units : int64 array, shape (n_boxes, size)
        Those values; of no meaning where none were found.
    judged : int
        Boxes that were judged for this.
    """

    may: Bool
    reach: Float
    units: Int
    judged: int


def nearest_turns(oracle: FlipOracle, boxes: Boxes, effort: Effort, *, to_deal: bool) -> Nearest:
    """Find values inside boxes that turn the verdict, or prove that there are none.

    Parameters
    ----------
    oracle : FlipOracle
    boxes : Boxes
    effort : Effort
    to_deal : bool
        Whether a deal is looked for.

    Returns
    -------
    Nearest
        With little effort it may be that neither is achieved. The values found need not be the nearest.
    """
    search = _Branching(oracle, boxes, to_deal)
    search.judge()
    for _ in range(effort.cuts):
        if not len(search.boxes) or search.judged > effort.total:
            break
        search.cut(effort.boxes)
        search.judge()
    return search.found()


class _Branching:
    """Boxes that are left, each with the question that it belongs to."""

    def __init__(self, oracle: FlipOracle, boxes: Boxes, to_deal: bool) -> None:
        self.oracle, self.boxes, self.to_deal = oracle, boxes, to_deal
        self.judged = 0
        n = len(boxes)
        self.owner = np.arange(n)
        self.reach = np.full(n, np.inf)
        self.units = boxes.low.copy()
        self.given_up = np.zeros(n, np.bool_)
        self.leads: Int = np.zeros_like(boxes.low)

    def judge(self) -> None:
        """Judge all boxes, note what was found, and keep those that are open."""
        judged = self.oracle.judge(self.boxes)
        self.judged += len(self.boxes)
        may, turns = judged.turned(self.to_deal)
        self._note(turns)
        is_open = may & np.isinf(self.reach[self.owner])
        self._keep(is_open)
        self.leads = judged.leads[is_open] * (1 if self.to_deal else -1)

    def _note(self, turns: Bool) -> None:
        """Keep the nearest corner that turns the verdict, for every question."""
        corners = self.boxes.corners()
        far = self.oracle.reaches.of(self.boxes.rows[:, None, :], corners).max(axis=2)
        far = np.where(turns, far, np.inf)
        best = far.argmin(axis=1)
        each = np.arange(len(best))
        far = far[each, best]
        # Of several boxes of one question the nearest corner is written last, and stays.
        order = np.argsort(-far, kind="stable")
        order = order[np.isfinite(far[order])]
        self.reach[self.owner[order]] = far[order]
        self.units[self.owner[order]] = corners[order, best[order]]

    def _keep(self, chosen: Bool) -> None:
        self.boxes, self.owner = self.boxes.part(chosen), self.owner[chosen]

    def cut(self, most: int) -> None:
        """Put judgements that lead one way at their best ends, and cut every box along its longest side."""
        self._give_up(most)
        rows, low, high = self.boxes.rows, self.boxes.low.copy(), self.boxes.high.copy()
        low[self.leads > 0] = high[self.leads > 0]
        high[self.leads < 0] = low[self.leads < 0]
        loose = np.where(self.leads != 0, self.boxes.loose, high - low)
        # What was put at its end before stays spoken for.
        loose = np.where((low == high) & (self.boxes.low == self.boxes.high), self.boxes.loose, loose)
        side = self._longest(rows, low, high)
        each = np.arange(len(rows))
        middle = (low[each, side] + high[each, side]) // 2
        left, right = high.copy(), low.copy()
        left[each, side] = middle
        right[each, side] = np.minimum(middle + 1, high[each, side])
        halves = [loose.copy(), loose.copy()]
        is_cut = high[each, side] > low[each, side]
        halves[0][each[is_cut], side[is_cut]] = (left - low)[each[is_cut], side[is_cut]]
        halves[1][each[is_cut], side[is_cut]] = (high - right)[each[is_cut], side[is_cut]]
        self.boxes = Boxes(
            rows=np.concatenate([rows, rows]),
            low=np.concatenate([low, right]),
            high=np.concatenate([left, high]),
            loose=np.concatenate(halves),
        )
        self.owner = np.concatenate([self.owner, self.owner])
        # A box of a single value is its own half.
        keep = np.ones(len(self.owner), np.bool_)
        keep[len(rows) :] = is_cut
        self._keep(keep)

    def _longest(self, rows: Int, low: Int, high: Int) -> Int:
        """Choose the side to cut: that over which reach differs most, of those alike the widest."""
        reaches = self.oracle.reaches
        extent = np.abs(reaches.of(rows, high) - reaches.of(rows, low))
        # Both ends of a box around the median may be equally far from it.
        width = (high - low) / np.maximum(high - low, 1).max(initial=1)
        found: Int = np.where(high > low, extent + width, -1.0).argmax(axis=1)
        return found

    def _give_up(self, most: int) -> None:
        counts = np.bincount(self.owner, minlength=len(self.reach))
        self.given_up |= counts > most
        chosen = ~self.given_up[self.owner]
        self._keep(chosen)
        self.leads = self.leads[chosen]

    def found(self) -> Nearest:
        may = self.given_up | np.isfinite(self.reach)
        may[self.owner] = True
        return Nearest(may=may, reach=self.reach, units=self.units, judged=self.judged)
