"""Cut the issues in two halves and lay out the choices on each for counting.

A choice on the issues of half A is a *member* of A, likewise for B; a package is one member of
each. Members of A stand in blocks and those of B in batches. A block and a batch whose members
have similar sums are mostly decided as a whole: all of their packages satisfy a predicate, or
none does. So members are ordered before they are cut, strip by strip as in a k-d tree (Bentley
1975), which changes no count.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from detente.kernel.bitsets import BATCH, BLOCK
from detente.kernel.system import PRED, System

__all__ = ["CHUNK", "Halves", "halved"]

#: Members of B that are sorted and worked on together.
CHUNK = 16384
#: Most predicates by which members are ordered, and about the fewest strips of each.
MOST_ORDERINGS, STRIPS = 3, 4
NO_MEMBER = np.iinfo(np.int64).max

Int = NDArray[np.int64]
Short = NDArray[np.uint16]


@dataclass(frozen=True, kw_only=True, eq=False)
class Halves:
    """Both halves of a system, ready to be combined.

    Attributes
    ----------
    n_members : int
        Members of A.
    minus_sums : int64 array, shape (n_predicates, n_blocks, 512)
        Minus the sums of each block of A, ascending; the largest int64 where there is no member.
    order : uint16 array, same shape
        The place in its block (0 to 511) of each entry of ``minus_sums``.
    slack : int64 array, shape (n_predicates, members of B)
        Sum minus threshold of each member of B.
    """

    n_members: int
    minus_sums: Int
    order: Short
    slack: Int


def halved(core: System) -> Halves:
    """Lay out both halves of a reduced system (see :mod:`detente.kernel.reduction`)."""
    half_a, half_b = _split(np.diff(core.offsets).tolist())
    sums = _half_sums(core, half_a)
    n_members = sums.shape[1]
    n_blocks = -(-n_members // BLOCK)
    # Each predicate must have some strips of its own, or sorting costs more than it saves.
    plain = _plain_predicates(core)[: min(MOST_ORDERINGS, int(math.log(max(n_blocks, 1), STRIPS)))]
    _order_alike(sums, plain, n_blocks)
    minus_sums, order = _sorted_blocks(sums)
    del sums  # half of the memory at this point
    slack = _half_sums(core, half_b)
    slack -= core.thresholds[:, None]
    _order_alike(slack, plain, slack.shape[1] // BATCH)
    return Halves(n_members=n_members, minus_sums=minus_sums, order=order, slack=slack)


def _split(sizes: list[int]) -> tuple[list[int], list[int]]:
    """Split issues in two halves so that blocks of A times members of B, and sorting, cost least."""
    masks = {1: 0}
    for i, size in enumerate(sizes):
        masks |= {n * size: mask | 1 << i for n, mask in masks.items() if n * size not in masks}
    total = math.prod(sizes)

    def cost(a: int) -> int:
        b = total // a
        return -(-a // BLOCK) * (b + 400 * -(-b // CHUNK)) + 10 * (a + b)

    mask = masks[min(masks, key=cost)]
    chosen = [bool(mask >> i & 1) for i in range(len(sizes))]
    return [i for i, c in enumerate(chosen) if c], [i for i, c in enumerate(chosen) if not c]


def _half_sums(core: System, issues: list[int]) -> Int:
    """Return the sums of every choice on ``issues``, shape (n_predicates, n_choices)."""
    n_predicates = len(core.thresholds)
    sums = np.zeros((n_predicates, 1), np.int64)
    for i in issues:
        options = core.tables[:, None, core.offsets[i] : core.offsets[i + 1]]
        sums = (sums[:, :, None] + options).reshape(n_predicates, -1)
    return sums


def _plain_predicates(core: System) -> list[int]:
    """Return the predicates that are a clause by themselves, earliest gate first."""
    start = core.clause_start
    alone = [int(core.code[a + 1]) for a in start[:-1][np.diff(start) == 2] if core.code[a] == PRED]
    return list(dict.fromkeys(alone))


def _order_alike(sums: Int, predicates: list[int], cells: int) -> None:
    """Order members in place: strips by the first predicate, strips of those by the second, ..

    Parameters
    ----------
    sums : int64 array, shape (n_predicates, n_members)
        Largest sums come first within each strip.
    predicates : list of int
        Those under which all members have the same sum are passed over.
    cells : int
        How many groups of like members are wanted, about.
    """
    varied = [p for p in predicates if sums[p].min() < sums[p].max()]
    if not varied:
        return
    n = sums.shape[1]
    order = np.arange(n)
    cuts = max(2, round(cells ** (1 / len(varied))))
    width = n
    for p in varied:
        for start in range(0, n, width):
            strip = order[start : start + width]
            order[start : start + width] = strip[np.argsort(-sums[p, strip])]
        width = -(-width // cuts)
    for row in sums:
        row[:] = row[order]


def _sorted_blocks(sums: Int) -> tuple[Int, Short]:
    """Cut half A into blocks and sort each by minus the sum of each predicate."""
    n_predicates, n_members = sums.shape
    n_blocks = -(-n_members // BLOCK)
    minus = np.full((n_predicates, n_blocks * BLOCK), NO_MEMBER)
    np.negative(sums, out=minus[:, :n_members])
    minus = minus.reshape(n_predicates, n_blocks, BLOCK)
    order = np.empty(minus.shape, np.uint16)
    for p in range(n_predicates):
        ascending = np.argsort(minus[p], axis=1)
        minus[p] = np.take_along_axis(minus[p], ascending, axis=1)
        order[p] = ascending
    return minus, order
