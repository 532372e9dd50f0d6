"""The Pareto frontier of two objectives among packages that satisfy clauses, point by point.

The epsilon-constraint method with a lexicographic second stage (Haimes, Lasdon and Wismer 1971,
*IEEE Transactions on Systems, Man, and Cybernetics* 1(3)): from the best package for the first
objective downwards, each point is the most the first can still have when the second must have
more than before, and then the most for the second. Each step is an exact maximisation
(:mod:`detente.kernel.maximising`), so every point listed is on the frontier of all packages that
pass. With a resolution some points are left out, by a stated rule and never silently.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from detente.kernel.maximising import BEST, NONE, UNDECIDED, MaximiseResult, maximise
from detente.kernel.open_search import NODE_LIMIT
from detente.kernel.system import System

__all__ = ["COMPLETE", "STOPPED", "GatedFrontier", "gated_frontier"]

COMPLETE = BEST
#: As many points as were asked for, and there are more.
STOPPED = 2

Int = NDArray[np.int64]
Bool = NDArray[np.bool_]
Progress = Callable[[float], None]


@dataclass(frozen=True, kw_only=True, eq=False)
class GatedFrontier:
    """Points of the strong Pareto frontier among packages that pass.

    Attributes
    ----------
    status : int
        ``COMPLETE``: the first point is the frontier's first, each further one is the first of
        those that lie more than ``resolution`` below the one before in the first objective, and
        after the last there is none. ``STOPPED`` (as many points as asked for) and
        ``UNDECIDED`` (node limit): the same without the last part. ``NONE``: no package passes.
    points : int64 array, shape (n_points, 2)
        The first objective descends, the second ascends; both strictly.
    packages : int64 array, shape (n_points, n_issues)
        A package that attains each point, as flat columns.
    resolution : int
    nodes : int
        Nodes visited in all.
    """

    status: int
    points: Int
    packages: Int
    resolution: int
    nodes: int


def gated_frontier(
    system: System,
    *,
    clause_on: Bool,
    rows: Int,
    allowed: Bool | None = None,
    resolution: int = 0,
    max_points: int = 10_000,
    node_limit: int = NODE_LIMIT,
    progress: Progress | None = None,
) -> GatedFrontier:
    """List the Pareto frontier of two additive objectives among packages that pass.

    Parameters
    ----------
    system, clause_on, allowed
        As in :func:`detente.kernel.maximising.maximise`.
    rows : int64 array, shape (2, n_columns)
        The two objectives.
    resolution : int
        0 for all points; otherwise points follow one another by more than this in the first
        objective. Each is a point of the whole frontier all the same.
    max_points : int
        Points after which the listing stops.
    node_limit : int
        Nodes of each single maximisation.
    progress : callable, optional
        Called after each point with the share of the first objective's range that is done, 0
        to 1, ascending.

    Returns
    -------
    GatedFrontier
        Packages that attain the same point count once; which one is returned is not said.

    Raises
    ------
    TooLargeError
        When sums of a row could leave int64.
    """
    walk = _Walk(system, clause_on, allowed, rows, node_limit)
    status = walk.go(resolution, max_points, progress)
    points = [rows[:, package].sum(axis=1) for package in walk.listed]
    return GatedFrontier(
        status=status,
        points=np.array(points, np.int64).reshape(-1, 2),
        packages=np.array(walk.listed, np.int64).reshape(-1, system.n_issues),
        resolution=resolution,
        nodes=walk.nodes,
    )


class _OpenError(Exception):
    """A maximisation ran out of nodes."""


class _Walk:
    """The way down the frontier, with every package met on it to start from."""

    def __init__(
        self, system: System, clause_on: Bool, allowed: Bool | None, rows: Int, node_limit: int
    ) -> None:
        self.system = system
        self.clause_on = clause_on
        self.allowed = allowed
        self.rows = rows
        self.node_limit = node_limit
        self.nodes = 0
        self.listed: list[Int] = []
        self.known: list[tuple[tuple[int, int], Int]] = []

    def go(self, resolution: int, max_points: int, progress: Progress | None) -> int:
        """List points from the top; return the status."""
        try:
            far_end = self.corner(first=1, other_above=None)
            if far_end is None:
                return NONE
            above: int | None = None  # the second objective must exceed it
            while above is None or above < far_end[1]:
                if len(self.listed) >= max_points:
                    return STOPPED
                point = self.corner(first=0, other_above=above)
                assert point is not None, "the far end itself is above"
                self.listed.append(self.known[-1][1])
                if progress is not None:
                    top = int(self.rows[0, self.listed[0]].sum())
                    progress((top - point[0]) / max(1, top - far_end[0]))
                above = self.most_within(point, resolution)
        except _OpenError:
            return UNDECIDED
        if progress is not None:
            progress(1.0)
        return COMPLETE

    def corner(self, *, first: int, other_above: int | None) -> tuple[int, int] | None:
        """Return the best for ``first``, then for the other, which must exceed a level."""
        other = 1 - first
        goal = None if other_above is None else other_above + 1
        best = self.best(first, other, goal)
        if best is None:
            return None
        self.best(other, first, best[first])
        return self.known[-1][0]

    def most_within(self, point: tuple[int, int], resolution: int) -> int:
        """Return the most of the second objective among packages at most ``resolution`` below a point."""
        if resolution == 0:
            return point[1]
        best = self.best(1, 0, point[0] - resolution)
        assert best is not None, "the point itself is within"
        return best[1]

    def best(self, objective: int, other: int, goal: int | None) -> tuple[int, int] | None:
        """Maximise one objective where the other reaches a goal; None when no package does."""
        fitting = [pair for pair in self.known if goal is None or pair[0][other] >= goal]
        start = max(fitting, key=lambda pair: pair[0][objective], default=None)
        result = self.ask(objective, other, goal, None if start is None else start[1])
        if result.status == UNDECIDED:
            raise _OpenError
        if result.columns is None:
            return None
        first, second = self.rows[:, result.columns].sum(axis=1).tolist()
        self.known.append(((first, second), result.columns))
        return first, second

    def ask(self, objective: int, other: int, goal: int | None, start: Int | None) -> MaximiseResult:
        """Ask one maximisation."""
        result = maximise(
            self.system,
            clause_on=self.clause_on,
            objective=self.rows[objective],
            allowed=self.allowed,
            at_least=() if goal is None else ((self.rows[other], goal),),
            incumbent=start,
            node_limit=self.node_limit,
        )
        self.nodes += result.nodes
        return result
