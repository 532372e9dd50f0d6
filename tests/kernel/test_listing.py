"""The listed frontier of any number of objectives: brute force, ties, limits."""

from __future__ import annotations

import numpy as np
import pytest
from best_by_listing import all_on, frontier, passing, random_rows, sums
from brute_force import bargain, make_system, systems
from hypothesis import given, settings
from hypothesis import strategies as st

from detente.errors import TooLargeError
from detente.kernel import listing
from detente.kernel.listing import list_frontier
from detente.kernel.system import PRED, System


@pytest.mark.parametrize("weak", [False, True])
@settings(max_examples=150)
@given(system=systems(max_issues=5), k=st.integers(1, 4), seed=st.integers(0, 2**32 - 1))
def test_is_the_frontier_with_the_preferred_packages(system: System, k: int, seed: int, weak: bool) -> None:
    """Points are right, and each has the package of fewest changes, then first in option order."""
    rng = np.random.default_rng(seed)
    rows = random_rows(rng, system, k, spread=int(rng.choice([1, 8])))
    on = rng.random(len(system.clause_gate)) < 0.8
    allowed = rng.random(len(system.allowed)) < 0.95
    changes = np.ones(len(system.allowed), np.int64)
    changes[system.offsets[:-1]] = 0
    preferred: dict[tuple[int, ...], tuple[int, tuple[int, ...]]] = {}
    for x in passing(system, on, allowed):
        point = sums(rows, x)
        pair = (sums(changes[None], x)[0], x)
        preferred[point] = min(preferred.get(point, pair), pair)
    result = list_frontier(system, clause_on=on, rows=rows, allowed=allowed, changes=changes, weak=weak)
    points = [tuple(point) for point in result.points.tolist()]
    assert points == frontier(set(preferred), weak=weak)
    assert [tuple(x) for x in result.packages.tolist()] == [preferred[point][1] for point in points]


def test_without_changes_option_order_decides() -> None:
    """Among packages with the same points the first in option order is returned."""
    system = make_system([2, 2], np.zeros((1, 4)), [0], [(0, [PRED, 0])], 1)
    result = list_frontier(system, clause_on=all_on(system), rows=np.array([[0, 1, 1, 0]]))
    assert (result.points.tolist(), result.packages.tolist()) == ([[2]], [[1, 2]])


@pytest.mark.parametrize("weak", [False, True])
def test_blocks_make_no_difference(weak: bool, monkeypatch: pytest.MonkeyPatch) -> None:
    """Filtering every few packages gives the same as filtering once."""
    system = bargain(np.random.default_rng(7), [3] * 8, strictness=-1)
    rows = system.tables[:3] // 2**23
    once = list_frontier(system, clause_on=all_on(system), rows=rows, weak=weak)
    monkeypatch.setattr(listing, "FIRST_BLOCK", 3)
    monkeypatch.setattr(listing, "BLOCK", 7)
    often = list_frontier(system, clause_on=all_on(system), rows=rows, weak=weak)
    assert len(once.points) > 7
    assert often.points.tolist() == once.points.tolist()
    assert often.packages.tolist() == once.packages.tolist()


def test_nothing_passes_or_nothing_is_there() -> None:
    """The frontier is empty where no package passes or an issue has no option."""
    system = make_system([2, 1], np.zeros((1, 3)), [1], [(0, [PRED, 0])], 1)
    rows = np.array([[0, 1, 0], [1, 0, 0]])
    for allowed in (None, np.array([True, True, False])):
        result = list_frontier(system, clause_on=all_on(system), rows=rows, allowed=allowed)
        assert result.points.shape == (0, 2)
        assert result.packages.shape == (0, 2)


def test_too_many_packages_or_points_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    """More packages than the limit, or more points than fit, raise an error that says so."""
    system = bargain(np.random.default_rng(0), [4] * 6, strictness=-5)
    on = all_on(system)
    with pytest.raises(TooLargeError, match="too many to list"):
        list_frontier(system, clause_on=on, rows=system.tables[:2], limit=4**6 - 1)
    assert len(list_frontier(system, clause_on=on, rows=system.tables[:2], limit=4**6).points) > 3
    monkeypatch.setattr(listing, "MOST_POINTS", 3)
    with pytest.raises(TooLargeError, match="fewer objectives"):
        list_frontier(system, clause_on=on, rows=system.tables[:2])
