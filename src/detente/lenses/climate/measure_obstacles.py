"""Why no measures bring hostility down: one cause at a time is taken away, and the path simulated anew."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
from numpy.typing import NDArray

from detente.lenses.climate.climate_draws import ClimateDraws
from detente.lenses.climate.measure_trials import Goal, measured
from detente.lenses.climate.policies import Policy
from detente.lenses.climate.settling import settling
from detente.lenses.climate.simulating import simulate_paths

__all__ = ["CAUSES", "Obstacle", "obstacles"]

Float = NDArray[np.float64]

CAUSES: Mapping[str, str] = {
    "acknowledged": "disputes named from the first day, so that good conduct raises belief",
    "belief": "each side taking the other fully at its word",
    "reaction": "answers twice as strong, to friendly and to hostile acts",
    "drift": "no hostility of its own on either side (drift above 0 taken away)",
    "memory": "old acts forgotten",
    "bias": "hostile acts read as they are",
    "campaigns": "no rests during campaigns",
    "turnovers": "no new administrations",
    "accidents": "no accidents",
    "unstable": "only the draws whose answers die down",
    "horizon": "a longer time",
}
"""What is changed, in words, by cause."""


@dataclass(frozen=True, kw_only=True)
class Obstacle:
    """What the measures would reach if one cause alone were away.

    Attributes
    ----------
    cause : str
        Key in ``CAUSES``.
    reached : float
        Expected hostility at the horizon, or the least on the way where it need not be held.
    would : bool
        It would then lie below the level.
    at : int or None
        Step from which it would; None where it would not.
    steps : int
        Horizon looked at.
    share : float
        Share of the draws that were kept; below 1 only where some are left out.
    """

    cause: str
    reached: float
    would: bool
    at: int | None
    steps: int
    share: float = 1.0

    @property
    def meaning(self) -> str:
        """One sentence."""
        change = CAUSES[self.cause]
        if self.cause == "horizon":
            change = f"{self.steps} steps instead"
        elif self.cause == "unstable":
            change = f"{change} ({self.share:.0%} of them)"
        end = f"from step {self.at} on" if self.at is not None else f"it comes to {self.reached:.2f}"
        return f"With {change} alone it {'would' if self.would else 'would not'}: {end}."

    def to_dict(self) -> dict[str, Any]:
        """Return the JSON form."""
        return {
            "cause": self.cause,
            "change": CAUSES[self.cause],
            "reached": round(self.reached, 6) + 0.0,
            "would": self.would,
            "at": self.at,
            "steps": self.steps,
            "share": round(self.share, 6),
            "meaning": self.meaning,
        }


def obstacles(
    draws: ClimateDraws, goal: Goal, measures: Sequence[str], by: tuple[str, ...]
) -> tuple[Obstacle, ...]:
    """Take away each cause by itself, with measures kept up throughout.

    Parameters
    ----------
    draws : ClimateDraws
        For a longer horizon chance for more than ``goal.steps`` steps; up to twice as many are used,
        and the question is left out where there are no more.
    goal : Goal
    measures : sequence of str
        Kept up from the first step to the last.
    by : tuple of str
        Principals that do.

    Returns
    -------
    tuple of Obstacle
        Causes that are there at all; first those without which the goal would be met, then by what
        is reached, the lowest first.
    """
    policy = Policy(kind="cbm", by=by, size=1.0, first=1, lasts=None, measures=tuple(measures))

    def hostility(changed: ClimateDraws, steps: int) -> Float:
        return measured(simulate_paths(changed, [policy], steps).hostility, goal.side)

    found = []
    for cause, change in _CHANGES.items():
        changed = change(draws, goal.steps)
        if changed is not None:
            found.append(_obstacle(cause, goal, hostility(changed, goal.steps).mean(axis=1)))
    settles = settling(draws).hostile
    if settles.any() and not settles.all():
        path = hostility(draws, goal.steps)[:, settles].mean(axis=1)
        found.append(_obstacle("unstable", goal, path, float(settles.mean())))
    longer = min(2 * goal.steps, draws.n_steps)
    if longer > goal.steps:
        path = hostility(draws, longer).mean(axis=1)
        found.append(_obstacle("horizon", replace(goal, steps=longer), path))
    return tuple(sorted(found, key=lambda obstacle: (not obstacle.would, obstacle.reached)))


def _obstacle(cause: str, goal: Goal, path: Float, share: float = 1.0) -> Obstacle:
    return Obstacle(
        cause=cause,
        reached=goal.reached(path),
        would=goal.is_met(path),
        at=goal.met_from(path),
        steps=goal.steps,
        share=share,
    )


def _acknowledged(draws: ClimateDraws, _steps: int) -> ClimateDraws | None:
    return None if draws.acknowledged else replace(draws, acknowledged=True)


def _belief(draws: ClimateDraws, _steps: int) -> ClimateDraws | None:
    """Hold belief at 1 whatever is seen."""
    return replace(
        draws,
        belief=np.ones_like(draws.belief),
        learning=np.zeros_like(draws.learning),
        hope=np.full_like(draws.hope, np.nan),
    )


def _reaction(draws: ClimateDraws, _steps: int) -> ClimateDraws | None:
    return replace(draws, reaction=2.0 * draws.reaction) if draws.reaction.any() else None


def _drift(draws: ClimateDraws, _steps: int) -> ClimateDraws | None:
    drift = np.minimum(draws.drift, 0.0)
    return replace(draws, drift=drift) if (drift != draws.drift).any() else None


def _memory(draws: ClimateDraws, _steps: int) -> ClimateDraws | None:
    memory = np.minimum(draws.memory, 0.0)
    return replace(draws, memory=memory) if (memory != draws.memory).any() else None


def _bias(draws: ClimateDraws, _steps: int) -> ClimateDraws | None:
    bias = np.minimum(draws.bias, 1.0)
    return replace(draws, bias=bias) if (bias != draws.bias).any() else None


def _campaigns(draws: ClimateDraws, steps: int) -> ClimateDraws | None:
    return replace(draws, busy=np.zeros_like(draws.busy)) if draws.busy[:, 1 : steps + 1].any() else None


def _turnovers(draws: ClimateDraws, steps: int) -> ClimateDraws | None:
    """Leave administrations in office, where a new one would have brought another belief."""
    felt = [
        not np.isnan(hope).all() and any(1 <= step <= steps for step in dates)
        for dates, hope in zip(draws.turnovers, draws.hope, strict=True)
    ]
    return replace(draws, turnovers=((), ())) if any(felt) else None


def _accidents(draws: ClimateDraws, _steps: int) -> ClimateDraws | None:
    if not (draws.rate.any() or draws.per_point.any()) or not draws.severity.any():
        return None
    return replace(draws, rate=np.zeros_like(draws.rate), per_point=np.zeros_like(draws.per_point))


_CHANGES: Mapping[str, Callable[[ClimateDraws, int], ClimateDraws | None]] = {
    "acknowledged": _acknowledged,
    "belief": _belief,
    "reaction": _reaction,
    "drift": _drift,
    "memory": _memory,
    "bias": _bias,
    "campaigns": _campaigns,
    "turnovers": _turnovers,
    "accidents": _accidents,
}
