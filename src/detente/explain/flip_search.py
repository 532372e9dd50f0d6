"""All smallest sets of one, two or three judgements that turn a verdict, the nearest first."""

from __future__ import annotations

import itertools
import math
from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from detente.errors import DetenteError
from detente.explain.entries import FARTHEST
from detente.explain.flip_approach import Approached, approach, unknown
from detente.explain.flip_branching import Effort
from detente.explain.flip_oracle import FlipOracle
from detente.explain.flip_screen import Screen
from detente.explain.flip_sets import Completeness, FlipSet, Turn, by_distance
from detente.model.fixed_point import UNIT

__all__ = ["LARGEST_SIZE", "LISTED", "search_flips"]

Int = NDArray[np.int64]
Float = NDArray[np.float64]
Bool = NDArray[np.bool_]

#: Sets that are listed of each size; judgements that may be changed together.
LISTED, LARGEST_SIZE = 200, 3
#: Halvings of the reach up to which sets are looked at, and different reaches of parts told apart.
HALVINGS, LEVELS = 10, 12
#: Times a box of one, two or three judgements is cut, boxes that this may come to, and boxes in all.
EFFORT = {
    1: Effort(cuts=40, boxes=1 << 14, total=100_000),
    2: Effort(cuts=24, boxes=160, total=20_000),
    3: Effort(cuts=28, boxes=160, total=32_000),
}
#: The last few sets without an answer, and what is spent on them.
LAST, HARDER = 12, Effort(cuts=36, boxes=4_000, total=16_000)
#: Numbers looked at for boxes, where judging one takes many.
CUTTING = 400_000
#: Sets for which boxes are cut, and reaches that are not told apart then.
CUT, TOLERANCE = 300, 2.0**-14
#: A set counts that turns the verdict nearer than its parts by this much; by less it may be left out.
NEARER = 2.0**-10
#: Numbers looked at for all sets of one size, and for those of them that bear on what would have to change.
WORK, SCREENED = 100_000_000, 10_000_000


def search_flips(
    oracle: FlipOracle,
    *,
    to_deal: bool,
    farthest: float = FARTHEST,
    sizes: Collection[int] = (1, 2, 3),
    progress: Callable[[int, int], None] | None = None,
) -> tuple[tuple[FlipSet, ...], tuple[Completeness, ...]]:
    """Find the smallest sets of judgements that turn the verdict at the medians.

    A set turns it at a reach when some of the values within that reach do, all other judgements being
    at their medians; it is listed when no part of it does at the same or a smaller reach.

    Parameters
    ----------
    oracle : FlipOracle
    to_deal : bool
        Whether a deal is looked for, or no deal.
    farthest : float
        Reach up to which judgements are moved, more than 0 and at most 2.
    sizes : collection of int
        1 to 3.
    progress : callable, optional
        Called with (sizes done, sizes in all).

    Returns
    -------
    tuple of FlipSet
        By distance; of each size the nearest 200. Empty where nothing turns it, and where the
        verdict is the one asked for already.
    tuple of Completeness
        One for each size, in order. Empty where the verdict is the one asked for already.

    Raises
    ------
    DetenteError
        For a size or reach out of range.
    """
    if not sizes or not all(1 <= size <= LARGEST_SIZE for size in sizes):
        raise DetenteError(f"sets of 1 to {LARGEST_SIZE} judgements can be looked for, not of {list(sizes)}")
    if not 0 < farthest <= FARTHEST:
        raise DetenteError(f"judgements can be moved up to a reach of {FARTHEST:g}, not of {farthest:g}")
    if bool(oracle.passes(oracle.medians)[0]) == to_deal:
        return (), ()
    search = _Search(oracle, to_deal, farthest)
    # Which sets are smallest depends on those that are smaller, asked for or not.
    found = {}
    for size in range(1, max(sizes) + 1):
        found[size] = search.look(size)
        if progress is not None:
            progress(size, max(sizes))
    chosen = [found[size] for size in sorted(set(sizes))]
    parts = [one for sets, _ in found.values() for one in sets]
    sets = [one for sets, _ in chosen for one in sets if _is_smallest(one, parts)]
    return by_distance(sets), tuple(told for _, told in chosen)


def _is_smallest(one: FlipSet, others: Sequence[FlipSet]) -> bool:
    """Tell whether no part of a set turns the verdict as near, rounding to the grid of values included."""
    mine = set(one.paths)
    return not any(set(other.paths) < mine and other.reach <= one.reach for other in others)


@dataclass(frozen=True, kw_only=True, eq=False)
class _Candidates:
    """Sets that are looked at closely.

    ``cap``: reach below which a set counts, as a part of it turns the verdict from there on.
    ``rest``: no other set turns it at a smaller reach than this; infinite where none does at all.
    """

    rows: Int
    cap: Float
    rest: float


class _Search:
    """What is known of single judgements and pairs while larger sets are looked at."""

    def __init__(self, oracle: FlipOracle, to_deal: bool, farthest: float) -> None:
        self.oracle, self.to_deal, self.farthest = oracle, to_deal, farthest
        self.screen = Screen(oracle, to_deal=to_deal)
        n = len(oracle.entries)
        self.single = np.full(n, np.inf)
        #: Reach of every pair, and the bound on it where it was not looked at closely.
        self.pair, self.pair_at_least = np.full((n, n), np.inf), np.full((n, n), np.inf)

    def look(self, size: int) -> tuple[list[FlipSet], Completeness]:
        """Find the sets of one size; smaller ones come first."""
        total = math.comb(len(self.oracle.relevant), size)
        rows = self._sets(size) if size == 1 or total * self.oracle.cost <= WORK else None
        if rows is None or (size > 1 and len(rows) * self.oracle.cost > SCREENED):
            return [], Completeness(size=size, examined=0, others_at_least=0.0)
        candidates = self._candidates(rows)
        found = self._settled(candidates)
        self._try_harder(candidates, found)
        self._remember(candidates, found)
        found = self._without_parts(candidates, found)
        sets = by_distance(self._flip_sets(candidates, found))
        bound = min(
            candidates.rest,
            self._unsettled(candidates, found),
            *(one.reach for one in sets[LISTED : LISTED + 1]),
        )
        told = Completeness(
            size=size, examined=total, others_at_least=None if bound > self.farthest else bound
        )
        return list(sets[:LISTED]), told

    # ------------------------------------------------------------------ which sets

    def _sets(self, size: int) -> Int:
        """List the sets that bear on everything that would have to change."""
        chosen = itertools.combinations(self.oracle.relevant.tolist(), size)
        rows = np.fromiter(itertools.chain.from_iterable(chosen), np.int64).reshape(-1, size)
        return rows[self.oracle.may_turn(rows, self.to_deal)]

    def _candidates(self, rows: Int) -> _Candidates:
        cap = np.minimum(self._reach_of_parts(rows), self.farthest)
        # A set counts only below the reach of its parts.
        below = np.where(cap < self.farthest, cap - NEARER / 4, cap)
        rows, below = rows[below > 0], below[below > 0]
        alive = self._alive(rows, below)
        rows, below = rows[alive], below[alive]
        chosen, rest = self._nearest(rows)
        self._bound_pairs(rows, rest)
        return _Candidates(rows=rows[chosen], cap=below[chosen], rest=rest)

    def _reach_of_parts(self, rows: Int) -> Float:
        size = rows.shape[1]
        found = np.full(len(rows), np.inf)
        if size > 1:
            found = self.single[rows].min(axis=1)
        if size > 2:
            for a, b in itertools.combinations(range(size), 2):
                found = np.minimum(found, self.pair[rows[:, a], rows[:, b]])
        return found

    def _alive(self, rows: Int, cap: Float) -> Int:
        """Keep the sets that may turn the verdict below their caps; caps are rounded up to a few levels."""
        levels = np.unique(cap)
        if len(levels) > LEVELS:
            levels = np.unique(np.quantile(cap, np.linspace(0, 1, LEVELS), method="higher"))
        level = levels[np.searchsorted(levels, cap)]
        found = np.zeros(len(rows), np.bool_)
        for one in levels:
            same = np.flatnonzero(level == one)
            found[same] = self.screen.may_turn(rows[same], float(one))
        return np.flatnonzero(found)

    def _nearest(self, rows: Int) -> tuple[Int, float]:
        """Choose about as many as are listed, those that may turn first, and bound the others."""
        inside = np.arange(len(rows))
        low, high = 0.0, self.farthest
        for _ in range(HALVINGS):
            if len(inside) <= 2 * LISTED:
                break
            middle = (low + high) / 2
            may = inside[self.screen.may_turn(rows[inside], middle)]
            if len(may) < LISTED:
                low = middle
            else:
                inside, high = may, middle
        if len(inside) > 4 * LISTED:
            return inside[: 4 * LISTED], low
        return inside, np.inf if len(inside) == len(rows) else high

    def _bound_pairs(self, rows: Int, rest: float) -> None:
        if rows.shape[1] == 2:
            self.pair_at_least[rows[:, 0], rows[:, 1]] = rest

    # ------------------------------------------------------------------ how far

    def _settled(self, candidates: _Candidates) -> Approached:
        """Find the reach of every candidate: quickly where corners tell it, else by cutting boxes."""
        rows, cap = candidates.rows, candidates.cap
        found = approach(self.oracle, rows, unknown(self.oracle, rows), cap, to_deal=self.to_deal)
        left = np.flatnonzero(~found.is_settled)
        left = left[np.argsort(found.at_least[left], kind="stable")]
        if rows.shape[1] > 1:
            left = left[:CUT]
        self._approach(candidates, found, left, EFFORT[rows.shape[1]])
        return found

    def _try_harder(self, candidates: _Candidates, found: Approached) -> None:
        """Spend more on the last few sets that stand between a list and its being complete."""
        lost = np.flatnonzero(self._is_lost(candidates, found))
        if 0 < len(lost) <= LAST and candidates.rows.shape[1] > 1:
            self._approach(candidates, found, lost, HARDER)

    def _approach(self, candidates: _Candidates, found: Approached, chosen: Int, effort: Effort) -> None:
        """Cut boxes for some of the candidates, and write in what comes of it."""
        rows = candidates.rows[chosen]
        better = approach(
            self.oracle,
            rows,
            found.part(chosen),
            candidates.cap[chosen],
            to_deal=self.to_deal,
            effort=self._affordable(effort, rows.shape[1]),
            tolerance=0.0 if rows.shape[1] == 1 else TOLERANCE,
        )
        found.put(chosen, better)

    def _affordable(self, effort: Effort, size: int) -> Effort:
        """Judge fewer boxes where each takes longer; single judgements are done in full."""
        if size == 1:
            return effort
        return replace(effort, total=min(effort.total, CUTTING // self.oracle.cost))

    def _remember(self, candidates: _Candidates, found: Approached) -> None:
        rows = candidates.rows
        if rows.shape[1] == 1:
            self.single[rows[:, 0]] = found.reach
        elif rows.shape[1] == 2:
            self.pair[rows[:, 0], rows[:, 1]] = found.reach
            self.pair_at_least[rows[:, 0], rows[:, 1]] = np.inf

    def _without_parts(self, candidates: _Candidates, found: Approached) -> Approached:
        """Drop triples of which a pair, not looked at so far, turns the verdict as near."""
        rows = candidates.rows
        if rows.shape[1] < 3 or not len(rows):
            return found
        pairs = np.concatenate([rows[:, [a, b]] for a, b in itertools.combinations(range(3), 2)])
        reach = np.tile(found.reach, 3)
        doubtful = np.isfinite(reach) & (self.pair_at_least[pairs[:, 0], pairs[:, 1]] <= reach)
        pairs = np.unique(pairs[doubtful], axis=0)
        if len(pairs):
            cap = np.full(len(pairs), float(reach[doubtful].max()))
            self._remember(
                _Candidates(rows=pairs, cap=cap, rest=np.inf),
                self._settled(_Candidates(rows=pairs, cap=cap, rest=np.inf)),
            )
        smaller = self._reach_of_parts(rows) <= found.reach
        gone = smaller & np.isfinite(found.reach)
        found.reach[gone], found.at_least[gone] = np.inf, np.inf
        return found

    def _unsettled(self, candidates: _Candidates, found: Approached) -> float:
        """Bound the reach of sets that may turn the verdict but of which no such values were found."""
        return float(found.at_least[self._is_lost(candidates, found)].min(initial=np.inf))

    def _is_lost(self, candidates: _Candidates, found: Approached) -> Bool:
        """Tell which sets may turn the verdict, well before their parts do, but were not seen to."""
        parts = self._reach_of_parts(candidates.rows)
        return np.asarray(np.isinf(found.reach) & (found.at_least < parts - NEARER))

    def _flip_sets(self, candidates: _Candidates, found: Approached) -> list[FlipSet]:
        return [
            self._flip_set(candidates.rows[k], found.units[k], float(found.at_least[k]))
            for k in np.flatnonzero(np.isfinite(found.reach))
        ]

    def _flip_set(self, rows: Int, units: Int, at_least: float) -> FlipSet:
        entries = self.oracle.entries
        turns = [Turn(entry=entries[r], value=u / UNIT) for r, u in zip(rows, units.tolist(), strict=True)]
        turns.sort(key=lambda turn: turn.entry.path)
        found = FlipSet(turns=tuple(turns), at_least=at_least)
        return FlipSet(turns=tuple(turns), at_least=min(at_least, found.reach))
