"""Series whose breaks, answers and memory are known, and two real pairs of series."""

from __future__ import annotations

import csv
from pathlib import Path

import numpy as np
import pytest
from numpy.typing import ArrayLike, NDArray

Float = NDArray[np.float64]
DATA = Path(__file__).resolve().parents[4] / "shared" / "data"
COPDAB = DATA / "copdab_monthly" / "copdab_monthly_1948_1978.csv"
LEVANT = DATA / "keds_events" / "keds_levant_monthly_dyads_1979_2011.csv"


def path(answers: ArrayLike, errors: Float, *, intercepts: Float | None = None, warm: int = 50) -> Float:
    """Run one lag of answers over errors (n + warm, k), the first ``warm`` periods left out."""
    matrix = np.atleast_2d(np.asarray(answers, np.float64))
    found = np.zeros_like(errors)
    for t in range(1, len(errors)):
        found[t] = matrix @ found[t - 1] + errors[t]
        if intercepts is not None:
            found[t] += intercepts[t]
    return found[warm:]


def normal_path(answers: ArrayLike, n: int, rng: np.random.Generator) -> Float:
    """Run answers over n periods of standard normal errors."""
    k = len(np.atleast_2d(np.asarray(answers)))
    return path(answers, rng.normal(size=(n + 50, k)))


def within_chance(hits: int, trials: int, rate: float) -> bool:
    """Whether a count is within what chance does in 999 cases of 1,000 on either side."""
    from scipy.stats import binom

    return bool(binom.ppf(0.001, trials, rate) <= hits <= binom.ppf(0.999, trials, rate))


def copdab() -> tuple[Float, list[str]]:
    """Return acts of the United States towards the Soviet Union and back by month, and the months."""
    if not COPDAB.exists():
        pytest.skip("the COPDAB series are not shipped; they are not beside this checkout")
    rows = list(csv.DictReader(COPDAB.open(encoding="utf-8")))
    values = np.array([[float(row["us2ussr"]), float(row["ussr2us"])] for row in rows])
    return values, [row["month"] for row in rows]


def levant() -> tuple[Float, list[str]]:
    """Return ISR>PAL and PAL>ISR by month over the longest stretch with reports of both, and the months."""
    if not LEVANT.exists():
        pytest.skip("the KEDS series are not shipped; they are not beside this checkout")
    rows = [row for row in csv.DictReader(LEVANT.open(encoding="utf-8")) if row["score_mean"]]
    scores = {(row["dyad"], row["month"]): float(row["score_mean"]) for row in rows}
    months = [f"{y}-{m:02d}" for y in range(1986, 2007) for m in range(1, 13)]
    months = [month for month in months if "1986-10" <= month <= "2006-02"]
    values = [[scores["ISR>PAL", month], scores["PAL>ISR", month]] for month in months]
    return np.array(values), months
