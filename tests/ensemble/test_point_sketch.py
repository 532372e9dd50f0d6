"""Quantiles of points from bins that add up."""

from __future__ import annotations

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from detente.ensemble.point_sketch import BINS_PER_POINT, merged_sketches, point_sketch, sketch_quantiles
from detente.model.fixed_point import UNIT


def points(seed: int, draws: int) -> np.ndarray:
    """Points of 2 packages to 3 principals in some draws."""
    return np.random.default_rng(seed).integers(-40 * UNIT, 60 * UNIT, (draws, 2, 3))


@settings(deadline=None, max_examples=30)
@given(st.integers(0, 1000), st.integers(1, 200))
def test_close_to_the_quantiles_of_the_draws(seed: int, draws: int) -> None:
    """Never off by more than half a bin from a value of the same rank."""
    values = points(seed, draws)
    exact = np.quantile(values, (0.05, 0.5, 0.95), axis=0, method="inverted_cdf") / UNIT
    found = sketch_quantiles(point_sketch(values))
    assert found.shape == (2, 3, 3)
    assert np.abs(np.moveaxis(exact, 0, 2) - found).max() <= 0.5 / BINS_PER_POINT + 1e-12


@settings(deadline=None, max_examples=20)
@given(st.integers(0, 1000), st.integers(2, 50), st.integers(1, 49))
def test_any_split(seed: int, draws: int, cut: int) -> None:
    """Two parts in either order add up to the whole."""
    values, cut = points(seed, draws), min(cut, draws - 1)
    whole = point_sketch(values)
    parts = [point_sketch(values[cut:]), point_sketch(values[:cut])]
    for order in (parts, parts[::-1]):
        found = merged_sketches(order)
        assert all(np.array_equal(found[name], whole[name]) for name in whole)


def test_whole_points_stay_as_they_are() -> None:
    """Points that are certain and whole, negative ones included, come back unchanged."""
    values = np.tile(np.array([[[12, -7, 0]]]) * UNIT, (9, 1, 1))
    assert sketch_quantiles(point_sketch(values))[0, :, 1].tolist() == [12.0, -7.0, 0.0]


def test_size_does_not_grow_with_draws() -> None:
    """Ten times the draws take no more bins than the spread has."""
    few, many = (point_sketch(points(1, n) // 400) for n in (2_000, 20_000))
    assert len(many["bin"]) <= 1.01 * len(few["bin"])
