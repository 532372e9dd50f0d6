"""The Lagrangian bound against brute force: absence, presence and columns removed."""

from __future__ import annotations

import numpy as np
import pytest
from brute_force import Int, bargain, make_system, systems
from hypothesis import given, settings
from hypothesis import strategies as st
from posing import Node, columns_of, has_packages, node

from detente.kernel.bounding import ABSENT, OPEN, PRESENT, bound, stalls
from detente.kernel.searching import ROOT_STEPS
from detente.kernel.system import OR, PRED, System

seeds = st.integers(0, 2**32 - 1)
small = systems(max_issues=4).filter(has_packages)


def bargains(seed: int) -> System:
    """Return a small bargain with guarded ratifiers, about as often possible as not."""
    rng = np.random.default_rng(seed)
    sizes = rng.integers(2, 4, rng.integers(3, 6)).tolist()
    return bargain(rng, sizes, n_plain=2, n_guarded=3, strictness=rng.uniform(0, 0.8))


def run(made: Node, weights: np.ndarray | None = None, steps: int = 60) -> tuple[int, Int]:
    """Run the bound at a node whose consequences are drawn; return status and best package."""
    n_predicates, n_columns = made.question.tables.shape
    best = np.zeros(len(made.question.offsets) - 1, np.int64)
    status = bound(
        made.question,
        made.allowed,
        made.required,
        made.truth,
        np.zeros(n_predicates) if weights is None else weights,
        steps,
        made.blame,
        best,
        np.zeros(n_columns, np.int64),
        np.zeros(n_predicates, np.int64),
    )
    return int(status), best


def check(made: Node, weights: np.ndarray | None = None) -> None:
    """Hold one run of the bound to the list of packages that pass."""
    status, best = run(made, weights)
    if status == ABSENT:
        assert not made.passing
    else:
        assert made.allowed[columns_of(made.passing)].all()
    if status == PRESENT:
        assert tuple(best.tolist()) in made.passing


@settings(max_examples=300)
@given(small, seeds)
def test_the_answer_is_never_wrong(system: System, seed: int) -> None:
    """Absent means none, present one that passes, and no column of a passing package goes."""
    rng = np.random.default_rng(seed)
    made = node(system, rng)
    if made.propagate():
        check(made, rng.exponential(size=len(system.thresholds)))


@settings(max_examples=300)
@given(seeds)
def test_guarded_rules_are_bounded_rightly(seed: int) -> None:
    """Fixed charges, spread over the issues that touch, lose no package that passes."""
    made = node(bargains(seed), np.random.default_rng(seed))
    if made.propagate():
        check(made)


@settings(max_examples=200)
@given(seeds)
def test_branches_on_predicates_are_bounded_rightly(seed: int) -> None:
    """So it is below the root, where some predicates must hold and others must fail."""
    rng = np.random.default_rng(seed)
    made = node(bargains(seed), rng, decide=0.4)
    if made.propagate():
        status, _ = run(made)
        assert status != ABSENT or not made.passing
        assert status == ABSENT or made.allowed[columns_of(made.passing)].all()


def test_two_sides_that_cannot_both_gain() -> None:
    """No predicate alone is out of reach, but their sum is: the bound proves it and blames both."""
    tables = np.array([[0, 3, 0, 3, 0, 3], [0, -4, 0, -4, 0, -4], [1, 1, 0, 0, 0, 0]])
    clauses = [(0, [PRED, 0]), (0, [PRED, 1]), (0, [PRED, 2])]
    made = node(make_system([2, 2, 2], tables, [5, -6, 1], clauses, 1), np.random.default_rng(0))
    assert made.propagate()
    assert run(made)[0] == ABSENT
    assert made.blame.tolist() == [True, True, False]


def guarded(sweetener: int) -> Node:
    """Four issues that touch a ratifier's matters, two of which must move, and one sweetener."""
    tables = np.array(
        [
            [0, 3, 0, 3, 0, 3, 0, 3, 0, 0],
            [0, -2, 0, -2, 0, -2, 0, -2, 0, sweetener],
            [0, -1, 0, -1, 0, -1, 0, -1, 0, 0],
        ]
    )
    clauses = [(0, [PRED, 0]), (0, [PRED, 2, PRED, 1, OR, 2])]
    made = node(make_system([2] * 5, tables, [6, 1, 0], clauses, 1), np.random.default_rng(0))
    assert made.propagate()
    return made


def test_a_fixed_charge_decides() -> None:
    """Short by one point, and only because it touches, is proved; with that point it passes."""
    short = guarded(4)
    assert not short.passing
    assert run(short, steps=ROOT_STEPS)[0] == ABSENT
    assert short.blame.all()
    enough = guarded(5)
    assert len(enough.passing) == 6
    assert run(enough)[0] != ABSENT
    assert enough.allowed[columns_of(enough.passing)].all()


def test_a_tie_is_no_absence() -> None:
    """A package that stands on every threshold leaves a slack of nothing, which proves nothing."""
    tables = np.array([[0, 5, 0, -2], [0, -5, 0, 2]]) * 2**20
    system = make_system([2, 2], tables, [3 * 2**20, -3 * 2**20], [(0, [PRED, 0]), (0, [PRED, 1])], 1)
    made = node(system, np.random.default_rng(0))
    assert made.passing == [(1, 3)]
    assert made.propagate()
    status, _ = run(made)
    assert status != ABSENT
    assert made.allowed[[1, 3]].all()


@pytest.mark.parametrize("steps", [0, 1])
def test_few_steps_leave_it_open(steps: int) -> None:
    """Without time for the weights to move nothing is claimed that was not seen."""
    made = guarded(4)
    assert run(made, steps=steps)[0] == OPEN


def test_weights_stall_when_nothing_comes_nearer() -> None:
    """Waiting starts again whenever the bound or the shortfall falls by a tenth, not by less."""
    marks = np.array([np.inf, np.inf, 0.0])
    assert [stalls(marks, 1.0, 1.0, 2) for _ in range(4)] == [False, False, False, True]
    assert stalls(marks, 0.95, 0.95, 2)
    assert not stalls(marks, 0.85, 1.0, 2)
    assert [stalls(marks, 0.85, 0.5, 2), *(stalls(marks, 0.85, 0.5, 2) for _ in range(3))] == [False] * 3 + [
        True
    ]
