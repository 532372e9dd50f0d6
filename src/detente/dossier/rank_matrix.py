r"""Rank correlations between judgements, taken together: groups, and whether they fit each other.

A judgement is drawn through a normal score, so ranks are carried by the correlation of scores: for
a normal pair with Pearson correlation :math:`r`, Spearman's is :math:`(6 / \pi) \arcsin(r / 2)`
(Kruskal 1958, *Journal of the American Statistical Association* 53). A list of pairs is possible
only if the matrix of all of them, 0 where nothing is said, is positive definite (Iman and Conover
1982, *Communications in Statistics* B11).
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import combinations

import numpy as np
from numpy.typing import NDArray

from detente.dossier.dossier import Correlation

__all__ = ["LEAST", "RankGroup", "least_eigenvalue", "rank_groups", "shrink_factor"]

Float = NDArray[np.float64]

#: An eigenvalue not above this is not told from zero.
LEAST = 1e-10
_FIGURES = 3


@dataclass(frozen=True, kw_only=True, eq=False)
class RankGroup:
    """Judgements that are correlated with each other, directly or through others.

    Attributes
    ----------
    paths : tuple of str
        Sorted; two or more.
    ranks : float64 array, shape (n_paths, n_paths)
        Spearman's rank correlation of each pair: 1 on the diagonal, 0 for a pair of which nothing is
        said.
    """

    paths: tuple[str, ...]
    ranks: Float

    @property
    def pearson(self) -> Float:
        """Correlation of the normal scores, same shape: ``2 sin(pi rank / 6)``."""
        return _pearson(self.ranks)

    @property
    def unsaid(self) -> tuple[tuple[str, str], ...]:
        """Pairs of the group of which nothing is said, or that are said to be independent."""
        rows = combinations(range(len(self.paths)), 2)
        return tuple((self.paths[i], self.paths[j]) for i, j in rows if self.ranks[i, j] == 0)


def rank_groups(correlations: Iterable[Correlation]) -> tuple[RankGroup, ...]:
    """Put judgements together that are correlated with each other, directly or through others.

    Parameters
    ----------
    correlations : iterable of Correlation
        Each pair given once. Of a pair given twice the later rank counts; checks refuse it before.

    Returns
    -------
    tuple of RankGroup
        By their first path. Empty where nothing is correlated.
    """
    ranks = {pair: entry.rank for entry in correlations for pair in combinations(sorted(set(entry.of)), 2)}
    root: dict[str, str] = {path: path for pair in ranks for path in pair}
    for one, other in ranks:
        first, second = sorted((_root(root, one), _root(root, other)))
        root[second] = first
    members: dict[str, list[str]] = {}
    for path in sorted(root):
        members.setdefault(_root(root, path), []).append(path)
    places = {path: (group, row) for group, paths in members.items() for row, path in enumerate(paths)}
    matrices = {group: np.eye(len(paths)) for group, paths in members.items()}
    for (one, other), rank in ranks.items():
        (group, i), (_, j) = places[one], places[other]
        matrices[group][i, j] = matrices[group][j, i] = rank
    return tuple(RankGroup(paths=tuple(paths), ranks=matrices[group]) for group, paths in members.items())


def _root(root: dict[str, str], path: str) -> str:
    while root[path] != path:
        root[path] = path = root[root[path]]
    return path


def least_eigenvalue(ranks: Float) -> float:
    """Return the least eigenvalue of the correlation of normal scores; not above 0 where impossible."""
    return float(np.linalg.eigvalsh(_pearson(ranks))[0])


def shrink_factor(ranks: Float) -> float:
    """Return the largest factor, to three figures, by which to multiply ranks so that they are possible.

    Parameters
    ----------
    ranks : float64 array, shape (n, n)
        As of a :class:`RankGroup`.

    Returns
    -------
    float
        1 where they are possible already; otherwise above 0 and below 1, rounded down.
    """
    if _is_possible(ranks, 1.0):
        return 1.0
    low, high = 0.0, 1.0
    while high - low > 1e-6 * high:
        middle = (low + high) / 2
        low, high = (middle, high) if _is_possible(ranks, middle) else (low, middle)
    return next(factor for factor in _rounded_down(low) if _is_possible(ranks, factor))


def _rounded_down(factor: float) -> Iterator[float]:
    step = 10.0 ** (math.floor(math.log10(factor)) - _FIGURES + 1)
    figures = math.floor(factor / step)
    yield from (figure * step for figure in range(figures, 0, -1))


def _is_possible(ranks: Float, factor: float) -> bool:
    shrunk = ranks * factor
    np.fill_diagonal(shrunk, 1.0)
    return least_eigenvalue(shrunk) > LEAST


def _pearson(ranks: Float) -> Float:
    # Each rank's sine by itself: numpy's own differs between processors in the last bit.
    some, places = np.unique(ranks, return_inverse=True)
    sines = np.array([2.0 * math.sin(math.pi * rank / 6.0) for rank in some])
    found: Float = sines[places].reshape(ranks.shape)
    np.fill_diagonal(found, 1.0)
    return found
