"""The reference evaluation of formulas against plain Python."""

import numpy as np
import pytest
from brute_force import every_package, formula_holds, holding, random_program, random_system
from hypothesis import given
from hypothesis import strategies as st

from detente.kernel.formula import clause_holds, predicates_hold
from detente.kernel.system import AND, NOT, OR, PRED, QUOTA

SEEDS = st.integers(0, 2**32 - 1)


@given(SEEDS)
def test_any_formula_agrees_with_plain_lists(seed: int) -> None:
    """A random program has the same truth as when evaluated with Python lists."""
    rng = np.random.default_rng(seed)
    program = random_program(rng, 5, depth=3)
    holds = rng.random(5) < 0.5
    assert clause_holds(np.array(program), holds) == formula_holds(program, holds.tolist())


@given(SEEDS)
def test_predicates_agree_with_plain_sums(seed: int) -> None:
    """Every predicate holds for exactly the packages whose entries reach its threshold."""
    system = random_system(np.random.default_rng(seed), max_issues=3)
    for package in every_package(system):
        found = predicates_hold(system.tables, system.thresholds, np.array(package))
        assert found.tolist() == holding(system, package)


@pytest.mark.parametrize(
    ("program", "expected"),
    [
        ([PRED, 0], True),
        ([PRED, 1, NOT], True),
        ([PRED, 0, PRED, 1, AND, 2], False),
        ([PRED, 0, PRED, 1, OR, 2], True),
        ([AND, 0], True),
        ([OR, 0], False),
        ([PRED, 0, PRED, 1, QUOTA, 2, 2, 2, 1], True),
        ([PRED, 0, PRED, 1, QUOTA, 2, 2, 1, 2], False),
        ([PRED, 0, PRED, 1, QUOTA, 2, 0, -1, 1], False),
        ([QUOTA, 0, 0], True),
    ],
)
def test_operations_by_hand(program: list[int], expected: bool) -> None:
    """With the first predicate true and the second false, each operation gives the known answer."""
    assert clause_holds(np.array(program), np.array([True, False])) is expected
