"""The Pareto frontier of any number of objectives under clauses, by looking at every package.

Packages are tried depth first with running sums. A branch is left as soon as a condition that must
hold is out of reach, or as a point found before dominates even the most it could still bring.
What passes is collected in blocks and filtered block by block, so that memory grows with the
frontier and not with the space.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

import numba as nb
import numpy as np
from numpy.typing import NDArray

from detente.errors import TooLargeError
from detente.kernel.dominance import nondominated
from detente.kernel.question import Question, pose
from detente.kernel.system import System
from detente.kernel.three_valued import clause_state

__all__ = ["LIMIT", "ListedFrontier", "list_frontier"]

#: Packages looked at by default, at most.
LIMIT = 20_000_000
#: Points of a frontier, at most.
MOST_POINTS = 1 << 20
#: Packages collected before they are filtered: the first time, and at most.
FIRST_BLOCK = 1 << 8
BLOCK = 1 << 15
#: Frontier points that each branch is held against.
GUARDS = 64

Int = NDArray[np.int64]
Small = NDArray[np.int8]
Bool = NDArray[np.bool_]


@dataclass(frozen=True, kw_only=True, eq=False)
class ListedFrontier:
    """Pareto-optimal points among the packages that pass.

    Attributes
    ----------
    points : int64 array, shape (n_points, k)
        Distinct, in descending lexicographic order. Empty where no package passes.
    packages : int64 array, shape (n_points, n_issues)
        For each the package with fewest changes, then first in option order, as flat columns.
    """

    points: Int
    packages: Int


class _Plan(NamedTuple):
    """The question laid out for the listing: every line of ``table`` is a column, rows side by side.

    The first rows are the relevant predicates, the last ones the objectives and the changes.
    ``first[i]`` to ``first[i + 1]`` are the places in ``columns`` of issue i; ``reach[i, r]`` is
    the most that issues from i on add to row r, ``least[r]`` what the row must reach.
    """

    table: Int
    columns: Int
    first: Int
    reach: Int
    least: Int


class _Block(NamedTuple):
    """Packages that passed: sums of objectives and changes, and places in ``columns``."""

    sums: Int
    places: Int


def list_frontier(
    system: System,
    *,
    clause_on: Bool,
    rows: Int,
    allowed: Bool | None = None,
    changes: Int | None = None,
    weak: bool = False,
    limit: int = LIMIT,
) -> ListedFrontier:
    """List the Pareto-optimal points of additive objectives among packages that pass.

    Parameters
    ----------
    system : System
    clause_on : bool array, shape (n_clauses,)
        Clauses that must hold.
    rows : int64 array, shape (k, n_columns)
        The objectives, at least one; sums stay below 2**62 in absolute value.
    allowed : bool array, shape (n_columns,), optional
        Further restriction of the columns.
    changes : int64 array, shape (n_columns,), optional
        How many changes each column makes; without it ties go by option order alone.
    weak : bool
        Keep points that no other beats in every objective at once, not only those that none
        equals in all and beats in one.
    limit : int
        Packages looked at, at most.

    Returns
    -------
    ListedFrontier

    Raises
    ------
    TooLargeError
        When there are more packages than ``limit``, or more than 2**20 points.
    """
    narrowed = system if allowed is None else system.restricted(allowed)
    if narrowed.n_packages > limit:
        raise TooLargeError(
            f"{narrowed.n_packages:.3g} packages are too many to list; at most {limit:.3g} are looked at"
        )
    n_issues = system.n_issues
    found = _Block(np.empty((0, len(rows) + 1), np.int64), np.empty((0, n_issues), np.int64))
    if narrowed.n_packages == 0:
        return ListedFrontier(points=found.sums[:, :-1], packages=found.places)
    question = pose(
        system.offsets,
        system.tables,
        system.thresholds,
        narrowed.allowed,
        system.code,
        system.clause_start,
        clause_on,
    )
    counted = np.zeros(rows.shape[1], np.int64) if changes is None else changes
    plan = _plan(question, narrowed.allowed, np.concatenate([rows, counted[None]]))
    found = _sweep(question, plan, len(rows), weak)
    return ListedFrontier(points=found.sums[:, :-1], packages=plan.columns[found.places])


def _plan(q: Question, allowed: Bool, rows: Int) -> _Plan:
    """Lay the question out."""
    columns = np.flatnonzero(allowed).astype(np.int64)
    first = np.searchsorted(columns, q.offsets).astype(np.int64)
    every = np.concatenate([q.tables[q.relevant], rows])[:, columns]
    most = np.maximum.reduceat(every, first[:-1], axis=1).T
    reach = np.zeros((len(first), len(every)), np.int64)
    reach[:-1] = np.cumsum(most[::-1], axis=0)[::-1]
    least = np.full(len(every), -(2**62), np.int64)
    must = np.flatnonzero(q.root[q.relevant] == 1)
    least[must] = q.thresholds[q.relevant[must]]
    return _Plan(np.ascontiguousarray(every.T), columns, first, reach, least)


def _sweep(q: Question, plan: _Plan, n_objectives: int, weak: bool) -> _Block:
    """Try every package that could matter; return the frontier."""
    n_issues = len(plan.first) - 1
    found = _Block(np.empty((0, n_objectives + 1), np.int64), np.empty((0, n_issues), np.int64))
    block = _Block(np.empty((BLOCK, n_objectives + 1), np.int64), np.empty((BLOCK, n_issues), np.int64))
    place = plan.first[:-1].copy()
    sums = np.zeros((n_issues + 1, plan.table.shape[1]), np.int64)
    level = 0
    size = FIRST_BLOCK
    while level >= 0:
        guards = found.sums[:: max(1, len(found.sums) // GUARDS), :n_objectives].copy()
        room = _Block(block.sums[:size], block.places[:size])
        filled, level = _collect(q, plan, guards, weak, place, sums, level, room)
        merged = _Block(
            np.concatenate([found.sums, block.sums[:filled]]),
            np.concatenate([found.places, block.places[:filled]]),
        )
        found = _filtered(merged, weak)
        size = min(BLOCK, 2 * size)
        if len(found.sums) > MOST_POINTS:
            raise TooLargeError(f"the frontier has more than {MOST_POINTS} points; use fewer objectives")
    return found


def _filtered(block: _Block, weak: bool) -> _Block:
    """Keep the Pareto-optimal points, each once with the package that the tie rule prefers.

    Packages stand in option order, so among equals the first is the first in that order.
    """
    points, changes = block.sums[:, :-1], block.sums[:, -1]
    order = np.lexsort((changes, *(-points.T[::-1])))
    points = points[order]
    new = np.ones(len(points), np.bool_)
    new[1:] = (points[1:] != points[:-1]).any(axis=1)
    order, points = order[new], np.ascontiguousarray(points[new])
    kept = np.ascontiguousarray(nondominated(points, weak=weak))
    whole = np.dtype((np.void, points.itemsize * points.shape[1]))
    stays = np.isin(points.view(whole).ravel(), kept.view(whole).ravel())
    chosen = order[stays]
    return _Block(block.sums[chosen], block.places[chosen])


@nb.njit(cache=True, nogil=True)
def _passes(q: Question, sums: Int, states: Small, stack: Small) -> bool:
    """Check the formulas of a whole package; what must hold was checked on the way."""
    if len(q.formulas) > 0:
        for r in range(len(q.relevant)):
            p = q.relevant[r]
            states[p] = 1 if sums[r] >= q.thresholds[p] else -1
    for f in q.formulas:
        if clause_state(q.code[q.clause_start[f] : q.clause_start[f + 1]], states, stack) != 1:
            return False
    return True


@nb.njit(cache=True, nogil=True)
def _beaten(guards: Int, sums: Int, reach: Int, weak: bool) -> bool:
    """Tell whether one of the guards dominates the most that the objectives can still reach."""
    for g in range(len(guards)):
        above = 0
        below = 0
        for k in range(guards.shape[1]):
            most = sums[k] + reach[k]
            if guards[g, k] > most:
                above += 1
            elif guards[g, k] < most:
                below += 1
        if above == guards.shape[1] or (not weak and above > 0 and below == 0):
            return True
    return False


@nb.njit(cache=True, nogil=True)
def _add(plan: _Plan, place: int, level: int, sums: Int) -> bool:
    """Add a column to the running sums; False when what must hold is out of reach."""
    possible = True
    for r in range(sums.shape[1]):
        sums[level + 1, r] = sums[level, r] + plan.table[place, r]
        possible = possible and sums[level + 1, r] + plan.reach[level + 1, r] >= plan.least[r]
    return possible


@nb.njit(cache=True, nogil=True)
def _collect(
    q: Question, plan: _Plan, guards: Int, weak: bool, place: Int, sums: Int, level: int, block: _Block
) -> tuple[int, int]:
    """Go on from ``place`` until the block is full or all is done; return (filled, level).

    ``level`` is the issue whose column comes next, -1 at the end.
    """
    states = np.zeros(len(q.thresholds), np.int8)
    stack = np.empty(len(q.code) + 1, np.int8)
    last = len(place) - 1
    start = len(q.relevant)
    filled = 0
    while level >= 0 and filled < len(block.sums):
        if place[level] == plan.first[level + 1]:
            level -= 1
            if level >= 0:
                place[level] += 1
        elif not _add(plan, place[level], level, sums) or _beaten(
            guards, sums[level + 1, start:], plan.reach[level + 1, start:], weak
        ):
            place[level] += 1
        elif level < last:
            level += 1
            place[level] = plan.first[level]
        else:
            if _passes(q, sums[level + 1], states, stack):
                block.sums[filled] = sums[level + 1, start:]
                block.places[filled] = place
                filled += 1
            place[level] += 1
    return filled, level
