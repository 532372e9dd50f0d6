"""Dossiers with measures, draws that fit them, and the smallest set found by trying every set."""

from __future__ import annotations

import itertools
from collections.abc import Mapping
from typing import Any

import numpy as np

from climate_draws_by_hand import SIDES, drawn
from detente.dossier.dossier import Dossier
from detente.lenses.climate.climate_draws import ClimateDraws, Shocks
from detente.lenses.climate.measure_trials import Trials
from properties.dossiers import loaded, plain

__all__ = ["acts_of", "brute_smallest", "issue_of", "luck", "random_draws", "with_measures"]

Acts = Mapping[str, tuple[float, float]]


def issue_of(name: str) -> str:
    """Return the issue of ``issue=option``."""
    return name.partition("=")[0]


def acts_of(acts: Acts, apart: tuple[str, ...] = ()) -> dict[str, tuple[tuple[float, float], bool]]:
    """Return measures in the form that ``drawn`` takes."""
    return {name: (points, name in apart) for name, points in acts.items()}


def luck(n: int, steps: int, seed: int) -> Shocks:
    """Chance of the usual kind."""
    rng = np.random.default_rng(seed)
    return Shocks(
        acts=rng.standard_normal((2, steps, n)),
        seen=rng.standard_normal((2, steps, n)),
        accidents=rng.random((steps, n)),
    )


def random_draws(rng: np.random.Generator, acts: Acts, *, n: int = 8, steps: int = 6) -> ClimateDraws:
    """Return a climate in which everything that bears on measures is there; one of them keeps apart."""
    apart = tuple(name for name in acts if rng.random() < 0.25)
    given: dict[str, Any] = {
        "level": tuple(rng.uniform(-1, 6, 2)),
        "drift": tuple(rng.uniform(0, 1, 2)),
        "persistence": tuple(rng.uniform(0, 0.8, 2)),
        "reaction": tuple(rng.uniform(0, 0.6, 2)),
        "memory": tuple(rng.uniform(0, 0.2, 2)),
        "bias": tuple(rng.uniform(0.5, 2, 2)),
        "learning": tuple(rng.uniform(0, 0.5, 2)),
        "belief": tuple(rng.uniform(0, 1, 2)),
        "hope": (float(rng.uniform(0, 1)), np.nan),
    }
    return drawn(
        n=n,
        steps=steps,
        shocks=luck(n, steps, int(rng.integers(1000))),
        measures=acts_of(acts, apart),
        noise=0.7,
        misperception=0.5,
        rate=0.05,
        per_point=0.05,
        severity=2.0,
        deconfliction=0.6,
        turnovers=((3,), (4,)),
        busy=rng.random((2, steps + 1)) < 0.2,
        acknowledged=bool(rng.random() < 0.5),
        forgets=np.array([0.5, 0.8]),
        **given,
    )


def brute_smallest(trials: Trials, costs: Mapping[str, float]) -> tuple[tuple[str, ...], int] | None:
    """Try every set for every time, and return the best: fewest, shortest, cheapest, first in order."""
    names = list(costs)
    works = []
    for size in range(len(names) + 1):
        for at in itertools.combinations(range(len(names)), size):
            chosen = tuple(names[k] for k in at)
            if len({issue_of(name) for name in chosen}) < size:
                continue
            cost = round(sum(costs[name] for name in chosen), 9)
            for lasts in range(1, trials.goal.steps + 1) if size else (0,):
                if trials.works(chosen, lasts):
                    works.append((size, lasts, cost, at, chosen))
    if not works:
        return None
    best = min(works)
    return best[4], best[1]


def with_measures(measures: Mapping[str, Mapping[str, Any]], **sections: Any) -> Dossier:
    """Load a dossier with one issue for each ``issue=option``; ``climate`` entries come with the sections."""
    issues: dict[str, Any] = {}
    climate: dict[str, Any] = {
        "level": dict.fromkeys(SIDES, 3),
        **sections.pop("climate", {}),
        "measures": {},
    }
    for name, entry in measures.items():
        issue, _, option = name.partition("=")
        issues.setdefault(issue, {"options": {"none": {"status_quo": True}}})["options"][option] = {}
        climate["measures"].setdefault(issue, {})[option] = dict(entry)
    data: dict[str, Any] = {"as_of": "2018-10-01", "issues": issues, "stakes": {}, "deals": {"any": None}}
    return loaded(plain(**{**data, "climate": climate, **sections}))
