"""What is said of undecided clauses holds for every way of deciding them."""

import itertools

import numpy as np
from brute_force import formula_holds, random_program
from hypothesis import given
from hypothesis import strategies as st

from detente.kernel.three_valued import clause_state, clause_states


@given(st.integers(0, 2**32 - 1))
def test_a_decided_clause_stays_decided(seed: int) -> None:
    """A clause called true (false) is true (false) under every completion; full states decide."""
    rng = np.random.default_rng(seed)
    program = random_program(rng, 4, depth=3)
    states = rng.integers(-1, 2, 4).astype(np.int8)
    stack = np.empty(len(program) + 1, np.int8)
    state = clause_state(np.array(program), states, stack)
    choices = [[True, False] if s == 0 else [s > 0] for s in states.tolist()]
    truths = {formula_holds(program, list(holds)) for holds in itertools.product(*choices)}
    assert state == 0 or truths == {state > 0}
    if (states != 0).all():
        assert state != 0


def test_no_clauses_give_no_states() -> None:
    """A system without clauses has an empty list of states."""
    nothing = np.empty(0, np.int64)
    assert len(clause_states(nothing, np.zeros(1, np.int64), np.ones(2, np.int8))) == 0
