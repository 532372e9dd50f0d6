"""The package whose least gain is largest, under clauses, and the proof that none does better.

One search holds all parties to the same level and raises it with every better package found
(:mod:`detente.kernel.open_search`). With equal scales the answer is the egalitarian solution
(Kalai 1977, *Econometrica* 45(7)); scaled by one over the ideal gains it is that of Kalai and
Smorodinsky (1975, *Econometrica* 43(3)). On a finite list the level need not be attained by all
at once: the best least gain is what is left of it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from detente.kernel.improving import improve
from detente.kernel.maximising import BEST, UNDECIDED
from detente.kernel.open_search import NODE_LIMIT, OpenSearch
from detente.kernel.row_sums import FURTHEST, require_room, sum_range
from detente.kernel.system import System

__all__ = ["MaximinResult", "maximin"]

Int = NDArray[np.int64]
Bool = NDArray[np.bool_]


@dataclass(frozen=True, kw_only=True, eq=False)
class MaximinResult:
    """Answer to "which package gives the most to whoever gains least?".

    Attributes
    ----------
    status : int
        ``BEST`` (proved), ``NONE`` (proved: no package passes) or ``UNDECIDED`` (node limit).
    columns : int64 array, shape (n_issues,), or None
        The best package found, as flat columns; it passes.
    value : int or None
        Its least scaled gain: exact, of any size and sign.
    upper : int or None
        No package that passes has a larger least gain; equal to ``value`` when ``BEST``.
    goals : tuple of int or None
        What the sum of each row must reach for that least gain: with these as conditions a
        second objective, or :mod:`detente.kernel.tie_rule`, can choose among the best.
    nodes : int
        Nodes visited.
    """

    status: int
    columns: Int | None
    value: int | None
    upper: int | None
    goals: tuple[int, ...] | None
    nodes: int


def maximin(
    system: System,
    *,
    clause_on: Bool,
    rows: Int,
    floors: Sequence[int],
    scales: Sequence[int],
    allowed: Bool | None = None,
    at_least: Sequence[tuple[Int, int]] = (),
    incumbent: Int | None = None,
    node_limit: int = NODE_LIMIT,
) -> MaximinResult:
    """Maximise ``min_k scales[k] * (sum rows[k, x_i] - floors[k])`` over packages that pass.

    Parameters
    ----------
    system, clause_on, allowed, at_least, incumbent, node_limit
        As in :func:`detente.kernel.maximising.maximise`.
    rows : int64 array, shape (k, n_columns)
        The objectives, at least one.
    floors : k ints
        Where each gain starts: the reservation values.
    scales : k ints
        Above 0, of any size. For Kalai and Smorodinsky the scale of one is the product of the
        ideal gains of the others, so that no fraction is needed.

    Returns
    -------
    MaximinResult
        Which of several best packages is returned is not said.

    Raises
    ------
    TooLargeError
        When sums of a row could leave int64.
    """
    require_room(system, *rows, *(row for row, _ in at_least))
    search = OpenSearch(system, clause_on=clause_on, allowed=allowed)
    numbers = [search.require(row, -FURTHEST) for row in rows]
    for row, goal in at_least:
        search.require(row, goal)
    ladder = _Ladder(rows, [int(floor) for floor in floors], [int(scale) for scale in scales], numbers)
    best: Int | None = None

    def take(package: Int) -> None:
        nonlocal best
        better = ladder.improved(search, package)
        best = max(package, better, key=ladder.level)
        for number, goal in ladder.goals(ladder.level(best) + 1).items():
            search.raise_goal(number, goal)

    status = search.exhaust(take, node_limit=node_limit, incumbent=incumbent)
    value = None if best is None else ladder.level(best)
    upper = value
    if status == UNDECIDED:
        low, high = ladder.range(system, search.allowed)
        upper = search.smallest_ruled_out(ladder.goals, low if value is None else value, high + 1) - 1
    elif best is not None:
        status = BEST
    return MaximinResult(
        status=status,
        columns=best,
        value=value,
        upper=upper,
        goals=None if value is None else tuple(ladder.goals(value).values()),
        nodes=search.nodes,
    )


@dataclass(frozen=True, eq=False)
class _Ladder:
    """Least gains as levels, and what a level demands of each row."""

    rows: Int
    floors: list[int]
    scales: list[int]
    numbers: list[int]

    def level(self, package: Int) -> int:
        """Return the least scaled gain of a package."""
        sums: list[int] = self.rows[:, package].sum(axis=1).tolist()
        return min(m * (total - f) for m, total, f in zip(self.scales, sums, self.floors, strict=True))

    def goals(self, level: int) -> dict[int, int]:
        """Return what every row must reach for the least gain to reach a level: ceilings of quotients."""
        pairs = zip(self.numbers, self.floors, self.scales, strict=True)
        return {number: floor - (-level // scale) for number, floor, scale in pairs}

    def range(self, system: System, allowed: Bool) -> tuple[int, int]:
        """Return a level below all others and one that none exceeds."""
        ranges = [sum_range(system, row, allowed) for row in self.rows]
        lows = [m * (r[0] - f) for m, r, f in zip(self.scales, ranges, self.floors, strict=True)]
        highs = [m * (r[1] - f) for m, r, f in zip(self.scales, ranges, self.floors, strict=True)]
        return min(lows) - 1, min(highs)

    def improved(self, search: OpenSearch, package: Int) -> Int:
        """Return a package improved in floating point, scales brought down to at most 1."""
        better = package.copy()
        largest = max(self.scales)
        scales = np.array([scale / largest for scale in self.scales])
        floors = np.array([float(floor) for floor in self.floors])
        improve(search.question, np.array(self.numbers), floors, scales, search.allowed, better)
        return better
