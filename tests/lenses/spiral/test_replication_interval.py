"""Intervals and shares over replications."""

from __future__ import annotations

import json

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from detente.errors import RunError
from detente.lenses.spiral.replication_interval import percentile_interval, share_of


def test_interval_takes_values_that_occurred() -> None:
    """Of 199 numbers in any order the tenth from each end, whatever their shape."""
    rng = np.random.default_rng(1)
    figures = np.stack([rng.permutation(np.arange(199.0)), -rng.permutation(np.arange(199.0))], axis=1)
    found = percentile_interval(figures, 0.9)
    assert (found.low.tolist(), found.high.tolist()) == ([9, -189], [189, -9])
    assert found.exists.tolist() == [1, 1]
    assert found.holds(np.array([9, -190])).tolist() == [True, False]


@given(b=st.integers(1, 400), level=st.floats(0.05, 0.995))
@settings(deadline=None, max_examples=40)
def test_interval_holds_at_least_its_level(b: int, level: float) -> None:
    """No fewer replications than stated lie inside, and the two tails are alike."""
    figures = np.arange(float(b))
    found = percentile_interval(figures, level)
    inside = ((figures >= found.low) & (figures <= found.high)).sum()
    assert inside >= level * b - 1e-6
    assert found.low == b - 1 - found.high


def test_infinite_and_missing_replications() -> None:
    """Infinite ones count; missing ones are left out and their share is told."""
    figures = np.array([1.0, 2.0, 3.0, np.inf, np.nan, np.nan, np.nan, np.nan])
    found = percentile_interval(figures, 0.9)
    assert (float(found.low), float(found.high), float(found.exists)) == (1.0, np.inf, 0.5)
    none = percentile_interval(np.full(5, np.nan))
    assert np.isnan(none.low)
    assert float(none.exists) == 0
    content = json.dumps([found.to_dict(), none.to_dict()], allow_nan=False)
    assert json.loads(content) == [
        {"level": 0.9, "low": 1.0, "high": None, "exists": 0.5},
        {"level": 0.9, "low": None, "high": None, "exists": 0.0},
    ]


def test_json_of_many_numbers() -> None:
    """Lists of the shape of the numbers."""
    found = percentile_interval(np.arange(12.0).reshape(3, 2, 2), 0.5).to_dict()
    assert found["low"] == [[0, 1], [2, 3]]
    assert found["high"] == [[8, 9], [10, 11]]


@pytest.mark.parametrize("level", [0.0, 1.0, -0.1, float("nan")])
def test_levels_that_are_none(level: float) -> None:
    """Only between 0 and 1."""
    with pytest.raises(RunError, match="between 0 and 1"):
        percentile_interval(np.arange(5.0), level)


@given(n=st.integers(1, 2000), share=st.floats(0, 1))
@settings(deadline=None, max_examples=40)
def test_half_width_reaches_over_the_score_interval(n: int, share: float) -> None:
    """At its ends the share counted is 1.96 deviations away or more, and it is never 0."""
    hits = round(share * n)
    found = share_of(np.arange(n) < hits)
    assert (found.hits, found.replications, found.value) == (hits, n, hits / n)
    assert found.half_width > 0
    for end in (found.value - found.half_width, found.value + found.half_width):
        if 0 <= end <= 1:
            assert abs(found.value - end) >= 1.9599 * np.sqrt(end * (1 - end) / n)
    assert found.to_dict()["share"] == hits / n
