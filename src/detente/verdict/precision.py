"""How well the draws made fix the reported shares, and how many more it would take.

Draws are added until every reported share is known to a wanted half-width. Stopping when an
interval is short enough leaves its coverage as it is in the limit of short intervals (Chow and
Robbins 1965, *Annals of Mathematical Statistics* 36(2)); at least :data:`FIRST` draws are made
so that the limit is near.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from detente.ensemble.summary import Summary
from detente.errors import RunError
from detente.verdict.classes import effective_draws, status_quo_weights
from detente.verdict.intervals import draws_needed, score_bounds

__all__ = ["FIRST", "Precision", "check_precision", "more_draws", "precision_of"]

#: Draws made before the first look.
FIRST = 1_000
#: Between two looks the number of draws grows by at least and at most these factors.
LEAST, MOST = 1.2, 4.0


@dataclass(frozen=True, kw_only=True)
class Precision:
    """The widest interval of any reported share.

    Attributes
    ----------
    wanted : float or None
        Half-width that was asked for.
    achieved : float
        Half the width of the widest 95% interval of any reported share of draws: by kind of deal,
        form and gate, by sole blocker, and in the status-quo test.
    is_met : bool
        Whether nothing was asked for, or what was asked for was reached.
    """

    wanted: float | None
    achieved: float

    @property
    def is_met(self) -> bool:
        """Whether the wanted half-width, if any, was reached."""
        return self.wanted is None or self.achieved <= self.wanted

    def to_dict(self) -> dict[str, Any]:
        """Return the JSON form."""
        return {"wanted": self.wanted, "achieved": self.achieved, "is_met": self.is_met}


def check_precision(precision: float, scheme: str) -> None:
    """Refuse a half-width that no number of draws could reach, and a scheme that cannot be extended.

    Raises
    ------
    RunError
    """
    if not 0.001 <= precision < 0.5:
        raise RunError(
            f"precision is the half-width to which every share is to be known, from 0.001 (a tenth of a "
            f"point in a hundred) to below 0.5, not {precision:g}"
        )
    if scheme != "monte carlo":
        raise RunError(
            f"precision needs independent draws to know how sure a share is, and {scheme} draws are not; "
            "use Monte Carlo, or fix the number of draws"
        )


def _shares(summary: Summary) -> NDArray[np.int64]:
    """Count the draws behind every reported share."""
    depths = summary.depths.sum(axis=0)
    survives = np.cumsum(depths[..., ::-1], axis=-1)[..., :-1]
    parts: Iterable[NDArray[np.int64]] = (
        survives,
        depths[..., :-1],
        summary.blockers.sum(axis=0),
        summary.singles.sum(axis=0),
        summary.improves.sum(axis=0),
    )
    return np.unique(np.concatenate([part.ravel() for part in parts]))


def _nearest_to_half(summary: Summary, weights: NDArray[np.float64] | None) -> tuple[float, float]:
    """Return the share with the widest interval, and the draws it rests on."""
    n = summary.n_draws
    widest = min((float(hits) / n for hits in _shares(summary)), key=lambda share: abs(share - 0.5))
    if weights is None:
        return widest, float(n)
    total = float(weights @ summary.draws)
    tails = np.cumsum(np.tensordot(weights, summary.depths, 1)[..., ::-1], axis=-1)[..., :-1] / total
    nearest = float(tails.flat[int(np.argmin(np.abs(tails - 0.5)))])
    return nearest, effective_draws(summary.draws, weights)


def precision_of(
    summaries: Sequence[Summary], wanted: float | None, inertia: float | None = None
) -> Precision:
    """Measure how well the draws made fix every reported share.

    Parameters
    ----------
    summaries : sequence of Summary
        Of every reading or variant of the run.
    wanted : float or None
    inertia : float or None
        Where the run is conditioned on the status quo; shares of weighted draws count then too.
    """
    achieved = max(_half_width(*case) for case in _cases(summaries, inertia))
    return Precision(wanted=wanted, achieved=round(achieved, 6))


def _cases(summaries: Sequence[Summary], inertia: float | None) -> list[tuple[float, float]]:
    cases = [_nearest_to_half(summary, None) for summary in summaries]
    if inertia is not None:
        cases += [_nearest_to_half(s, status_quo_weights(s, inertia)) for s in summaries]
    return cases


def _half_width(share: float, draws: float) -> float:
    low, high = score_bounds(share, draws)
    return (high - low) / 2


def more_draws(
    summaries: Sequence[Summary], wanted: float, most: int, inertia: float | None = None
) -> int | None:
    """Return how many draws to have made by the next look, or None where it may stop.

    Parameters
    ----------
    summaries : sequence of Summary
    wanted : float
    most : int
        Draws that may be made in all.
    inertia : float or None
    """
    n = summaries[0].n_draws
    if n >= most or precision_of(summaries, wanted, inertia).achieved <= wanted:
        return None
    # Weighted draws are worth the same fraction of the draws made, however many those are.
    needed = max(draws_needed(share, wanted) * n / draws for share, draws in _cases(summaries, inertia))
    return min(most, int(np.ceil(min(max(needed, LEAST * n), MOST * n))))
