"""Formulas on bitsets against the same formulas on single packages."""

from __future__ import annotations

import numpy as np
from brute_force import formula_holds, random_program
from hypothesis import given
from hypothesis import strategies as st

from detente.kernel.bit_formulas import run
from detente.kernel.system import PRED, QUOTA
from detente.kernel.words import WORDS

PREDICATES, MEMBERS, PLANES = 4, 5, 16


def evaluated(program: list[int], held: np.ndarray, alive: list[int]) -> np.ndarray:
    """Evaluate for the members alive; ``held`` and the answer are bools, 512 for each member."""
    packed = np.packbits(held, axis=2, bitorder="little").view(np.uint64)
    rank = np.tile(np.arange(MEMBERS, dtype=np.uint16), (PREDICATES, 1))
    stack = np.zeros((len(program) + 1, len(alive) * WORDS), np.uint64)
    room = np.zeros((PLANES, len(alive) * WORDS), np.uint64)
    rows = packed.reshape(PREDICATES, MEMBERS * WORDS)
    code = np.array(program, np.int64)
    run(code, rows, rank, np.array(alive, np.int64), len(alive), stack, room, np.zeros_like(room[0]))
    return np.unpackbits(stack[0].view(np.uint8), bitorder="little").reshape(len(alive), -1).astype(bool)


@given(st.integers(0, 2**32 - 1))
def test_a_formula_is_evaluated_for_every_package_alive(seed: int) -> None:
    """Whatever the formula, each bit says whether it holds for that package."""
    rng = np.random.default_rng(seed)
    program = random_program(rng, PREDICATES)
    held = rng.random((PREDICATES, MEMBERS, 64 * WORDS)) < 0.5
    alive = np.flatnonzero(rng.random(MEMBERS) < 0.7).tolist() or [2]
    found = evaluated(program, held, alive)
    for place in rng.integers(0, 64 * WORDS, 20).tolist():
        for k, member in enumerate(alive):
            assert found[k, place] == formula_holds(program, held[:, member, place].tolist())


def test_weights_may_be_large_or_negative() -> None:
    """1000 of 999, -7 and 1 needs the first and third and not the second."""
    held = np.zeros((PREDICATES, MEMBERS, 64 * WORDS), bool)
    for bits in range(8):
        held[:3, 0, bits] = [bits & 1, bits >> 1 & 1, bits >> 2 & 1]
    program = [PRED, 0, PRED, 1, PRED, 2, QUOTA, 3, 1000, 999, -7, 1]
    assert np.flatnonzero(evaluated(program, held, [0])[0]).tolist() == [0b101]
