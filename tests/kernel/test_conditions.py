"""Conditions read from clauses hold for whatever passes, and their tilts bound it."""

from __future__ import annotations

import math

import numpy as np
import pytest
from brute_force import bargain, gates_passed, make_system, surviving, systems
from hypothesis import given, settings

from detente.kernel.conditions import conditions, measured, necessary_conditions, tilt_towards
from detente.kernel.literals import Literal
from detente.kernel.reduction import reduced
from detente.kernel.system import OR, PRED, System


@settings(max_examples=40)
@given(systems(max_issues=4))
def test_necessary_conditions_hold_for_what_passes(system: System) -> None:
    """Every package that passes a gate meets the conditions of that gate and those before."""
    core = reduced(system).core
    if not len(core.clause_gate):
        return
    found = necessary_conditions(core)
    for package in surviving(core, int(core.clause_gate[0])):
        n = found.upto[gates_passed(core, package) - 1]
        assert (found.rows[:n, list(package)].sum(axis=1) >= found.theta[:n]).all()


@settings(max_examples=40)
@given(systems(max_issues=4))
def test_tilts_bound_every_gate(system: System) -> None:
    """The bound of a gate is at least the number of packages that pass it."""
    core = reduced(system).core
    if not len(core.clause_gate):
        return
    for gate, tilt in enumerate(necessary_conditions(core).tilts(core)):
        passing = len(surviving(core, gate))
        assert passing == 0 or math.log(passing) <= tilt.log_bound + 1e-9


def test_a_condition_stands_at_its_first_gate_only() -> None:
    """A literal asked for twice is one condition; an opposite has its sign turned round."""
    core = reduced(bargain(np.random.default_rng(0), [3] * 12, n_guarded=0, strictness=0.2)).core
    system = measured(core)
    found = conditions(system, [(1, Literal(0)), (0, Literal(0)), (1, Literal(1, False))])
    assert found.upto == (1, 2, 2)
    assert found.predicates.tolist() == [0, 1]
    assert found.rows[1].tolist() == (-core.tables[1]).tolist()
    assert found.theta.tolist() == [core.thresholds[0], 1 - core.thresholds[1]]


def test_gates_without_conditions_share_a_tilt() -> None:
    """Where a gate adds none the tilt of the gate before is its own."""
    core = reduced(bargain(np.random.default_rng(0), [3] * 12, n_guarded=0, strictness=0.2)).core
    first, second, third = conditions(measured(core), [(0, Literal(0)), (2, Literal(1))]).tilts(core)
    assert second is first
    assert third is not first
    assert len(third.weights) == 2


def test_measured_in_standard_deviations() -> None:
    """Two fair options of 0 and 6 have a deviation of 3; two such issues, of 3 times root 2."""
    system = make_system([2, 2], np.array([[0, 6, 0, 6]]), [6], [(0, [PRED, 0])], 1)
    assert measured(system).spread[0] == pytest.approx(3 * math.sqrt(2))


def test_a_bound_within_counts_only_what_is_left() -> None:
    """With one option left in each issue no more than about one package is."""
    core = make_system([3, 3], np.array([[0, 1, 2, 0, 1, 2]]), [1], [(0, [PRED, 0])], 1)
    tilt = necessary_conditions(core).tilts(core)[0]
    last = np.array([False, False, True] * 2)
    assert 0.0 <= tilt.bound_within(core, last) < tilt.log_bound or tilt.weights[0] == 0.0


def test_where_the_search_starts_changes_nothing_that_matters() -> None:
    """From two starts the weights come to about the same tilt."""
    core = reduced(bargain(np.random.default_rng(2), [4] * 12, n_guarded=0)).core
    system = measured(core)
    way = [Literal(0), Literal(1)]
    first, second = (tilt_towards(system, way, start, 0.5) for start in (np.empty(0), np.array([0.2, 3.0])))
    assert second.log_bound == pytest.approx(first.log_bound, abs=0.05)
    assert second.probability == pytest.approx(first.probability, abs=0.02)


def test_a_predicate_beside_a_hopeless_one_is_necessary() -> None:
    """Saying "p, or what nobody reaches" tightens the bound as much as p alone does."""
    tables = np.array([[0, 3] * 6, [0, 1] * 6])
    alone = make_system([2] * 6, tables, [15, 99], [(0, [PRED, 0])], 1)
    beside = make_system([2] * 6, tables, [15, 99], [(0, [PRED, 0, PRED, 1, OR, 2])], 1)
    bounds = [
        necessary_conditions(c).tilts(c)[0].log_bound for c in (reduced(alone).core, reduced(beside).core)
    ]
    assert bounds[0] == bounds[1] < 6 * math.log(2)
