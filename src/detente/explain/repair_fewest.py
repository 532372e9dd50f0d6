"""The fewest judgements that carry one block, within their ranges, and how far they must move."""

from __future__ import annotations

import itertools
from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from detente.explain.repair_block import Block
from detente.explain.repair_joint import Decision, decide_jointly
from detente.explain.repair_reach import MovedSet, Ray, best_by_reach, first_holding
from detente.explain.repair_sets import Gains, GaveUpError, SetSearch

__all__ = ["BlockRepair", "block_repair", "decide_within", "likely_ways"]

Float = NDArray[np.float64]
Bool = NDArray[np.bool_]
Small = NDArray[np.int8]

#: Sets of one size looked at for one block, and how many of them by linear programmes.
MOST_SETS, MOST_PROGRAMMES = 500, 12


@dataclass(frozen=True, kw_only=True, eq=False)
class BlockRepair:
    """What it takes to make a block hold.

    Attributes
    ----------
    status : str
        ``"holds"`` already; ``"found"``; ``"none"`` within the ranges (proved); ``"undecided"``.
    size : int or None
        Judgements of each set listed; 0 where it holds.
    at_least : int
        Fewer do not do: proved.
    sets : tuple of MovedSet
        By reach.
    is_complete : bool
        Whether the sets are all of their size.
    alone : int64 array, shape (n_atoms,)
        Largest margin of each atom by itself within the ranges.
    """

    status: Literal["holds", "found", "none", "undecided"]
    size: int | None
    at_least: int
    alone: NDArray[np.int64]
    sets: tuple[MovedSet, ...] = ()
    is_complete: bool = True


def block_repair(block: Block, listed: int) -> BlockRepair:
    """Find the fewest judgements whose values within their ranges make all atoms of a block hold.

    Parameters
    ----------
    block : Block
    listed : int
        Sets returned at most: those of smallest reach.

    Returns
    -------
    BlockRepair
    """
    alone = block.best(block.movable[None], np.array([1.0]))[0]
    if (block.now >= 0).all():
        nothing = MovedSet(values={}, reach=0.0, at_least=0.0)
        return BlockRepair(status="holds", size=0, at_least=0, alone=alone, sets=(nothing,))
    whole = decide_within(block)
    if whole.answer == "no":
        return BlockRepair(status="none", size=None, at_least=0, alone=alone)
    finder = _Finder(block=block, target=whole.values)
    try:
        gains = finder.gains = Gains.of(block)
        search = SetSearch(gains=gains)
        for size in range(1, len(gains.factors) + len(gains.terms) + 1):
            if rays := finder.carrying(search, size):
                return finder.answer(rays, size, listed, alone)
    except GaveUpError:
        pass
    return finder.given_up(alone)


def decide_within(block: Block) -> Decision:
    """Decide whether all judgements together, within their ranges, carry a block."""
    if (block.now >= 0).all():
        return Decision(answer="yes", values=block.middles[:, 0])
    if len(block.atoms) > 1:
        return decide_jointly(block, block.movable)
    alone = block.best(block.movable[None], np.array([1.0]))[0]
    if alone[0] >= 0:
        return Decision(answer="yes")
    return Decision(answer="no" if alone[0] < -block.spare[0] else "unknown")


@dataclass(kw_only=True, eq=False)
class _Finder:
    """Sizes tried so far, and what is proved of them.

    ``target`` are values of all judgements that carry the block, where they are known. ``unknown``
    counts the sets of the size tried last of which it could not be decided.
    """

    block: Block
    target: Float | None
    at_least: int = 1
    is_proved: bool = True
    gains: Gains | None = None
    unknown: int = 0
    programmes: int = 0

    def carrying(self, search: SetSearch, size: int) -> list[Ray]:
        """Return the sets of one size that carry the block; note where that is not all that is known."""
        sets, is_all = _listed(search, size)
        self.unknown = 0 if is_all else 1
        found = self._rays(np.array(sets), search.gains) if sets else []
        if not found:
            if not is_all:
                raise GaveUpError
            self.is_proved = self.is_proved and self.unknown == 0
            self.at_least += self.is_proved
        return found

    def _rays(self, members: Bool, gains: Gains) -> list[Ray]:
        """Return how sets carry the block, those that do."""
        alone = self.block.best(members, np.ones(len(members)))
        members = members[(alone >= -self.block.spare).all(axis=1)]
        if not len(members):
            return []
        ways = np.array([likely_ways(gains, one) for one in members])
        holds = self._hold(ways)
        found = [Ray(members=m, ways=w) for m, w in zip(members[holds], ways[holds], strict=True)]
        for one in members[~holds]:
            decision = self._by_programme(one)
            if decision.values is not None:
                found.append(Ray(members=one, values=decision.values))
            self.unknown += decision.answer == "unknown"
        return found

    def _hold(self, ways: Small) -> Bool:
        """Tell which ways make all atoms hold, at their ends or before something is undone."""
        low, high = (end[:, None] for end in self.block.within)
        columns = np.where(ways.T > 0, high, np.where(ways.T < 0, low, self.block.middles))
        margins = self.block.margins(columns) >= 0
        holds = np.asarray(margins.all(axis=1), np.bool_)
        early = np.flatnonzero(~holds & margins[:, self.block.now < 0].all(axis=1))
        if len(early):
            holds[early] = first_holding(self.block, ways[early])[2]
        return holds

    def _by_programme(self, members: Bool) -> Decision:
        if len(self.block.atoms) == 1 or self.programmes >= MOST_PROGRAMMES:
            return Decision(answer="unknown")
        self.programmes += 1
        return decide_jointly(self.block, members)

    def answer(self, rays: list[Ray], size: int, listed: int, alone: NDArray[np.int64]) -> BlockRepair:
        """Tell what was found."""
        return BlockRepair(
            status="found" if self.is_proved else "undecided",
            size=size,
            at_least=self.at_least,
            alone=alone,
            sets=tuple(best_by_reach(self.block, rays, listed)),
            is_complete=self.unknown == 0 and len(rays) <= listed,
        )

    def given_up(self, alone: NDArray[np.int64]) -> BlockRepair:
        """Tell what is known: how many judgements it takes at least, and perhaps some that do."""
        sets: tuple[MovedSet, ...] = ()
        if self.target is not None:
            moved = self.block.movable & (self.target != self.block.middles[:, 0])
            best = Ray(members=moved, values=self.target)
            for place in np.flatnonzero(moved):
                fewer = best.members.copy()
                fewer[place] = False
                best = next(iter(self._carried(fewer)), best)
            sets = tuple(best_by_reach(self.block, [best], 1))
        return BlockRepair(
            status="undecided",
            size=len(sets[0].values) if sets else None,
            at_least=self.at_least,
            alone=alone,
            sets=sets,
            is_complete=False,
        )

    def _carried(self, members: Bool) -> list[Ray]:
        """Return how a set carries the block, if it is known to."""
        if self.gains is not None:
            return self._rays(members[None], self.gains)
        values = decide_jointly(self.block, members).values
        return [] if values is None else [Ray(members=members, values=values)]


def _listed(search: SetSearch, size: int) -> tuple[list[Bool], bool]:
    """List the sets of a size that may do, and tell whether these are all."""
    sets: list[Bool] = []
    try:
        for members in search.sets_of(size):
            if len(sets) == MOST_SETS:
                return sets, False
            sets.append(members)
    except GaveUpError:
        return sets, False
    return sets, True


def likely_ways(gains: Gains, members: Bool) -> Small:
    """Choose an end for every member of a set: those that serve what fails, at the best of the factors.

    Returns
    -------
    int8 array, shape (n_entries,)
        1 up, -1 down, 0 where it makes no difference.
    """
    block = gains.block
    need = np.maximum(-block.now, 1).astype(np.float64)
    failing = np.flatnonzero(block.now < 0)
    free = [place for place in gains.factors if members[place]]
    ends = {place: _ends_anywhere(block, place) for place in free}
    best: tuple[float, Small] | None = None
    for corner in itertools.product(*([(place, end) for end in ends[place]] for place in free)):
        places = [
            gains.ends[k][tuple((p, e) for p, e in corner if p in block.factors[k])]
            for k in range(len(block.atoms))
        ]
        up = sum(gains.up[k][places[k]] / need[k] for k in failing) * members
        down = sum(gains.down[k][places[k]] / need[k] for k in failing) * members
        ways = np.where((up > 0) & (up >= down), 1, np.where(down > 0, -1, 0)).astype(np.int8)
        level = min(
            (gains.base[k][n] + gains.up[k][n][ways > 0].sum() + gains.down[k][n][ways < 0].sum())
            / max(abs(float(block.now[k])), 1.0)
            for k, n in enumerate(places)
        )
        for place, end in corner:
            ways[place] = 1 if end == "high" else -1
        if best is None or level > best[0]:
            best = (float(level), ways)
    assert best is not None
    return best[1]


def _ends_anywhere(block: Block, place: int) -> tuple[str, ...]:
    """Return the ends at which a factor may be best for some atom."""
    return tuple(sorted({end for one in block.factors for end in one.get(place, ())}))
