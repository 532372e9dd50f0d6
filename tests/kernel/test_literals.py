"""Clauses in simplest form say the same, hold nothing that is settled, and show what is necessary."""

from __future__ import annotations

from itertools import product

import numpy as np
from brute_force import formula_holds, random_program
from hypothesis import given
from hypothesis import strategies as st

from detente.kernel.literals import (
    ALWAYS,
    NEVER,
    Literal,
    Need,
    conjuncts,
    easiest,
    given_no_guard,
    necessary,
    needs_of,
    program_of,
)
from detente.kernel.system import AND, NOT, OR, PRED, QUOTA

TRUE, FALSE = [AND, 0], [OR, 0]
programs = st.integers(0, 2**32 - 1).map(lambda seed: random_program(np.random.default_rng(seed), 4, 3))
worlds = [list(holds) for holds in product([False, True], repeat=4)]


def read(program: list[int]) -> Literal | Need:
    """Read a program given as a list."""
    return needs_of(np.array(program, np.int64).tobytes())


def everywhere(node: Literal | Need) -> list[Need]:
    """List all quotas within a need, itself included."""
    if isinstance(node, Literal):
        return []
    return [node, *(x for part in node.parts for x in everywhere(part))]


def with_constants(program: list[int], states: list[int]) -> list[int]:
    """Put "true" or "false" in place of the predicates that are settled."""
    done: list[int] = []
    rest = list(program)
    while rest:
        op = rest.pop(0)
        if op == PRED:
            p = rest.pop(0)
            done += {0: [PRED, p], 1: TRUE, -1: FALSE}[states[p]]
        elif op == NOT:
            done.append(op)
        else:
            n = 2 + rest[0] if op == QUOTA else 1
            done += [op, *rest[:n]]
            rest = rest[n:]
    return done


@given(programs, st.lists(st.sampled_from([-1, 0, 1]), min_size=4, max_size=4))
def test_simplest_form_says_the_same(program: list[int], states: list[int]) -> None:
    """With settled predicates as constants every world of the open ones gives the same answer."""
    simple = program_of(read(with_constants(program, states)))
    for holds in worlds:
        if all(holds[p] == (s > 0) for p, s in enumerate(states) if s):
            assert formula_holds(simple, holds) == formula_holds(program, holds)


@given(programs, st.lists(st.sampled_from([-1, 0, 1]), min_size=4, max_size=4))
def test_nothing_settled_is_left_inside(program: list[int], states: list[int]) -> None:
    """A need is a constant as a whole, or has two parts or more, each open and worth no more than all."""
    node = read(with_constants(program, states))
    for need in everywhere(node) if node not in (ALWAYS, NEVER) else []:
        assert len(need.parts) >= 2
        assert all(0 < w <= need.quota for w in need.weights)
        assert 1 <= need.quota <= sum(need.weights)


@given(programs)
def test_conjuncts_together_are_the_clause(program: list[int]) -> None:
    """A package satisfies a clause exactly when it satisfies each of its conjuncts."""
    parts = [program_of(part) for part in conjuncts(read(program))]
    for holds in worlds:
        assert all(formula_holds(part, holds) for part in parts) == formula_holds(program, holds)


@given(programs)
def test_reading_what_was_written_changes_nothing(program: list[int]) -> None:
    """The simplest form is its own simplest form."""
    node = read(program)
    assert read(program_of(node)) == node


@given(programs)
def test_necessary_literals_hold_wherever_the_clause_does(program: list[int]) -> None:
    """No world satisfies a clause without its necessary literals."""
    wanted = necessary(read(program))
    for holds in worlds:
        if formula_holds(program, holds):
            assert all(holds[x.predicate] == x.holds for x in wanted)


@given(programs)
def test_the_easiest_set_is_enough(program: list[int]) -> None:
    """Unless a clause is false, or needs opposites, the literals chosen make it hold."""
    node = read(program)
    _, chosen = easiest(node, lambda literal: float(literal.predicate))
    wanted = {x.predicate: x.holds for x in chosen}
    if node == NEVER or any(wanted[x.predicate] != x.holds for x in chosen):
        return
    for holds in worlds:
        if all(holds[p] == h for p, h in wanted.items()):
            assert formula_holds(program, holds)


def test_or_false_is_the_bare_predicate() -> None:
    """A predicate beside what never holds is just itself, also inside and as a quota."""
    for program in (
        [PRED, 3, *FALSE, OR, 2],
        [PRED, 3, *TRUE, AND, 2],
        [PRED, 3, *FALSE, *FALSE, QUOTA, 2, 1, 1, 1, OR, 2],
        [PRED, 3, *TRUE, QUOTA, 2, 5, 3, 2],
        [PRED, 3, PRED, 3, OR, 2],
        [PRED, 3, NOT, QUOTA, 1, 0, -1],
    ):
        assert read(program) == Literal(3), program
        assert program_of(read(program)) == [PRED, 3]


def test_a_weighted_quota_is_not_taken_for_all() -> None:
    """Weights 1, 2, 2 with quota 3 are three parts of which two are enough."""
    program = [PRED, 0, PRED, 1, PRED, 2, QUOTA, 3, 3, 1, 2, 2]
    assert program_of(read(program)) == program
    assert conjuncts(read(program)) == (read(program),)


def test_a_guard_stands_beside_the_rest() -> None:
    """Without its guard a clause asks for the rest; a clause of guards only asks for nothing more."""
    node = read([PRED, 0, PRED, 1, PRED, 2, AND, 2, OR, 2])
    assert given_no_guard(node, lambda p: p == 0) == ([Literal(1), Literal(2)], [0])
    assert given_no_guard(read([PRED, 0, PRED, 1, OR, 2]), lambda p: p < 2) == ([], [])
