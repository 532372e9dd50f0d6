"""Atoms that hang on the same judgements, and how far these can carry them.

Blocks share no judgement, so that a repair of a package is a repair of each of them.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from detente.errors import TooLargeError
from detente.explain.entries import Entry
from detente.explain.package_model import PackageModel
from detente.explain.repair_atoms import Atom, Influence, atom_margins, ends_at

__all__ = ["Block", "blocks_of", "side_by_side"]

Int = NDArray[np.int64]
Float = NDArray[np.float64]
Bool = NDArray[np.bool_]

#: Margin of a keeping condition per unit of surplus, at most.
KEEPING_SCALE = 1 << 14
#: Factors of one atom up to which those without a range are moved beyond it, and with a range at most.
MOST_FACTORS, MOST_CORNERED = 7, 12


@dataclass(frozen=True, kw_only=True, eq=False)
class Block:
    """Atoms and the judgements that bear on any of them.

    Attributes
    ----------
    influence : Influence
        Of all atoms of the package.
    numbers : tuple of int
        Which of these are in the block.
    rows : tuple of int
        Rows of the judgements, sorted.
    """

    influence: Influence
    numbers: tuple[int, ...]
    rows: tuple[int, ...]

    @property
    def model(self) -> PackageModel:
        """The model of the package."""
        return self.influence.model

    @cached_property
    def atoms(self) -> tuple[Atom, ...]:
        """Atoms of the block."""
        return tuple(self.influence.atoms[k] for k in self.numbers)

    @cached_property
    def entries(self) -> tuple[Entry, ...]:
        """Judgements of the block."""
        return tuple(self.model.entries[row] for row in self.rows)

    @cached_property
    def movable(self) -> Bool:
        """Which judgements have a range to move in, shape (n_entries,)."""
        return np.array([not entry.is_certain for entry in self.entries], np.bool_)

    @cached_property
    def signs(self) -> NDArray[np.int8]:
        """Direction in which each term helps each atom, shape (n_atoms, n_entries)."""
        return self.influence.signs[np.ix_(self.numbers, self.rows)]

    @cached_property
    def factors(self) -> tuple[dict[int, tuple[str, ...]], ...]:
        """For each atom its factors by place in ``entries``, with the ends at which it may be best."""
        place = {row: k for k, row in enumerate(self.rows)}
        return tuple(
            {place[row]: ends for row, ends in self.influence.factors[k].items()} for k in self.numbers
        )

    @cached_property
    def slack(self) -> Float:
        """Units by which the rounding of shares can lift each atom above its best corner.

        0 where nothing is rounded, or each judgement is rounded in its own direction. What a word or a
        share of relative gains weighs is rounded option by option.
        """
        rounded = 4.0 * (len(self.rows) + len(self.model.packages[0].package))
        found = []
        for atom, factors in zip(self.atoms, self.factors, strict=True):
            size = rounded if factors and atom.kind != "delivery" else 0.0
            found.append(size * (KEEPING_SCALE if atom.kind == "keeps the deal" else 1))
        return np.array(found)

    def bend(self, reach: float = 1.0) -> Float:
        """Units by which each atom may be larger inside the box than at any corner; 0 nearly always."""
        bends = [self.influence.bends[number] for number in self.numbers]
        if not any(bends):
            return np.zeros(len(bends))
        low, high = self.ends(np.array([reach]))
        width = {row: float(high[k, 0] - low[k, 0]) for k, row in enumerate(self.rows)}
        return np.array([sum(size * width[row] ** 2 / 8 for row, size in one.items()) for one in bends])

    @cached_property
    def within(self) -> tuple[Float, Float]:
        """Ends of the ranges, shape (n_entries,) each."""
        low, high = self.ends(np.array([1.0]))
        return low[:, 0], high[:, 0]

    @cached_property
    def spare(self) -> Float:
        """Units by which each atom may be above its best corner within the ranges."""
        return self.slack + self.bend()

    def ends(self, reaches: Float) -> tuple[Float, Float]:
        """How far down and up each judgement goes, shape (n_entries, n_reaches) each."""
        return ends_at(self.entries, reaches)

    def margins(self, columns: Float) -> Int:
        """Margins of the atoms for values of the judgements of the block, others at their medians.

        ``columns`` has shape (n_entries, n_samples); the answer (n_samples, n_atoms).
        """
        values = np.repeat(self.model.medians, columns.shape[1], axis=1)
        values[list(self.rows)] = columns
        return atom_margins(self.model, self.atoms, values)

    @cached_property
    def middles(self) -> Float:
        """Medians of the judgements, shape (n_entries, 1)."""
        return self.model.medians[list(self.rows)]

    @cached_property
    def now(self) -> Int:
        """Margins at the medians, shape (n_atoms,)."""
        margins: Int = self.margins(self.middles)[0]
        return margins

    def corners(self, atom: int, *, beyond: bool) -> list[dict[int, str]]:
        """Ends of the factors of one atom, in all combinations in which it may be best.

        Within the ranges only factors that have one; ``beyond`` them the others, too, unless there
        are too many.

        Raises
        ------
        TooLargeError
            Where too many factors have ranges.
        """
        factors = self.factors[atom]
        if not beyond or len(factors) > MOST_FACTORS:
            factors = {place: ends for place, ends in factors.items() if self.movable[place]}
        if len(factors) > MOST_CORNERED:
            raise TooLargeError(
                f"{len(factors)} uncertain chances bear on one condition of this package; a repair by "
                f"judgements can be asked for with up to {MOST_CORNERED}"
            )
        return [dict(zip(factors, ends, strict=True)) for ends in itertools.product(*factors.values())]

    def best_columns(self, atom: int, members: Bool, reaches: Float) -> Float:
        """Values of the judgements at the corners where one atom may be largest.

        Parameters
        ----------
        atom : int
        members : bool array, shape (m, n_entries)
            Judgements that may move.
        reaches : float array, shape (m,)

        Returns
        -------
        float array, shape (n_entries, m, n_corners)
        """
        low, high = self.ends(reaches)
        corners = self.corners(atom, beyond=bool((reaches > 1).any()))
        columns = np.repeat(self.middles, len(members), axis=1)
        sign = self.signs[atom][:, None]
        columns = np.where(members.T & (sign > 0), high, columns)
        columns = np.where(members.T & (sign < 0), low, columns)
        found = np.repeat(columns[:, :, None], len(corners), axis=2)
        for c, corner in enumerate(corners):
            for place, end in corner.items():
                moved = low if end == "low" else high
                found[place, :, c] = np.where(members[:, place], moved[place], columns[place])
        return found

    def best(self, members: Bool, reaches: Float) -> Int:
        """Largest margin of each atom by itself when some judgements may move, shape (m, n_atoms)."""
        found = np.empty((len(members), len(self.atoms)), np.int64)
        for k in range(len(self.atoms)):
            columns = self.best_columns(k, members, reaches)
            margins = self.margins(side_by_side(columns))[:, k]
            found[:, k] = margins.reshape(columns.shape[1:]).max(axis=1)
        return found


def side_by_side(columns: Float) -> Float:
    """Lay values for several samples, shape (n_entries, a, b), out as one array (n_entries, a b)."""
    return columns.reshape(len(columns), columns.shape[1] * columns.shape[2])


def blocks_of(influence: Influence, together: Sequence[int]) -> tuple[Block, ...]:
    """Sort atoms into blocks.

    Parameters
    ----------
    influence : Influence
    together : sequence of int
        Atoms that must all hold: those among them that share judgements make one block. Every
        other atom is a block of its own.

    Returns
    -------
    tuple of Block
        In the order of their first atoms.
    """
    touched = [_touched(influence, k) for k in range(len(influence.atoms))]
    groups: list[tuple[list[int], set[int]]] = []
    for k, rows in enumerate(touched):
        group, taken = [k], set(rows)
        if k in together:
            joined = [g for g in groups if g[0][0] in together and g[1] & taken]
            for other in joined:
                groups.remove(other)
                group, taken = other[0] + group, other[1] | taken
        groups.append((sorted(group), taken))
    groups.sort(key=lambda g: g[0][0])
    return tuple(
        Block(influence=influence, numbers=tuple(group), rows=tuple(sorted(rows))) for group, rows in groups
    )


def _touched(influence: Influence, atom: int) -> Iterator[int]:
    """Yield the rows of the judgements that bear on an atom."""
    yield from (int(row) for row in np.flatnonzero(influence.signs[atom]))
    yield from influence.factors[atom]
