"""What a picture of regions shows: their limits against the ranges, and how they were come by."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, NamedTuple

from detente.explain.entries import Entry
from detente.explain.scenario_boxes import ScenarioBox, ScenarioLimit
from detente.explain.scenario_words import outcome_name
from detente.explain.scenarios import Scenarios
from detente.explain.sensitivity_words import capitalised, number_text, value_text
from detente.report.text_fitting import shortened
from detente.report.wording import percent

__all__ = ["ScenarioPicture", "ScenarioPictureLimit", "ScenarioPictureRegion", "scenario_picture"]

#: Cells that a sentence may take in the text alternative.
TOLD_WIDTH = 400


class ScenarioPictureLimit(NamedTuple):
    """One limited judgement: its place in its range (0 to 1), and what to write."""

    name: str
    low: float
    high: float
    range_low: str
    range_high: str
    words: str


@dataclass(frozen=True, kw_only=True)
class ScenarioPictureRegion:
    """A region.

    Attributes
    ----------
    head : str
        What it is, in a line.
    limits : tuple of ScenarioPictureLimit
    steps : tuple of (coverage, density, chosen)
        The boxes on the way to it.
    sentence : str
    """

    head: str
    limits: tuple[ScenarioPictureLimit, ...]
    steps: tuple[tuple[float, float, bool], ...]
    sentence: str


@dataclass(frozen=True, kw_only=True)
class ScenarioPicture:
    """Regions of the judgements.

    Attributes
    ----------
    title, caption : str
    outcome : str
        What is frequent in them.
    overall : float
        How frequent it is in all draws.
    regions : tuple of ScenarioPictureRegion
        May be empty.
    nothing : str
        Why there is none, in a sentence; empty where there is one.
    """

    title: str
    caption: str
    outcome: str
    overall: float
    regions: tuple[ScenarioPictureRegion, ...]
    nothing: str = ""

    def rows(self) -> tuple[dict[str, Any], ...]:
        """Return the limits as a table, one row for each region and judgement."""
        return tuple(
            {"region": number, **limit._asdict()}
            for number, region in enumerate(self.regions, start=1)
            for limit in region.limits
        )

    def alternative(self) -> str:
        """Say in a few sentences what the picture shows, for those who cannot see it."""
        if not self.regions:
            return self.nothing
        return " ".join(shortened(region.sentence, TOLD_WIDTH) for region in self.regions)


def scenario_picture(found: Scenarios) -> ScenarioPicture:
    """Return the picture of the regions found.

    Parameters
    ----------
    found : Scenarios
    """
    outcome = outcome_name(found.gate, missing=found.sought == "no deal")
    return ScenarioPicture(
        title=f"{found.title} {found.name}, {found.form}",
        caption=f"Where there is {outcome}: limits (dark) within the ranges of judgements, of {found.draws} "
        "draws. Below: the boxes on the way from all draws, or those that earlier regions left, to each "
        "region, with the one taken ringed.",
        outcome=outcome,
        overall=found.overall.share,
        regions=tuple(_region(box, number, outcome) for number, box in enumerate(found.boxes, start=1)),
        nothing="" if found.boxes else found.sentences[0],
    )


def _region(box: ScenarioBox, number: int, outcome: str) -> ScenarioPictureRegion:
    density = "" if box.density is None else percent(box.density.share)
    fresh = "none there" if box.fresh_density is None else percent(box.fresh_density.share)
    return ScenarioPictureRegion(
        head=f"Region {number}: {outcome} in {density} of draws (fresh ones: {fresh}), "
        f"covering {percent(box.coverage)}",
        limits=tuple(_limit(limit) for limit in box.limits),
        steps=tuple((step.coverage, step.density, step.chosen) for step in box.trajectory),
        sentence=box.sentence,
    )


def _limit(limit: ScenarioLimit) -> ScenarioPictureLimit:
    entry = limit.entry
    low = 0.0 if limit.low is None else _place(entry, limit.low)
    high = 1.0 if limit.high is None else _place(entry, limit.high)
    if limit.low is None and limit.high is not None:
        words = f"at most {value_text(entry, limit.high)}"
    elif limit.high is None and limit.low is not None:
        words = f"at least {value_text(entry, limit.low)}"
    else:
        words = " to ".join(value_text(entry, end) for end in (limit.low, limit.high) if end is not None)
    first, last = (number_text(entry, end) for end in (entry.low, entry.high))
    return ScenarioPictureLimit(capitalised(entry.words), low, high, first, last, words)


def _place(entry: Entry, value: float) -> float:
    """Say where in its range a value lies: 0 at the low end, 1 at the high one, never outside."""
    return min(max((value - entry.low) / (entry.high - entry.low), 0.0), 1.0)
