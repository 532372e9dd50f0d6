"""What packages pass in a block of draws, against looking at each package by itself."""

from __future__ import annotations

import itertools

import numpy as np
from brute_force import gates_passed, systems
from hypothesis import given, settings
from numpy.typing import NDArray

from detente.kernel.passing import pass_counts
from detente.kernel.system import System


def all_columns(system: System) -> NDArray[np.int64]:
    """List every package, of columns that do not exist as well."""
    ends = itertools.pairwise(system.offsets.tolist())
    found = list(itertools.product(*(range(a, b) for a, b in ends)))
    return np.array(found, np.int64).reshape(len(found), system.n_issues)


def counted(system: System, packages: NDArray[np.int64], *, draws: int = 1) -> NDArray[np.int64]:
    """Count for a block of equal draws."""
    return pass_counts(
        np.stack([system.tables] * draws),
        np.stack([system.thresholds] * draws),
        np.stack([system.allowed] * draws),
        system.code,
        system.clause_start,
        system.clause_gate,
        system.n_gates,
        packages,
    )


def expected(system: System, package: list[int]) -> list[int]:
    """Work out the row of one package in one draw."""
    depth = gates_passed(system, tuple(package)) if all(system.allowed[c] for c in package) else 0
    return [int(gate < depth) for gate in range(system.n_gates)]


@settings(max_examples=40)
@given(systems(max_issues=4))
def test_every_package_passes_what_it_passes_by_itself(system: System) -> None:
    """Columns that do not exist pass nothing; all else is as brute force says, gate by gate."""
    packages = all_columns(system)
    assert counted(system, packages).tolist() == [expected(system, row) for row in packages.tolist()]


@settings(max_examples=20)
@given(systems(max_issues=4))
def test_order_of_packages_and_number_of_draws(system: System) -> None:
    """Backwards the same rows come out backwards, and three equal draws count three times."""
    packages = all_columns(system)
    once = counted(system, packages)
    assert (counted(system, packages[::-1].copy())[::-1] == once).all()
    assert (counted(system, packages, draws=3) == 3 * once).all()


@given(systems(max_issues=2))
@settings(max_examples=5)
def test_no_packages(system: System) -> None:
    """Of no packages there is nothing to count."""
    assert counted(system, np.empty((0, system.n_issues), np.int64)).shape == (0, system.n_gates)
