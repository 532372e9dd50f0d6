"""Branch and bound against brute force, its blame, its limits, and the solver on long agendas."""

import itertools

import numpy as np
import pytest
from brute_force import Int, bargain, make_system, random_program, random_system, surviving, systems
from hypothesis import given, settings
from hypothesis import strategies as st

from detente.kernel.searching import FOUND, NONE, UNDECIDED, find_package
from detente.kernel.solving import solve_package
from detente.kernel.system import AND, NOT, OR, PRED, QUOTA, System

LIFTED = -(2**61)


def has_empty_connective(system: System) -> bool:
    """Tell whether some clause joins nothing, which no dossier can write."""
    code, start = system.code.tolist(), system.clause_start.tolist()
    for a, b in itertools.pairwise(start):
        at = a
        while at < b:
            op = code[at]
            if op in (AND, OR, QUOTA) and code[at + 1] == 0:
                return True
            at += 1 if op == NOT else 3 + code[at + 1] if op == QUOTA else 2
    return False


usual = systems(max_issues=5).filter(lambda system: not has_empty_connective(system))


def every_clause(system: System) -> np.ndarray:
    """Ask for all clauses."""
    return np.ones(len(system.clause_gate), np.bool_)


def exists(system: System) -> bool:
    """Tell by brute force whether a package passes every gate."""
    return bool(surviving(system, system.n_gates - 1))


def with_thresholds(system: System, thresholds: Int) -> System:
    """Return the system with other thresholds."""
    return System(**{**vars(system), "thresholds": thresholds})


@settings(max_examples=300)
@given(usual)
def test_finds_a_package_exactly_when_there_is_one(system: System) -> None:
    """Formulas, guards, ties and columns not allowed: the answer and the package are right."""
    result = find_package(system, clause_on=every_clause(system), node_limit=100_000)
    found = surviving(system, system.n_gates - 1)
    assert result.status == (FOUND if found else NONE)
    assert (result.columns is None) == (not found)
    if result.columns is not None:
        assert tuple(result.columns.tolist()) in found


@settings(max_examples=200)
@given(usual, st.integers(0, 2**32 - 1))
def test_clauses_columns_and_thresholds_may_be_chosen(system: System, seed: int) -> None:
    """Only the clauses asked for bind; further columns may be barred and thresholds moved."""
    rng = np.random.default_rng(seed)
    on = rng.random(len(system.clause_gate)) < 0.6
    allowed = rng.random(len(system.allowed)) < 0.8
    thresholds = system.thresholds + rng.integers(-3, 4, len(system.thresholds))
    start = system.clause_start.tolist()
    asked = make_system(
        np.diff(system.offsets).tolist(),
        system.tables,
        thresholds.tolist(),
        [(0, system.code[start[c] : start[c + 1]].tolist()) for c in np.flatnonzero(on)],
        1,
        (system.allowed & allowed).tolist(),
    )
    result = find_package(system, clause_on=on, allowed=allowed, thresholds=thresholds, node_limit=100_000)
    assert result.status == (FOUND if exists(asked) else NONE)


@settings(max_examples=300)
@given(usual)
def test_what_is_not_blamed_may_be_lifted(system: System) -> None:
    """Predicates without blame can be lifted, one by one or together, and still nothing passes."""
    result = find_package(system, clause_on=every_clause(system), node_limit=100_000)
    if result.status != NONE:
        return
    innocent = np.flatnonzero(~result.blame)
    for chosen in [*innocent[:, None], innocent]:
        thresholds = system.thresholds.copy()
        thresholds[chosen] = LIFTED
        assert not exists(with_thresholds(system, thresholds))


@settings(max_examples=200)
@given(usual, st.integers(0, 3), st.integers(0, 2**32 - 1))
def test_a_short_search_is_open_but_never_wrong(system: System, limit: int, seed: int) -> None:
    """Whatever the node limit and the weights to start from, an answer given is right."""
    weights = np.random.default_rng(seed).exponential(size=len(system.thresholds))
    result = find_package(system, clause_on=every_clause(system), weights=weights, node_limit=limit)
    assert result.nodes <= limit
    if result.status != UNDECIDED:
        assert (result.status == FOUND) == exists(system)


def test_no_nodes_leave_the_question_open() -> None:
    """A limit of zero nodes answers nothing."""
    system = make_system([2], np.array([[0, 1]]), [1], [(0, [PRED, 0])], 1)
    result = find_package(system, clause_on=every_clause(system), node_limit=0)
    assert (result.status, result.columns, result.nodes) == (UNDECIDED, None, 0)


def test_a_package_on_every_threshold_passes() -> None:
    """Equality is enough for each of several predicates at once."""
    tables = np.array([[0, 5, 0, -2], [0, -3, 0, 4]]) * 2**20
    system = make_system([2, 2], tables, [3 * 2**20, 2**20], [(0, [PRED, 0]), (0, [PRED, 1])], 1)
    result = find_package(system, clause_on=every_clause(system))
    assert result.columns is not None
    assert result.columns.tolist() == [1, 3]
    above = system.thresholds + np.array([0, 1])
    assert find_package(system, clause_on=every_clause(system), thresholds=above).status == NONE


def test_an_issue_without_columns_leaves_none() -> None:
    """There is no package, and nobody to blame, when an issue has no column left."""
    system = make_system([2, 1], np.zeros((1, 3)), [0], [(0, [PRED, 0])], 1)
    barred = np.array([True, True, False])
    result = find_package(system, clause_on=every_clause(system), allowed=barred)
    assert result.status == NONE
    assert not result.blame.any()


@pytest.mark.parametrize(("program", "status"), [([AND, 0], FOUND), ([OR, 0], NONE), ([QUOTA, 0, 1], NONE)])
def test_connectives_of_nothing(program: list[int], status: int) -> None:
    """The conjunction of nothing holds; the disjunction, and a quota of nothing, does not."""
    system = make_system([2], np.array([[0, 1]]), [0], [(0, program)], 1)
    assert find_package(system, clause_on=every_clause(system)).status == status


def test_weights_are_handed_on() -> None:
    """The last weights of the first node are left behind, and serve to start from."""
    system = bargain(np.random.default_rng(2), [4] * 30, n_plain=6, strictness=0.9)
    weights = np.zeros(len(system.thresholds))
    first = find_package(system, clause_on=every_clause(system), weights=weights, node_limit=10_000)
    assert first.status == NONE
    assert weights.any()
    assert weights.min() >= 0
    again = find_package(system, clause_on=every_clause(system), weights=weights, node_limit=10_000)
    assert again.status == NONE


def long_agenda(seed: int) -> System:
    """Return 45 issues, six parties that must gain, and six guarded rules or a weighted vote."""
    rng = np.random.default_rng(seed)
    sizes = rng.integers(2, 6, 45).tolist()
    system = bargain(rng, sizes, n_plain=6, n_guarded=6, strictness=0.5 + seed / 30)
    if seed % 3:
        return system
    vote = [PRED, 6, PRED, 7, PRED, 8, QUOTA, 3, 60, 40, 35, 25]
    clauses = [*((0, [PRED, p]) for p in range(6)), (0, vote)]
    return make_system(sizes, system.tables, system.thresholds.tolist(), clauses, 1)


@pytest.mark.slow
def test_agrees_with_the_solver_on_long_agendas() -> None:
    """At 45 issues search and solver never contradict each other and are seldom at a loss."""
    answers = []
    for seed in range(24):
        system = long_agenda(seed)
        on = every_clause(system)
        searched = find_package(system, clause_on=on, node_limit=5_000).status
        solved, _ = solve_package(system, clause_on=on, allowed=system.allowed, node_limit=2_000)
        assert UNDECIDED in (searched, solved) or searched == solved
        answers.append((searched, solved))
    assert {searched for searched, _ in answers} >= {FOUND, NONE}
    assert sum(UNDECIDED in pair for pair in answers) <= 3


def test_random_formulas_alone_are_decided() -> None:
    """Deep formulas without any plain predicate are settled by branching on their predicates."""
    for seed in range(60):
        rng = np.random.default_rng(seed)
        base = random_system(rng, max_issues=4)
        programs = [random_program(rng, len(base.thresholds), 3) for _ in range(3)]
        system = make_system(
            np.diff(base.offsets).tolist(),
            base.tables,
            base.thresholds.tolist(),
            [(0, program) for program in programs],
            1,
            base.allowed.tolist(),
        )
        if not has_empty_connective(system):
            result = find_package(system, clause_on=every_clause(system), node_limit=100_000)
            assert result.status == (FOUND if exists(system) else NONE)
