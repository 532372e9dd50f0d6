r"""Conditioning on the status quo: what the world's having left gains untaken says about the judgements.

With a long agenda there is nearly always some small deal that every gate lets through. If it was
there all along, why has nobody taken it? Either by inertia, or because the judgements are wrong.
So a draw counts the less, the more *easy gains* it leaves on the table: deals on one option that
pass every gate, and moves that one side could make alone and prefers (model.md, "Why is it not
done already?"). With *inertia* :math:`\rho`, the chance that one such gain goes untaken for no
reason in the model, a draw with :math:`k` of them has weight :math:`\rho^k`, and shares are

.. math:: \hat p = \sum_d \rho^{k_d} 1[\text{passes in } d] \Big/ \sum_d \rho^{k_d}

self-normalised importance weights (Hesterberg 1995, *Technometrics* 37(2)), worth
:math:`(\sum w)^2 / \sum w^2` equal draws (Kish 1965, *Survey Sampling*). The same as keeping each
draw with probability :math:`\rho^k`, without the waste.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

from detente.dossier.quantity import Quantity
from detente.ensemble.cells import watched
from detente.ensemble.summary import Summary
from detente.errors import RunError
from detente.lenses.spread import Spread
from detente.model.blueprint import Blueprint
from detente.verdict.classes import ClassVerdict, class_verdicts, effective_draws, status_quo_weights

if TYPE_CHECKING:
    import pandas as pd

__all__ = ["INERTIA", "Conditioned", "JudgementShift", "check_inertia", "conditioned", "quantile_place"]

Float = NDArray[np.float64]

#: The chance that one easy gain goes untaken, unless given.
INERTIA = 0.5
#: Equal draws that the weighted ones must be worth, below which the result is not to be relied on.
FEWEST = 100
QUANTILES = (0.05, 0.5, 0.95)


@dataclass(frozen=True, kw_only=True)
class JudgementShift:
    """One judgement before and after conditioning.

    Attributes
    ----------
    path : str
        Its place in the dossier.
    before, after : Spread
        5th, 50th and 95th percentile, on the judgement's own scale.
    before_shares, after_shares : tuple of float
        Share of (weighted) draws in each of equally likely parts of the elicited distribution,
        from its lowest to its highest; each adds up to 1.
    moved : float
        How far the median moved along the elicited distribution, as a share of it: -1 to 1.
    """

    path: str
    before: Spread
    after: Spread
    before_shares: tuple[float, ...]
    after_shares: tuple[float, ...]
    moved: float

    def to_dict(self) -> dict[str, Any]:
        """Return the JSON form."""
        return {
            "path": self.path,
            "before": self.before.to_dict(),
            "after": self.after.to_dict(),
            "moved": self.moved,
            "shares_before": list(self.before_shares),
            "shares_after": list(self.after_shares),
        }


@dataclass(frozen=True, kw_only=True)
class Conditioned:
    """The verdict among draws weighted by how well they explain the status quo.

    Attributes
    ----------
    inertia : float
        Above 0, at most 1; 1 leaves every draw its weight.
    easy_gains : mapping of int to int
        Draws by the number of easy gains they leave on the table.
    draws : int
    effective_draws : float
        How many equally weighted draws the weighted ones are worth.
    classes : tuple of ClassVerdict
        Shares of weighted draws; their intervals rest on ``effective_draws``.
    judgements : tuple of JudgementShift
        Costs of dealing, relative gains and trust, the most moved first.
    warning : str or None
        Where too few draws carry the weight.
    """

    inertia: float
    easy_gains: dict[int, int]
    draws: int
    effective_draws: float
    classes: tuple[ClassVerdict, ...]
    judgements: tuple[JudgementShift, ...]
    warning: str | None

    @property
    def luck(self) -> float:
        """Standard error of ``moved`` for a judgement of which the status quo says nothing.

        The median of m effective draws has the standard error 1 / (2 sqrt m) along its
        distribution; n draws of which they are part take 1 / (4 n) off the variance.
        """
        return 0.5 * math.sqrt(max(1 / self.effective_draws - 1 / self.draws, 0.0))

    def to_dict(self) -> dict[str, Any]:
        """Return the JSON form."""
        return {
            "on": "status quo",
            "inertia": self.inertia,
            "easy_gains": [{"gains": k, "draws": n} for k, n in self.easy_gains.items()],
            "draws": self.draws,
            "effective_draws": self.effective_draws,
            "luck": self.luck,
            "warning": self.warning,
            "classes": [verdict.to_dict() for verdict in self.classes],
            "judgements": [judgement.to_dict() for judgement in self.judgements],
        }

    def to_frame(self) -> pd.DataFrame:
        """Return one tidy row per judgement: percentiles before and after, and how far it moved."""
        import pandas as pd

        names = ("p05", "p50", "p95")
        rows = []
        for judgement in self.judgements:
            row: dict[str, Any] = {"path": judgement.path, "moved": judgement.moved}
            for when, spread in (("before", judgement.before), ("after", judgement.after)):
                values = (spread.low, spread.middle, spread.high)
                row |= {f"{when}_{name}": value for name, value in zip(names, values, strict=True)}
            rows.append(row)
        return pd.DataFrame(rows)


def check_inertia(inertia: float) -> float:
    """Refuse an inertia that is no chance above 0.

    Raises
    ------
    RunError
    """
    if not 0 < inertia <= 1:
        raise RunError(
            f"inertia is the chance that one easy gain goes untaken, above 0 and at most 1, not {inertia:g}; "
            f"{INERTIA} is used when none is given"
        )
    return inertia


def conditioned(
    blueprint: Blueprint, summary: Summary, is_deal: Sequence[bool], inertia: float
) -> Conditioned:
    """Weight the draws of a run by how well they explain the status quo.

    Parameters
    ----------
    blueprint : Blueprint
    summary : Summary
    is_deal : sequence of bool
        One for each kind of deal.
    inertia : float

    Raises
    ------
    RunError
        For an inertia that is no chance above 0.
    """
    check_inertia(inertia)
    weights = status_quo_weights(summary, inertia)
    effective = effective_draws(summary.draws, weights)
    deals = tuple(blueprint.dossier.deals.values())
    shifts = [
        _shift(quantity, summary.judgements[:, k], weights)
        for k, (_, quantity) in enumerate(watched(blueprint.quantities))
    ]
    return Conditioned(
        inertia=inertia,
        easy_gains={int(k): int(n) for k, n in zip(summary.levels, summary.draws, strict=True)},
        draws=summary.n_draws,
        effective_draws=effective,
        classes=class_verdicts(deals, summary, blueprint.parties, is_deal, weights),
        judgements=tuple(sorted(shifts, key=lambda shift: (-abs(shift.moved), shift.path))),
        warning=_warning(effective, summary.n_draws),
    )


def _shift(quantity: Quantity, counts: NDArray[np.int64], weights: Float) -> JudgementShift:
    before = counts.sum(axis=0) / counts.sum()
    after = (weights @ counts) / float(weights @ counts.sum(axis=1))
    middle_before, middle_after = quantile_place(before, 0.5), quantile_place(after, 0.5)
    return JudgementShift(
        path=quantity.path,
        before=_spread_of(quantity, before),
        after=_spread_of(quantity, after),
        before_shares=tuple(float(x) for x in before),
        after_shares=tuple(float(x) for x in after),
        moved=round(middle_after - middle_before, 6) + 0.0,
    )


def quantile_place(shares: ArrayLike, quantile: float) -> float:
    """Return how far along the elicited distribution a quantile of the draws lies.

    Parameters
    ----------
    shares : array-like of float
        Of draws in equally likely parts of the distribution, adding up to 1; straight lines within
        a part.
    quantile : float
        0 to 1.

    Returns
    -------
    float
        0 to 1.
    """
    shares = np.asarray(shares, np.float64)
    edges = np.arange(len(shares) + 1) / len(shares)
    return float(np.interp(quantile, np.concatenate([[0.0], np.cumsum(shares)]), edges))


def _spread_of(quantity: Quantity, shares: Float) -> Spread:
    low, middle, high = quantity.draw(np.array([quantile_place(shares, q) for q in QUANTILES]))
    return Spread(
        low=round(float(low), 6) + 0.0, middle=round(float(middle), 6) + 0.0, high=round(float(high), 6) + 0.0
    )


def _warning(effective: float, draws: int) -> str | None:
    if effective >= min(FEWEST, draws / 2):
        return None
    return (
        f"the {draws} draws are worth only {effective:.0f} once weighted: what is said here rests on a few "
        "of them. Make more draws, raise the inertia, or look at what makes so many gains easy"
    )
