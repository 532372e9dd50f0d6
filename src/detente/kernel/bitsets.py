"""The innermost loop of exact counting: many packages per word, conditions as word operations.

A package is one *member* of half A and one of half B. 512 members of A make a *block*, eight
words of one bit each. Within a block the members that satisfy predicate p together with a
given member of B are always a prefix of the block sorted by its sums of p. All 513 prefixes
are kept as bitsets, so one table row answers 512 packages, and a formula is a few word
operations on rows. Members of B go through in batches that stay in the first-level cache, and
leave the batch as soon as no package of theirs is left. Where the largest and the smallest sums of
a block and a batch already tell that all packages satisfy a predicate, or none, no bitset of it
is looked at.
"""

from __future__ import annotations

import numba as nb
import numpy as np
from numpy.typing import NDArray

from detente.kernel.bit_formulas import run
from detente.kernel.words import WORDS, meet, popcount

__all__ = ["BATCH", "BLOCK", "count_chunk"]

BLOCK = 64 * WORDS
BATCH = 64
ALL = np.uint64(0xFFFFFFFFFFFFFFFF)

Int = NDArray[np.int64]
Words = NDArray[np.uint64]
Short = NDArray[np.uint16]
Bool = NDArray[np.bool_]


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
def _batch_ranges(slack: Int, order: Short) -> tuple[Int, Int]:
    """Return the smallest and the largest slack of each batch, shape (n_batches, n_predicates)."""
    n_predicates, n_chunk = slack.shape
    low = np.empty((-(-n_chunk // BATCH), n_predicates), np.int64)
    high = np.empty_like(low)
    for p in range(n_predicates):
        for j in range(n_chunk - 1, -1, -1):
            low[order[p, j] // BATCH, p] = slack[p, j]
        for j in range(n_chunk):
            high[order[p, j] // BATCH, p] = slack[p, j]
    return low, high


@nb.njit(cache=True, nogil=True)
def _plain_predicates(predicate_at: Int, clause_start: Int) -> Int:
    """Return the predicate of each clause that is one predicate alone, and -1 for the others."""
    plain = np.empty(len(clause_start) - 1, np.int64)
    for c in range(len(plain)):
        alone = clause_start[c + 1] - clause_start[c] == 2
        plain[c] = predicate_at[clause_start[c]] if alone else -1
    return plain


@nb.njit(cache=True, nogil=True)
def _reach(plain: Int, clause_gate: Int, least: Int, most: Int, low: Int, high: Int, sure: Bool) -> int:
    """Return how many clauses are worth a look for one block and one batch.

    That is all, or those of the gates before the first that has a predicate which none of the
    packages satisfies. Up to there, clauses that all of them satisfy are marked in ``sure``.
    """
    for c in range(len(plain)):
        p = plain[c]
        sure[c] = p >= 0 and most[p] <= low[p]
        if p >= 0 and least[p] > high[p]:
            while c > 0 and clause_gate[c - 1] == clause_gate[c]:
                c -= 1
            return c
    return len(plain)


@nb.njit(cache=True, nogil=True)
def _fill(
    predicates: Int,
    block: int,
    minus_sums: NDArray[np.int64],
    order: NDArray[np.uint16],
    slack: Int,
    slack_order: Short,
    rows: Words,
    rank: Short,
    ready: Bool,
) -> None:
    """Fill prefixes and ranks of the predicates of one clause (-1 is none) where not yet done."""
    for p in predicates:
        if p >= 0 and not ready[p]:
            _fill_prefixes(order[p, block], rows[p])
            _fill_ranks(minus_sums[p, block], slack[p], slack_order[p], rank[p])
            ready[p] = True


@nb.njit(cache=True, nogil=True)
def count_chunk(
    first: int,
    last: int,
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
    """Add to ``counts`` the packages of some blocks of A and one chunk of B that pass each gate.

    Parameters
    ----------
    first, last : int
        Blocks from ``first`` up to, not including, ``last``.
    minus_sums : int64 array, shape (n_predicates, n_blocks, 512)
        Minus the sums of each block of A, ascending; the largest int64 where there is no member.
    order : uint16 array, same shape
        The place in its block (0 to 511) of each entry of ``minus_sums``.
    n_members : int
        Members of A, in all blocks.
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
    n_clauses = len(clause_gate)
    low, high = _batch_ranges(slack, slack_order)
    plain = _plain_predicates(predicate_at, clause_start)
    rows = np.empty((n_predicates, (BLOCK + 1) * WORDS), np.uint64)
    rank = np.empty((n_predicates, n_chunk), np.uint16)
    ready = np.empty(n_predicates, np.bool_)
    sure = np.empty(n_clauses, np.bool_)
    stack = np.empty((depth, BATCH * WORDS), np.uint64)
    planes = np.empty((n_planes, BATCH * WORDS), np.uint64)
    carry = np.empty(BATCH * WORDS, np.uint64)
    passing = np.empty(BATCH * WORDS, np.uint64)
    alive = np.empty(BATCH, np.int64)
    for block in range(first, last):
        ready[:] = False
        members = min(BLOCK, n_members - block * BLOCK)
        least = minus_sums[:, block, 0].copy()
        most = minus_sums[:, block, members - 1].copy()
        for batch in range(len(low)):
            start = batch * BATCH
            n = min(BATCH, n_chunk - start)
            reach = _reach(plain, clause_gate, least, most, low[batch], high[batch], sure)
            if reach > 0:
                _fill_batch(members, start, n, passing, alive)
            for c in range(reach):
                begin, end = clause_start[c], clause_start[c + 1]
                p = plain[c]
                if not sure[c]:
                    parts = predicate_at[begin:end]
                    _fill(parts, block, minus_sums, order, slack, slack_order, rows, rank, ready)
                    if p >= 0:
                        n = _keep_one(passing, rows[p], rank[p], alive, n)
                    else:
                        run(code[begin:end], rows, rank, alive, n, stack, planes, carry)
                        n = _keep(passing, stack[0], alive, n)
                    if n == 0:
                        break
                if c + 1 == n_clauses or clause_gate[c + 1] != clause_gate[c]:
                    counts[clause_gate[c]] += _ones(passing, n * WORDS)
