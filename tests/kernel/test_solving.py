"""The solver against brute force: what it claims to have found passes, and it is rarely at a loss."""

import itertools

import numpy as np
import pytest
from brute_force import bargain, make_system, random_system, surviving

from detente.kernel.searching import FOUND, NONE, UNDECIDED
from detente.kernel.solving import solve_package
from detente.kernel.system import AND, NOT, OR, PRED, QUOTA, System


def solved(system: System, **options: object) -> tuple[int, tuple[int, ...] | None]:
    """Ask for all clauses; return the answer and the package as a tuple."""
    on = np.ones(len(system.clause_gate), np.bool_)
    status, columns = solve_package(system, clause_on=on, allowed=system.allowed, **options)  # type: ignore[arg-type]
    return status, None if columns is None else tuple(columns.tolist())


def without_formulas(system: System) -> System:
    """Keep the clauses that are one predicate or a guarded one: the shape most dossiers have."""
    start = system.clause_start.tolist()
    programs = [system.code[a:b].tolist() for a, b in itertools.pairwise(start)]
    clauses = [(0, p) for p in programs if len(p) == 2 or (len(p) == 6 and p[4:] == [OR, 2])]
    sizes = np.diff(system.offsets).tolist()
    thresholds = system.thresholds.tolist()
    return make_system(sizes, system.tables, thresholds, clauses, 1, system.allowed.tolist())


@pytest.mark.parametrize("seed", range(80))
def test_agrees_with_brute_force(seed: int) -> None:
    """Plain and guarded predicates of small systems are decided, and rightly."""
    system = without_formulas(random_system(np.random.default_rng(seed), max_issues=5))
    status, package = solved(system)
    passing = surviving(system, 0)
    assert status == (FOUND if passing else NONE)
    assert package is None or package in passing


@pytest.mark.parametrize(
    ("program", "passing"),
    [
        ([PRED, 0, PRED, 1, AND, 2], {(1, 3)}),
        ([PRED, 0, NOT, PRED, 1, AND, 2], {(0, 3)}),
        ([PRED, 0, PRED, 1, OR, 2, NOT], {(0, 2)}),
        ([PRED, 0, PRED, 1, QUOTA, 2, 3, 1, 2], {(1, 3)}),
        ([PRED, 0, PRED, 1, QUOTA, 2, 2, 1, 2, NOT], {(0, 2), (1, 2)}),
        ([PRED, 0, PRED, 0, NOT, AND, 2], set()),
    ],
)
def test_formulas(program: list[int], passing: set[tuple[int, int]]) -> None:
    """All of, one of, not and weighted quotas mean what they say."""
    system = make_system([2, 2], np.array([[0, 1, 0, 0], [0, 0, 0, 1]]), [1, 1], [(0, program)], 1)
    status, package = solved(system)
    assert (status == FOUND) == bool(passing)
    assert package is None or package in passing


def test_an_issue_without_columns_leaves_none() -> None:
    """There is no package when an issue has no column left."""
    system = make_system([2, 1], np.zeros((1, 3)), [0], [(0, [PRED, 0])], 1, [True, True, False])
    assert solved(system) == (NONE, None)


@pytest.mark.parametrize(
    ("program", "status"),
    [
        ([AND, 0], FOUND),
        ([OR, 0], NONE),
        ([PRED, 0, OR, 0, OR, 2], FOUND),
        # Where something must fail, the solver's "infeasible" is no proof.
        ([PRED, 0, NOT, OR, 0, OR, 2], UNDECIDED),
    ],
)
def test_connectives_of_nothing(program: list[int], status: int) -> None:
    """The conjunction of nothing holds and the disjunction of nothing does not."""
    system = make_system([2], np.array([[0, 1]]), [0], [(0, program)], 1)
    assert solved(system)[0] == status


def test_a_near_miss_is_never_called_a_find() -> None:
    """One unit short of the threshold, below any tolerance, no package is returned."""
    tables = np.array([[0, 10 * 2**20 - 1]])
    system = make_system([2], tables, [10 * 2**20], [(0, [PRED, 0])], 1)
    status, package = solved(system)
    assert status in (NONE, UNDECIDED)
    assert package is None


def test_out_of_nodes_is_open() -> None:
    """Without nodes to search the answer is open, or right."""
    system = bargain(np.random.default_rng(2), [4] * 45, n_plain=6, n_guarded=6, strictness=0.75)
    assert solved(system, node_limit=1)[0] in (UNDECIDED, NONE, FOUND)
