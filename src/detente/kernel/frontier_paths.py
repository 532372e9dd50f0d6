"""The packages behind the points of a frontier: the first by the tie rule, and how many there are.

Every package that attains a point of the frontier is made of partial packages that attain points
of the partial frontiers, so all of them are found again by walking back through the layers.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Sequence

import numba as nb
import numpy as np
from numpy.typing import NDArray

from detente.kernel.frontier import FrontierLayers

__all__ = ["best_packages", "count_packages", "list_packages"]

Int = NDArray[np.int64]
FAR = np.iinfo(np.int64).max

#: A point of a layer: number of issues merged, state, and the point.
Node = tuple[int, int, tuple[int, ...]]


@nb.njit(cache=True, nogil=True)
def _find(points: Int, start: int, end: int, point: Int) -> int:
    """Return where ``point`` stands between ``start`` and ``end``, or -1; rows descend."""
    low, high = start, end
    while low < high:
        middle = (low + high) // 2
        order = 0
        for d in range(len(point)):
            if points[middle, d] != point[d]:
                order = 1 if points[middle, d] > point[d] else -1
                break
        if order == 0:
            return middle
        if order > 0:
            low = middle + 1
        else:
            high = middle
    return -1


@nb.njit(cache=True, nogil=True)
def _find_each(points: Int, wanted: Int, found: Int) -> None:
    """Fill in where each row of ``wanted`` stands in ``points``, or -1."""
    for k in range(len(wanted)):
        found[k] = _find(points, 0, len(points), wanted[k])


def _find_of_any_size(points: Int, point: list[int]) -> int:
    """Do what :func:`_find` does for Python's own integers."""
    low, high = 0, len(points)
    while low < high:
        middle = (low + high) // 2
        row = points[middle].tolist()
        if row == point:
            return middle
        low, high = (middle + 1, high) if row > point else (low, middle)
    return -1


def _places(points: Int, wanted: Int) -> Int:
    """Return where each row of ``wanted`` stands in one state of a layer, or -1."""
    found = np.empty(len(wanted), np.int64)
    if points.dtype == object:
        found[:] = [_find_of_any_size(points, row) for row in wanted.tolist()]
    else:
        _find_each(points, wanted, found)
    return found


@nb.njit(cache=True, nogil=True)
def _choose(
    before: Int,
    before_edge: Int,
    changed: Int,
    rank: Int,
    after: Int,
    after_edge: Int,
    values: Int,
    columns: Int,
    changes: Int,
    step: Int,
    source: Int,
    column: Int,
    total: Int,
) -> None:
    """Fill in for each point of a layer where its best package comes from.

    The best has the fewest changes, then stands first in option order; ``rank`` is the place of
    each partial package in that order.
    """
    wanted = np.empty(before.shape[1], np.int64)
    for state in range(len(after_edge) - 1):
        for k in range(after_edge[state], after_edge[state + 1]):
            source[k] = -1
            total[k] = FAR
            for c in columns:
                for d in range(len(wanted)):
                    wanted[d] = after[k, d] - values[d, c]
                for s in range(len(before_edge) - 1):
                    if step[s, changes[c]] != state:
                        continue
                    j = _find(before, before_edge[s], before_edge[s + 1], wanted)
                    if j < 0:
                        continue
                    n = changed[j] + changes[c]
                    if n < total[k] or (n == total[k] and rank[j] < rank[source[k]]):
                        total[k] = n
                        source[k] = j
                        column[k] = c


def _choose_of_any_size(
    before: Int,
    before_edge: Int,
    changed: Int,
    rank: Int,
    after: Int,
    after_edge: Int,
    values: Int,
    columns: Int,
    changes: Int,
    step: Int,
    source: Int,
    column: Int,
    total: Int,
) -> None:
    """Do what :func:`_choose` does for Python's own integers."""
    ends = list(itertools.pairwise(before_edge.tolist()))
    places = [{tuple(row): a + j for j, row in enumerate(before[a:b].tolist())} for a, b in ends]
    firsts, ranks = changed.tolist(), rank.tolist()
    for state, (start, end) in enumerate(itertools.pairwise(after_edge.tolist())):
        best: list[tuple[int, ...]] = [(FAR,)] * (end - start)
        for c in columns.tolist():
            wanted = [tuple(row) for row in (after[start:end] - values[:, c]).tolist()]
            for s in np.flatnonzero(step[:, changes[c]] == state).tolist():
                for k, j in enumerate(map(places[s].get, wanted)):
                    if j is not None:
                        best[k] = min(best[k], (firsts[j] + int(changes[c]), ranks[j], c, j))
        for k, (n, _, c, j) in enumerate(best, start):
            total[k], column[k], source[k] = n, c, j


def best_packages(layers: FrontierLayers) -> Int:
    """Return for each point of the frontier the package that attains it and comes first.

    First is the one with the fewest changes, then the first in option order, issue by issue.

    Parameters
    ----------
    layers : FrontierLayers

    Returns
    -------
    int64 array, shape (n_points, n_issues)
        Flat columns.
    """
    flat = [_flat(layer) for layer in layers.layers]
    n_objectives = len(layers.values)
    changed = np.zeros(len(flat[0][0]), np.int64)
    rank = np.zeros(len(flat[0][0]), np.int64)
    steps: list[tuple[Int, Int]] = []
    for i in range(layers.n_issues):
        (before, before_edge), (after, after_edge) = flat[i], flat[i + 1]
        source, column, total = (np.empty(len(after), np.int64) for _ in range(3))
        choose = _choose_of_any_size if layers.values.dtype == object else _choose
        choose(
            before.reshape(-1, n_objectives), before_edge, changed, rank, after.reshape(-1, n_objectives),
            after_edge, layers.values, layers.columns_of(i), layers.changes, layers.step, source, column,
            total,
        )  # fmt: skip
        order = np.lexsort((column, rank[source]))
        rank = np.empty(len(after), np.int64)
        rank[order] = np.arange(len(after))
        changed = total
        steps.append((source, column))
    return _walk_back(layers, flat[-1], changed, rank, steps)


def _flat(layer: tuple[Int, ...]) -> tuple[Int, Int]:
    """Put the states of a layer one after another; return the points and where each state begins."""
    return np.ascontiguousarray(np.concatenate(layer)), np.cumsum([0, *map(len, layer)])


def _walk_back(
    layers: FrontierLayers, last: tuple[Int, Int], changed: Int, rank: Int, steps: list[tuple[Int, Int]]
) -> Int:
    """Read the packages off the steps, from the last issue to the first."""
    at = _ends(layers, last, changed, rank)
    packages = np.empty((len(at), layers.n_issues), np.int64)
    for i in range(layers.n_issues - 1, -1, -1):
        source, column = steps[i]
        packages[:, i] = column[at]
        at = source[at]
    return packages


def _ends(layers: FrontierLayers, last: tuple[Int, Int], changed: Int, rank: Int) -> Int:
    """Return for each point of the frontier where it stands in the last layer, in its best state."""
    points, edge = last
    parts = [(edge[s], edge[s + 1]) for s in layers.final if edge[s] < edge[s + 1]]
    if len(parts) == 1:
        return np.arange(*parts[0])  # the frontier is that part
    order = np.empty(len(points), np.int64)
    order[np.lexsort((rank, changed))] = np.arange(len(points))
    at, best = np.empty(len(layers.points), np.int64), np.full(len(layers.points), FAR)
    for start, end in parts:
        found = _places(points[start:end], layers.points)
        here = np.where(found >= 0, order[start + found], FAR)
        better = here < best
        at[better], best[better] = start + found[better], here[better]
    return at


def _nodes(layers: FrontierLayers, point: Int) -> list[Node]:
    """Return the points of the last layer that are this point, one for each state."""
    end = layers.n_issues
    key = tuple(int(x) for x in point)
    found = []
    for s in layers.final:
        part = layers.layers[end][s]
        if _places(part, np.array([point], part.dtype))[0] >= 0:
            found.append((end, s, key))
    return found


def _steps_back(layers: FrontierLayers, nodes: Sequence[Node]) -> Iterator[tuple[int, int, Node]]:
    """Yield the last columns of nodes of one layer and what each was added to, nodes and columns in order.

    A node is named by its place in ``nodes``.
    """
    i = nodes[0][0]
    states = np.array([state for _, state, _ in nodes])
    columns = layers.columns_of(i - 1)
    points = np.array([point for _, _, point in nodes], layers.values.dtype)
    before = points[:, None] - layers.values[:, columns].T
    flat = np.ascontiguousarray(before.reshape(-1, points.shape[1]))
    follows = layers.step[:, layers.changes[columns]] == states[:, None, None]
    for s, part in enumerate(layers.layers[i - 1]):
        follows[:, s] &= _places(part, flat).reshape(len(nodes), -1) >= 0
    for node, k, s in np.argwhere(follows.transpose(0, 2, 1)).tolist():
        yield node, int(columns[k]), (i - 1, s, tuple(before[node, k].tolist()))


def count_packages(layers: FrontierLayers, point: Int) -> int:
    """Return how many packages attain a point of the frontier (exact, any size).

    Parameters
    ----------
    layers : FrontierLayers
    point : int64 array, shape (n_objectives,)
        One of ``layers.points``; 0 for any other.
    """
    ways = dict.fromkeys(_nodes(layers, point), 1)
    for _ in range(layers.n_issues if ways else 0):
        earlier: dict[Node, int] = {}
        numbers = list(ways.values())
        for node, _, before in _steps_back(layers, list(ways)):
            earlier[before] = earlier.get(before, 0) + numbers[node]
        ways = earlier
    return sum(ways.values())


def list_packages(layers: FrontierLayers, point: Int, *, most: int) -> Int:
    """Return packages that attain a point of the frontier, at most ``most`` of them.

    Parameters
    ----------
    layers : FrontierLayers
    point : int64 array, shape (n_objectives,)
    most : int

    Returns
    -------
    int64 array, shape (n, n_issues)
        Flat columns; all such packages where there are no more than ``most``.
    """
    found: list[list[int]] = []
    open_nodes: list[tuple[Node, list[int]]] = [(node, []) for node in _nodes(layers, point)]
    while open_nodes and len(found) < most:
        node, tail = open_nodes.pop()
        if node[0] == 0:
            found.append(tail[::-1])
            continue
        open_nodes += [(before, [*tail, c]) for _, c, before in _steps_back(layers, [node])]
    return np.array(found, np.int64).reshape(-1, layers.n_issues)
