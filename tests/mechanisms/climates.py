"""The swap with a climate around it, and ways to follow that for a year.

Hostility runs from -10, the friendliest, over 0 to 10, which is war; both sides begin at 0.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from bargains import bargain, changed, dossier

import detente
from detente.verdict.simulation_result import SimulatedPolicy, Simulation

__all__ = ["CALM", "climate", "followed", "simulated", "with_measure"]

#: A share of each side's hostility is carried on, and nothing is answered.
CALM = {"persistence": {"north": 0.5, "south": 0.5}}


def climate(**entries: Any) -> dict[str, Any]:
    """Return the swap with a climate: both sides are at 0 at the end of October 2018."""
    return bargain(as_of="2018-10-31", climate={"level": {"north": 0, "south": 0}, **entries})


def simulated(data: Mapping[str, Any], *policies: str, draws: int = 1, **asked: Any) -> Simulation:
    """Follow policies for twelve months."""
    found: Simulation = detente.simulate(
        dossier(data), policies=policies, until="2019-10", draws=draws, **asked
    )
    return found


def followed(data: Mapping[str, Any], policy: str = "none", *, draws: int = 1) -> SimulatedPolicy:
    """Follow one policy for twelve months."""
    return simulated(data, *([] if policy == "none" else [policy]), draws=draws).policy(policy)


def with_measure(acts: Mapping[str, float], *, keeps_apart: bool = False, **entries: Any) -> dict[str, Any]:
    """Return a climate with joint patrols that both sides can keep up."""
    options = {"none": {"status_quo": True}, "joint": {"performers": ["north", "south"]}}
    measure = {"acts": acts, "keeps_apart": keeps_apart}
    return changed(
        climate(measures={"patrols": {"joint": measure}}, **entries),
        issues__patrols={"options": options},
    )
