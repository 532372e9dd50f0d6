"""Trying every package: how many gates each passes, and the best of them."""

import numpy as np
from brute_force import every_package, gates_passed, make_system, systems
from hypothesis import given, settings

from detente.kernel.exhausting import deepest_gate, package_depths
from detente.kernel.system import PRED, System


@settings(max_examples=200)
@given(systems(max_issues=5))
def test_depths_agree_with_brute_force(system: System) -> None:
    """Every package passes as many gates as the plain reference says."""
    packages = list(every_package(system))
    columns = np.array(packages, np.int64).reshape(-1, system.n_issues)
    on = np.ones(len(system.clause_gate), np.bool_)
    depths = package_depths(system, columns, clause_on=on)
    assert depths.tolist() == [gates_passed(system, package) for package in packages]


@settings(max_examples=200)
@given(systems(max_issues=5))
def test_the_best_is_the_deepest(system: System) -> None:
    """The best package passes the most gates and is the first such, the first issue turning fastest."""
    on = np.ones(len(system.clause_gate), np.bool_)
    depth, best = deepest_gate(system, clause_on=on, allowed=np.ones_like(system.allowed))
    packages = sorted(every_package(system), key=lambda package: package[::-1])
    depths = [gates_passed(system, package) for package in packages]
    assert depth == max(depths, default=-1)
    if best is None:
        assert not packages
    else:
        assert tuple(best.tolist()) == packages[depths.index(depth)]


def test_columns_not_allowed_give_minus_one() -> None:
    """A package with a column that does not exist passes nothing, not even the first gate."""
    system = make_system([2], np.array([[0, 1]]), [0], [(0, [PRED, 0])], 1, [True, False])
    on = np.ones(1, np.bool_)
    assert package_depths(system, np.array([[0], [1]]), clause_on=on).tolist() == [1, -1]


def test_clauses_switched_off_do_not_bind() -> None:
    """A clause that is off is not looked at, and lifted thresholds hold."""
    system = make_system([2], np.array([[0, 1]]), [2], [(0, [PRED, 0])], 2)
    both = np.ones(2, np.bool_)
    assert deepest_gate(system, clause_on=np.array([True]), allowed=both)[0] == 0
    assert deepest_gate(system, clause_on=np.array([False]), allowed=both)[0] == 2
    lifted = np.array([-(2**61)])
    assert deepest_gate(system, clause_on=np.array([True]), allowed=both, thresholds=lifted)[0] == 2


def test_no_packages_have_no_depths() -> None:
    """An empty list of packages gives an empty answer."""
    system = make_system([2], np.array([[0, 1]]), [0], [(0, [PRED, 0])], 1)
    assert package_depths(system, np.empty((0, 1), np.int64), clause_on=np.ones(1, np.bool_)).shape == (0,)
