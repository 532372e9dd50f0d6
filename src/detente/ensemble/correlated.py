"""Correlated judgements: a Gaussian copula over the uniforms of a group.

Each member of a group has a uniform of its own, found by its path. Their normal scores, in the order
of the paths, are multiplied by the lower Cholesky factor of the correlation of scores and turned
back into uniforms (Iman and Conover 1982, *Communications in Statistics* B11(3); Nelsen 2006, *An
Introduction to Copulas*, sec. 2.6). Every member is uniform as before; ranks go together as asked.

A member takes part even where the dossier in hand has no such number any more, so that a trimmed or
changed dossier has the same draws. Sums are made term by term in the order of the paths, so that they
do not depend on how many draws are made at once.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from detente.dossier.dossier import Correlation
from detente.dossier.rank_matrix import RankGroup, rank_groups
from detente.errors import RunError

__all__ = ["Copula", "copulas"]

Float = NDArray[np.float64]

_LOWEST, _HIGHEST = 2.0**-54, 1.0 - 2.0**-53
_CACHED = 8


@dataclass(frozen=True, kw_only=True, eq=False)
class Copula:
    """How the uniforms of a group go together.

    Attributes
    ----------
    paths : tuple of str
        Sorted.
    factor : float64 array, shape (n_paths, n_paths)
        Lower Cholesky factor of the correlation of normal scores.
    """

    paths: tuple[str, ...]
    factor: Float

    def uniforms(self, rows: Sequence[int], own: Float) -> Float:
        """Return the uniforms of some members.

        Parameters
        ----------
        rows : sequence of int
            Places in ``paths``.
        own : float64 array, shape (max(rows) + 1, n_draws)
            Independent uniforms of the members up to the last of these rows: no later one bears on
            them.

        Returns
        -------
        float64 array, shape (len(rows), n_draws)
            In [0, 1).
        """
        # Imported here because scipy.special costs a tenth of a second at start-up.
        from scipy import special

        scores = special.ndtri(np.clip(own, _LOWEST, _HIGHEST))
        sums = np.zeros((len(rows), own.shape[1]))
        factor = self.factor[list(rows)]
        for k, score in enumerate(scores):
            sums += factor[:, k, None] * score
        found: Float = np.minimum(special.ndtr(sums), _HIGHEST)
        return found


@lru_cache(maxsize=_CACHED)
def copulas(correlations: tuple[Correlation, ...]) -> Mapping[str, tuple[Copula, int]]:
    """Return, by path, the copula that a judgement is part of and its place in it.

    Parameters
    ----------
    correlations : tuple of Correlation

    Returns
    -------
    mapping of str to (Copula, int)
        Judgements that go with none are absent.

    Raises
    ------
    RunError
        If what is said of a group is impossible. Loading a dossier refuses that already.
    """
    found: dict[str, tuple[Copula, int]] = {}
    for group in rank_groups(correlations):
        copula = Copula(paths=group.paths, factor=_cholesky(group))
        found.update((path, (copula, row)) for row, path in enumerate(group.paths))
    return found


def _cholesky(group: RankGroup) -> Float:
    """Return the lower Cholesky factor, computed term by term: LAPACK differs between machines."""
    left = group.pearson
    factor = np.zeros_like(left)
    for k in range(len(left)):
        if not left[k, k] > 0:
            listed = ", ".join(group.paths[:6])
            raise RunError(f"the rank correlations of {listed} cannot all be true at once")
        column = left[k:, k] / np.sqrt(left[k, k])
        factor[k:, k] = column
        left[k:, k:] -= column[:, None] * column
    return factor
