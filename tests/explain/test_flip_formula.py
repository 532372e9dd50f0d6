"""Clauses over predicates that may be undecided."""

from __future__ import annotations

import itertools

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from detente.explain.flip_formula import operations_of, predicates_of, truth_of
from detente.kernel.formula import clause_holds
from detente.kernel.system import AND, NOT, OR, PRED, QUOTA

N = 4


@st.composite
def programs(draw: st.DrawFn, depth: int = 3) -> tuple[int, ...]:
    """A random postfix program over four predicates."""
    if depth == 0 or draw(st.booleans()):
        return (PRED, draw(st.integers(0, N - 1)))
    parts = draw(st.lists(programs(depth - 1), min_size=1, max_size=3))
    flat = tuple(word for part in parts for word in part)
    op = draw(st.sampled_from([AND, OR, NOT, QUOTA]))
    if op == NOT:
        return (*parts[0], NOT)
    if op == QUOTA:
        weights = draw(st.lists(st.integers(1, 3), min_size=len(parts), max_size=len(parts)))
        return (*flat, QUOTA, len(parts), draw(st.integers(1, sum(weights))), *weights)
    return (*flat, op, len(parts))


@settings(deadline=None, max_examples=60)
@given(programs(), st.lists(st.sampled_from([0, 1, 2]), min_size=N, max_size=N))
def test_never_says_too_much(program: tuple[int, ...], states: list[int]) -> None:
    """What cannot hold fails, and what must hold holds, however the undecided predicates turn out."""
    can = [np.array([state > 0]) for state in states]
    must = [np.array([state == 2]) for state in states]
    found, surely = truth_of(program, can, must)
    choices = [[False, True] if state == 1 else [state == 2] for state in states]
    code = np.array(program, np.int64)
    truths = [clause_holds(code, np.array(choice)) for choice in itertools.product(*choices)]
    assert found[0] or not any(truths)
    assert all(truths) or not surely[0]
    if 1 not in states:
        assert found[0] == surely[0] == truths[0]


def test_words_of_a_program() -> None:
    """Predicates and operations are found among the arguments."""
    program = (PRED, 3, PRED, 1, QUOTA, 2, 4, 3, 1, NOT, PRED, 2, AND, 2)
    assert list(predicates_of(program)) == [3, 1, 2]
    assert list(operations_of(program)) == [PRED, PRED, QUOTA, NOT, PRED, AND]
