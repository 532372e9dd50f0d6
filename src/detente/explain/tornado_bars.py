"""The bars of a tornado: an outcome with one judgement at the low and at the high end of its range."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from detente.ensemble.sampling import draw_generator
from detente.explain.drawn_outcomes import DrawnOutcomes
from detente.explain.entries import Entry
from detente.explain.given_data import indices, noise_floor, sliced
from detente.explain.influences import fifths_of
from detente.explain.package_model import PackageModel
from detente.explain.sensitivity_outcome import Decisive
from detente.model.predicate import GATES
from detente.verdict.intervals import ShareInterval, wilson

__all__ = ["TornadoBar", "TornadoEnd", "at_medians", "bars_by_fifths", "bars_judged_again"]

Float = NDArray[np.float64]

#: Draws in which all judgements are tried, to find the leading ones.
TRIED = 100
#: Judgements made up to tell influence from noise, at least.
DUMMIES = 200


@dataclass(frozen=True, kw_only=True)
class TornadoEnd:
    """The outcome with one judgement at one end.

    Attributes
    ----------
    value : float
        Of the judgement: the end of its range; for fifths that of its values which lies inwards.
    share : ShareInterval
        Draws with a deal.
    gates : float
        Mean number of gates passed.
    median_gates : int or None
        Gates passed with all others at their medians; None where only fifths are told.
    median_margin : float or None
        Margin of the tornado's condition there, in its own unit.
    """

    value: float
    share: ShareInterval
    gates: float
    median_gates: int | None = None
    median_margin: float | None = None

    def to_dict(self) -> dict[str, Any]:
        """Return the JSON form."""
        return {
            "value": self.value,
            "share": self.share.to_dict(),
            "gates": self.gates,
            "median_gates": self.median_gates,
            "median_margin": self.median_margin,
        }


@dataclass(frozen=True, kw_only=True)
class TornadoBar:
    """One judgement at both its ends."""

    entry: Entry
    low: TornadoEnd
    high: TornadoEnd

    @property
    def swing(self) -> tuple[float, float, float]:
        """How far the ends lie apart: in share of draws, gates passed, and margin at the medians."""
        margins = [end.median_margin for end in (self.low, self.high) if end.median_margin is not None]
        return (
            abs(self.high.share.share - self.low.share.share),
            abs(self.high.gates - self.low.gates),
            abs(margins[1] - margins[0]) if len(margins) == 2 else 0.0,
        )

    def to_dict(self) -> dict[str, Any]:
        """Return the JSON form."""
        return {
            "judgement": self.entry.to_dict(),
            "low": self.low.to_dict(),
            "high": self.high.to_dict(),
        }


def bars_by_fifths(drawn: DrawnOutcomes, leading: int) -> list[TornadoBar]:
    """Compare the draws in which a judgement is lowest with those in which it is highest.

    Parameters
    ----------
    drawn : DrawnOutcomes
    leading : int
        Bars at most.

    Returns
    -------
    list of TornadoBar
        Of judgements whose influence on the gates passed exceeds that of any made-up one.
    """
    if not drawn.entries:
        return []
    data = sliced(drawn.values, drawn.depths)
    pawn = indices(data).pawn
    rng = draw_generator("made-up judgements", drawn.seed, 0)
    floor = noise_floor(data, max(len(drawn.entries), DUMMIES), rng)
    order = np.argsort(-pawn, kind="stable")[: max(leading, 0)]
    return [_fifths_bar(drawn, int(k)) for k in order if pawn[k] > floor]


def _fifths_bar(drawn: DrawnOutcomes, k: int) -> TornadoBar:
    passed = fifths_of(drawn.values[k], drawn.passes.astype(np.float64), is_share=True)
    gates = fifths_of(drawn.values[k], drawn.depths.astype(np.float64), is_share=False)

    def end(which: int, value: float) -> TornadoEnd:
        share = passed[which].interval
        assert share is not None
        return TornadoEnd(value=value, share=share, gates=gates[which].mean)

    return TornadoBar(entry=drawn.entries[k], low=end(0, passed[0].most), high=end(-1, passed[-1].least))


def bars_judged_again(
    model: PackageModel, drawn: DrawnOutcomes, decisive: Decisive | None, leading: int
) -> list[TornadoBar]:
    """Judge the draws again with each of the leading judgements at both its ends.

    Parameters
    ----------
    model : PackageModel
        Of what was drawn.
    drawn : DrawnOutcomes
    decisive : Decisive or None
        Whose margin at the medians is told.
    leading : int
        Bars at most: those that move most in the first 100 draws, then at the medians.
    """
    values = model.drawn(drawn.draws, drawn.seed)
    ends = [(model.row[e.path], end) for e in drawn.entries for end in (e.low, e.high)]
    if not ends:
        return []
    gates, margins = at_medians(model, decisive, _moved(model.medians, ends))
    moves = _moves(_depths(model, values[:, :TRIED], ends), margins)
    order = sorted(range(len(moves)), key=lambda k: [-x for x in moves[k]])[: max(leading, 0)]
    bars = []
    for k in order:
        depths = _depths(model, values, ends[2 * k : 2 * k + 2])
        low, high = (
            TornadoEnd(
                value=round(ends[2 * k + j][1], 6),
                share=wilson(int((depths[j] == len(GATES)).sum()), drawn.draws),
                gates=round(float(depths[j].mean()), 6),
                median_gates=gates[2 * k + j],
                median_margin=margins[2 * k + j],
            )
            for j in (0, 1)
        )
        bars.append(TornadoBar(entry=drawn.entries[k], low=low, high=high))
    return bars


def _moves(depths: NDArray[np.int64], margins: Sequence[float | None]) -> list[tuple[int, int, float]]:
    """Say how far apart the two ends of each judgement are: in deals, gates passed, and margin."""
    deals, gates = (depths == len(GATES)).sum(axis=1), depths.sum(axis=1)
    return [
        (
            abs(int(deals[k + 1]) - int(deals[k])),
            abs(int(gates[k + 1]) - int(gates[k])),
            _apart(margins[k], margins[k + 1]),
        )
        for k in range(0, len(depths), 2)
    ]


def _apart(one: float | None, other: float | None) -> float:
    return 0.0 if one is None or other is None else abs(other - one)


def _moved(values: Float, ends: Sequence[tuple[int, float]]) -> Float:
    """Repeat samples once for each end, with that judgement there; shape (n_rows, n_ends * n_samples)."""
    n = values.shape[1]
    moved = np.tile(values, (1, len(ends)))
    for k, (row, value) in enumerate(ends):
        moved[row, k * n : (k + 1) * n] = value
    return moved


def _depths(model: PackageModel, values: Float, ends: Sequence[tuple[int, float]]) -> NDArray[np.int64]:
    """Gates passed by the best package at every end, shape (n_ends, n_samples)."""
    found: NDArray[np.int64] = model.depths(_moved(values, ends)).max(axis=1)
    return found.reshape(len(ends), values.shape[1])


def at_medians(
    model: PackageModel, decisive: Decisive | None, values: Float
) -> tuple[list[int], list[float | None]]:
    """Return gates passed by the best package, and the margin of a condition, for every sample.

    Parameters
    ----------
    model : PackageModel
    decisive : Decisive or None
    values : float array, shape (n_quantities, n_samples)

    Returns
    -------
    list of int
    list of float or None
        None where nothing changes the condition, or there is none.
    """
    gates = [int(depth) for depth in model.depths(values).max(axis=1)]
    if decisive is None:
        return gates, [None] * len(gates)
    margins = [float(margin) for margin in decisive.margins(values)]
    return gates, [round(one, 6) if np.isfinite(one) else None for one in margins]
