"""One chunk against some blocks, counted with bitsets and one by one."""

from __future__ import annotations

import numpy as np
import pytest
from numpy.typing import NDArray

from detente.kernel.bitsets import BATCH, BLOCK, count_chunk
from detente.kernel.system import NOT, PRED

Int = NDArray[np.int64]


def counted(sums: Int, slack: Int, first: int, last: int, program: list[list[int]], gates: list[int]) -> Int:
    """Count with bitsets; ``sums`` and ``slack`` have shape (n_predicates, n_members)."""
    n_blocks = -(-sums.shape[1] // BLOCK)
    minus = np.full((len(sums), n_blocks * BLOCK), np.iinfo(np.int64).max)
    minus[:, : sums.shape[1]] = -sums
    minus = minus.reshape(len(sums), n_blocks, BLOCK)
    order = np.argsort(minus, axis=2)
    slack_order = np.argsort(slack, axis=1)
    code = np.array([x for part in program for x in part], np.int64)
    start = np.cumsum([0, *map(len, program)])
    predicate_at = np.full(len(code), -1)
    for part, at in zip(program, start, strict=False):
        predicate_at[at] = part[1]
    counts = np.zeros(max(gates) + 1, np.int64)
    count_chunk(
        first,
        last,
        np.take_along_axis(minus, order, axis=2),
        order.astype(np.uint16),
        sums.shape[1],
        np.take_along_axis(slack, slack_order, axis=1),
        slack_order.astype(np.uint16),
        code,
        predicate_at,
        start,
        np.array(gates, np.int64),
        2,
        1,
        counts,
    )
    return counts


def one_by_one(sums: Int, slack: Int, first: int, last: int, negated: list[bool], gates: list[int]) -> Int:
    """Count by looking at every package."""
    part = sums[:, first * BLOCK : last * BLOCK]
    holds = (part[:, :, None] + slack[:, None, :]) >= 0
    passing = np.ones(holds.shape[1:], bool)
    counts = np.zeros(max(gates) + 1, np.int64)
    for hold, opposite, gate in zip(holds, negated, gates, strict=True):
        passing &= ~hold if opposite else hold
        counts[gate] = passing.sum()
    return counts


@pytest.mark.parametrize("ordered", [False, True])
@pytest.mark.parametrize("shift", [-30, -3, 0, 3, 30])
@pytest.mark.parametrize("blocks", [(0, 3), (1, 2), (2, 3)])
def test_every_package_is_looked_at_once(ordered: bool, shift: int, blocks: tuple[int, int]) -> None:
    """Ties, full and partial blocks and batches, mixed ones and ones decided as a whole."""
    rng = np.random.default_rng(7)
    sums = rng.integers(-20, 21, (4, 2 * BLOCK + 57))
    slack = rng.integers(-20, 21, (4, 3 * BATCH + 5)) + shift
    if ordered:
        sums, slack = sums[:, np.argsort(sums[0])], slack[:, np.argsort(slack[0])]
    negated = [False, False, True, False]
    program = [[PRED, p, NOT] if opposite else [PRED, p] for p, opposite in enumerate(negated)]
    gates = [0, 1, 1, 2]
    found = counted(sums, slack, *blocks, program, gates)
    assert found.tolist() == one_by_one(sums, slack, *blocks, negated, gates).tolist()
