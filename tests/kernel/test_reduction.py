"""A reduced system counts the same, and is as small as promised."""

import numpy as np
from brute_force import brute_counts, every_package, gates_passed, make_system, systems
from hypothesis import given

from detente.kernel.literals import conjuncts, needs_of, program_of
from detente.kernel.reduction import predicate_places, reduced
from detente.kernel.system import AND, NOT, OR, PRED, QUOTA, System


@given(systems(max_issues=4))
def test_counts_stay_the_same(system: System) -> None:
    """Brute force on the core, times the factor, gives the counts of the original."""
    small = reduced(system)
    core = small.core
    passed = [gates_passed(core, x) for x in every_package(core)]
    by_gate = {g: sum(n > g for n in passed) for g in core.clause_gate.tolist()}
    assert small.counts(by_gate) == brute_counts(system)


@given(systems())
def test_core_is_in_normal_form(system: System) -> None:
    """Entries have least value 0 in each issue, thresholds lie within reach, all issues matter."""
    core = reduced(system).core
    if core.n_issues == 0:
        return
    start = core.offsets[:-1]
    low = np.minimum.reduceat(core.tables, start, axis=1)
    high = np.maximum.reduceat(core.tables, start, axis=1)
    assert (low == 0).all()
    assert (core.thresholds > 0).all()
    assert (core.thresholds <= high.sum(axis=1)).all()
    assert (high > 0).any(axis=0).all()
    assert (np.diff(core.clause_gate) >= 0).all()


def test_same_predicates_and_clauses_are_kept_once() -> None:
    """Two parties with the same points, asked twice, leave one predicate and one clause."""
    clauses = [(0, [PRED, 0]), (0, [PRED, 1]), (1, [PRED, 0])]
    system = make_system([3], np.array([[0, 1, 2], [1, 2, 3]]), [1, 2], clauses, 2)
    core = reduced(system).core
    assert len(core.thresholds) == 1
    assert core.clause_gate.tolist() == [0]


def test_an_issue_that_changes_nothing_is_a_factor() -> None:
    """An issue whose options count the same for everybody multiplies and goes."""
    system = make_system([2, 3], np.array([[0, 5, 7, 7, 7]]), [8], [(0, [PRED, 0])], 1)
    small = reduced(system)
    assert (small.factor, small.core.n_packages) == (3, 2)


def test_places_skip_the_arguments_of_quotas() -> None:
    """Weights of 0 in a quota are not taken for the operation PRED."""
    code = np.array([PRED, 3, NOT, PRED, 0, QUOTA, 2, 0, 0, 0, PRED, 1, AND, 2, OR, 1])
    assert predicate_places(code).tolist() == [0, 3, 10]


@given(systems(max_issues=4))
def test_no_constant_is_left_inside_a_clause(system: System) -> None:
    """Clauses of the core are in simplest form: no empty AND or OR, and no AND outermost."""
    core = reduced(system).core
    for start, end in zip(core.clause_start[:-1], core.clause_start[1:], strict=True):
        program = core.code[start:end]
        assert program.tolist() == program_of(needs_of(program.tobytes()))
        assert len(conjuncts(needs_of(program.tobytes()))) == 1


def test_a_clause_beside_what_never_holds_is_a_bare_predicate() -> None:
    """The clause "p, or a hundred points" is p where nobody reaches a hundred; only p's issues are left."""
    tables = np.array([[0, 1, 2, 0, 0], [0, 0, 0, 0, 5]])
    system = make_system([3, 2], tables, [1, 100], [(0, [PRED, 0, PRED, 1, OR, 2])], 1)
    small = reduced(system)
    assert small.core.code.tolist() == [PRED, 0]
    assert (small.factor, small.core.n_packages) == (2, 3)


def test_a_predicate_that_no_longer_counts_goes() -> None:
    """The clause "p, or both q and what never holds" is p, and q takes no part."""
    tables = np.array([[0, 1, 0, 0], [0, 0, 0, 1], [0, 0, 0, 0]])
    program = [PRED, 0, PRED, 1, PRED, 2, AND, 2, OR, 2]
    small = reduced(make_system([2, 2], tables, [1, 1, 1], [(0, program)], 1))
    assert small.core.tables.tolist() == [[0, 1]]
    assert small.factor == 2


def test_a_clause_that_asks_for_two_things_becomes_two() -> None:
    """What asks for p and q is two clauses, and one that fails empties its gate and the later ones."""
    tables = np.array([[0, 1, 0, 0], [0, 0, 0, 1], [0, 0, 0, 0]])
    clauses = [(0, [PRED, 0, PRED, 1, AND, 2]), (1, [PRED, 0, PRED, 2, AND, 2])]
    small = reduced(make_system([2, 2], tables, [1, 1, 1], clauses, 3))
    assert small.core.code.tolist() == [PRED, 0, PRED, 1]
    assert small.core.clause_gate.tolist() == [0, 0]
    assert small.first_empty_gate == 1
