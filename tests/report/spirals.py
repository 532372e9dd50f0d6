"""Findings of the spiral lens on series made from known systems, for reports and pictures.

Each is made once, however many tests ask for it.
"""

from __future__ import annotations

from functools import cache

import numpy as np
from numpy.typing import NDArray

from detente.events.aligning import Aligned, aligned_columns
from detente.events.periods import period_number
from detente.lenses.spiral.analysis import spiral
from detente.lenses.spiral.spiral_result import Spiral
from lenses.spiral.making import PAIR, one

MONTHS = 150
NAMES = ("us>russia", "russia>us")
SIX = tuple(f"{a}>{b}" for a in ("us", "russia", "china") for b in ("us", "russia", "china") if a != b)
#: Where the level of the first series shifts, and by how much.
SHIFT_AT, SHIFT_BY = 75, -6.0


def series(values: NDArray[np.float64], names: tuple[str, ...] = NAMES) -> Aligned:
    """Months from January 1990 on, a column for each name; nan where a month is missing."""
    start = period_number("1990-01", "month")
    return aligned_columns(
        names, list(values.T), [start] * len(names), every="month", measure="mean", gaps="zero"
    )


@cache
def answering() -> Spiral:
    """Two parties that answer each other, with nothing else to tell; lags chosen."""
    return spiral(series(one(PAIR, MONTHS, 7)), replications=100, seed=1)


@cache
def shifted() -> Spiral:
    """The level of the first falls for good halfway; lags given, one month missing."""
    values = one(PAIR * 0.3, MONTHS, 7)
    values[SHIFT_AT:, 0] += SHIFT_BY
    values[3, 1] = np.nan
    return spiral(series(values), replications=100, lags=1, seed=1)


@cache
def everything() -> Spiral:
    """With counts by quad class and a third power."""
    rng = np.random.default_rng(3)
    first = rng.poisson((3, 1, 2, 1), (MONTHS, 4)).astype(float)
    second = first.copy()
    second[1:] = rng.poisson(0.5 + 0.5 * first[:-1])
    kinds = {NAMES[0]: first, NAMES[1]: second}
    six = series(one(0.3 * np.eye(6)[None], MONTHS, 5), SIX)
    return spiral(series(one(PAIR, MONTHS, 7)), kinds=kinds, three=six, replications=100, seed=1)


@cache
def short() -> Spiral:
    """Two dozen months: too few for some questions."""
    return spiral(series(one(PAIR, 24, 7)), replications=100, seed=1)
