"""The smallest reach at which given judgements can turn the verdict, for many sets at once.

The box of all values within a reach grows with the reach, so the smallest reach at which a turn cannot
be ruled out is found by halving.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from detente.explain.flip_boxes import Boxes
from detente.explain.flip_branching import Effort, nearest_turns
from detente.explain.flip_oracle import FlipOracle

__all__ = ["Approached", "approach", "unknown"]

Int = NDArray[np.int64]
Float = NDArray[np.float64]
Bool = NDArray[np.bool_]

#: Halvings; the grid is reached long before.
MOST = 80


@dataclass(frozen=True, kw_only=True, eq=False)
class Approached:
    """What is known of the reach of sets.

    Attributes
    ----------
    at_least : float array, shape (n_sets,)
        No values at a smaller reach turn the verdict; infinite where none do up to the cap.
    reach : float array, shape (n_sets,)
        Reach of the nearest values found that do; infinite where none were found.
    units : int64 array, shape (n_sets, size)
        Those values, in units; of no meaning where none were found.
    """

    at_least: Float
    reach: Float
    units: Int

    @property
    def is_settled(self) -> Bool:
        """Whether a set is exact, or proved not to turn the verdict."""
        return np.isinf(self.at_least) | (self.reach <= self.at_least)

    def part(self, chosen: Int) -> Approached:
        """Return what is known of some of the sets."""
        return Approached(at_least=self.at_least[chosen], reach=self.reach[chosen], units=self.units[chosen])

    def put(self, chosen: Int, better: Approached) -> None:
        """Write in what is known by now of some of the sets."""
        self.at_least[chosen] = better.at_least
        self.reach[chosen] = better.reach
        self.units[chosen] = better.units


def unknown(oracle: FlipOracle, rows: Int) -> Approached:
    """Return what is known of the reach of sets before anything is asked: nothing."""
    return Approached(
        at_least=np.zeros(len(rows)), reach=np.full(len(rows), np.inf), units=oracle.reaches.near[rows]
    )


def approach(
    oracle: FlipOracle,
    rows: Int,
    known: Approached,
    cap: Float,
    *,
    to_deal: bool,
    effort: Effort | None = None,
    tolerance: float = 0.0,
) -> Approached:
    """Find out at which reach sets of judgements can turn the verdict.

    Parameters
    ----------
    oracle : FlipOracle
    rows : int64 array, shape (n_sets, size)
    known : Approached
        What is known already.
    cap : float array, shape (n_sets,)
        Reach up to which to look, finite.
    to_deal : bool
        Whether a deal is what is looked for; the verdict at the medians is the other one.
    effort : Effort, optional
        For each question whether a reach is enough; only corners are looked at if not given.
    tolerance : float
        Reaches this close are not told apart; 0 for exact ones.

    Returns
    -------
    Approached
    """
    return _Halving(oracle, rows, known, to_deal, effort or Effort()).run(cap, tolerance)


class _Halving:
    """Every set between a reach at which nothing turns and one at which something may."""

    def __init__(
        self, oracle: FlipOracle, rows: Int, known: Approached, to_deal: bool, effort: Effort
    ) -> None:
        self.oracle, self.rows, self.to_deal, self.effort = oracle, rows, to_deal, effort
        # Nothing turns below what is proved.
        self.low = np.nextafter(known.at_least, 0.0)
        self.reach, self.units = known.reach.copy(), known.units.copy()
        self.at_least = np.full(len(rows), np.inf)
        self.judged = 0

    def run(self, cap: Float, tolerance: float) -> Approached:
        self.high = np.minimum(self.reach, cap)
        everything = np.arange(len(self.rows))
        # Where values are known to turn the verdict, nothing has to be asked at their reach.
        asked = everything[np.isinf(self.reach)]
        out = asked[~self._look(asked, self.high[asked])]
        active = np.setdiff1d(everything, out)
        for _ in range(MOST):
            active = active[~self._close(active, tolerance)]
            if not len(active) or self.judged > self.effort.total:
                break
            middle = (self.low[active] + self.high[active]) / 2
            may = self._look(active, middle)
            self.high[active[may]] = np.minimum(middle[may], self.reach[active[may]])
            self.low[active[~may]] = middle[~may]
        return Approached(at_least=self.at_least, reach=self.reach, units=self.units)

    def _look(self, chosen: Int, reach: Float) -> Bool:
        """Tell which sets may turn the verdict within a reach, and note the nearest values that do."""
        rows = self.rows[chosen]
        low, high = self.oracle.reaches.ends(rows, reach[:, None])
        boxes = Boxes.of(rows, low, high)
        found = nearest_turns(self.oracle, boxes, self.effort, to_deal=self.to_deal)
        self.judged += found.judged
        nearer = found.reach < self.reach[chosen]
        self.reach[chosen[nearer]] = found.reach[nearer]
        self.units[chosen[nearer]] = found.units[nearer]
        return found.may

    def _close(self, chosen: Int, tolerance: float) -> Bool:
        """Tell where no value lies between the two reaches but the next ones; they bound the reach."""
        rows, reaches = self.rows[chosen], self.oracle.reaches
        low, high = reaches.ends(rows, self.low[chosen, None])
        following = np.minimum(reaches.of(rows, low - 1), reaches.of(rows, high + 1)).min(axis=1)
        self.at_least[chosen] = following
        capped = np.minimum(following, self.high[chosen])
        after, now = (reaches.ends(rows, reach[:, None]) for reach in (capped, self.high[chosen]))
        same = ((after[0] == now[0]) & (after[1] == now[1])).all(axis=1)
        return np.asarray(same | (self.high[chosen] - self.low[chosen] <= tolerance))
