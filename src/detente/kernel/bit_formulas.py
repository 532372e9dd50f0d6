"""Formulas on bitsets: one word operation says for 64 packages at once what a connective says.

A bitset has eight words for each member of half B still alive, one bit for each package that the
member makes with a block of half A (see :mod:`detente.kernel.bitsets`).
"""

from __future__ import annotations

import numba as nb
import numpy as np
from numpy.typing import NDArray

from detente.kernel.system import AND, NOT, PRED, QUOTA
from detente.kernel.words import WORDS, meet

__all__ = ["run"]

ALL = np.uint64(0xFFFFFFFFFFFFFFFF)

Int = NDArray[np.int64]
Words = NDArray[np.uint64]
Short = NDArray[np.uint16]


@nb.njit(cache=True, nogil=True)
def _load(rows: Words, rank: Short, alive: Int, n: int, out: Words) -> None:
    """Copy the bitset of one predicate for each of the ``n`` members still alive."""
    for i in range(n):
        row = WORDS * np.int64(rank[alive[i]])
        meet(out, WORDS * i, rows, row, rows, row)


@nb.njit(cache=True, nogil=True)
def _reduce(op: int, count: int, inputs: Words, size: int) -> None:
    """Replace the first of ``count`` bitsets by the AND or the OR of them all."""
    first = inputs[0]
    if count == 0:
        for i in range(size):
            first[i] = ALL if op == AND else np.uint64(0)
    for j in range(1, count):
        other = inputs[j]
        if op == AND:
            for i in range(size):
                first[i] &= other[i]
        else:
            for i in range(size):
                first[i] |= other[i]


@nb.njit(cache=True, nogil=True)
def _add(weight: int, word: Words, flip: np.uint64, planes: Words, carry: Words, size: int) -> None:
    """Add ``weight`` to the bit-sliced counters wherever ``word ^ flip`` has a one."""
    for bit in range(len(planes)):
        if (weight >> bit) & 1:
            for i in range(size):
                carry[i] = word[i] ^ flip
            for t in range(bit, len(planes)):
                plane = planes[t]
                for i in range(size):
                    both = plane[i] & carry[i]
                    plane[i] ^= carry[i]
                    carry[i] = both


@nb.njit(cache=True, nogil=True)
def _quota(arguments: Int, inputs: Words, planes: Words, carry: Words, size: int) -> None:
    """Replace the first input by where the weights of those that hold reach the quota.

    A negative weight is the opposite of a positive one: w x = w + |w| (1 - x).
    """
    n = arguments[0]
    quota = arguments[1]
    total = 0
    planes[:, :size] = np.uint64(0)
    for j in range(n):
        weight = arguments[2 + j]
        total += abs(weight)
        if weight < 0:
            quota -= weight
            _add(-weight, inputs[j], ALL, planes, carry, size)
        else:
            _add(weight, inputs[j], np.uint64(0), planes, carry, size)
    first = inputs[0]
    if quota <= 0 or quota > total:
        first[:size] = ALL if quota <= 0 else np.uint64(0)
        return
    first[:size] = ALL  # "greater or equal", bit by bit from the lowest
    for t in range(len(planes)):
        plane = planes[t]
        if (quota >> t) & 1:
            for i in range(size):
                first[i] &= plane[i]
        else:
            for i in range(size):
                first[i] |= plane[i]


@nb.njit(cache=True, nogil=True)
def run(
    program: Int,
    rows: Words,
    rank: NDArray[np.uint16],
    alive: Int,
    n: int,
    stack: Words,
    planes: Words,
    carry: Words,
) -> None:
    """Evaluate one postfix program for the members alive; the answer is ``stack[0]``.

    Parameters
    ----------
    program : int64 array
        One clause, as in :class:`~detente.kernel.system.System`.
    rows : uint64 array, shape (n_predicates, n_rows * 8)
        Bitsets of eight words, one row after another.
    rank : uint16 array, shape (n_predicates, n_members)
        The row of each member under each predicate.
    alive : int64 array
        The first ``n`` are the members to evaluate for.
    n : int
    stack : uint64 array, shape (slots, at least n * 8)
        As many slots as the program needs; member k has words ``8 k`` to ``8 k + 8``.
    planes : uint64 array, shape (bits, at least n * 8)
        As many as the sum of the weights of a quota has bits.
    carry : uint64 array, at least n * 8
    """
    at = 0
    top = 0
    while at < len(program):
        op = program[at]
        if op == PRED:
            p = program[at + 1]
            _load(rows[p], rank[p], alive, n, stack[top])
            top += 1
            at += 2
        elif op == NOT:
            for i in range(n * WORDS):
                stack[top - 1, i] = ~stack[top - 1, i]
            at += 1
        else:
            m = program[at + 1]
            if op == QUOTA:
                _quota(program[at + 1 :], stack[top - m :], planes, carry, n * WORDS)
                at += 3 + m
            else:
                _reduce(op, m, stack[top - m :], n * WORDS)
                at += 2
            top += 1 - m
