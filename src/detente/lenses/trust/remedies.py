r"""What one thing changed would make a package hold for a principal, draw by draw, and what that costs.

A principal who accepts a package may still trust the others too little to sign, or have no reason to
keep it. Where just one of the two is wrong, one thing changed may put it right: better monitoring,
more patience, a smaller first step or a guarantor for the second (:mod:`detente.lenses.trust.incentive`),
more trust in one other party for the first (:mod:`detente.lenses.trust.break_even`).

Costs compare them: the share of the way from what is to the limit that must be gone,
:math:`(n^* - n)/(1 - n)` for monitoring, :math:`(\delta^* - \delta)/(1 - \delta)` for patience,
:math:`1 - \varphi^*` for the first step, :math:`(x^* - x)/(1 - x)` for trust; the bond of a guarantor
counts as a share of what cheating saves in a period and may be above 1. Each is multiplied by its price
for the whole way, 1 unless the analyst says otherwise.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from detente.errors import DetenteError, UnknownNameError
from detente.lenses.trust.incentive import Incentive

__all__ = ["KINDS", "Kind", "Remedy", "checked_prices", "keeping_remedies", "trust_remedy"]

Float = NDArray[np.float64]
Bool = NDArray[np.bool_]
Kind = Literal["monitoring", "patience", "first-step", "guarantor", "trust"]
#: In the order in which ties of cost are broken.
KINDS: tuple[Kind, ...] = ("monitoring", "patience", "first-step", "guarantor", "trust")


@dataclass(frozen=True, kw_only=True, eq=False)
class Remedy:
    """One improvement in every draw.

    Attributes
    ----------
    kind : str
    other : str or None
        The party in whom more trust is needed.
    needed, cost : float array, shape (1 + n_draws,)
        The value it takes, and its cost before prices; NaN where it is not possible. The first
        entry is that of the medians.
    """

    kind: Kind
    other: str | None
    needed: Float
    cost: Float

    @classmethod
    def of(cls, kind: Kind, needed: Float, cost: Float, possible: Bool, other: str | None = None) -> Remedy:
        """Blank out what is not possible."""
        kept = [np.where(possible, x, np.nan) for x in (needed, cost)]
        return cls(kind=kind, other=other, needed=kept[0], cost=kept[1])


def checked_prices(prices: Mapping[str, float] | None) -> dict[Kind, float]:
    """Fill in the prices that are not given with 1.

    Parameters
    ----------
    prices : mapping of kind to float, optional
        Price of going the whole way, at least 0.

    Raises
    ------
    UnknownNameError
        For a kind of improvement that does not exist.
    DetenteError
        For a price that is negative or no number.
    """
    for name, price in (prices or {}).items():
        if name not in KINDS:
            raise UnknownNameError("kind of improvement", name, KINDS)
        if not 0 <= price < np.inf:
            raise DetenteError(f"the price of {name} must be a number of 0 or more, not {price}")
    return {kind: float((prices or {}).get(kind, 1.0)) for kind in KINDS}


def keeping_remedies(incentive: Incentive, largest: Float) -> tuple[Remedy, ...]:
    """Return what would keep a principal from cheating, one thing changed at a time.

    Parameters
    ----------
    incentive : Incentive
        Float arrays, shape (1 + n_draws,).
    largest : float array, shape (1 + n_draws,)
        The part of the temptation that hangs on one option that cannot be divided; a first step
        cannot be smaller.
    """
    tempted = incentive.temptation > 0
    with np.errstate(divide="ignore", invalid="ignore", over="ignore"):
        notice, patience = incentive.monitoring(), incentive.patience()
        step, bond = incentive.step(), incentive.bond()
        return (
            Remedy.of(
                "monitoring",
                notice,
                (notice - incentive.notice) / (1 - incentive.notice),
                (incentive.surplus > 0) & (notice <= 1) & (notice > incentive.notice),
            ),
            Remedy.of(
                "patience",
                patience,
                (patience - incentive.discount) / (1 - incentive.discount),
                patience > incentive.discount,
            ),
            Remedy.of(
                "first-step",
                step,
                1 - step,
                tempted & (step > 0) & (step < 1) & (step * incentive.temptation >= largest),
            ),
            Remedy.of(
                "guarantor",
                bond,
                bond / incentive.temptation,
                tempted & (bond > 0) & np.isfinite(bond) & (incentive.worth_with_bond(bond) >= 0),
            ),
        )


def trust_remedy(other: str, needed: Float, word: Float) -> Remedy:
    """Return what trust in one other party would make a principal sign.

    Parameters
    ----------
    other : str
    needed : float array, shape (1 + n_draws,)
        Break-even trust; infinite where there is none.
    word : float array, shape (1 + n_draws,)
        Probability that it keeps its word.
    """
    with np.errstate(divide="ignore", invalid="ignore"):
        cost = (needed - word) / (1 - word)
    return Remedy.of("trust", needed, cost, np.isfinite(needed) & (needed > word), other)
