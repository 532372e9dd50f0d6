"""The bound of chosen rows is valid whatever the weights."""

from __future__ import annotations

import numpy as np
from brute_force import every_package, formula_holds, holding, random_system
from hypothesis import given, settings
from hypothesis import strategies as st
from weighed import rows_of

from detente.kernel.weighing import goals_of, numbers_of, reach_of


@given(st.integers(0, 2**32 - 1))
@settings(deadline=None, max_examples=40)
def test_a_bound_below_zero_is_a_proof(seed: int) -> None:
    """With random weights, a bound below zero means that no package satisfies the rows' clauses."""
    rng = np.random.default_rng(seed)
    system = random_system(rng)
    rows, clauses = rows_of(system)
    if not clauses or system.n_packages == 0:
        return
    numbers = numbers_of(system.offsets, system.tables, system.thresholds)
    goals = goals_of(numbers, rows, system.allowed)
    n, columns = len(clauses), len(system.allowed)
    weight = rng.random(n) * (rng.random(n) < 0.6)
    package = np.zeros(system.n_issues, np.int64)
    reach, margin = reach_of(
        numbers, rows, goals, system.allowed, np.arange(n), weight, np.empty(columns),
        np.zeros((n, system.n_issues)), package,
    )  # fmt: skip
    assert system.allowed[package].all()
    if reach < -margin:
        used = [f for f, w in zip(clauses, weight, strict=True) if w > 0]
        code, start = system.code.tolist(), system.clause_start.tolist()
        for x in every_package(system):
            holds = holding(system, x)
            assert not all(formula_holds(code[start[f] : start[f + 1]], holds) for f in used)
