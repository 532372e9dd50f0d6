"""What can be carried against a reversion point, on one line.

Members have ideal points and prefer what lies nearer to them (single-peaked, symmetric loss). A
point left of the reversion point r wins those whose ideal points lie left of the middle between the
two. So moves to the left are carried up to the mirror image of r in the left pivot (see
:mod:`detente.lenses.ratification.spatial_pivots`), if that pivot lies left of r; likewise to the
right. With more than half of the votes needed at most one of the two sides is open: the pivot
nearest to r decides, and inside the core nothing can be carried.

Whether a member that is indifferent consents has to be said. Strictly (the usual win-set, W(r)) it
does not, and the ends do not belong to the win-set; if indifference ratifies, as in the gates, they
do, and so does r itself.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from detente.errors import DetenteError
from detente.lenses.bargain.exact_number import Number
from detente.lenses.ratification.spatial_pivots import SpatialPivots, exact_point, spatial_pivots

__all__ = ["WinSet1D", "common_win_set", "win_set", "win_set_of"]


@dataclass(frozen=True, kw_only=True)
class WinSet1D:
    """The points that can be carried against a reversion point.

    Attributes
    ----------
    reversion : Fraction
    low, high : Fraction
        Ends; equal to the reversion point where nothing can be carried on that side.
    indifference_ratifies : bool
        True: all points from ``low`` to ``high``, both included. False: the ends and the reversion
        point do not belong to it, so that it is one open interval on each side of the reversion
        point that is not empty.
    """

    reversion: Fraction
    low: Fraction
    high: Fraction
    indifference_ratifies: bool = False

    @property
    def is_empty(self) -> bool:
        """Whether nothing but the reversion point itself can be had (gridlock)."""
        return self.low == self.high

    @property
    def intervals(self) -> tuple[tuple[Fraction, Fraction], ...]:
        """The intervals it consists of, from left to right; open or closed as said above."""
        if self.indifference_ratifies:
            return ((self.low, self.high),)
        sides = ((self.low, self.reversion), (self.reversion, self.high))
        return tuple((a, b) for a, b in sides if a < b)

    @property
    def length(self) -> Fraction:
        """How long it is, in units of the line."""
        return self.high - self.low

    def contains(self, point: Number) -> bool:
        """Tell whether a point can be carried."""
        x = exact_point(point, "a point")
        if self.indifference_ratifies:
            return self.low <= x <= self.high
        return self.low < x < self.high and x != self.reversion

    def to_dict(self) -> dict[str, Any]:
        """Return the JSON form: numbers, and the same as fractions in text."""
        return {
            "reversion": float(self.reversion),
            "is_empty": self.is_empty,
            "intervals": [[float(a), float(b)] for a, b in self.intervals],
            "ends": "closed" if self.indifference_ratifies else "open",
            "exact": {
                "reversion": str(self.reversion),
                "intervals": [[str(a), str(b)] for a, b in self.intervals],
            },
        }


def win_set(
    ideal_points: Sequence[Number],
    quota: int,
    reversion: Number,
    weights: Sequence[int] | None = None,
    *,
    indifference_ratifies: bool = False,
) -> WinSet1D:
    """Return what a body that decides by a quota can carry.

    Parameters
    ----------
    ideal_points, quota, weights
        As in ``spatial_pivots``.
    reversion : number
        What holds if nothing is carried.
    indifference_ratifies : bool
        Whether a member consents that is as far from the one as from the other.

    Raises
    ------
    DetenteError
        As ``spatial_pivots`` does.

    Examples
    --------
    >>> win_set([0, 1, 2, 3, 4], 3, 5).to_dict()["exact"]["intervals"]
    [['-1', '5']]
    >>> win_set([0, 1, 2, 3, 4], 4, 2).is_empty
    True
    """
    pivots = spatial_pivots(ideal_points, quota, weights)
    return win_set_of(pivots, reversion, indifference_ratifies=indifference_ratifies)


def win_set_of(pivots: SpatialPivots, reversion: Number, *, indifference_ratifies: bool = False) -> WinSet1D:
    """Return what a body with these pivots can carry against a reversion point.

    A single veto player has both pivots at its ideal point.
    """
    r = exact_point(reversion, "the reversion point")
    return WinSet1D(
        reversion=r,
        low=min(r, 2 * pivots.left - r),
        high=max(r, 2 * pivots.right - r),
        indifference_ratifies=indifference_ratifies,
    )


def common_win_set(win_sets: Sequence[WinSet1D]) -> WinSet1D:
    """Return what all of several bodies or veto players can carry: the points in every win-set.

    Parameters
    ----------
    win_sets : sequence of WinSet1D
        At least one; all against one reversion point and with one rule for indifference.

    Raises
    ------
    DetenteError
        If there is none, or they differ in either.
    """
    if len({(found.reversion, found.indifference_ratifies) for found in win_sets}) != 1:
        raise DetenteError(
            "win-sets can be joined if there is one at least, and all have one reversion point and "
            "one rule for those who are indifferent"
        )
    return WinSet1D(
        reversion=win_sets[0].reversion,
        low=max(found.low for found in win_sets),
        high=min(found.high for found in win_sets),
        indifference_ratifies=win_sets[0].indifference_ratifies,
    )
