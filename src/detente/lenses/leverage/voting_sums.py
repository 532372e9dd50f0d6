"""Winning coalitions counted by sums of weights: voters join one after the other.

An array counts the coalitions of each size and each sum of weights; a voter who joins adds the
array to itself, moved by its weights, and taking the voter out again is the same subtracted. So the
work grows with the different sums and not with the coalitions (generating functions: Mann and
Shapley 1962, *RAND* RM-3158; Brams and Affuso 1976, *Theory and Decision* 7).
"""

from __future__ import annotations

import math
from collections.abc import Iterator
from typing import Any

import numpy as np
from numpy.typing import NDArray

from detente.lenses.leverage.voting_classes import VoterClasses, WinningCounts

__all__ = ["can_count_by_sums", "count_by_sums"]

Int = NDArray[np.int64]
Bool = NDArray[np.bool_]

#: Up to so many voters every count fits into int64.
SHORT = 62
#: Sizes times sums that are held at once, and that times voters and quotas; with longer integers, fewer.
MOST_CELLS, MOST_WORK = 2**23, 2**29
MOST_LONG_CELLS, MOST_LONG_WORK = 2**21, 2**28


def can_count_by_sums(classes: VoterClasses) -> bool:
    """Tell whether sizes times sums are few enough.

    8,388,608, and 536,870,912 times voters and quotas together; with more than 62 voters 2,097,152
    and 268,435,456.
    """
    n = len(classes.voters)
    cells = (n + 1) * math.prod(_lengths(classes))
    most, work = (MOST_CELLS, MOST_WORK) if n <= SHORT else (MOST_LONG_CELLS, MOST_LONG_WORK)
    return cells <= most and cells * (n + classes.n_quotas) <= work


def _axes(classes: VoterClasses) -> list[int]:
    """Return the measures that need an axis: where all voters weigh the same, size tells the sum."""
    return [m for m, row in enumerate(classes.weights.tolist()) if len(set(row)) > 1]


def _lengths(classes: VoterClasses) -> tuple[int, ...]:
    totals = classes.weights @ np.array(classes.members, np.int64)
    # One more axis of length 1, for the sake of no axes at all.
    return (*(int(totals[m]) + 1 for m in _axes(classes)), 1)


def count_by_sums(classes: VoterClasses) -> WinningCounts:
    """Count winning coalitions by size, through the number of coalitions with each sum.

    Parameters
    ----------
    classes : VoterClasses
        For which :func:`can_count_by_sums` holds.
    """
    n = len(classes.voters)
    steps = classes.weights[_axes(classes)].T.tolist()
    counts = _coalitions(classes, steps)
    passing = list(_passing(classes))
    by_size = [_total(row, win) for row, win in zip(counts, passing, strict=True)]
    with_member = []
    for step in steps:
        without = [_total(row, win) for row, win in zip(_taken_out(counts, step), passing, strict=True)]
        with_member.append(tuple(by_size[s] - without[s] for s in range(n + 1)))
    return WinningCounts(by_size=tuple(by_size), with_member=tuple(with_member))


def _total(row: NDArray[Any], win: Bool) -> int:
    return int(row[win].sum())


def _coalitions(classes: VoterClasses, steps: list[list[int]]) -> NDArray[Any]:
    """Return the number of coalitions by size and sums."""
    n = len(classes.voters)
    counts = np.zeros((n + 1, *_lengths(classes)), np.int64 if n <= SHORT else object)
    counts[(0,) * counts.ndim] = 1
    joining = [step for step, members in zip(steps, classes.members, strict=True) for _ in range(members)]
    for present, step in enumerate(joining):
        moved, kept = _moved(step)
        # All that is read is copied by numpy before it is written over.
        counts[(slice(1, present + 2), *moved)] += counts[(slice(present + 1), *kept)]
    return counts


def _moved(step: list[int]) -> tuple[tuple[slice, ...], tuple[slice, ...]]:
    """Return where sums lie after a voter has joined, and where they lay before."""
    return tuple(slice(w, None) for w in step), tuple(slice(-w or None) for w in step)


def _taken_out(counts: NDArray[Any], step: list[int]) -> Iterator[NDArray[Any]]:
    """Yield the number of coalitions without one voter by sums, for each size."""
    moved, kept = _moved(step)
    row = counts[0]
    yield row
    for of_size in counts[1:]:
        smaller, row = row, of_size.copy()
        row[moved] -= smaller[kept]
        yield row


def _passing(classes: VoterClasses) -> Iterator[Bool]:
    """Yield which sums pass, for each size."""
    lengths, axes = _lengths(classes), _axes(classes)
    sums = np.zeros((len(classes.weights), math.prod(lengths)), np.int64)
    sums[axes] = np.array(np.unravel_index(np.arange(sums.shape[1]), lengths))[:-1]
    level = np.where(np.isin(np.arange(len(sums)), axes), 0, classes.weights[:, 0])
    for size in range(len(classes.voters) + 1):
        yield classes.passes(sums, size * level).reshape(lengths)
