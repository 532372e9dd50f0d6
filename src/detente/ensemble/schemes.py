"""The scheme by which a run draws its judgements."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from typing import Literal, get_args

from detente.dossier.dossier import Correlation
from detente.dossier.quantity import Quantity
from detente.errors import RunError, TooLargeError, UnknownNameError

__all__ = [
    "LATIN_HYPERCUBE",
    "MAX_DIMENSIONS",
    "MONTE_CARLO",
    "SCHEMES",
    "SOBOL",
    "Scheme",
    "SchemeKind",
    "paths_drawn",
]

SchemeKind = Literal["monte carlo", "latin hypercube", "sobol"]
SCHEMES: tuple[SchemeKind, ...] = get_args(SchemeKind)
MONTE_CARLO, LATIN_HYPERCUBE, SOBOL = SCHEMES

MAX_DIMENSIONS = 21_201
"""Dimensions for which there are direction numbers (Joe and Kuo 2008)."""


@dataclass(frozen=True, kw_only=True)
class Scheme:
    """How the uniforms behind the judgements of each draw are chosen.

    Attributes
    ----------
    kind : str
        ``"monte carlo"``: independent draws. ``"latin hypercube"``: every judgement meets each of
        ``draws`` equally likely parts of its range just once (McKay, Beckman and Conover 1979).
        ``"sobol"``: a scrambled Sobol sequence, which also spreads judgements evenly over pairs
        and more (Owen 1998).
    seed : int
        0 or more.
    draws : int or None
        Draws in all. A Latin hypercube must know it; the others draw the same whatever it is.
    dimensions : tuple of str
        For a Sobol sequence the paths that have a dimension, in that order; see :meth:`over`. A
        path without one has its stream of Monte Carlo, which keeps every estimate unbiased.
        Empty for the other kinds.

    Raises
    ------
    UnknownNameError
        If there is no such kind.
    RunError
        If seed or draws cannot be, or a Latin hypercube does not know its draws.
    TooLargeError
        If there are more than 21,201 dimensions.
    """

    kind: SchemeKind = MONTE_CARLO
    seed: int = 0
    draws: int | None = None
    dimensions: tuple[str, ...] = field(default=(), repr=False)

    def __post_init__(self) -> None:
        """Refuse what cannot be drawn."""
        if self.kind not in SCHEMES:
            raise UnknownNameError("sampling scheme", str(self.kind), SCHEMES)
        if not _is_whole(self.seed, 0):
            raise RunError(f"the seed must be a whole number of 0 or more, not {self.seed!r}")
        if self.draws is not None and not _is_whole(self.draws, 1):
            raise RunError(f"draws must be a whole number of 1 or more, not {self.draws!r}")
        if self.kind == LATIN_HYPERCUBE and self.draws is None:
            raise RunError("a Latin hypercube must know the number of draws in advance; give draws")
        if len(self.dimensions) > MAX_DIMENSIONS:
            raise TooLargeError(
                f"a Sobol sequence has at most {MAX_DIMENSIONS:,} dimensions and the dossier has "
                f"{len(self.dimensions):,} numbers; draw them as a Latin hypercube"
            )

    def over(self, paths: Iterable[str]) -> Scheme:
        """Give the numbers of a run their dimensions.

        Parameters
        ----------
        paths : iterable of str
            Of all numbers of the dossier under every reading and variant that will be compared,
            certain ones too; see :func:`paths_drawn`.

        Returns
        -------
        Scheme
            Itself for kinds without dimensions.
        """
        if self.kind != SOBOL:
            return self
        return replace(self, dimensions=tuple(sorted(set(paths))))

    @property
    def caveats(self) -> tuple[str, ...]:
        """What to bear in mind of results drawn by this scheme."""
        if self.kind != SOBOL or self.draws is None or self.draws & (self.draws - 1) == 0:
            return ()
        near = 1 << (self.draws.bit_length() - 1)
        return (
            f"a Sobol sequence is evenly spread where the number of draws is a power of 2, and "
            f"{self.draws:,} is none; the nearest are {near:,} and {2 * near:,}",
        )


def paths_drawn(quantities: Iterable[Quantity], correlations: Iterable[Correlation]) -> set[str]:
    """Return the paths whose uniforms a dossier can ask for: its numbers, and what they go with."""
    return {q.path for q in quantities} | {path for entry in correlations for path in entry.of}


def _is_whole(value: object, least: int) -> bool:
    return isinstance(value, int) and not isinstance(value, bool) and value >= least
