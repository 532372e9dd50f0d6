"""Fewest changes, then option order: brute force, limits, long agendas."""

from __future__ import annotations

import numpy as np
import pytest
from best_by_listing import all_on, passing, random_rows, sums
from brute_force import bargain, make_system, systems
from hypothesis import given, settings
from hypothesis import strategies as st

from detente.kernel.maximising import BEST, NONE, UNDECIDED, maximise
from detente.kernel.system import PRED, System
from detente.kernel.tie_rule import break_tie


def changes_of(system: System) -> np.ndarray:
    """Count every column but the first of its issue as a change."""
    changes = np.ones(len(system.allowed), np.int64)
    changes[system.offsets[:-1]] = 0
    return changes


@settings(max_examples=200)
@given(systems(max_issues=5), st.integers(1, 3), st.integers(0, 2**32 - 1))
def test_finds_the_preferred_package(system: System, k: int, seed: int) -> None:
    """Of all packages with the values, that of fewest changes, then first in option order."""
    rng = np.random.default_rng(seed)
    rows = random_rows(rng, system, k, spread=int(rng.choice([0, 1, 4])))
    changes = changes_of(system)
    on = rng.random(len(system.clause_gate)) < 0.8
    allowed = rng.random(len(system.allowed)) < 0.95
    found = passing(system, on, allowed)
    target = found[int(rng.integers(len(found)))] if found else None
    values = [1] * k if target is None else list(sums(rows, target))
    start = None if target is None or rng.random() < 0.5 else np.array(target)
    equals = [x for x in found if list(sums(rows, x)) == values]
    result = break_tie(
        system,
        clause_on=on,
        rows=rows,
        values=values,
        changes=changes,
        allowed=allowed,
        incumbent=start,
        node_limit=100_000,
    )
    if not equals:
        assert (result.status, result.columns, result.changes) == (NONE, None, None)
        return
    expected = min(equals, key=lambda x: (sums(changes[None], x), x))
    assert result.status == BEST
    assert result.columns is not None
    assert tuple(result.columns.tolist()) == expected
    assert result.changes == sums(changes[None], expected)[0]


@settings(max_examples=100)
@given(systems(max_issues=4), st.integers(0, 2), st.integers(0, 2**32 - 1))
def test_out_of_nodes_a_package_returned_has_the_values(system: System, limit: int, seed: int) -> None:
    """However short the search, what is returned passes and has the values; a proof is right."""
    rng = np.random.default_rng(seed)
    rows = random_rows(rng, system, 1, spread=1)
    found = passing(system)
    if not found:
        return
    values = list(sums(rows, found[-1]))
    equals = [x for x in found if list(sums(rows, x)) == values]
    changes = changes_of(system)
    result = break_tie(
        system, clause_on=all_on(system), rows=rows, values=values, changes=changes, node_limit=limit
    )
    assert result.status in (BEST, UNDECIDED)
    if result.columns is not None:
        assert tuple(result.columns.tolist()) in equals
    if result.status == BEST:
        assert result.columns is not None
        assert tuple(result.columns.tolist()) == min(equals, key=lambda x: (sums(changes[None], x), x))


def test_changes_come_before_order() -> None:
    """One change late in the agenda is preferred to two early ones."""
    rows = np.array([[0, 1, 0, 1, 0, 2]])
    system = make_system([2, 2, 2], rows, [0], [(0, [PRED, 0])], 1)
    result = break_tie(system, clause_on=all_on(system), rows=rows, values=[2], changes=changes_of(system))
    assert result.columns is not None
    assert (result.columns.tolist(), result.changes) == ([0, 2, 5], 1)


@pytest.mark.parametrize("seed", range(3))
def test_a_best_package_of_a_long_agenda(seed: int) -> None:
    """Among 10^18 packages of coarse points, ties of the best are broken in moderate time."""
    system = bargain(np.random.default_rng(seed), [4] * 30, n_guarded=2, strictness=0.2)
    on = all_on(system)
    objective = system.tables[0] // 2**23
    best = maximise(system, clause_on=on, objective=objective)
    assert best.value is not None
    result = break_tie(
        system,
        clause_on=on,
        rows=objective[None],
        values=[best.value],
        changes=changes_of(system),
        incumbent=best.columns,
    )
    assert result.status == BEST
    assert result.columns is not None
    assert int(objective[result.columns].sum()) == best.value
    assert result.changes == int(changes_of(system)[result.columns].sum())
