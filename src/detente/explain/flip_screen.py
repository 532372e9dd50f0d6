"""Which of very many sets of judgements may turn the verdict within a reach, cheaply and without a miss.

What judgements add to a condition adds up, unless one multiplies the other. So the effect of every set
with at most one that multiplies follows from the effects of its members, measured while that one is held
at either end. Only sets with several such are judged one by one.
"""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
from numpy.typing import NDArray

from detente.explain.flip_boxes import Boxes
from detente.explain.flip_oracle import FlipOracle

__all__ = ["Screen"]

Int = NDArray[np.int64]
Bool = NDArray[np.bool_]

#: Margins that are held at once.
ROOM = 4_000_000


class Screen:
    """Rules out sets that cannot turn the verdict.

    Parameters
    ----------
    oracle : FlipOracle
    to_deal : bool
        Whether a deal is what is looked for.
    """

    def __init__(self, oracle: FlipOracle, *, to_deal: bool) -> None:
        self.oracle, self.to_deal = oracle, to_deal
        self._place = np.full(len(oracle.entries), -1, np.int64)
        self._place[oracle.relevant] = np.arange(len(oracle.relevant))

    def may_turn(self, rows: Int, reach: float) -> Bool:
        """Tell which sets may turn the verdict within a reach.

        Parameters
        ----------
        rows : int64 array, shape (n_sets, size)
            Relevant rows.
        reach : float

        Returns
        -------
        bool array, shape (n_sets,)
            False where it is proved that none of their values does.
        """
        found = np.zeros(len(rows), np.bool_)
        multiplies = self.oracle.multiplies[rows]
        times = multiplies.sum(axis=1)
        held = np.where(times == 1, rows[np.arange(len(rows)), multiplies.argmax(axis=1)], -1)
        ends = self.oracle.reaches.ends(self.oracle.relevant, np.array(reach))
        for row in np.unique(held[times < 2]):
            chosen = np.flatnonzero((times < 2) & (held == row))
            found[chosen] = self._by_sums(rows[chosen], None if row < 0 else int(row), ends)
        several = np.flatnonzero(times > 1)
        if len(several):
            low, high = self.oracle.reaches.ends(rows[several], np.array(reach))
            boxes = Boxes.of(rows[several], low, high)
            found[several] = self.oracle.judge(boxes).turned(self.to_deal)[0]
        return found

    def _by_sums(self, rows: Int, held: int | None, ends: tuple[Int, Int]) -> Bool:
        """Judge sets by the sums of effects while one of them, or none, is held at either end."""
        low, high = ends
        at: list[int] = [0]
        slack = self.oracle.rounding
        if held is not None:
            k = int(self._place[held])
            at = [int(low[k]), int(high[k])]
            slack = slack + self.oracle.slack(np.array([[held]]), np.array([[at[1] - at[0]]]))[0]
        effects = [self.oracle.effects(held, units, low, high) for units in at]
        found = []
        for part in self._parts(rows):
            counts = part != (-1 if held is None else held)
            place = self._place[part]
            tops = [e.base + (e.up[place] * counts[:, :, None, None]).sum(axis=1) for e in effects]
            bottoms = [e.base + (e.down[place] * counts[:, :, None, None]).sum(axis=1) for e in effects]
            top, bottom = np.max(tops, axis=0) + slack, np.min(bottoms, axis=0) - slack
            can, must = self.oracle.deal_within(top, bottom)
            found.append(can if self.to_deal else ~must)
        return np.concatenate(found)

    def _parts(self, rows: Int) -> Iterator[Int]:
        size = max(1, ROOM // self.oracle.cost)
        for start in range(0, len(rows), size):
            yield rows[start : start + size]
