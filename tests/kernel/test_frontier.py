"""Frontiers by merging, held to frontiers by listing."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from frontiers import SEEDS, Space, random_space
from hypothesis import given
from hypothesis import strategies as st

from detente.errors import TooLargeError
from detente.kernel.frontier import FrontierLayers, pareto_layers


def merged(space: Space, **more: object) -> FrontierLayers:
    """Merge the frontier of a space under its own limits."""
    return pareto_layers(
        space.offsets,
        space.values,
        allowed=space.allowed,
        changes=space.changes,
        at_least_one=space.at_least_one,
        at_most=space.at_most,
        **more,  # type: ignore[arg-type]
    )


@given(SEEDS, st.booleans())
def test_the_frontier_is_that_of_a_list(seed: int, weak: bool) -> None:
    """Strong or weak, for one to four parties and under limits on changes, point for point."""
    space = random_space(seed)
    found = [tuple(point) for point in merged(space, weak=weak).points.tolist()]
    assert found == sorted(space.frontier(weak=weak), reverse=True)


@given(SEEDS, st.booleans())
def test_integers_of_any_size_give_the_same_frontier(seed: int, weak: bool) -> None:
    """Scaled beyond 64 bits the points are the same, scaled."""
    space = random_space(seed)
    factor = 10**25
    wide = replace(space, values=space.values.astype(object) * factor)
    assert (merged(wide, weak=weak).points == merged(space, weak=weak).points.astype(object) * factor).all()


@given(SEEDS)
def test_floors_leave_the_part_above_them(seed: int) -> None:
    """The frontier within floors is the part of the whole that reaches them."""
    space = random_space(seed)
    floors = np.random.default_rng(seed).integers(-5, 5, len(space.values))
    found = [tuple(point) for point in merged(space, floors=floors).points.tolist()]
    wanted = [x for x in space.frontier() if all(a >= f for a, f in zip(x, floors.tolist(), strict=True))]
    assert found == sorted(wanted, reverse=True)


@given(SEEDS)
def test_the_order_of_issues_changes_nothing(seed: int) -> None:
    """Merged in the opposite order the points are the same."""
    space = random_space(seed)
    blocks = list(zip(space.offsets[:-1].tolist(), space.offsets[1:].tolist(), strict=True))[::-1]
    order = np.concatenate([np.arange(a, b) for a, b in blocks])
    turned = Space(
        offsets=np.cumsum([0, *(b - a for a, b in blocks)]),
        values=space.values[:, order],
        allowed=space.allowed[order],
        changes=space.changes[order],
        at_least_one=space.at_least_one,
        at_most=space.at_most,
    )
    assert np.array_equal(merged(space).points, merged(turned).points)


def test_whole_numbers_stay_few_at_any_size() -> None:
    """Ten to the thirtieth packages of whole points have a frontier of at most their range."""
    rng = np.random.default_rng(0)
    found = pareto_layers(np.arange(0, 301, 10), rng.integers(0, 101, (2, 300)))
    assert 1 < len(found.points) <= 3001
    assert (np.diff(found.points[:, 0]) < 0).all()
    assert (np.diff(found.points[:, 1]) > 0).all()


def test_numbers_beyond_floating_point_are_told_apart() -> None:
    """Three parties whose points differ in the last of 61 bits keep all efficient packages."""
    big = 2**60
    values = np.array([[big, big + 1, big - 1], [0, -1, 1], [0, 0, 0]])
    assert len(pareto_layers(np.array([0, 3]), values).points) == 3


def test_the_package_that_changes_nothing_is_no_deal() -> None:
    """Though it would dominate, it is left out, and what it dominated is there."""
    values = np.array([[5, 1, 0], [5, 0, 1]])
    changes = np.array([0, 1, 1])
    found = pareto_layers(np.array([0, 3]), values, changes=changes, at_least_one=True)
    assert found.points.tolist() == [[1, 0], [0, 1]]


def test_an_issue_without_options_leaves_nothing() -> None:
    """The frontier is empty."""
    space = Space(np.array([0, 1, 2]), np.array([[1, 2], [3, 4]]), np.array([True, False]), np.array([0, 0]))
    assert merged(space).points.shape == (0, 2)


def test_one_package_is_its_own_frontier() -> None:
    """A single option on a single issue is efficient."""
    assert pareto_layers(np.array([0, 1]), np.array([[-3], [-7]])).points.tolist() == [[-3, -7]]


def test_past_the_limit_is_an_error_that_says_what_would_do() -> None:
    """A frontier of more points than may be kept is refused, not cut."""
    rng = np.random.default_rng(1)
    values = rng.integers(0, 2**40, (3, 60))
    with pytest.raises(TooLargeError, match="within the zone only"):
        pareto_layers(np.arange(0, 61, 4), values, most_points=2000)


def test_sums_that_do_not_fit_are_refused() -> None:
    """Nothing overflows silently."""
    with pytest.raises(TooLargeError, match="64 bits"):
        pareto_layers(np.array([0, 1, 2]), np.full((2, 2), 2**61))


def test_progress_reaches_the_last_issue() -> None:
    """Each merged issue is told."""
    seen: list[tuple[int, int]] = []
    pareto_layers(np.array([0, 1, 2, 3]), np.ones((2, 3), np.int64), progress=lambda *at: seen.append(at))
    assert seen == [(1, 3), (2, 3), (3, 3)]
