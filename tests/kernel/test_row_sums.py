"""Ranges of sums, and sums that are too large."""

from __future__ import annotations

import numpy as np
import pytest
from best_by_listing import sums
from brute_force import every_package, make_system, systems
from hypothesis import given
from hypothesis import strategies as st

from detente.errors import TooLargeError
from detente.kernel.row_sums import FURTHEST, next_sum, require_room, sum_lattice, sum_range
from detente.kernel.system import System


@given(systems(max_issues=4))
def test_the_range_is_attained(system: System) -> None:
    """Smallest and largest sum are those of packages."""
    row = system.tables[0]
    found = [sums(row[None], x)[0] for x in every_package(system)]
    expected = (min(found), max(found)) if found else (0, 0)
    assert sum_range(system, row, system.allowed) == expected


@given(systems(max_issues=4), st.integers(1, 5), st.integers(-60, 60))
def test_sums_lie_on_the_lattice(system: System, factor: int, goal: int) -> None:
    """Sums are the base plus multiples of the step, so the next one is never passed over."""
    row = system.tables[0] * factor + 3
    base, step = sum_lattice(system, row, system.allowed)
    found = [sums(row[None], x)[0] for x in every_package(system)]
    assert all((s - base) % step == 0 if step else s == base for s in found)
    above = next_sum(goal, (base, step))
    assert above >= goal
    assert not any(goal <= s < above for s in found)
    assert found == [] or step % factor == 0


@pytest.mark.parametrize("entry", [2**61, -(2**61), -(2**63)])
def test_what_could_overflow_is_refused(entry: int) -> None:
    """Two issues of half the room, or the one number without an opposite, are too much."""
    system = make_system([2, 2], np.zeros((1, 4)), [0], [], 1)
    row = np.array([0, entry, 0, entry], np.int64)
    with pytest.raises(TooLargeError, match="smaller points"):
        require_room(system, row)


def test_what_fits_is_let_through() -> None:
    """Sums just below the limit pass."""
    system = make_system([2, 2], np.zeros((1, 4)), [0], [], 1)
    require_room(system, np.array([0, FURTHEST - 2, 0, 1], np.int64))
    assert sum_range(system, np.array([0, FURTHEST - 2, 0, 1], np.int64), system.allowed)[1] == FURTHEST - 1
