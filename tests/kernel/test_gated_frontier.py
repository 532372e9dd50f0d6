"""The frontier under clauses: brute force, certificates, resolution, limits, progress."""

from __future__ import annotations

import numpy as np
import pytest
from best_by_listing import all_on, dominates, frontier, moved, passing, random_rows, sums
from brute_force import bargain, make_system, systems
from hypothesis import given, settings
from hypothesis import strategies as st

from detente.kernel.gated_frontier import COMPLETE, STOPPED, gated_frontier
from detente.kernel.listing import list_frontier
from detente.kernel.maximising import NONE, UNDECIDED
from detente.kernel.system import PRED, System


def as_list(points: np.ndarray) -> list[tuple[int, ...]]:
    """Return points as tuples."""
    return [tuple(point) for point in points.tolist()]


@settings(max_examples=200)
@given(systems(max_issues=5), st.integers(0, 2**32 - 1))
def test_is_the_whole_frontier(system: System, seed: int) -> None:
    """Every Pareto-optimal point stands there once, with a package that attains it and passes."""
    rng = np.random.default_rng(seed)
    rows = random_rows(rng, system, 2, spread=int(rng.choice([2, 8, 1000])))
    on = rng.random(len(system.clause_gate)) < 0.8
    allowed = rng.random(len(system.allowed)) < 0.95
    found = passing(system, on, allowed)
    result = gated_frontier(system, clause_on=on, rows=rows, allowed=allowed, node_limit=100_000)
    assert as_list(result.points) == frontier({sums(rows, x) for x in found})
    assert result.status == (COMPLETE if found else NONE)
    for point, package in zip(as_list(result.points), as_list(result.packages), strict=True):
        assert package in found
        assert sums(rows, package) == point


@settings(max_examples=150)
@given(systems(max_issues=5), st.integers(1, 10), st.integers(0, 2**32 - 1))
def test_a_resolution_leaves_out_by_the_stated_rule(system: System, resolution: int, seed: int) -> None:
    """From the top, each point is the first that lies more than the resolution below the last."""
    rows = random_rows(np.random.default_rng(seed), system, 2)
    expected: list[tuple[int, ...]] = []
    for point in frontier({sums(rows, x) for x in passing(system)}):
        if not expected or point[0] < expected[-1][0] - resolution:
            expected.append(point)
    result = gated_frontier(system, clause_on=all_on(system), rows=rows, resolution=resolution)
    assert as_list(result.points) == expected
    assert result.resolution == resolution


@settings(max_examples=100)
@given(systems(max_issues=5), st.integers(0, 3), st.integers(0, 2**32 - 1))
def test_out_of_nodes_what_is_listed_is_right(system: System, limit: int, seed: int) -> None:
    """The points of an unfinished list are the first of the frontier."""
    rows = random_rows(np.random.default_rng(seed), system, 2)
    whole = frontier({sums(rows, x) for x in passing(system)})
    result = gated_frontier(system, clause_on=all_on(system), rows=rows, node_limit=limit)
    assert as_list(result.points) == whole[: len(result.points)]
    if result.status == COMPLETE:
        assert len(result.points) == len(whole)
    elif result.status == NONE:
        assert not whole
    else:
        assert result.status == UNDECIDED


@settings(max_examples=60)
@given(systems(max_issues=4), st.integers(0, 2**32 - 1))
def test_order_of_issues_and_objectives_does_not_matter(system: System, seed: int) -> None:
    """Issues in another order give the same points, objectives swapped the mirror image."""
    rows = random_rows(np.random.default_rng(seed), system, 2)
    plain = as_list(gated_frontier(system, clause_on=all_on(system), rows=rows).points)
    other, rearranged, _ = moved(system, rows, seed)
    assert as_list(gated_frontier(other, clause_on=all_on(other), rows=rearranged).points) == plain
    mirrored = as_list(gated_frontier(system, clause_on=all_on(system), rows=rows[::-1]).points)
    assert [(b, a) for a, b in mirrored[::-1]] == plain


def test_as_many_points_as_asked_for() -> None:
    """The list stops after so many points and says that there are more."""
    rows = np.array([[0, 1, 2, 3], [3, 2, 1, 0]])
    system = make_system([4], rows, [0, 0], [(0, [PRED, 0])], 1)
    on = all_on(system)
    part = gated_frontier(system, clause_on=on, rows=rows, max_points=3)
    assert (part.status, as_list(part.points)) == (STOPPED, [(3, 0), (2, 1), (1, 2)])
    whole = gated_frontier(system, clause_on=on, rows=rows, max_points=4)
    assert (whole.status, len(whole.points)) == (COMPLETE, 4)


def test_progress_goes_from_nothing_to_all() -> None:
    """The share done ascends to 1, once per point and at the end."""
    system = bargain(np.random.default_rng(2), [4] * 10, strictness=0.1)
    shares: list[float] = []
    result = gated_frontier(system, clause_on=all_on(system), rows=system.tables[:2], progress=shares.append)
    assert len(shares) == len(result.points) + 1
    assert shares == sorted(shares)
    assert (shares[0], shares[-1]) == (0.0, 1.0)


def test_an_interrupt_comes_through() -> None:
    """What the progress callback raises, and so an interrupt, ends the walk."""
    system = bargain(np.random.default_rng(2), [4] * 10, strictness=0.1)

    def stop(share: float) -> None:
        raise KeyboardInterrupt(share)

    with pytest.raises(KeyboardInterrupt):
        gated_frontier(system, clause_on=all_on(system), rows=system.tables[:2], progress=stop)


def test_agrees_with_the_listing_on_real_points() -> None:
    """On 16 million packages both ways give the same points, and nothing dominates them."""
    system = bargain(np.random.default_rng(5), [4] * 12, strictness=0.1)
    on = all_on(system)
    rows = system.tables[:2]
    result = gated_frontier(system, clause_on=on, rows=rows)
    listed = as_list(list_frontier(system, clause_on=on, rows=rows).points)
    assert as_list(result.points) == listed
    assert not any(dominates(a, b) for a in listed for b in listed)
