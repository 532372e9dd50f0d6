"""Findings of the spiral lens whose phase planes are of every kind, for tests of their pictures.

Each is made once, however many tests ask for it.
"""

from __future__ import annotations

from functools import cache

import numpy as np

from detente.lenses.spiral.analysis import spiral
from detente.lenses.spiral.spiral_result import Spiral
from report.spirals import series

#: Answers of which each feeds the other: fatigue 0.075 < defence 0.14.
FEEDING = np.array([[0.75, 0.35], [0.4, 0.7]])


@cache
def exploding() -> Spiral:
    """40 months of a saddle that runs away upwards."""
    rng, path = np.random.default_rng(4), [np.array([-1.0, -1.2])]
    for _ in range(40):
        path.append(FEEDING @ path[-1] + (0.2, 0.1) + 0.4 * rng.normal(size=2))
    return spiral(series(np.array(path)), lags=1, replications=100, seed=1)


@cache
def drifting() -> Spiral:
    """80 months of two series that rise side by side: they settle, if at all, far beyond the data."""
    steps = np.random.default_rng(2).normal(size=(80, 2))
    values = 0.15 * np.cumsum(steps, axis=0) + np.linspace(0, 9, 80)[:, None]
    return spiral(series(values), lags=1, replications=300, seed=1)
