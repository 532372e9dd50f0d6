"""Counting by sums: exact where few sums are possible, and silent where they are not."""

from __future__ import annotations

import numpy as np
from brute_force import brute_counts, systems
from hypothesis import given

from detente.kernel.counting import count_or_estimate
from detente.kernel.sums import count_by_sums
from detente.kernel.system import PRED, System


@given(systems())
def test_agrees_with_brute_force(system: System) -> None:
    """Every gate of a small system is counted as enumeration counts it."""
    counts = brute_counts(system)
    assert [count_by_sums(system, gate) for gate in range(system.n_gates)] == list(counts)


def agenda(n_issues: int, least: int, most: int) -> System:
    """Packages of three options an issue that change between ``least`` and ``most`` issues."""
    changed = np.tile(np.array([0, 1, 1], np.int64), n_issues)
    return System(
        offsets=np.arange(0, 3 * n_issues + 1, 3, dtype=np.int64),
        tables=np.vstack([changed, -changed]),
        thresholds=np.array([least, -most], np.int64),
        allowed=np.ones(3 * n_issues, np.bool_),
        code=np.array([PRED, 0, PRED, 1], np.int64),
        clause_start=np.array([0, 2, 4], np.int64),
        clause_gate=np.array([0, 0], np.int64),
        n_gates=1,
    )


def test_a_long_agenda_is_counted_exactly() -> None:
    """Of 3**45 packages all but one change something: 3**45 - 1 of them, exactly."""
    assert count_by_sums(agenda(45, 1, 45), 0) == 3**45 - 1


def test_an_agenda_limit_is_counted_by_the_binomial_formula() -> None:
    """One or two changes among 45 issues with two ways each: 45*2 + C(45,2)*4 packages."""
    assert count_by_sums(agenda(45, 1, 2), 0) == 90 + 990 * 4


def test_the_first_gate_of_a_huge_space_is_not_estimated() -> None:
    """What can be counted is counted, however large the space."""
    (count,) = count_or_estimate(agenda(45, 1, 45), np.random.default_rng(0))
    assert count.exact
    assert count.count == 3**45 - 1


def test_too_many_sums_are_left_to_others() -> None:
    """Powers of three as entries give every package its own sum: no answer, no blow-up."""
    system = agenda(12, 1, 12)
    system.tables[0] = np.repeat(3 ** np.arange(12), 3) * np.tile([0, 1, 2], 12)
    assert count_by_sums(system, 0) is None
