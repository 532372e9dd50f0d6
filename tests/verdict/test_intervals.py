"""Score intervals of shares of draws."""

from __future__ import annotations

import math

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import stats

from detente.errors import RunError
from detente.verdict.intervals import draws_needed, score_bounds, wilson

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


@settings(deadline=None, max_examples=40)
@given(st.floats(0, 1), st.floats(0.005, 0.4))
def test_draws_needed_are_the_fewest(share: float, half_width: float) -> None:
    """So many draws give an interval that is narrow enough, and one draw fewer does not."""
    n = draws_needed(share, half_width)
    low, high = score_bounds(share, n)
    assert (high - low) / 2 <= half_width
    if n > 1:
        low, high = score_bounds(share, n - 1)
        assert (high - low) / 2 > half_width


def test_known_number_of_draws() -> None:
    """A share of one half to within a hundredth takes the 9,604 - 4 draws of the textbook."""
    assert draws_needed(0.5, 0.01) == 9_600


def test_effective_draws_need_not_be_whole() -> None:
    """Between two whole numbers of draws the interval lies between theirs."""
    low, high = score_bounds(0.3, 50.5)
    assert score_bounds(0.3, 50)[0] < low < score_bounds(0.3, 51)[0] < 0.3 < high < score_bounds(0.3, 50)[1]
