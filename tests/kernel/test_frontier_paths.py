"""Packages told from the layers of a frontier, held to listing."""

from __future__ import annotations

from dataclasses import replace

from frontiers import SEEDS, random_space
from hypothesis import given
from hypothesis import strategies as st
from test_frontier import merged

from detente.kernel.frontier import pareto_layers
from detente.kernel.frontier_paths import best_packages, count_packages, list_packages


@given(SEEDS)
def test_the_best_package_has_fewest_changes_and_comes_first(seed: int) -> None:
    """Behind each point stands the package that the tie rule names."""
    space = random_space(seed)
    layers = merged(space)
    behind = space.frontier()
    for point, package in zip(layers.points.tolist(), best_packages(layers).tolist(), strict=True):
        wanted = min(behind[tuple(point)], key=lambda p: (space.n_changes(p), p))
        assert tuple(package) == wanted


@given(SEEDS)
def test_integers_of_any_size_have_the_same_packages(seed: int) -> None:
    """The first package behind each point, and how many there are, do not depend on the scale."""
    space = random_space(seed)
    layers = merged(space)
    wide = merged(replace(space, values=space.values.astype(object) * 10**25))
    assert best_packages(wide).tolist() == best_packages(layers).tolist()
    for small, large in zip(layers.points, wide.points, strict=True):
        assert count_packages(wide, large) == count_packages(layers, small)


@given(SEEDS, st.booleans())
def test_every_package_is_counted_and_listed(seed: int, weak: bool) -> None:
    """All packages that attain a point, none twice, and as many as counted."""
    space = random_space(seed)
    layers = merged(space, weak=weak)
    behind = space.frontier(weak=weak)
    for point in layers.points:
        wanted = sorted(behind[tuple(point.tolist())])
        assert count_packages(layers, point) == len(wanted)
        assert sorted(map(tuple, list_packages(layers, point, most=10_000).tolist())) == wanted


def test_the_list_is_as_short_as_asked() -> None:
    """A thousand packages give one point; two are listed, all are counted."""
    layers = pareto_layers([0, 10, 20, 30], [[1] * 30, [2] * 30])
    assert count_packages(layers, layers.points[0]) == 1000
    assert list_packages(layers, layers.points[0], most=2).shape == (2, 3)


def test_counts_are_exact_beyond_64_bits() -> None:
    """Thirty issues of ten options that are all alike make ten to the thirtieth packages."""
    layers = pareto_layers(range(0, 301, 10), [[1] * 300, [1] * 300])
    assert count_packages(layers, layers.points[0]) == 10**30


def test_a_point_that_is_not_on_the_frontier_has_no_package() -> None:
    """It is counted as none."""
    layers = pareto_layers([0, 2], [[1, 2], [2, 1]])
    assert count_packages(layers, layers.points[0] - 1) == 0
