"""Cheap consequences: nothing that could pass is ever lost, and easy conclusions are drawn."""

import numpy as np
import pytest
from brute_force import holding, make_system, systems
from hypothesis import given, settings
from hypothesis import strategies as st
from posing import Node, columns_of, has_packages, node

from detente.kernel.system import AND, NOT, OR, PRED, QUOTA, System

small = systems(max_issues=4).filter(has_packages)
seeds = st.integers(0, 2**32 - 1)


def drawn(
    sizes: list[int], tables: list[list[int]], thresholds: list[int], clauses: list[list[int]]
) -> tuple[Node, bool]:
    """Draw the consequences of a system's clauses; return the node and whether it may hold."""
    system = make_system(sizes, np.array(tables), thresholds, [(0, clause) for clause in clauses], 1)
    made = node(system, np.random.default_rng(0))
    return made, made.propagate()


@settings(max_examples=300)
@given(small, seeds)
def test_no_passing_package_is_lost(system: System, seed: int) -> None:
    """A contradiction means that none passes; a column removed belongs to none that does."""
    made = node(system, np.random.default_rng(seed), decide=0.3)
    if made.propagate():
        assert made.allowed[columns_of(made.passing)].all()
    else:
        assert not made.passing


@settings(max_examples=300)
@given(small, seeds)
def test_what_is_settled_is_so_in_every_passing_package(system: System, seed: int) -> None:
    """Predicates found to hold or fail, and those then required to, do so wherever all clauses hold."""
    made = node(system, np.random.default_rng(seed), decide=0.3)
    if not made.propagate():
        return
    for package in made.passing:
        holds = np.where(holding(system, package), 1, -1)
        for p in made.question.relevant:
            assert made.truth[p] in (0, holds[p])
            assert made.required[p] in (0, holds[p])


@given(small, seeds)
def test_each_issue_keeps_a_column(system: System, seed: int) -> None:
    """Where there is no contradiction no issue is emptied, and nothing barred comes back."""
    made = node(system, np.random.default_rng(seed), decide=0.3)
    if made.propagate():
        assert np.logical_or.reduceat(made.allowed, system.offsets[:-1]).all()
    assert not (made.allowed & ~system.allowed).any()


def test_a_second_pass_finds_nothing_new() -> None:
    """One call goes on until nothing changes, over as many clauses as it takes."""
    # The first clause needs the second issue moved, which needs the first moved in turn.
    tables = [[0, 0, 0, 1], [0, 1, 0, -1]]
    made, possible = drawn([2, 2], tables, [1, 0], [[PRED, 0], [PRED, 1]])
    assert possible
    assert made.allowed.tolist() == [False, True, False, True]
    before = made.allowed.copy()
    assert made.propagate()
    assert made.allowed.tolist() == before.tolist()


def test_only_hopeless_columns_go() -> None:
    """A column that leaves the sum exactly on the threshold stays; one unit less and it goes."""
    made, possible = drawn([3, 2], [[5, 3, 2, 0, 4]], [7], [[PRED, 0]])
    assert possible
    assert made.allowed.tolist() == [True, True, False, False, True]
    assert made.truth[0] == 1


def test_a_threshold_out_of_reach_is_a_contradiction() -> None:
    """The best sum falls one short, and the predicate carries the blame."""
    made, possible = drawn([2, 2], [[0, 5, 0, 4], [0, 0, 0, 0]], [10, 0], [[PRED, 0], [PRED, 1]])
    assert not possible
    assert made.blame.tolist() == [True, False]


def test_a_predicate_that_must_fail_but_cannot() -> None:
    """Requiring the opposite of what every package has is a contradiction."""
    made, possible = drawn([2], [[1, 2]], [1], [[PRED, 0, NOT]])
    assert not possible
    assert made.blame.tolist() == [True]


def test_a_formula_without_a_way_out_is_a_contradiction() -> None:
    """Both halves of a disjunction are out of reach, and both are blamed."""
    made, possible = drawn([2], [[0, 1], [0, 1]], [2, 3], [[PRED, 0, PRED, 1, OR, 2]])
    assert not possible
    assert made.blame.tolist() == [True, True]


@pytest.mark.parametrize(
    ("clause", "required"),
    [
        ([PRED, 0, PRED, 1, AND, 2], [1, 1, 0]),
        ([PRED, 0, NOT, PRED, 1, AND, 2], [-1, 1, 0]),
        ([PRED, 0, PRED, 1, OR, 2], [0, 0, 0]),
        ([PRED, 0, PRED, 2, OR, 2], [1, 0, 0]),
        ([PRED, 0, PRED, 1, OR, 2, NOT], [-1, -1, 0]),
        ([PRED, 0, PRED, 1, QUOTA, 2, 3, 3, 1], [1, 0, 0]),
        ([PRED, 0, PRED, 1, QUOTA, 2, 4, 3, 1], [1, 1, 0]),
    ],
)
def test_forced_atoms(clause: list[int], required: list[int]) -> None:
    """Where a clause cannot do without a predicate (the third never holds), it is required."""
    made, possible = drawn([2, 2], [[0, 1, 0, 0], [0, 0, 0, 1], [0, 0, 0, 0]], [1, 1, 1], [clause])
    assert possible
    assert made.required.tolist() == required


def test_a_forced_atom_prunes_in_the_same_call() -> None:
    """A rule whose untouched half is ruled out binds at once, down to the column it leaves."""
    # Touching is required, so the ratifier must be won over, which only the second issue can do.
    tables = [[0, 1, 0, 0], [0, -1, 0, 0], [0, -2, 0, 3]]
    made, possible = drawn([2, 2], tables, [1, 0, 1], [[PRED, 0], [PRED, 1, PRED, 2, OR, 2]])
    assert possible
    assert made.allowed.tolist() == [False, True, False, True]
    assert made.blame.tolist() == [True, True, True]
