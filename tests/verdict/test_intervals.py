"""Score intervals of shares of draws."""

from __future__ import annotations

import math

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import stats

from detente.errors import RunError
from detente.verdict.intervals import wilson

counts = st.integers(1, 5000).flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n)))


@settings(deadline=None, max_examples=60)
@given(counts)
def test_agrees_with_scipy(count: tuple[int, int]) -> None:
    """The interval is that of an independent implementation."""
    hits, draws = count
    found = wilson(hits, draws)
    other = stats.binomtest(hits, draws).proportion_ci(method="wilson")
    assert math.isclose(found.low, other.low, abs_tol=1e-12)
    assert math.isclose(found.high, other.high, abs_tol=1e-12)


@settings(deadline=None, max_examples=60)
@given(counts)
def test_ends_solve_the_score_equation(count: tuple[int, int]) -> None:
    """At each end the share lies just z standard errors away; the share is inside."""
    hits, draws = count
    found = wilson(hits, draws, z=1.5)
    assert 0 <= found.low <= found.share <= found.high <= 1
    for end in (found.low, found.high):
        assert math.isclose(
            (found.share - end) ** 2, 1.5**2 * end * (1 - end) / draws, rel_tol=1e-6, abs_tol=1e-12
        )


@pytest.mark.parametrize(("hits", "draws"), [(1, 0), (-1, 5), (6, 5), (0, 0)])
def test_no_share_of_draws(hits: int, draws: int) -> None:
    """Numbers that are no share are refused in words."""
    with pytest.raises(RunError, match="is not a share"):
        wilson(hits, draws)


def test_json() -> None:
    """Everything there is."""
    assert wilson(0, 10).to_dict() == {
        "hits": 0,
        "draws": 10,
        "share": 0.0,
        "low": 0.0,
        "high": wilson(0, 10).high,
    }
