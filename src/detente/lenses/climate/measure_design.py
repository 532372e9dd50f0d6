"""What the confidence-building designer found: which measures, for how long, and how far; or why none do."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Literal

from detente.dossier.climate import StepName
from detente.lenses.climate.measure_obstacles import CAUSES, Obstacle
from detente.lenses.climate.measure_trials import Goal
from detente.lenses.json_form import json_start

__all__ = ["Design", "KeptUp", "Status"]

Status = Literal["found", "not needed", "none"]


@dataclass(frozen=True, kw_only=True)
class KeptUp:
    """One measure that is kept up.

    Attributes
    ----------
    measure : str
        ``issue=option``.
    title : str
        Name of the option.
    by : tuple of str
        Principals that keep it up.
    acts : mapping of str to float
        Median of the points by which each is less hostile in every step.
    keeps_apart : bool
        It only keeps forces apart.
    cost : float
        Points it takes from both principals together, at the medians of their stakes; below 0 where
        they gain.
    after : tuple of str
        Options that, by the dossier, must come about before it can; of each issue one.
    """

    measure: str
    title: str
    by: tuple[str, ...]
    acts: Mapping[str, float] = field(default_factory=dict)
    keeps_apart: bool = False
    cost: float = 0.0
    after: tuple[str, ...] = ()

    def to_dict(self) -> dict[str, Any]:
        """Return the JSON form."""
        return {
            "measure": self.measure,
            "title": self.title,
            "by": list(self.by),
            "acts": {party: _round(points) for party, points in self.acts.items()},
            "keeps_apart": self.keeps_apart,
            "cost": _round(self.cost),
            "after": list(self.after),
        }


@dataclass(frozen=True, kw_only=True)
class Design:
    """The smallest sustained set of measures that brings expected hostility below a level.

    Attributes
    ----------
    status : str
        ``found``; ``not needed`` where it lies below without any; ``none``.
    every : str
        Length of a step.
    side : str or None
        Principal whose hostility is meant; None for the mean of both.
    goal : Goal
    measures : tuple of KeptUp
        Where there is none: those that get farthest, kept up throughout.
    lasts : int
        Steps from the first on.
    reached_from : int or None
        Step from which expected hostility lies below, and stays so where it must.
    path, without : tuple of float
        Expected hostility with them and with none, steps 0 to ``goal.steps``.
    error : float
        Half the width of the 95% interval of the mean that counts, over draws; nan for one draw.
    share_below : float
        Share of draws in which hostility itself lies below the level there.
    least : float
        What no choice of the measures, kept up as long as one likes, can get below: the certificate
        where it is not below the level.
    obstacles : tuple of Obstacle
        Where there is none: what taking away each cause alone would do.
    choice : tuple of str
        Measures that were to choose from.
    tried : int
        Paths simulated in the search.
    n_draws : int
    keeps_order : float
        Share of draws in which more measures never make anything worse.
    """

    status: Status
    every: StepName
    side: str | None
    goal: Goal
    measures: tuple[KeptUp, ...]
    lasts: int
    reached_from: int | None
    path: tuple[float, ...]
    without: tuple[float, ...]
    error: float
    share_below: float
    least: float
    obstacles: tuple[Obstacle, ...]
    choice: tuple[str, ...]
    tried: int
    n_draws: int
    keeps_order: float

    @property
    def reached(self) -> float:
        """The figure that is held against the level: the last of the path, or its least."""
        return self.path[-1] if self.goal.hold else min(self.path)

    @property
    def cost(self) -> float:
        """Points that the measures take from both principals together."""
        return math.fsum(kept.cost for kept in self.measures)

    @property
    def meaning(self) -> str:
        """One or two sentences for an analyst."""
        whose = "expected hostility" if self.side is None else f"the expected hostility of {self.side}"
        level, horizon = f"{self.goal.below:g}", _time(self.goal.steps, self.every)
        if self.status == "not needed":
            return (
                f"Nothing is needed: without any measure {whose} comes to {self.reached:.2f}, below {level}."
            )
        names = _listed([kept.measure for kept in self.measures])
        if self.status == "found":
            until = f" and it stays there until the horizon, {horizon} on" if self.goal.hold else ""
            return (
                f"{names}, kept up for {_time(self.lasts, self.every)}, would bring {whose} below {level} "
                f"from step {self.reached_from} on{until}: it comes to {self.reached:.2f}, without measures "
                f"to {self._without:.2f}. No fewer measures do."
            )
        if not self.measures:
            return (
                f"No measure is open to those asked; {whose} comes to {self.reached:.2f}, not below {level}."
            )
        return (
            f"No choice of measures brings {whose} below {level} within {horizon}: {names}, kept up "
            f"throughout, reach {self.reached:.2f}, without measures it is {self._without:.2f}. "
            f"{self._binding}"
        )

    @property
    def caveat(self) -> str:
        """What the result does not say."""
        unsure = abs(self.reached - self.goal.below) < self.error
        parts = [
            "The set is exact for these draws and for the acts that the dossier gives its measures; those "
            "are judgements. Stakes that are not stated cost nothing, and whether both sides would agree to "
            "a measure is not asked.",
            "The mean lies so near the level that other draws may turn the answer."
            if unsure or math.isnan(self.error)
            else "",
            "What has to come about first (after) is not waited for."
            if any(kept.after for kept in self.measures)
            else "",
        ]
        return " ".join(part for part in parts if part)

    @property
    def _without(self) -> float:
        return self.without[-1] if self.goal.hold else min(self.without)

    @property
    def _binding(self) -> str:
        """Say which causes stand in the way by themselves."""
        if not self.obstacles:
            return ""
        enough = [CAUSES[obstacle.cause] for obstacle in self.obstacles if obstacle.would]
        if not enough:
            return "No single cause of those tried stands in the way by itself."
        return f"Each of these alone would do: {'; '.join(enough)}."

    def to_dict(self) -> dict[str, Any]:
        """Return the JSON form."""
        return {
            **json_start("confidence-building"),
            "status": self.status,
            "every": self.every,
            "below": self.goal.below,
            "steps": self.goal.steps,
            "side": self.side,
            "hold": self.goal.hold,
            "measures": [kept.to_dict() for kept in self.measures],
            "lasts": self.lasts,
            "cost": _round(self.cost),
            "reached": _round(self.reached),
            "reached_from": self.reached_from,
            "error": None if math.isnan(self.error) else _round(self.error),
            "share_below": _round(self.share_below),
            "least": _round(self.least),
            "path": [_round(x) for x in self.path],
            "without": [_round(x) for x in self.without],
            "obstacles": [obstacle.to_dict() for obstacle in self.obstacles],
            "choice": list(self.choice),
            "tried": self.tried,
            "draws": self.n_draws,
            "keeps_order": _round(self.keeps_order),
            "meaning": self.meaning,
            "caveat": self.caveat,
        }


def _round(value: float) -> float:
    """Six digits after the point; adding zero turns -0.0 into 0.0."""
    return round(value, 6) + 0.0


def _time(steps: int, every: str) -> str:
    return f"{steps} {every}{'' if steps == 1 else 's'}"


def _listed(names: list[str]) -> str:
    return names[0] if len(names) == 1 else f"{', '.join(names[:-1])} and {names[-1]}" if names else "nothing"
