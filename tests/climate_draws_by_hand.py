"""Climates put together by hand, for the tests of the simulation."""

from __future__ import annotations

from typing import Any

import numpy as np

from detente.lenses.climate.climate_draws import ClimateDraws, Shocks

SIDES = ("north", "south")


def both(value: float | tuple[float, float], n: int) -> np.ndarray:
    """The same number in every draw, for both sides or for each."""
    north, south = value if isinstance(value, tuple) else (value, value)
    return np.repeat(np.array([[north], [south]], float), n, axis=1)


def drawn(*, n: int = 1, steps: int = 12, shocks: Shocks | None = None, **given: Any) -> ClimateDraws:
    """A climate in which everything is 0 but what is given; numbers by side, or for both."""
    sided = {
        "level": 0.0,
        "drift": 0.0,
        "persistence": 0.0,
        "reaction": 0.0,
        "memory": 0.0,
        "bias": 1.0,
        "misperception": 0.0,
        "noise": 0.0,
        "firmness": 0.0,
        "publicity": 0.0,
        "learning": 0.0,
        "belief": 1.0,
        "hope": np.nan,
    }
    single = {"rate": 0.0, "per_point": 0.0, "severity": 0.0, "deconfliction": 0.0}
    measures = given.pop("measures", {})
    plain: dict[str, Any] = {
        "turnovers": ((), ()),
        "busy": np.zeros((2, steps + 1), bool),
        "acknowledged": True,
        "effects": {"no_deal": {}, "keeps_word": {}, "stakes": {}},
        "forgets": np.zeros(2),
    }
    for name in plain:
        plain[name] = given.pop(name, plain[name])
    return ClimateDraws(
        principals=SIDES,
        **{name: both(given.pop(name, value), n) for name, value in sided.items()},
        **{name: np.full(n, given.pop(name, value)) for name, value in single.items()},
        measures=tuple(measures),
        acts=np.array([both(acts, n) for acts, _ in measures.values()]).reshape(len(measures), 2, n),
        keeps_apart=np.array([apart for _, apart in measures.values()], bool),
        shocks=shocks or Shocks.none(steps, n),
        **plain,
        **given,
    )
