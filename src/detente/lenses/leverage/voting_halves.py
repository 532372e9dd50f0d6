"""Winning coalitions counted by halves: each coalition of one half of the voters meets each of the other.

Two to the power of half the voters are few (16,384 for 28), and a whole half is added up and
compared with the quotas at once. Weights may be of any size, for the rule is only asked whether
sums reach quotas.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from detente.lenses.leverage.voting_choices import Choices, choices
from detente.lenses.leverage.voting_classes import VoterClasses, WinningCounts

__all__ = ["count_by_halves"]

Int = NDArray[np.int64]


def count_by_halves(classes: VoterClasses) -> WinningCounts:
    """Count winning coalitions by size, comparing all pairs of halves.

    Time grows with the choices from all classes, about half a second for 2^27; memory with the
    larger half, times the number of voters.

    Parameters
    ----------
    classes : VoterClasses
        Of at most 50 voters.
    """
    small, large = _halves(classes)
    won_small, won_large = _won(classes, small, large)
    n = len(classes.voters)
    with_member: list[tuple[int, ...]] = [()] * len(classes.members)
    for half, won in ((small, won_small), (large, won_large)):
        for row, k in enumerate(half.classes):
            with_member[k] = _by_size(half.sizes, half.ways_with_member(row, classes.members[k]), won, n)
    return WinningCounts(
        by_size=_by_size(small.sizes, small.ways, won_small, n), with_member=tuple(with_member)
    )


def _halves(classes: VoterClasses) -> tuple[Choices, Choices]:
    """Split the classes so that both halves have about as many choices; the smaller comes first."""
    parts: list[list[int]] = [[], []]
    ways = [1, 1]
    for k in sorted(range(len(classes.members)), key=lambda k: -classes.members[k]):
        side = int(ways[1] < ways[0])
        parts[side].append(k)
        ways[side] *= classes.members[k] + 1
    found = sorted((choices(classes, part) for part in parts), key=lambda half: len(half.sizes))
    return found[0], found[1]


def _won(classes: VoterClasses, small: Choices, large: Choices) -> tuple[Int, Int]:
    """Return, for each choice of one half, the coalitions of the other it wins with, by their size."""
    n_small, n_large = int(small.sizes[-1]) + 1, int(large.sizes[-1]) + 1
    starts, alike = np.searchsorted(large.sizes, np.arange(n_large)), bool((large.ways == 1).all())
    won_small = np.zeros((len(small.sizes), n_large), np.int64)
    won_large = np.zeros((n_small, len(large.sizes)), np.int64)
    for a, (size, ways) in enumerate(zip(small.sizes.tolist(), small.ways.tolist(), strict=True)):
        win = classes.passes(large.sums, small.sums[:, a])
        # Without a product where every choice is one coalition: twice as fast.
        won_small[a] = np.add.reduceat(win if alike else win * large.ways, starts, dtype=np.int64)
        won_large[size] += win if ways == 1 else win * ways
    return won_small, won_large.T


def _by_size(sizes: Int, ways: Int, won: Int, n: int) -> tuple[int, ...]:
    """Add up pairs of halves by the members of both together."""
    total = np.zeros(n + 1, np.int64)
    for size in np.unique(sizes):
        rows = sizes == size
        total[size : size + won.shape[1]] += ways[rows] @ won[rows]
    return tuple(total.tolist())
