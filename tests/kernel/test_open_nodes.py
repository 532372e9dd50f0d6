"""A search in small portions: the same packages as in one go, and proofs that hold."""

from __future__ import annotations

import numpy as np
import pytest
from best_by_listing import passing
from brute_force import random_system
from posing import asked, has_packages

from detente.kernel.bounding import ABSENT, OPEN, PRESENT
from detente.kernel.open_nodes import Stack, all_hopeless, run_on
from detente.kernel.question import Question
from detente.kernel.system import System


def stack_of(question: Question, system: System) -> Stack:
    """Put the first node on a new stack."""
    n_predicates, n_columns = question.tables.shape
    depth = n_columns + n_predicates + 4
    stack = Stack(
        np.zeros((depth, n_columns), np.bool_),
        np.zeros((depth, n_predicates), np.int8),
        np.zeros((depth, n_predicates)),
    )
    stack.allowed[0] = system.allowed
    stack.required[0] = question.root
    return stack


@pytest.mark.parametrize("seed", range(100))
def test_portions_make_no_difference(seed: int) -> None:
    """Node by node or at once: the answer is right, and the same package is found."""
    system = random_system(np.random.default_rng(seed), max_issues=4)
    if not has_packages(system):
        return
    question = asked(system)
    found = passing(system)
    answers = []
    for portion in (1, 100_000):
        stack, top, status = stack_of(question, system), 1, OPEN
        answer = np.zeros(system.n_issues, np.int64)
        while status == OPEN:
            if all_hopeless(question, stack, top):
                assert not found
            status, top, nodes = run_on(question, stack, top, 120, portion, answer)
            assert nodes <= portion
        assert status == (PRESENT if found else ABSENT)
        answers.append((status, tuple(answer.tolist()) if status == PRESENT else None))
    assert answers[0] == answers[1]
    assert answers[0][1] is None or answers[0][1] in found


def test_a_node_with_a_package_stays_open() -> None:
    """Asked again without a higher bar, the search finds a package again."""
    system = random_system(np.random.default_rng(4), max_issues=3)
    question = asked(system)
    assert passing(system)
    stack, top = stack_of(question, system), 1
    answer = np.zeros(system.n_issues, np.int64)
    for _ in range(2):
        status, top, _ = run_on(question, stack, top, 120, 1000, answer)
        assert status == PRESENT
        assert top > 0
