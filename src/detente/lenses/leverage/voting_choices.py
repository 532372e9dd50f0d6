"""All ways to choose members of classes of voters, and winning coalitions counted by them one by one."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from detente.lenses.leverage.voting_classes import VoterClasses, WinningCounts

__all__ = ["Choices", "choices", "count_by_choices", "n_choices"]

Int = NDArray[np.int64]

#: Up to so many voters no product of counts leaves int64.
SHORT = 50
#: Choices that are held at once.
BLOCK = 2**16


@dataclass(frozen=True, kw_only=True)
class Choices:
    """Every way to take so many members of each of some classes, from none to all.

    Attributes
    ----------
    classes : tuple of int
        The classes chosen from.
    taken : int64 array, shape (n_classes, n)
        Members taken of each.
    sums : int64 array, shape (n_measures, n)
        What they add to each sum of weights.
    sizes : int64 array, shape (n,)
        Members taken in all, ascending.
    ways : array of int, shape (n,)
        Coalitions of that kind: int64 up to 50 voters, else Python's integers.
    """

    classes: tuple[int, ...]
    taken: Int
    sums: Int
    sizes: Int
    ways: NDArray[Any]

    def ways_with_member(self, row: int, members: int) -> NDArray[Any]:
        """Return how many coalitions of each kind hold a given one of the ``members`` of class ``row``."""
        # C(m, j) j / m is whole: it is C(m - 1, j - 1), the ways that have the given one.
        found: NDArray[Any] = self.ways * self.taken[row] // members
        return found


def n_choices(classes: VoterClasses) -> int:
    """Return how many ways there are to choose from all classes: the product of members + 1."""
    return math.prod(members + 1 for members in classes.members)


def choices(classes: VoterClasses, part: Sequence[int], which: range | None = None) -> Choices:
    """List ways to choose members of some classes.

    Parameters
    ----------
    classes : VoterClasses
    part : sequence of int
        The classes to choose from; none at all leave one choice, nobody.
    which : range, optional
        Which of the choices, of all in lexicographic order; all by default.
    """
    shape = [classes.members[k] + 1 for k in part]
    listed = range(math.prod(shape)) if which is None else which
    # One more axis of length 1, for the sake of no classes at all.
    taken = np.array(np.unravel_index(np.asarray(listed), (*shape, 1)), np.int64)[:-1]
    taken = taken[:, np.argsort(taken.sum(axis=0), kind="stable")]
    kind: Any = np.int64 if len(classes.voters) <= SHORT else object
    ways = np.ones(taken.shape[1], kind)
    for k, row in zip(part, taken, strict=True):
        members = classes.members[k]
        ways = ways * np.array([math.comb(members, j) for j in range(members + 1)], kind)[row]
    return Choices(
        classes=tuple(part),
        taken=taken,
        sums=classes.weights[:, list(part)] @ taken,
        sizes=taken.sum(axis=0),
        ways=ways,
    )


def count_by_choices(classes: VoterClasses) -> WinningCounts:
    """Count winning coalitions by size, going through all choices from all classes.

    Right where there are many voters in few classes. Time grows with :func:`n_choices` times the
    classes; memory is bounded.

    Parameters
    ----------
    classes : VoterClasses
    """
    every = range(n_choices(classes))
    # The first row counts all winning coalitions, the others those with a member of each class.
    total = np.zeros((len(classes.members) + 1, len(classes.voters) + 1), object)
    for start in every[::BLOCK]:
        found = choices(classes, range(len(classes.members)), every[start : start + BLOCK])
        win = classes.passes(found.sums)
        ways = [found.ways, *(found.ways_with_member(k, m) for k, m in enumerate(classes.members))]
        for row, of_kind in zip(total, ways, strict=True):
            np.add.at(row, found.sizes[win], of_kind[win])
    by_size, *with_member = (tuple(map(int, row)) for row in total)
    return WinningCounts(by_size=by_size, with_member=tuple(with_member))
