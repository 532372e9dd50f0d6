"""How patient each party must be for a plan to hold."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
from numpy.typing import NDArray

from detente.lenses.staging.plan_conditions import TOLERANCE, conditions_of
from detente.lenses.staging.staged_deal import StagedDeal

__all__ = ["CriticalDiscount", "critical_discounts"]

Float = NDArray[np.float64]
Bool = NDArray[np.bool_]

#: Discount factors that are tried, before the smallest that will do is closed in on.
GRID = 400
#: Halvings of a step of the grid.
HALVINGS = 24


@dataclass(frozen=True, kw_only=True)
class CriticalDiscount:
    """The smallest discount factor with which a party carries a plan through.

    Attributes
    ----------
    least : float or None
        Closed in on to seven digits; None where no discount factor below 1 will do.
    from_there_on : bool
        Whether every larger one of 400 that were tried will do as well. The conditions of a plan
        need not be monotone: a party that gains early and pays late may be too patient for it.
    """

    least: float | None
    from_there_on: bool

    def to_dict(self) -> dict[str, Any]:
        """Return the JSON form."""
        return {"least": self.least, "from_there_on": self.from_there_on}


def critical_discounts(deal: StagedDeal, levels: Float) -> Mapping[str, CriticalDiscount]:
    """Find the critical discount factor of each party that discounts, all else as it stands.

    Parameters
    ----------
    deal : StagedDeal
        Of one draw, in floats.
    levels : float array, shape (n, K)

    Returns
    -------
    mapping of party to CriticalDiscount
        Found by trying 400 discount factors and halving the step below the first that will do, so
        that one which holds on a shorter stretch than 1/400 may be missed.
    """
    return {party: _critical(deal, levels, a) for a, party in enumerate(deal.parties) if deal.patient[a]}


def _critical(deal: StagedDeal, levels: Float, a: int) -> CriticalDiscount:
    grid = np.arange(GRID) / GRID
    holds = _holds(deal, levels, a, grid)
    if not holds.any():
        return CriticalDiscount(least=None, from_there_on=False)
    first = int(np.argmax(holds))
    low, high = float(grid[max(0, first - 1)]), float(grid[first])
    for _ in range(HALVINGS):
        middle = (low + high) / 2
        low, high = (low, middle) if _holds(deal, levels, a, np.array([middle]))[0] else (middle, high)
    return CriticalDiscount(least=round(high, 7), from_there_on=bool(holds[first:].all()))


def _holds(deal: StagedDeal, levels: Float, a: int, tried: Float) -> Bool:
    """Tell for each discount factor whether the party's own conditions hold."""
    rows = np.zeros(len(tried), np.int64)
    repeated = deal.taken(rows)
    discount = repeated.discount.copy()
    discount[:, a] = tried
    least = conditions_of(replace(repeated, discount=discount), levels).slack()[:, a].min(axis=1)
    return np.asarray(least >= -TOLERANCE * float(deal.scale[0, a]), np.bool_)
