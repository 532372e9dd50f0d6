"""Pareto frontiers of additive objectives over a product space, by merging issue by issue.

Whatever stands on the frontier of a sum is a sum of what stands on the frontiers of its parts, so
the issues are merged one after another and all that is dominated, or attains a point that is
attained already, goes at once: the product space is never enumerated. With two objectives the
merge is one of staircases (:mod:`detente.kernel.staircase`), with more a filter
(:mod:`detente.kernel.dominance`).

Two conditions on the number of changes are carried along as a *state* of each partial point: at
least one change (the package that changes nothing is no deal) and at most so many.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from detente.errors import TooLargeError
from detente.kernel.dominance import nondominated
from detente.kernel.staircase import union_of_shifted

__all__ = ["MOST_OF_MANY", "MOST_POINTS", "FrontierLayers", "pareto_layers"]

Int = NDArray[np.int64]
Bool = NDArray[np.bool_]
Progress = Callable[[int, int], None]

#: Most partial points kept over all issues, 8 bytes each and objective: of two objectives, and of
#: more, where filtering so many takes about a minute.
MOST_POINTS = 40_000_000
MOST_OF_MANY = 5_000_000
#: Candidates of one filter, with three objectives or more.
CHUNK = 2_000_000
#: Largest sum in absolute value.
LARGEST = 2**62


@dataclass(frozen=True, kw_only=True, eq=False)
class FrontierLayers:
    """The frontier, and the partial frontiers from which its packages can be told.

    Attributes
    ----------
    offsets : int64 array, shape (n_issues + 1,)
    values : int64 array, shape (n_objectives, n_columns)
    allowed : bool array, shape (n_columns,)
    changes : int64 array, shape (n_columns,)
        How many changes each column makes.
    step : int64 array, shape (n_states, most changes of a column + 1)
        State that follows a state after so many changes; -1 for none.
    final : tuple of int
        States that a whole package may be in.
    layers : tuple of tuple of int64 arrays
        ``layers[i][s]``, shape (n, n_objectives): the frontier of the first i issues in state s,
        distinct, in descending lexicographic order.
    points : int64 array, shape (n_points, n_objectives)
        The frontier itself, in the same order. Empty where no package is left.
    """

    offsets: Int
    values: Int
    allowed: Bool
    changes: Int
    step: Int
    final: tuple[int, ...]
    layers: tuple[tuple[Int, ...], ...]
    points: Int

    @property
    def n_issues(self) -> int:
        """Number of issues."""
        return len(self.offsets) - 1

    def columns_of(self, issue: int) -> Int:
        """Return the allowed columns of an issue."""
        block = np.arange(self.offsets[issue], self.offsets[issue + 1])
        return block[self.allowed[block]]


def pareto_layers(
    offsets: Int,
    values: Int,
    *,
    allowed: Bool | None = None,
    changes: Int | None = None,
    at_least_one: bool = False,
    at_most: int | None = None,
    floors: Int | None = None,
    weak: bool = False,
    most_points: int | None = None,
    progress: Progress | None = None,
) -> FrontierLayers:
    """Return the Pareto frontier of additive objectives over all packages.

    Time and memory follow the sizes of the partial frontiers, not the number of packages: 8 bytes
    for each objective of a partial point, and twice as much again for every option of the issue
    being merged.

    Parameters
    ----------
    offsets : int64 array, shape (n_issues + 1,)
        Columns of issue i are ``offsets[i]:offsets[i + 1]``.
    values : int64 or object array, shape (n_objectives, n_columns)
        What each column adds to each objective, at least one; larger is better. An object array of
        Python's integers knows no bound, and is several times slower.
    allowed : bool array, shape (n_columns,), optional
        Columns that exist; all if not given.
    changes : int64 array, shape (n_columns,), optional
        How many changes each column makes; 0 everywhere if not given.
    at_least_one : bool
        Leave out packages that change nothing.
    at_most : int, optional
        Leave out packages with more changes.
    floors : int64 array, shape (n_objectives,), optional
        Leave out packages below; makes the work smaller, too.
    weak : bool
        Keep what no package beats in every objective at once.
    most_points : int, optional
        Partial points kept in all, and candidates of one merge, before giving up;
        ``MOST_POINTS`` or ``MOST_OF_MANY`` if not given.
    progress : callable, optional
        Called with (issues merged, issues in all).

    Returns
    -------
    FrontierLayers

    Raises
    ------
    TooLargeError
        When more than ``most_points`` would be kept, or sums do not fit into int64.
    """
    values = np.asarray(values)
    if values.dtype != object:
        values = np.ascontiguousarray(values, np.int64)
    n_columns = values.shape[1]
    allowed = np.ones(n_columns, np.bool_) if allowed is None else np.asarray(allowed, np.bool_)
    changes = np.zeros(n_columns, np.int64) if changes is None else np.asarray(changes, np.int64)
    _check_room(offsets, values)
    step, final = _states(changes, at_least_one, at_most)
    need = _needed(offsets, values, allowed, floors)
    if most_points is None:
        most_points = MOST_POINTS if len(values) <= 2 else MOST_OF_MANY
    blank = FrontierLayers(
        offsets=np.asarray(offsets, np.int64),
        values=values,
        allowed=allowed,
        changes=changes,
        step=step,
        final=final,
        layers=(),
        points=np.empty((0, len(values)), values.dtype),
    )
    layers = _layers(blank, need, weak, most_points, progress)
    whole = [layers[-1][s] for s in final if len(layers[-1][s])]
    points = whole[0] if len(whole) == 1 else nondominated(np.concatenate([blank.points, *whole]), weak=weak)
    return replace(blank, layers=tuple(layers), points=points)


def _layers(
    space: FrontierLayers, need: Int | None, weak: bool, most_points: int, progress: Progress | None
) -> list[tuple[Int, ...]]:
    """Merge the issues one after another; return the frontier after each, state by state."""
    start = np.zeros((1, len(space.values)), space.values.dtype)
    n_states = len(space.step)
    layers = [tuple(start if s == 0 else space.points for s in range(n_states))]
    kept = 1
    for i in range(space.n_issues):
        layer = tuple(
            _merge(space, layers[-1], s, space.columns_of(i), weak, most_points - kept)
            for s in range(n_states)
        )
        if need is not None:
            bound = need[i + 1]
            layer = tuple(part[np.asarray((part >= bound).all(axis=1), np.bool_)] for part in layer)
        kept += sum(map(len, layer))
        layers.append(layer)
        if progress:
            progress(i + 1, space.n_issues)
    return layers


def _check_room(offsets: Int, values: Int) -> None:
    if not len(offsets) > 1 or values.dtype == object:
        return
    largest = np.maximum.reduceat(np.abs(values).astype(np.float64), offsets[:-1], axis=1).sum(axis=1)
    if largest.max(initial=0.0) >= LARGEST:
        raise TooLargeError("the points are too large for exact sums in 64 bits; use a smaller scale")


def _states(changes: Int, at_least_one: bool, at_most: int | None) -> tuple[Int, tuple[int, ...]]:
    """Lay out the states that count changes, as far as they matter."""
    widest = int(changes.max(initial=0))
    if at_most is None:
        top = 1 if at_least_one else 0
        step = np.array([[min(s + n, top) for n in range(widest + 1)] for s in range(top + 1)], np.int64)
    else:
        top = at_most
        step = np.array(
            [[s + n if s + n <= top else -1 for n in range(widest + 1)] for s in range(top + 1)], np.int64
        )
    return step, tuple(range(1 if at_least_one else 0, top + 1))


def _needed(offsets: Int, values: Int, allowed: Bool, floors: Int | None) -> Int | None:
    """Return what the first i issues must reach at least for the rest to be able to reach the floors."""
    if floors is None:
        return None
    n_issues = len(offsets) - 1
    need = np.empty((n_issues + 1, len(values)), values.dtype)
    need[n_issues] = floors
    for i in range(n_issues - 1, -1, -1):
        block = values[:, offsets[i] : offsets[i + 1]][:, allowed[offsets[i] : offsets[i + 1]]]
        need[i] = need[i + 1] - (block.max(axis=1) if block.shape[1] else 0)
    return need


def _merge(
    space: FrontierLayers, layer: tuple[Int, ...], state: int, columns: Int, weak: bool, room: int
) -> Int:
    """Return the frontier in one state after one more issue."""
    values = space.values
    pairs = [
        (s, shift)
        for s in range(len(layer))
        if len(layer[s])
        for shift in _distinct_shifts(values, columns[space.step[s, space.changes[columns]] == state], weak)
    ]
    total = sum(len(layer[s]) for s, _ in pairs)
    n_objectives = len(values)
    if total > room:
        raise TooLargeError(
            f"the frontier grows past {room:.3g} partial points with {n_objectives} parties: too large "
            "to list. Ask for it within the zone only, for fewer parties, or with points rounded to "
            "whole numbers: coarser points have far smaller frontiers"
        )
    if not pairs:
        return np.empty((0, n_objectives), values.dtype)
    if n_objectives == 2 and values.dtype != object:
        sources = sorted({s for s, _ in pairs})
        edge = np.cumsum([0, *(len(layer[s]) for s in sources)])
        at = [sources.index(s) for s, _ in pairs]
        return union_of_shifted(
            np.concatenate([layer[s] for s in sources]),
            edge[at],
            edge[[k + 1 for k in at]],
            np.stack([shift for _, shift in pairs]),
            weak,
        )
    return _merge_many(layer, pairs, weak)


def _distinct_shifts(values: Int, columns: Int, weak: bool) -> Int:
    """Return what the columns worth taking add, each once."""
    return (
        nondominated(values[:, columns].T, weak=weak)
        if len(columns)
        else np.empty((0, len(values)), np.int64)
    )


def _merge_many(layer: tuple[Int, ...], pairs: list[tuple[int, Int]], weak: bool) -> Int:
    """Merge by filtering, a bounded number of candidates at a time."""
    first = pairs[0][1]
    found = np.empty((0, len(first)), first.dtype)
    waiting: list[Int] = []
    size = 0
    for k, (s, shift) in enumerate(pairs):
        waiting.append(layer[s] + shift)
        size += len(layer[s])
        if size >= CHUNK or k + 1 == len(pairs):
            found = nondominated(np.concatenate([found, *waiting]), weak=weak)
            waiting, size = [], len(found)
    return found
