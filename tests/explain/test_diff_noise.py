"""How far a share may move by luck."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from detente.explain.diff_noise import difference_interval


@pytest.mark.parametrize(
    ("before", "after", "expected"),
    # Newcombe 1998, Statistics in Medicine 17, table II, method 10: 56/70 and 48/80; 9/10 and 3/10;
    # 6/7 and 2/7; 5/56 and 0/29. There the first less the second is told.
    [
        ((48 / 80, 80), (56 / 70, 70), (0.0524, 0.3339)),
        ((3 / 10, 10), (9 / 10, 10), (0.1705, 0.8090)),
        ((2 / 7, 7), (6 / 7, 7), (0.0582, 0.8062)),
        ((0.0, 29), (5 / 56, 56), (-0.0381, 0.1926)),
    ],
)
def test_published_intervals(
    before: tuple[float, int], after: tuple[float, int], expected: tuple[float, float]
) -> None:
    """To the four digits that are printed."""
    assert difference_interval(before, after) == pytest.approx(expected, abs=6e-5)


@given(st.floats(0, 1), st.floats(0, 1), st.integers(1, 10**5), st.integers(1, 10**5))
def test_the_difference_lies_inside(p: float, q: float, n: int, m: int) -> None:
    """And the interval lies between -1 and 1."""
    p, q = round(p * n) / n, round(q * m) / m
    low, high = difference_interval((p, n), (q, m))
    assert -1 - 1e-9 <= low <= q - p + 1e-9
    assert q - p - 1e-9 <= high <= 1 + 1e-9


def test_it_covers() -> None:
    """About 95 of 100 differences of drawn shares."""
    generator = np.random.default_rng(0)
    one, other = generator.binomial(200, 0.3, 2000) / 200, generator.binomial(200, 0.4, 2000) / 200
    ends = [difference_interval((p, 200), (q, 200)) for p, q in zip(one, other, strict=True)]
    covered = np.mean([low <= 0.1 <= high for low, high in ends])
    assert 0.93 <= covered <= 0.97
