"""The best package against brute force, against the solver on long agendas, and its limits."""

from __future__ import annotations

import numpy as np
import pytest
from best_by_listing import all_on, moved, passing, random_conditions, random_rows, sums
from brute_force import bargain, make_system, random_program, random_system, systems
from hypothesis import given, settings
from hypothesis import strategies as st

from detente.errors import TooLargeError
from detente.kernel.maximising import BEST, NONE, UNDECIDED, maximise
from detente.kernel.system import NOT, OR, PRED, QUOTA, System


@settings(max_examples=300)
@given(systems(max_issues=5), st.integers(0, 2**32 - 1))
def test_finds_the_best_under_clauses_and_conditions(system: System, seed: int) -> None:
    """Formulas, guards, barred columns, further rows: value and package are right."""
    rng = np.random.default_rng(seed)
    objective = random_rows(rng, system, 1)
    on = rng.random(len(system.clause_gate)) < 0.8
    allowed = rng.random(len(system.allowed)) < 0.95
    at_least = random_conditions(rng, system, passing(system, on, allowed))
    found = passing(system, on, allowed, at_least)
    result = maximise(
        system,
        clause_on=on,
        objective=objective[0],
        allowed=allowed,
        at_least=at_least,
        node_limit=100_000,
    )
    assert result.status == (BEST if found else NONE)
    best = max((sums(objective, x)[0] for x in found), default=None)
    assert (result.value, result.upper) == (best, best)
    if result.columns is not None:
        assert tuple(result.columns.tolist()) in found
        assert sums(objective, result.columns.tolist())[0] == best


@pytest.mark.parametrize("seed", range(60))
def test_deep_formulas(seed: int) -> None:
    """NOT, OR and QUOTA over each other, without any plain predicate."""
    rng = np.random.default_rng(seed)
    base = random_system(rng, max_issues=4)
    programs = [(0, random_program(rng, len(base.thresholds), 3)) for _ in range(3)]
    sizes = np.diff(base.offsets).tolist()
    thresholds = base.thresholds.tolist()
    system = make_system(sizes, base.tables, thresholds, programs, 1, base.allowed.tolist())
    objective = random_rows(rng, system, 1)
    values = [sums(objective, x)[0] for x in passing(system)]
    result = maximise(system, clause_on=all_on(system), objective=objective[0], node_limit=100_000)
    assert result.value == max(values, default=None)


@settings(max_examples=150)
@given(systems(max_issues=5), st.integers(0, 3), st.integers(0, 2**32 - 1))
def test_out_of_nodes_the_truth_lies_between(system: System, limit: int, seed: int) -> None:
    """However short the search, the best lies between what was found and the upper bound."""
    rng = np.random.default_rng(seed)
    objective = random_rows(rng, system, 1)
    found = passing(system)
    start = np.array(found[0]) if found and rng.random() < 0.5 else None
    result = maximise(
        system, clause_on=all_on(system), objective=objective[0], incumbent=start, node_limit=limit
    )
    best = max((sums(objective, x)[0] for x in found), default=None)
    assert result.nodes <= limit
    if result.status != UNDECIDED:
        assert result.value == best
    elif best is not None:
        assert result.upper is not None
        assert (best if result.value is None else result.value) <= best <= result.upper
    assert result.columns is None or tuple(result.columns.tolist()) in found


@settings(max_examples=100)
@given(systems(max_issues=5), st.integers(0, 2**32 - 1))
def test_order_and_origin_do_not_matter(system: System, seed: int) -> None:
    """Issues in another order change nothing; a shift of an issue's entries shifts the value."""
    rng = np.random.default_rng(seed)
    objective = random_rows(rng, system, 1)
    plain = maximise(system, clause_on=all_on(system), objective=objective[0], node_limit=100_000)
    other, rows, _ = moved(system, objective, seed)
    again = maximise(other, clause_on=all_on(other), objective=rows[0], node_limit=100_000)
    assert (again.status, again.value) == (plain.status, plain.value)
    shifted = objective[0].copy()
    shifted[: system.offsets[1]] += 1000
    up = maximise(system, clause_on=all_on(system), objective=shifted, node_limit=100_000)
    assert up.value == (None if plain.value is None else plain.value + 1000)


def test_equality_is_enough_and_one_unit_decides() -> None:
    """Large points that differ by a single unit are told apart."""
    tables = np.array([[0, 10 * 2**40, 10 * 2**40 + 1, 0, 2**30]])
    system = make_system([3, 2], tables, [0], [(0, [PRED, 0])], 1)
    on = all_on(system)
    result = maximise(system, clause_on=on, objective=tables[0])
    assert result.value == 10 * 2**40 + 1 + 2**30
    capped = maximise(system, clause_on=on, objective=tables[0], at_least=[(-tables[0], -(10 * 2**40))])
    assert capped.value == 10 * 2**40


def test_a_single_package_and_no_package() -> None:
    """One package is the best of all; an issue without options leaves none."""
    system = make_system([1, 1], np.array([[3, 4]]), [7], [(0, [PRED, 0])], 1)
    on = all_on(system)
    result = maximise(system, clause_on=on, objective=system.tables[0])
    assert (result.status, result.value) == (BEST, 7)
    barred = np.array([True, False])
    result = maximise(system, clause_on=on, objective=system.tables[0], allowed=barred)
    assert (result.status, result.columns, result.value, result.upper) == (NONE, None, None, None)


def test_an_incumbent_that_fails_is_ignored() -> None:
    """A package to start from counts only if it passes."""
    system = make_system([3], np.array([[0, 1, 2]]), [2], [(0, [PRED, 0, NOT])], 1)
    objective = np.array([0, 1, 2])
    for start in (0, 2):
        result = maximise(system, clause_on=all_on(system), objective=objective, incumbent=np.array([start]))
        assert (result.status, result.value) == (BEST, 1)


def test_an_objective_past_int64_is_refused() -> None:
    """Sums that could overflow raise an error instead of wrapping."""
    system = make_system([2, 2], np.zeros((1, 4)), [0], [], 1)
    with pytest.raises(TooLargeError):
        maximise(system, clause_on=all_on(system), objective=np.array([0, 2**61, 0, 2**61]))
    with pytest.raises(TooLargeError):
        maximise(
            system,
            clause_on=all_on(system),
            objective=np.zeros(4, np.int64),
            at_least=[(np.array([0, 2**61, 0, 2**61]), 0)],
        )


def solver_best(system: System, objective: np.ndarray, n_plain: int, n_guarded: int) -> float:
    """Ask HiGHS for the best of a system made by ``bargain``; returns units, rounded by the solver."""
    from scipy.optimize import Bounds, LinearConstraint, milp

    n = len(objective)
    scale = float(2**20)
    issues = [
        (np.arange(n) >= a) & (np.arange(n) < b)
        for a, b in np.stack([system.offsets[:-1], system.offsets[1:]], 1)
    ]
    one = np.concatenate([np.array(issues, float), np.zeros((len(issues), n_guarded))], axis=1)
    rows, least = [], []
    for p in range(n_plain + n_guarded):
        row = np.concatenate([system.tables[p] / scale, np.zeros(n_guarded)])
        goal = system.thresholds[p] / scale
        if p >= n_plain:
            low = np.minimum.reduceat(row[:n], system.offsets[:-1]).sum()
            row[n + p - n_plain] = low - goal
            goal = low
            for c in np.flatnonzero(system.tables[p + n_guarded] < 0):
                touched = np.zeros(n + n_guarded)
                touched[n + p - n_plain], touched[c] = 1, -1
                rows.append(touched)
                least.append(0.0)
        rows.append(row)
        least.append(goal)
    answer = milp(
        -np.concatenate([objective / scale, np.zeros(n_guarded)]),
        integrality=np.ones(n + n_guarded),
        bounds=Bounds(0, 1),
        constraints=[LinearConstraint(one, 1, 1), LinearConstraint(np.array(rows), np.array(least), np.inf)],
        options={"mip_rel_gap": 0.0},
    )
    return float("nan") if answer.x is None else -answer.fun * scale


@pytest.mark.slow
@pytest.mark.parametrize("seed", range(6))
def test_agrees_with_the_solver_on_long_agendas(seed: int) -> None:
    """At 40 issues of four options the value is the solver's, in a few thousand nodes."""
    system = bargain(np.random.default_rng(seed), [4] * 40, n_plain=3, n_guarded=3, strictness=0.3)
    objective = system.tables[0]
    result = maximise(system, clause_on=all_on(system), objective=objective)
    expected = solver_best(system, objective, 3, 3)
    assert result.status == BEST
    assert result.nodes < 5_000
    assert result.value == pytest.approx(expected, rel=1e-6)


@pytest.mark.parametrize(
    ("program", "best"), [([PRED, 0, PRED, 1, OR, 2], 5), ([PRED, 0, PRED, 1, QUOTA, 2, 2, 1, 1], 3)]
)
def test_the_best_lies_where_the_formula_lets_it(program: list[int], best: int) -> None:
    """One of two conditions leaves more than both."""
    tables = np.array([[0, 1, 0, 0], [0, 0, 0, 1]])
    system = make_system([2, 2], tables, [1, 1], [(0, program)], 1)
    result = maximise(system, clause_on=all_on(system), objective=np.array([4, 2, 1, 1]))
    assert result.value == best
