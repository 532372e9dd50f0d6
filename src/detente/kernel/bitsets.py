"""The innermost loop of exact counting: many packages per word, conditions as word operations.

A package is one *member* of half A and one of half B. 512 members of A make a *block*, eight
words of one bit each. Within a block the members that satisfy predicate p together with a
given member of B are always a prefix of the block sorted by its sums of p. All 513 prefixes
are kept as bitsets, so one table row answers 512 packages, and a formula is a few word
operations on rows. Members of B go through in batches that stay in the first-level cache, and
leave the batch as soon as no package of theirs is left.
"""

from __future__ import annotations

import numba as nb
import numpy as np
from numpy.typing import NDArray

from detente.kernel.system import AND, NOT, PRED, QUOTA
from detente.kernel.words import WORDS, meet, popcount

__all__ = ["BLOCK", "count_chunk"]

BLOCK = 64 * WORDS
BATCH = 64
ALL = np.uint64(0xFFFFFFFFFFFFFFFF)

Int = NDArray[np.int64]
Words = NDArray[np.uint64]
Short = NDArray[np.uint16]


@nb.njit(cache=True, nogil=True)
def _fill_prefixes(order: Short, rows: Words) -> None:
    """Write the bitsets of the first 0, 1, .. 512 members of ``order`` into ``rows``."""
    rows[:WORDS] = np.uint64(0)
    for r in range(BLOCK):
        meet(rows, WORDS * (r + 1), rows, WORDS * r, rows, WORDS * r)
        member = np.int64(order[r])
        rows[WORDS * (r + 1) + (member >> 6)] |= np.uint64(1) << np.uint64(member & 63)


@nb.njit(cache=True, nogil=True)
def _fill_ranks(minus_sums: Int, slack: Int, order: Short, rank: Short) -> None:
    """Write how many members of the block satisfy the predicate with each member of B.

    Both lists ascend, so one merge does it: member a satisfies with b when
    ``-sum(a) <= sum(b) - threshold``.
    """
    r = 0
    for j in range(len(slack)):
        while r < BLOCK and minus_sums[r] <= slack[j]:
            r += 1
        rank[order[j]] = r


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
def _keep(passing: Words, clause: Words, alive: Int, n: int) -> int:
    """Keep of the packages those in ``clause``; drop members without any; return how many stay."""
    kept = 0
    for i in range(n):
        some = meet(passing, WORDS * kept, passing, WORDS * i, clause, WORDS * i)
        alive[kept] = alive[i]
        kept += some
    return kept


@nb.njit(cache=True, nogil=True)
def _keep_one(passing: Words, rows: Words, rank: Short, alive: Int, n: int) -> int:
    """Do what :func:`_keep` does for a clause of one predicate, straight from its prefixes."""
    kept = 0
    for i in range(n):
        row = WORDS * np.int64(rank[alive[i]])
        some = meet(passing, WORDS * kept, passing, WORDS * i, rows, row)
        alive[kept] = alive[i]
        kept += some
    return kept


@nb.njit(cache=True, nogil=True)
def _ones(words: Words, size: int) -> int:
    """Count the ones of the first ``size`` words."""
    total = np.uint64(0)
    for i in range(size):
        total += popcount(words[i])
    return int(total)


@nb.njit(cache=True, nogil=True)
def _run(
    program: Int,
    rows: Words,
    rank: NDArray[np.uint16],
    alive: Int,
    n: int,
    stack: Words,
    planes: Words,
    carry: Words,
) -> None:
    """Evaluate one postfix program for the members alive; the answer is ``stack[0]``."""
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


@nb.njit(cache=True, nogil=True)
def _fill_batch(left: int, start: int, n: int, passing: Words, alive: Int) -> None:
    """Start a batch of ``n`` members of B with the ``left`` members of A from this block on."""
    for k in range(WORDS):
        bits = min(max(left - 64 * k, 0), 64)
        word = ALL if bits == 64 else (np.uint64(1) << np.uint64(bits)) - np.uint64(1)
        for i in range(n):
            passing[i * WORDS + k] = word
    for i in range(n):
        alive[i] = start + i


@nb.njit(cache=True, nogil=True)
def count_chunk(
    minus_sums: NDArray[np.int64],
    order: NDArray[np.uint16],
    n_members: int,
    slack: Int,
    slack_order: Short,
    code: Int,
    predicate_at: Int,
    clause_start: Int,
    clause_gate: Int,
    depth: int,
    n_planes: int,
    counts: Int,
) -> None:
    """Add to ``counts`` the packages of half A and one chunk of half B that pass each gate.

    Parameters
    ----------
    minus_sums : int64 array, shape (n_predicates, n_blocks, 512)
        Minus the sums of each block of A, ascending; the largest int64 where there is no member.
    order : uint16 array, same shape
        The place in its block (0 to 511) of each entry of ``minus_sums``.
    n_members : int
        Members of A.
    slack : int64 array, shape (n_predicates, n_chunk)
        Sum minus threshold of each member of B, ascending.
    slack_order : uint16 array, same shape
        The place in the chunk of each entry of ``slack``.
    code, clause_start, clause_gate : int64 arrays
        As in :class:`~detente.kernel.system.System`; at least one clause.
    predicate_at : int64 array, shape of ``code``
        The predicate where ``code`` has the operation PRED, -1 elsewhere.
    depth, n_planes : int
        Stack slots that the longest program needs, and bits that the largest quota needs.
    counts : int64 array, shape (n_gates,)
        Added to in place, for gates that have a clause.
    """
    n_predicates, n_chunk = slack.shape
    rows = np.empty((n_predicates, (BLOCK + 1) * WORDS), np.uint64)
    rank = np.empty((n_predicates, n_chunk), np.uint16)
    ready = np.empty(n_predicates, np.bool_)
    stack = np.empty((depth, BATCH * WORDS), np.uint64)
    planes = np.empty((n_planes, BATCH * WORDS), np.uint64)
    carry = np.empty(BATCH * WORDS, np.uint64)
    passing = np.empty(BATCH * WORDS, np.uint64)
    alive = np.empty(BATCH, np.int64)
    n_clauses = len(clause_gate)
    for block in range(minus_sums.shape[1]):
        ready[:] = False
        for start in range(0, n_chunk, BATCH):
            n = min(BATCH, n_chunk - start)
            _fill_batch(n_members - block * BLOCK, start, n, passing, alive)
            for c in range(n_clauses):
                begin, end = clause_start[c], clause_start[c + 1]
                for at in range(begin, end):
                    p = predicate_at[at]
                    if p >= 0 and not ready[p]:
                        _fill_prefixes(order[p, block], rows[p])
                        _fill_ranks(minus_sums[p, block], slack[p], slack_order[p], rank[p])
                        ready[p] = True
                if end - begin == 2 and code[begin] == PRED:
                    p = code[begin + 1]
                    n = _keep_one(passing, rows[p], rank[p], alive, n)
                else:
                    _run(code[begin:end], rows, rank, alive, n, stack, planes, carry)
                    n = _keep(passing, stack[0], alive, n)
                if n == 0:
                    break
                if c + 1 == n_clauses or clause_gate[c + 1] != clause_gate[c]:
                    counts[clause_gate[c]] += _ones(passing, n * WORDS)
