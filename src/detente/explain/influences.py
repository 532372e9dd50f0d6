"""What one judgement does to an outcome: indices with intervals, and the outcome at both ends of it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Literal

import numpy as np
from numpy.typing import NDArray

from detente.explain.entries import Entry
from detente.explain.given_data import Indices, Sliced, bootstrapped, indices, sliced
from detente.explain.sensitivity_outcome import Outcome
from detente.verdict.intervals import ShareInterval, wilson

__all__ = ["FIFTHS", "Direction", "Estimate", "Fifth", "Influence", "fifths_of", "influences_of"]

Float = NDArray[np.float64]
Int = NDArray[np.int64]
Direction = Literal["rises", "falls", "goes up and down"]

#: Parts of the draws, by the rank of a judgement, whose outcomes are told.
FIFTHS = 5
#: Percentiles between which 95% of the resamples lie.
ENDS = (2.5, 97.5)


@dataclass(frozen=True, kw_only=True)
class Estimate:
    """An index of influence, the excess that chance gives it taken off.

    Attributes
    ----------
    value, low, high : float
        Estimate and 95% interval by the bootstrap, 0 to 1.
    measured : float
        As measured, nothing taken off: what is held against the noise floor.
    """

    value: float
    low: float
    high: float
    measured: float

    @classmethod
    def of(cls, measured: float, resamples: Float) -> Estimate:
        """Correct an index by its resamples: by as much as these exceed it on average."""
        mean = float(resamples.mean())
        low, high = np.percentile(resamples, ENDS)
        value = 2 * measured - mean
        ends = (value, value + float(low) - mean, value + float(high) - mean)
        told = [round(min(max(end, 0.0), 1.0), 6) for end in ends]
        return cls(value=told[0], low=told[1], high=told[2], measured=round(measured, 6))

    def to_dict(self) -> dict[str, float]:
        """Return the JSON form."""
        return {"value": self.value, "low": self.low, "high": self.high, "measured": self.measured}


@dataclass(frozen=True, kw_only=True)
class Fifth:
    """The outcome in one fifth of the draws, by rank of a judgement.

    Attributes
    ----------
    least, most : float
        Values of the judgement that occur in it.
    draws : int
    mean : float
        Of the outcome: a share of draws, gates passed, or a margin.
    interval : ShareInterval or None
        Of a share.
    """

    least: float
    most: float
    draws: int
    mean: float
    interval: ShareInterval | None

    def to_dict(self) -> dict[str, Any]:
        """Return the JSON form."""
        return {
            "from": self.least,
            "to": self.most,
            "draws": self.draws,
            "mean": self.mean,
            "interval": None if self.interval is None else self.interval.to_dict(),
        }


@dataclass(frozen=True, kw_only=True)
class Influence:
    """What one judgement does to the outcome.

    Attributes
    ----------
    entry : Entry
    pawn, pawn_max, delta : Estimate
        See :mod:`detente.explain.given_data`.
    fifths : tuple of Fifth
        From the lowest values of the judgement to the highest; fewer than five where values tie.
    stands_out : bool
        Whether ``pawn`` exceeds what judgements without influence get.
    sentence : str
        What it means.
    """

    entry: Entry
    pawn: Estimate
    pawn_max: Estimate
    delta: Estimate
    fifths: tuple[Fifth, ...]
    stands_out: bool
    sentence: str = ""

    @property
    def direction(self) -> Direction:
        """What the outcome does from the lowest fifth to the highest.

        It goes up and down where its ends differ by less than half of what all fifths do.
        """
        means = [fifth.mean for fifth in self.fifths]
        if abs(self.swing) < (max(means) - min(means)) / 2:
            return "goes up and down"
        return "rises" if self.swing > 0 else "falls"

    @property
    def swing(self) -> float:
        """How far the outcome moves from the lowest fifth to the highest, with its sign."""
        return self.fifths[-1].mean - self.fifths[0].mean

    def to_dict(self) -> dict[str, Any]:
        """Return the JSON form."""
        return {
            "judgement": self.entry.to_dict(),
            "pawn": self.pawn.to_dict(),
            "pawn_max": self.pawn_max.to_dict(),
            "delta": self.delta.to_dict(),
            "stands_out": self.stands_out,
            "direction": self.direction,
            "fifths": [fifth.to_dict() for fifth in self.fifths],
            "sentence": self.sentence,
        }


def fifths_of(values: Float, outcome: Float, *, is_share: bool) -> tuple[Fifth, ...]:
    """Tell the outcome by fifths of the draws, from the lowest values of a judgement to the highest.

    Parameters
    ----------
    values, outcome : float array, shape (n_draws,)
        At least one draw.
    is_share : bool
        Whether the outcome is 0 or 1, so that its mean has an interval.

    Returns
    -------
    tuple of Fifth
        Equal values share a fifth, so that there may be fewer than five.
    """
    slices = sliced(values[None, :], outcome, FIFTHS).slices[0]
    found = []
    for k in np.unique(slices):
        inside = slices == k
        n, total = int(inside.sum()), float(outcome[inside].sum())
        found.append(
            Fifth(
                least=round(float(values[inside].min()), 6),
                most=round(float(values[inside].max()), 6),
                draws=n,
                mean=round(total / n, 6),
                interval=wilson(round(total), n) if is_share else None,
            )
        )
    return tuple(found)


def influences_of(
    entries: Sequence[Entry],
    values: Float,
    outcome: Outcome,
    *,
    floor: float,
    resamples: int,
    rng: np.random.Generator,
) -> tuple[Influence, ...]:
    """Measure the influence of a few judgements, with intervals.

    Parameters
    ----------
    entries : sequence of Entry
    values : float array, shape (n_entries, n_draws)
    outcome : Outcome
    floor : float
        What ``pawn`` must exceed to stand out.
    resamples : int
        Of the draws; at least 1.
    rng : numpy.random.Generator

    Returns
    -------
    tuple of Influence
        In the same order, without sentences.
    """
    if not entries:
        return ()
    data: Sliced = sliced(values, outcome.values)
    measured, again = indices(data), bootstrapped(data, resamples, rng)
    return tuple(
        _influence(entry, values[k], outcome, measured, again, k, floor) for k, entry in enumerate(entries)
    )


def _influence(
    entry: Entry, values: Float, outcome: Outcome, measured: Indices, again: Indices, k: int, floor: float
) -> Influence:
    pawn = Estimate.of(float(measured.pawn[k]), again.pawn[:, k])
    return Influence(
        entry=entry,
        pawn=pawn,
        pawn_max=Estimate.of(float(measured.pawn_max[k]), again.pawn_max[:, k]),
        delta=Estimate.of(float(measured.delta[k]), again.delta[:, k]),
        fifths=fifths_of(values, outcome.values, is_share=outcome.is_share),
        stands_out=bool(measured.pawn[k] > floor),
    )
