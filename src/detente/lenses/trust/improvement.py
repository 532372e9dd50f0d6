"""The single improvement that makes a package hold for a principal for whom it does not, over draws.

Which of the remedies of :mod:`detente.lenses.trust.remedies` is enough, how often, and which costs
least.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal

import numpy as np
from numpy.typing import NDArray

from detente.lenses.spread import Spread
from detente.lenses.trust.remedies import Kind, Remedy

__all__ = ["Improvement", "Improvements", "Status", "improvements_of"]

Float = NDArray[np.float64]
Bool = NDArray[np.bool_]
Status = Literal["holds", "does not accept", "trusts too little", "would not keep it", "neither"]
STATUSES: tuple[Status, ...] = (
    "holds",
    "does not accept",
    "trusts too little",
    "would not keep it",
    "neither",
)
HOLDS, REFUSES, DISTRUSTS, CHEATS, NEITHER = range(5)


@dataclass(frozen=True, kw_only=True)
class Improvement:
    """One way to make a package hold for a principal, over draws.

    Attributes
    ----------
    kind : str
        ``"monitoring"``, ``"patience"``, ``"first-step"``, ``"guarantor"`` or ``"trust"``.
    other : str or None
        The party in whom more trust is needed, for ``"trust"``.
    asked : float
        Share of draws in which just the condition that it serves is missing.
    possible : float
        Share of those in which it alone is enough.
    needed : Spread or None
        The value it takes where it is: chance of being noticed, discount factor, share at stake at
        a time, bond in the principal's points, probability that the other keeps its word. None where
        it never is.
    cost : Spread or None
        Its cost there, price counted.
    least : float
        Share of the draws in which it is asked for in which nothing else costs less.
    middle : float or None
        The value with every judgement at its median; None where it is not asked for or not
        possible then.
    """

    kind: Kind
    other: str | None
    asked: float
    possible: float
    needed: Spread | None
    cost: Spread | None
    least: float
    middle: float | None

    def to_dict(self) -> dict[str, Any]:
        """Return the JSON form."""
        return {
            "kind": self.kind,
            "other": self.other,
            "asked": self.asked,
            "possible": self.possible,
            "needed": None if self.needed is None else self.needed.to_dict(),
            "cost": None if self.cost is None else self.cost.to_dict(),
            "least_costly": self.least,
            "needed_at_medians": self.middle,
        }


@dataclass(frozen=True, kw_only=True)
class Improvements:
    """Why a package does not hold for a principal, and what would make it.

    Attributes
    ----------
    shares : mapping of str to float
        Share of draws in which the package ``"holds"`` for it, it ``"does not accept"``, it
        ``"trusts too little"`` to sign, it ``"would not keep it"``, or ``"neither"`` trusts nor would
        keep.
    status : str
        The same with every judgement at its median.
    ways : tuple of Improvement
        Those asked for in some draw or at the medians.
    least : Improvement or None
        The least costly with every judgement at its median; None where nothing is asked for then,
        or nothing alone is enough.
    """

    shares: Mapping[Status, float]
    status: Status
    ways: tuple[Improvement, ...]
    least: Improvement | None

    @property
    def often_least(self) -> Improvement | None:
        """The one that is the least costly in most draws; None where none ever is."""
        best = max(self.ways, key=lambda way: way.least * way.asked, default=None)
        return best if best is not None and best.least > 0 else None

    def to_dict(self) -> dict[str, Any]:
        """Return the JSON form."""
        least = self.least
        return {
            "shares": dict(self.shares),
            "status_at_medians": self.status,
            "ways": [way.to_dict() for way in self.ways],
            "least_costly_at_medians": None
            if least is None
            else {"kind": least.kind, "other": least.other, "needed": least.middle},
        }


def improvements_of(
    *,
    accepts: Bool,
    trusts: Bool,
    keeps: Bool,
    keeping: Sequence[Remedy],
    trusting: Sequence[Remedy],
    prices: Mapping[Kind, float],
) -> Improvements:
    """Sum up over draws what single improvement is enough, and which costs least.

    Parameters
    ----------
    accepts, trusts, keeps : bool array, shape (1 + n_draws,)
        Whether the principal gains if all words are kept, still gains at the trust it has, and
        would keep the package itself; the first entry at the medians.
    keeping, trusting : sequence of Remedy
        For want of the last, and of the one before.
    prices : mapping of kind to float
    """
    status = np.select(
        [~accepts, trusts & keeps, keeps, trusts], [REFUSES, HOLDS, DISTRUSTS, CHEATS], NEITHER
    )
    asked = [(remedy, status == CHEATS) for remedy in keeping]
    asked += [(remedy, status == DISTRUSTS) for remedy in trusting]
    shares = {name: float((status[1:] == k).mean()) for k, name in enumerate(STATUSES)}
    costs = [
        np.where(when, np.nan_to_num(remedy.cost * prices[remedy.kind], nan=np.inf), np.inf)
        for remedy, when in asked
    ]
    if not asked:
        return Improvements(shares=shares, status=STATUSES[status[0]], ways=(), least=None)
    stacked = np.stack(costs)
    cheapest = np.where(np.isfinite(stacked).any(axis=0), np.argmin(stacked, axis=0), -1)
    ways = [
        _summed(remedy, when, cost, cheapest == k)
        for k, ((remedy, when), cost) in enumerate(zip(asked, costs, strict=True))
    ]
    return Improvements(
        shares=shares,
        status=STATUSES[status[0]],
        ways=tuple(way for way, (_, when) in zip(ways, asked, strict=True) if when.any()),
        least=None if cheapest[0] < 0 else ways[cheapest[0]],
    )


def _summed(remedy: Remedy, when: Bool, cost: Float, cheapest: Bool) -> Improvement:
    n_asked = int(when[1:].sum())
    possible = when & np.isfinite(cost)
    return Improvement(
        kind=remedy.kind,
        other=remedy.other,
        asked=float(when[1:].mean()),
        possible=float(possible[1:].sum() / n_asked) if n_asked else 0.0,
        needed=Spread.of(remedy.needed[1:][possible[1:]]),
        cost=Spread.of(cost[1:][possible[1:]]),
        least=float(cheapest[1:].sum() / n_asked) if n_asked else 0.0,
        middle=round(float(remedy.needed[0]), 6) if possible[0] else None,
    )
