"""The filters of dominated points, held to comparing all with all."""

from __future__ import annotations

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from detente.kernel.dominance import descending, nondominated

POINTS = st.tuples(st.integers(0, 12), st.integers(1, 5)).flatmap(
    lambda shape: arrays(np.int64, shape, elements=st.integers(-3, 3))
)


@settings(deadline=None)
@given(POINTS)
def test_what_is_left_is_not_dominated_and_dominates_the_rest(points: np.ndarray) -> None:
    """A point stays exactly if none is at least as good in all and better in one."""
    distinct = {tuple(p) for p in points.tolist()}
    wanted = {x for x in distinct if not any(y != x and np.greater_equal(y, x).all() for y in distinct)}
    assert [tuple(p) for p in nondominated(points).tolist()] == sorted(wanted, reverse=True)


@settings(deadline=None)
@given(POINTS)
def test_the_weak_frontier_keeps_what_none_beats_in_all(points: np.ndarray) -> None:
    """A point stays exactly if none is better in every dimension."""
    distinct = {tuple(p) for p in points.tolist()}
    wanted = {x for x in distinct if not any(np.greater(y, x).all() for y in distinct)}
    assert [tuple(p) for p in nondominated(points, weak=True).tolist()] == sorted(wanted, reverse=True)


@settings(deadline=None)
@given(POINTS)
def test_points_stand_once_and_in_descending_order(points: np.ndarray) -> None:
    """Duplicates go, nothing else does."""
    wanted = sorted({tuple(p) for p in points.tolist()}, reverse=True)
    assert [tuple(p) for p in descending(points).tolist()] == wanted


def test_large_integers_are_compared_exactly() -> None:
    """Points that floating point could not tell apart are told apart."""
    big = 2**60
    points = np.array([[big, 0, 0], [big + 1, 0, 0]])
    assert nondominated(points).tolist() == [[big + 1, 0, 0]]


@settings(deadline=None)
@given(POINTS, st.sampled_from([1, 2**70, 10**400]), st.booleans())
def test_integers_of_any_size_are_compared_exactly(points: np.ndarray, scale: int, weak: bool) -> None:
    """One unit apart where floating point sees nothing, or beyond it: the answer is the same."""
    wide = points.astype(object) + scale
    assert (nondominated(wide, weak=weak) - scale).tolist() == nondominated(points, weak=weak).tolist()
    assert (descending(wide) - scale).tolist() == descending(points).tolist()
