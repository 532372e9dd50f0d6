"""A question laid out for the search: what it must keep of the system, and what it adds."""

import numpy as np
import pytest
from brute_force import every_package, holding, make_system, systems
from hypothesis import given
from hypothesis import strategies as st
from posing import asked, has_packages, satisfies

from detente.kernel.question import clause_predicates, extremes, is_pair, mark_clause, passes
from detente.kernel.system import AND, NOT, OR, PRED, QUOTA, System

seeds = st.integers(0, 2**32 - 1)
small = systems(max_issues=4).filter(has_packages)

#: (p3 and not p1) or (2 of p0, p3, p2 weighed 1, 2, 1): every operation once.
EVERYTHING = [PRED, 3, PRED, 1, NOT, AND, 2, PRED, 0, PRED, 3, PRED, 2, QUOTA, 3, 2, 1, 2, 1, OR, 2]


@given(small, seeds)
def test_passes_agrees_with_the_reference(system: System, seed: int) -> None:
    """Every package is judged as by brute force, and so is each predicate that matters."""
    on = np.random.default_rng(seed).random(len(system.clause_gate)) < 0.7
    question = asked(system, on)
    for package in every_package(system):
        holds = np.zeros(len(system.thresholds), np.bool_)
        assert passes(question, np.array(package, np.int64), holds) == satisfies(system, package, on)
        assert (
            holds[question.relevant].tolist()
            == np.array(holding(system, package))[question.relevant].tolist()
        )


@given(small)
def test_extremes_are_reached_and_never_passed(system: System) -> None:
    """The smallest and the largest sum are those of actual packages of allowed columns."""
    question = asked(system)
    packages = np.array(list(every_package(system)), np.int64)
    for p in question.relevant:
        sums = system.tables[p][packages].sum(axis=1)
        assert extremes(question, p, system.allowed) == (sums.min(), sums.max())


def test_extremes_follow_columns_that_go() -> None:
    """A column taken away after the question was posed no longer counts."""
    system = make_system([3, 2], np.array([[0, 5, -4, 0, 2]]), [1], [(0, [PRED, 0])], 1)
    question = asked(system)
    assert extremes(question, 0, system.allowed) == (-4, 7)
    assert extremes(question, 0, np.array([True, False, False, False, True])) == (2, 2)


def test_predicates_of_a_clause_in_program_order() -> None:
    """Counts, quotas and weights are not mistaken for predicates; a repeated one comes again."""
    program = np.array(EVERYTHING, np.int64)
    assert clause_predicates(program).tolist() == [3, 1, 0, 3, 2]
    marks = np.zeros(5, np.bool_)
    mark_clause(program, marks)
    assert marks.tolist() == [True, True, True, True, False]


@pytest.mark.parametrize(
    ("program", "answer"),
    [
        ([PRED, 0, PRED, 1, OR, 2], True),
        ([PRED, 0, PRED, 1, AND, 2], False),
        ([PRED, 0, OR, 1], False),
        ([PRED, 0, NOT, PRED, 1, OR, 2], False),
        ([PRED, 0, NOT, NOT, NOT, NOT], False),
        ([PRED, 0, PRED, 1, PRED, 2, OR, 3], False),
        ([PRED, 0], False),
    ],
)
def test_a_pair_is_one_predicate_or_another(program: list[int], answer: bool) -> None:
    """Only the plain disjunction of two predicates is a pair."""
    assert is_pair(np.array(program, np.int64)) is answer


@pytest.mark.parametrize(
    ("row", "threshold", "answer"),
    [([0, -1, 0, -2], 0, True), ([0, -1, 0, 1], 0, False), ([0, -1, 0, -2], -1, False), ([0] * 4, 0, True)],
)
def test_a_guard_has_no_gain_and_threshold_zero(row: list[int], threshold: int, answer: bool) -> None:
    """Meeting such a predicate means leaving alone every column below zero, and nothing less."""
    system = make_system([2, 2], np.array([row]), [threshold], [(0, [PRED, 0])], 1)
    assert bool(asked(system).is_guard[0]) is answer


def test_a_column_not_allowed_spoils_no_guard() -> None:
    """An entry above zero in a column that does not exist leaves the predicate a guard."""
    clause = (0, [PRED, 0])
    system = make_system([2, 2], np.array([[0, -1, 0, 9]]), [0], [clause], 1, [True, True, True, False])
    question = asked(system)
    assert question.is_guard[0]
    assert question.scale[0] == 1


def test_single_predicates_become_requirements_and_the_rest_formulas() -> None:
    """Clauses that are off leave no trace, neither a requirement nor a relevant predicate."""
    clauses = [(0, [PRED, 0]), (0, [PRED, 1, PRED, 2, OR, 2]), (1, [PRED, 3])]
    system = make_system([2], np.ones((5, 2)), [1] * 5, clauses, 2)
    question = asked(system, np.array([True, True, False]))
    assert question.root.tolist() == [1, 0, 0, 0, 0]
    assert question.formulas.tolist() == [1]
    assert question.relevant.tolist() == [0, 1, 2]


def test_the_floating_copy_is_scaled_by_the_largest_allowed_entry() -> None:
    """Tables and thresholds share one scale, and issues without an entry are left out."""
    table = np.array([[0, 8, 0, 0, -2, 100]])
    system = make_system([2, 2, 2], table, [4], [(0, [PRED, 0])], 1, [True, True, True, True, True, False])
    question = asked(system)
    assert question.scale[0] == 8
    assert question.scaled[:5, 0].tolist() == [0, 1, 0, 0, -0.25]
    assert question.goals[0] == 0.5
    assert question.place.tolist() == [0, 2]


def test_without_clauses_everything_passes() -> None:
    """Nothing asked is nothing required."""
    system = make_system([2], np.array([[0, -1]]), [5], [], 1)
    question = asked(system)
    assert len(question.relevant) == 0
    assert passes(question, np.array([1]), np.zeros(1, np.bool_))
