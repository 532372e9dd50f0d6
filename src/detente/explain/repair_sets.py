"""Sets of judgements of a given size that could carry every atom of a block, by branch and bound.

With the factors at given ends the margin of an atom is a sum of what each term adds, so that a set of
terms is judged by adding numbers, and a branch is left as soon as the largest gains that are left do
not suffice for some atom. The numbers come from the exact model, one judgement at a time.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from detente.explain.repair_block import Block, side_by_side

__all__ = ["Gains", "GaveUpError", "SetSearch"]

Float = NDArray[np.float64]
Bool = NDArray[np.bool_]

#: Ends of factors that are looked at for one atom, and branches that are looked at for one block.
MOST_ENDS, MOST_NODES = 600, 15_000
Ends = tuple[tuple[int, str], ...]


class GaveUpError(Exception):
    """A search that would take too long; never leaves this package."""


@dataclass(frozen=True, kw_only=True, eq=False)
class Gains:
    """What each judgement of a block, moved to the ends of its range, makes of each atom.

    Attributes
    ----------
    block : Block
    ends : tuple of dict
        For each atom the ends of its factors (those left out are at their medians), with their place
        in the arrays.
    base : tuple of float arrays, shape (n_ends,)
        Margin with all terms at their medians.
    down, up : tuple of float arrays, shape (n_ends, n_entries)
        What moving one term to an end of its range adds to that.
    """

    block: Block
    ends: tuple[dict[Ends, int], ...]
    base: tuple[Float, ...]
    down: tuple[Float, ...]
    up: tuple[Float, ...]

    @classmethod
    def of(cls, block: Block) -> Gains:
        """Try every judgement at every end of the factors.

        Raises
        ------
        GaveUpError
            Where an atom has too many factors.
        """
        ends, base, down, up = [], [], [], []
        for k in range(len(block.atoms)):
            listed = _ends_of(block, k)
            if len(listed) > MOST_ENDS:
                raise GaveUpError
            found = _tried(block, k, listed)
            ends.append({key: n for n, key in enumerate(listed)})
            base.append(found[0])
            down.append(found[1])
            up.append(found[2])
        return cls(block=block, ends=tuple(ends), base=tuple(base), down=tuple(down), up=tuple(up))

    @cached_property
    def best(self) -> tuple[Float, ...]:
        """Most that each term can add to each atom, shape (n_ends, n_entries) each."""
        return tuple(np.maximum(np.maximum(d, u), 0.0) for d, u in zip(self.down, self.up, strict=True))

    @cached_property
    def factors(self) -> tuple[int, ...]:
        """Places of the factors that can move."""
        found = {place for one in self.block.factors for place in one if self.block.movable[place]}
        return tuple(sorted(found))

    @cached_property
    def terms(self) -> tuple[int, ...]:
        """Places of the terms that can move and help somewhere, most helpful first."""
        need = np.maximum(-self.block.now, 1).astype(np.float64)
        helps = np.array([one.max(axis=0) for one in self.best])
        failing = self.block.now < 0
        worth = np.minimum(helps / need[:, None], 1.0)[failing].sum(axis=0)
        useful = [k for k in range(len(self.block.rows)) if helps[:, k].any() and k not in self.factors]
        return tuple(sorted(useful, key=lambda k: (-worth[k], k)))


def _ends_of(block: Block, atom: int) -> list[Ends]:
    """List the ends of the factors of an atom that can move, each perhaps left at its median."""
    factors = {place: ends for place, ends in block.factors[atom].items() if block.movable[place]}
    choices = [[None, *((place, end) for end in ends)] for place, ends in sorted(factors.items())]
    if np.prod([len(one) for one in choices], dtype=float) > MOST_ENDS:
        raise GaveUpError
    return [tuple(x for x in one if x is not None) for one in itertools.product(*choices)]


def _tried(block: Block, atom: int, listed: list[Ends]) -> tuple[Float, Float, Float]:
    low, high = block.within
    terms = np.flatnonzero((block.signs[atom] != 0) & block.movable).tolist()
    each = 2 * len(terms) + 1
    columns = np.repeat(block.middles, each * len(listed), axis=1).reshape(len(block.rows), len(listed), each)
    for n, ends in enumerate(listed):
        for place, end in ends:
            columns[place, n] = low[place] if end == "low" else high[place]
    for t, place in enumerate(terms):
        columns[place, :, 1 + 2 * t], columns[place, :, 2 + 2 * t] = low[place], high[place]
    margins = block.margins(side_by_side(columns))[:, atom].reshape(len(listed), each)
    found = margins.astype(np.float64)
    down, up = (np.zeros((len(listed), len(block.rows))) for _ in range(2))
    down[:, terms] = found[:, 1::2] - found[:, :1]
    up[:, terms] = found[:, 2::2] - found[:, :1]
    return found[:, 0], down, up


@dataclass(kw_only=True, eq=False)
class SetSearch:
    """Lists the sets of judgements whose members could carry every atom, taken one by one.

    Attributes
    ----------
    gains : Gains
    nodes : int
        Branches looked at so far.
    """

    gains: Gains
    nodes: int = 0

    def sets_of(self, size: int) -> Iterator[Bool]:
        """Yield every set of this size that may do, as flags of shape (n_entries,).

        A set that is not listed cannot make all atoms hold, whatever the values of its members.

        Raises
        ------
        GaveUpError
            Where it takes too many branches.
        """
        factors, terms = self.gains.factors, self.gains.terms
        for n in range(max(0, size - len(terms)), min(size, len(factors)) + 1):
            for moved in itertools.combinations(factors, n):
                yield from self._with_factors(moved, size - n)

    def _with_factors(self, moved: tuple[int, ...], n_terms: int) -> Iterator[Bool]:
        """Yield the sets with these factors and so many terms."""
        base, gain = self._numbers(moved)
        least = -self.gains.block.spare
        if not self._may_do(base + _largest(gain, n_terms), least):
            return
        n = gain.shape[2]
        rest = [[_largest(gain[:, :, k:], m) for m in range(n_terms + 1)] for k in range(n + 1)]
        members = np.zeros(len(self.gains.block.rows), np.bool_)
        members[list(moved)] = True

        def below(first: int, left: int, reached: Float) -> Iterator[Bool]:
            if left == 0:
                yield members.copy()
                return
            for k in range(first, n - left + 1):
                if not self._may_do(reached + rest[k][left], least):
                    return
                further = reached + gain[:, :, k]
                if self._may_do(further + rest[k + 1][left - 1], least):
                    members[self.gains.terms[k]] = True
                    yield from below(k + 1, left - 1, further)
                    members[self.gains.terms[k]] = False

        yield from below(0, n_terms, base)

    def _may_do(self, most: Float, least: Float) -> bool:
        """Tell whether every atom can reach its threshold at some end of its factors."""
        self.nodes += 1
        if self.nodes > MOST_NODES:
            raise GaveUpError
        return bool((most.max(axis=1) >= least).all())

    def _numbers(self, moved: tuple[int, ...]) -> tuple[Float, Float]:
        """Base and gains of the terms at the ends of the factors that move.

        Shapes (n_atoms, n_corners) and (n_atoms, n_corners, n_terms).
        """
        gains = self.gains
        picked = []
        for k, factors in enumerate(gains.block.factors):
            choices = [[(place, end) for end in factors[place]] for place in moved if place in factors]
            picked.append([gains.ends[k][tuple(one)] for one in itertools.product(*choices)])
        most = max(map(len, picked))
        base = np.full((len(picked), most), -np.inf)
        gain = np.zeros((len(picked), most, len(gains.terms)))
        for k, places in enumerate(picked):
            base[k, : len(places)] = gains.base[k][places]
            gain[k, : len(places)] = gains.best[k][places][:, list(gains.terms)]
        return base, gain


def _largest(gain: Float, n: int) -> Float:
    """Add up the n largest gains of each line."""
    if n == 0 or gain.shape[2] == 0:
        return np.zeros(gain.shape[:2])
    found: Float = -np.sort(-gain, axis=2)[:, :, :n].sum(axis=2)
    return found
