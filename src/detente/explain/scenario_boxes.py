"""A region of the judgements in which an outcome is frequent, measured on its draws and on fresh ones."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from detente.explain.entries import Entry
from detente.explain.prim import Box, Counted, counted
from detente.explain.prim_choice import FoundBox, worth
from detente.explain.prim_resampling import Reproduced
from detente.explain.sensitivity_words import entry_decimals, rounded
from detente.verdict.intervals import ShareInterval, wilson

__all__ = ["ScenarioBox", "ScenarioLimit", "TrajectoryStep", "scenario_box", "told_box"]

Float = NDArray[np.float64]
Bool = NDArray[np.bool_]


@dataclass(frozen=True, kw_only=True)
class ScenarioLimit:
    """What a region asks of one judgement.

    Attributes
    ----------
    entry : Entry
    low, high : float or None
        Least and largest value inside, as told (rounded); None where there is no limit.
    quasi_p : float
        Probability that the region would be as dense without this limit, by chance; see
        :mod:`detente.explain.prim_choice`.
    reproduced : float
        Share of random halves of the draws (``halves`` of the region) in which this judgement was limited
        again.
    """

    entry: Entry
    low: float | None
    high: float | None
    quasi_p: float
    reproduced: float

    def to_dict(self) -> dict[str, Any]:
        """Return the JSON form."""
        return {
            "judgement": self.entry.to_dict(),
            "low": self.low,
            "high": self.high,
            "quasi_p": self.quasi_p,
            "reproduced": self.reproduced,
        }


@dataclass(frozen=True, kw_only=True)
class TrajectoryStep:
    """One box on the way from all draws to the region.

    Attributes
    ----------
    density, coverage, support : float
        Share of its draws with the outcome, share of all draws with the outcome that it holds, and share
        of all draws.
    limited : int
        Judgements with a limit.
    chosen : bool
        Whether this one was taken, before pasting and rounding.
    """

    density: float
    coverage: float
    support: float
    limited: int
    chosen: bool

    def to_dict(self) -> dict[str, Any]:
        """Return the JSON form."""
        return {
            "density": self.density,
            "coverage": self.coverage,
            "support": self.support,
            "limited": self.limited,
            "chosen": self.chosen,
        }


@dataclass(frozen=True, kw_only=True)
class ScenarioBox:
    """A region of the judgements.

    Attributes
    ----------
    limits : tuple of ScenarioLimit
        The one that matters most first.
    density, fresh_density : ShareInterval or None
        Draws of the region that have the outcome, of those among which it was sought, and of fresh ones;
        None where none lies in it.
    new_density : ShareInterval or None
        The same for its draws among those in which it was sought, which no region before it holds.
    coverage, fresh_coverage : float
        Share of the draws with the outcome that lie in the region; 0 where there are none.
    support : float
        Share of all draws that lie in it.
    halves : int
        Random halves of the draws in which it was sought again: 20, or 10 where each limited the same
        judgements.
    trajectory : tuple of TrajectoryStep
        From all draws to the smallest box looked at; measured on what earlier regions left.
    sentence : str
    """

    limits: tuple[ScenarioLimit, ...]
    density: ShareInterval | None
    fresh_density: ShareInterval | None
    new_density: ShareInterval | None
    coverage: float
    fresh_coverage: float
    support: float
    halves: int
    trajectory: tuple[TrajectoryStep, ...]
    sentence: str = ""

    def to_dict(self) -> dict[str, Any]:
        """Return the JSON form."""
        return {
            "limits": [limit.to_dict() for limit in self.limits],
            "density": None if self.density is None else self.density.to_dict(),
            "fresh_density": None if self.fresh_density is None else self.fresh_density.to_dict(),
            "new_density": None if self.new_density is None else self.new_density.to_dict(),
            "coverage": self.coverage,
            "fresh_coverage": self.fresh_coverage,
            "support": self.support,
            "halves": self.halves,
            "trajectory": [step.to_dict() for step in self.trajectory],
            "sentence": self.sentence,
        }


def told_box(box: Box, entries: Sequence[Entry]) -> Box:
    """Round the limits of a box to what is told of them, so that figures are of the box in the sentence.

    Parameters
    ----------
    box : Box
    entries : sequence of Entry
        One for each input.

    Returns
    -------
    Box
        A limit that rounding would put at the end of a judgement's range, where it asks for nothing, is
        put one digit further in.
    """
    low, high = box.low.copy(), box.high.copy()
    for k, end in box.ends:
        entry = entries[k]
        step = 10.0 ** -entry_decimals(entry)
        if end == "low":
            told = rounded(entry, low[k])
            low[k] = rounded(entry, told + step) if told <= entry.low < low[k] else told
        else:
            told = rounded(entry, high[k])
            high[k] = rounded(entry, told - step) if told >= entry.high > high[k] else told
    return Box(low=low, high=high)


def scenario_box(
    found: FoundBox,
    box: Box,
    entries: Sequence[Entry],
    sought: tuple[Float, Bool],
    drawn: tuple[Float, Bool],
    fresh: tuple[Float, Bool],
    again: Reproduced,
) -> ScenarioBox:
    """Measure a region.

    Parameters
    ----------
    found : FoundBox
    box : Box
        As told.
    entries : sequence of Entry
        One for each input.
    sought, drawn, fresh : pair of inputs and outcomes
        The draws among which it was sought (those that earlier regions left), all of them, and fresh
        ones.
    again : Reproduced
    """
    here, there = counted(box, *drawn), counted(box, *fresh)
    limits = sorted(_limits(found, box, entries, sought, again), key=lambda pair: pair[0])
    return ScenarioBox(
        limits=tuple(limit for _, limit in limits),
        density=_share(here),
        fresh_density=_share(there),
        new_density=_share(counted(box, *sought)),
        coverage=round(here.coverage, 6),
        fresh_coverage=round(there.coverage, 6),
        support=round(here.support, 6),
        halves=again.halves,
        trajectory=tuple(_step(found, k, sought) for k in range(len(found.trajectory))),
    )


def _limits(
    found: FoundBox, box: Box, entries: Sequence[Entry], sought: tuple[Float, Bool], again: Reproduced
) -> Iterator[tuple[float, ScenarioLimit]]:
    """Yield every limit with what the region is worth without it."""
    for k in box.limited:
        low, high = float(box.low[k]), float(box.high[k])
        yield (
            worth(counted(box.freed(k), *sought)),
            ScenarioLimit(
                entry=entries[k],
                low=low if np.isfinite(low) else None,
                high=high if np.isfinite(high) else None,
                quasi_p=found.quasi_p[k],
                reproduced=round(float(again.limited[k]), 6),
            ),
        )


def _share(found: Counted) -> ShareInterval | None:
    return wilson(found.hits, found.draws) if found.draws else None


def _step(found: FoundBox, k: int, sought: tuple[Float, Bool]) -> TrajectoryStep:
    step = counted(found.trajectory[k], *sought)
    return TrajectoryStep(
        density=round(step.density, 6),
        coverage=round(step.coverage, 6),
        support=round(step.support, 6),
        limited=len(found.trajectory[k].limited),
        chosen=k == found.chosen,
    )
