"""The levels of a plan: what can be carried out, and levels rounded to plain fractions."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

import numpy as np
from numpy.typing import NDArray

from detente.lenses.staging.staged_deal import StagedDeal

__all__ = ["at_once", "can_be_carried_out", "rounded_levels"]

Numbers = NDArray[Any]


def at_once(deal: StagedDeal) -> Numbers:
    """Return the levels of the plan that does everything in one stage, in fractions."""
    return rounded_levels(np.ones((len(deal.items), 1)), 1)


def rounded_levels(levels: Numbers, parts: int) -> Numbers:
    """Round levels to the nearest of so many equal parts of a whole, as fractions.

    Parameters
    ----------
    levels : float array, shape (n, K)
    parts : int
        1 or more; 20 for steps of 5 %.

    Returns
    -------
    array of Fraction, shape (n, K)
        Never falling where the levels do not fall; the last is 1, so that what is done in the
        stages sums to 1 exactly.
    """
    found = np.empty(levels.shape, object)
    found[...] = [[Fraction(round(float(y) * parts), parts) for y in row] for row in levels]
    found[:, -1] = Fraction(1)
    return found


def can_be_carried_out(deal: StagedDeal, levels: Numbers) -> bool:
    """Tell whether a plan keeps to what can be divided and what must come first.

    Parameters
    ----------
    deal : StagedDeal
    levels : array, shape (n, K)
    """
    before = np.concatenate([levels[:, :1] * 0, levels[:, :-1]], axis=1)
    is_whole = ((levels == 0) | (levels == 1)).all(axis=1)
    waits = all(
        bool(((before[i] == 1) | (levels[j] == 0)).all()) for j, first in enumerate(deal.after) for i in first
    )
    return bool(
        waits
        and (levels >= before).all()
        and (levels[:, -1] == 1).all()
        and (is_whole | deal.divisible).all()
    )
