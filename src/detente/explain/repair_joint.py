r"""Whether some judgements, within a box, can make all atoms of a block hold at once.

Atoms pull against each other where a principal minds what the other gains. With the factors fixed the
question is a linear programme; its solution is only a proposal, checked in the exact model. A "no" is
proved by weights on the atoms: the weighted sum of their margins is linear in every judgement, so that
its largest value over the box stands at a corner (Farkas's lemma; with boxes of factors halved until it
decides, as in McCormick 1976, *Mathematical Programming* 10(1)). What a principal saves by not
performing bends at 0, downwards, and is cut there.
"""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from detente.explain.repair_block import Block, side_by_side
from detente.model.fixed_point import UNIT

__all__ = ["Decision", "decide_jointly"]

Float = NDArray[np.float64]
Bool = NDArray[np.bool_]

#: Boxes of factors looked at, and factors whose corners are all looked at.
MOST_BOXES, MOST_FACTORS = 24, 5


@dataclass(frozen=True, kw_only=True, eq=False)
class Decision:
    """Whether all atoms can hold, and values with which they do.

    Attributes
    ----------
    answer : str
        ``"yes"`` (checked), ``"no"`` (proved) or ``"unknown"``.
    values : float array, shape (n_entries,), or None
        Of the judgements of the block, where the answer is yes.
    """

    answer: Literal["yes", "no", "unknown"]
    values: Float | None = None


def decide_jointly(
    block: Block, members: Bool, reach: float = 1.0, atoms: Sequence[int] | None = None
) -> Decision:
    """Decide whether some judgements can make atoms of a block hold together.

    Parameters
    ----------
    block : Block
    members : bool array, shape (n_entries,)
        Judgements that may move.
    reach : float
        How far.
    atoms : sequence of int, optional
        Places in ``block.atoms``; all if not given.

    Returns
    -------
    Decision
    """
    chosen = list(range(len(block.atoms))) if atoms is None else list(atoms)
    alone = block.best(members[None], np.array([reach]))[0][chosen]
    if (alone < -(block.slack + block.bend(reach))[chosen]).any():
        return Decision(answer="no")
    box = _Box.of(block, members, reach, chosen)
    if len(box.factors) > MOST_FACTORS:
        return Decision(answer="unknown")
    return _branched(box)


def _branched(box: _Box) -> Decision:
    left = [(box.low[list(box.factors)], box.high[list(box.factors)])]
    for _ in range(MOST_BOXES):
        if not left:
            return Decision(answer="no")
        low, high = left.pop()
        found = box.look(low, high)
        if found.answer == "yes":
            return found
        if found.answer == "no":
            continue
        width = (high - low) / np.maximum(box.width, 1e-12)
        if not len(width) or width.max() < 1e-3:
            return Decision(answer="unknown")
        k = int(np.argmax(width))
        middle = low.copy()
        middle[k] = (low[k] + high[k]) / 2
        lower_half = high.copy()
        lower_half[k] = middle[k]
        left += [(low, lower_half), (middle, high)]
    return Decision(answer="unknown")


@dataclass(frozen=True, kw_only=True, eq=False)
class _Lines:
    """Atoms as sums at one point in factors: base, and what each piece of a term's range adds."""

    base: Float
    adds: Float


@dataclass(frozen=True, kw_only=True, eq=False)
class _Box:
    """The values that some judgements may take, and the atoms asked for.

    ``pieces`` are (place, from, to): parts of the ranges of the terms, away from the median, cut at 0.
    """

    block: Block
    atoms: list[int]
    low: Float
    high: Float
    factors: tuple[int, ...]
    pieces: tuple[tuple[int, float, float], ...]
    start: Float

    @classmethod
    def of(cls, block: Block, members: Bool, reach: float, atoms: list[int]) -> _Box:
        low, high = (end[:, 0] for end in block.ends(np.array([reach])))
        start = block.middles[:, 0].copy()
        both = set()
        for one in (block.factors[k] for k in range(len(block.atoms))):
            for place, ends in one.items():
                if members[place] and len(ends) == 1:
                    # Monotone, and of no harm to anything: at its best end.
                    start[place] = low[place] if ends == ("low",) else high[place]
                elif members[place] and low[place] < high[place]:
                    both.add(place)
        anywhere = (block.signs != 0).any(axis=0)
        pieces = [
            piece
            for place in np.flatnonzero(members & anywhere).tolist()
            for piece in _pieces(place, float(start[place]), float(low[place]), float(high[place]))
        ]
        return cls(
            block=block,
            atoms=atoms,
            low=low,
            high=high,
            factors=tuple(sorted(both)),
            pieces=tuple(pieces),
            start=start,
        )

    @property
    def width(self) -> Float:
        """Of the whole box, factor by factor."""
        places = list(self.factors)
        found: Float = self.high[places] - self.low[places]
        return found

    @property
    def spare(self) -> Float:
        """Units by which the margins may be above their lines."""
        bend = self.block.bend(1.0)
        found: Float = (self.block.slack + bend)[self.atoms]
        return found

    def look(self, low: Float, high: Float) -> Decision:
        """Decide one box of factors, where it can be decided at once."""
        corners = [np.array(c) for c in itertools.product(*zip(low, high, strict=True))]
        points = corners if len(low) == 0 else [(low + high) / 2, *corners]
        lines = self._lines(points)
        scale = np.maximum(np.abs(lines[0].base), UNIT).astype(np.float64)
        weights = []
        for point, line in zip(points, lines, strict=True):
            solved = _solve(line, scale)
            if solved is None:
                continue
            shares, level, weight = solved
            weights.append(weight)
            if level >= 0:
                values = self._values(point, shares)
                if (self.block.margins(values[:, None])[0][self.atoms] >= 0).all():
                    return Decision(answer="yes", values=values)
        at_corners = lines[-len(corners) :]
        for weight in weights:
            most = max(_most(line, weight / scale) for line in at_corners)
            # The sums are exact in floating point to well within one unit.
            if most + float((weight / scale * (self.spare + 1)).sum()) < 0:
                return Decision(answer="no")
        return Decision(answer="unknown")

    def _lines(self, points: list[Float]) -> list[_Lines]:
        """Try every piece at every point, in the exact model."""
        tried = [value for _, _, value in self.pieces]
        each = len(tried) + 1
        columns = np.repeat(self.start[:, None], each * len(points), axis=1).reshape(
            len(self.start), len(points), each
        )
        for n, point in enumerate(points):
            columns[list(self.factors), n] = point[:, None]
        for t, (place, _, value) in enumerate(self.pieces):
            columns[place, :, t + 1] = value
        margins = self.block.margins(side_by_side(columns))[:, self.atoms].astype(np.float64)
        margins = margins.reshape(len(points), each, -1)
        found = []
        for one in margins:
            adds = one[1:] - one[:1]
            for t, (place, before, _) in enumerate(self.pieces):
                if before != self.start[place]:
                    # A piece beyond the cut adds to what the piece before it has added.
                    adds[t] = one[t + 1] - one[t]
            found.append(_Lines(base=one[0], adds=adds))
        return found

    def _values(self, point: Float, shares: Float) -> Float:
        """Values that a solution proposes, those that are rounded in the tables as multiples of the unit."""
        values = self.start.copy()
        values[list(self.factors)] = point
        for share, (place, before, after) in zip(shares, self.pieces, strict=True):
            values[place] += share * (after - before)
        moved = sorted({*self.factors, *(place for place, _, _ in self.pieces)})
        rounded = np.rint(values[moved] * UNIT) / UNIT
        values[moved] = np.clip(rounded, self.low[moved], self.high[moved])
        return values


def _pieces(place: int, middle: float, low: float, high: float) -> list[tuple[int, float, float]]:
    """Cut a range into pieces that start at the median, and at 0 where that lies on the way."""
    found = []
    for end in (low, high):
        stops = [end] if not min(middle, end) < 0 < max(middle, end) else [0.0, end]
        before = middle
        for stop in stops:
            if stop != before:
                found.append((place, before, stop))
            before = stop
    return found


def _solve(line: _Lines, scale: Float) -> tuple[Float, float, Float] | None:
    """Maximise the least scaled margin; return shares of the pieces, that margin, and the prices."""
    from scipy.optimize import linprog

    n_pieces, n_atoms = line.adds.shape
    gains = (line.adds / scale).T
    matrix = np.hstack([-gains, np.ones((n_atoms, 1))])
    cost = np.zeros(n_pieces + 1)
    cost[-1] = -1.0
    bounds = [(0.0, 1.0)] * n_pieces + [(None, 1.0)]
    answer = linprog(cost, A_ub=matrix, b_ub=line.base / scale, bounds=bounds, method="highs")
    if answer.x is None:
        return None
    weight = np.maximum(-answer.ineqlin.marginals, 0.0)
    return answer.x[:-1], float(answer.x[-1]), weight


def _most(line: _Lines, weight: Float) -> float:
    """Largest weighted sum of the margins at one point in factors."""
    return float(line.base @ weight + np.maximum(line.adds @ weight, 0.0).sum())
