"""Proofs that are looked for in one draw and kept."""

from __future__ import annotations

import numpy as np
from brute_force import every_package, make_system, random_system
from hypothesis import given, settings
from hypothesis import strategies as st
from posing import satisfies
from weighed import rows_of

from detente.kernel.proving import prove
from detente.kernel.system import PRED


def test_two_that_cannot_both_be_served() -> None:
    """What one gains the other loses: together they prove it, and a third row is dropped."""
    system = make_system(
        [2], np.array([[-1, 4], [3, -5], [5, 5]]), [3, 2, 1], [(0, [PRED, p]) for p in range(3)], 1
    )
    rows, _ = rows_of(system)
    s = system
    row = np.arange(3)
    proved, weight = prove(s.offsets, s.tables, s.thresholds, s.allowed, rows, row, np.zeros(3), 300)
    assert proved
    assert (weight[2], weight[:2].min() > 0) == (0, True)


@given(st.integers(0, 2**32 - 1))
@settings(deadline=None, max_examples=40)
def test_what_is_proved_is_so(seed: int) -> None:
    """Where weights are called a proof, no package satisfies all clauses."""
    system = random_system(np.random.default_rng(seed))
    rows, clauses = rows_of(system)
    if not clauses or system.n_packages == 0:
        return
    s = system
    row = np.arange(len(clauses))
    proved, weight = prove(s.offsets, s.tables, s.thresholds, s.allowed, rows, row, np.zeros(len(row)), 60)
    assert abs(weight.sum() - 1) < 1e-9
    if proved:
        assert not any(satisfies(system, x) for x in every_package(system))
