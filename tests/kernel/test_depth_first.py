"""The depth-first search against brute force, its budget, and spaces of any size."""

import numpy as np
from brute_force import bargain, brute_counts, make_system, systems
from hypothesis import given, settings

from detente.kernel.depth_first import count_gates_depth_first, count_last_gates
from detente.kernel.reduction import reduced
from detente.kernel.system import PRED, System


@settings(max_examples=300)
@given(systems(max_issues=5))
def test_counts_agree_with_brute_force(system: System) -> None:
    """Every gate of a small random system is counted exactly."""
    assert count_gates_depth_first(system, 10**6) == brute_counts(system)


@settings(max_examples=100)
@given(systems(max_issues=4))
def test_single_gates_agree_with_brute_force(system: System) -> None:
    """Counting gates one by one gives the same numbers."""
    every = range(system.n_gates)
    found = count_last_gates(reduced(system), every, 10**6)
    assert tuple(found[g] for g in every) == brute_counts(system)


def test_an_exhausted_budget_gives_nothing() -> None:
    """A search that would need more nodes than allowed says None, not a partial count."""
    system = bargain(np.random.default_rng(1), [4] * 9, strictness=0.0)
    assert count_gates_depth_first(system, 50) is None
    assert count_last_gates(reduced(system), range(3), 50) == {}


def test_counts_beyond_int64_are_exact() -> None:
    """One issue decides in a space of 10**27: whole subtrees are taken, in big integers."""
    tables = np.tile(np.array([0, 1, 1, 1]), 45)[None, :]
    tables[0, 80:84] *= 100
    system = make_system([4] * 45, tables, [100], [(0, [PRED, 0])], 1)
    assert count_gates_depth_first(system, 100) == (3 * 4**44,)


def test_opposed_interests_are_proven_hopeless_at_once() -> None:
    """Two parties that gain only at each other's expense need one node, thanks to the surrogate."""
    rng = np.random.default_rng(3)
    points = rng.integers(-1000, 1001, (1, 120))
    tables = np.concatenate([points, -points])
    system = make_system([4] * 30, tables, [1, 1], [(0, [PRED, 0]), (1, [PRED, 1])], 2)
    found = count_last_gates(reduced(system), [1], 5)
    assert found == {1: 0}
