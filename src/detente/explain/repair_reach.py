"""How little judgements have to move: the smallest reach at which a set of them carries a block."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from detente.explain.repair_block import Block
from detente.explain.repair_joint import decide_jointly

__all__ = ["MovedSet", "Ray", "best_by_reach", "first_holding"]

Float = NDArray[np.float64]
Bool = NDArray[np.bool_]
Small = NDArray[np.int8]

#: Halvings that tell sets apart, that settle a reach to the unit, and that settle one by programmes.
COARSE, FINE, BY_PROGRAMME = 8, 38, 10


@dataclass(frozen=True, kw_only=True, eq=False)
class Ray:
    """Members of a set, and the way they go where all go to their ends.

    Attributes
    ----------
    members : bool array, shape (n_entries,)
    ways : int8 array, shape (n_entries,), or None
        1 up, -1 down, 0 not at all: going that way all atoms come to hold. None where some of them
        would be undone on the way, so that members go differently far.
    values : float array, shape (n_entries,), or None
        Within the ranges, with which the block holds; for a set without ways.
    """

    members: Bool
    ways: Small | None = None
    values: Float | None = None


@dataclass(frozen=True, kw_only=True, eq=False)
class MovedSet:
    """A set of judgements with values that carry a block.

    Attributes
    ----------
    values : dict of row to float
        In the model.
    reach : float
        How far the farthest is from its median.
    at_least : float
        With a smaller reach no values of these judgements carry the block; equal to ``reach`` where
        that is exact to the unit.
    """

    values: dict[int, float]
    reach: float
    at_least: float


def best_by_reach(block: Block, rays: Sequence[Ray], listed: int) -> list[MovedSet]:
    """Find the sets of smallest reach, and values at that reach.

    Parameters
    ----------
    block : Block
    rays : sequence of Ray
        Sets that carry the block within the ranges.
    listed : int
        Sets returned at most.

    Returns
    -------
    list of MovedSet
        Sorted by reach, ties by rows.
    """
    found = _straight(block, [ray for ray in rays if ray.ways is not None], listed)
    bent = [(ray.members, ray.values) for ray in rays if ray.ways is None and ray.values is not None]
    found += [_by_programmes(block, members, values, 1.0) for members, values in bent[:listed]]
    return sorted(found, key=lambda one: (one.reach, sorted(one.values)))[:listed]


def first_holding(block: Block, ways: Small, times: int = COARSE) -> tuple[Float, Float, Bool]:
    """Find how far sets must go along their ways for what fails at the medians to hold.

    Parameters
    ----------
    block : Block
    ways : int8 array, shape (m, n_entries)
        At their ends all atoms that fail at the medians hold.
    times : int
        Halvings.

    Returns
    -------
    low, high : float array, shape (m,)
        Reaches at which some of these still fail, and at which they hold.
    ok : bool array, shape (m,)
        Whether at ``high`` all atoms hold, none having been undone on the way.
    """
    failing = np.flatnonzero(block.now < 0)

    def hold(reaches: Float) -> Bool:
        margins = block.margins(_columns(block, ways, reaches))[:, failing]
        return np.asarray((margins >= 0).all(axis=1), np.bool_)

    low, high = _halved(hold, np.zeros(len(ways)), np.ones(len(ways)), times)
    return low, high, _along(block, ways)(high)


def _straight(block: Block, rays: list[Ray], listed: int) -> list[MovedSet]:
    if not rays:
        return []
    ways = np.array([ray.ways for ray in rays])
    low, high, early = first_holding(block, ways)
    kept = np.flatnonzero(low <= np.sort(high)[min(listed, len(rays)) - 1])
    known = np.where(early, high, 1.0)[kept]
    ways, members = ways[kept], np.array([ray.members for ray in rays])[kept]
    low, high, ok = first_holding(block, ways, FINE)
    found = []
    if ok.any():
        proved = _proved(block, members[ok], low[ok])
        columns = _columns(block, ways[ok], high[ok])
        found = [_moved(block, m, columns[:, k], proved[k]) for k, m in enumerate(members[ok])]
    columns = _columns(block, ways, known)
    for k in np.flatnonzero(~ok):
        found.append(_by_programmes(block, members[k], columns[:, k], float(known[k])))
    return found


def _proved(block: Block, members: Bool, low: Float) -> Float:
    """Return reaches below which the sets are proved not to do: infinite where that is exact.

    It is where at ``low``, next to where they do, some atom fails at every end of its factors.
    """
    exact = ~_all_alone(block, members, low)
    proved = np.where(exact, np.inf, 0.0)
    rest = np.flatnonzero(~exact)
    if len(rest):
        proved[rest] = _each_alone(block, members[rest], low[rest])
    return proved


def _each_alone(block: Block, members: Bool, high: Float) -> Float:
    """Return reaches at which no values of the sets make every atom hold, be it one by one."""

    def holds(reaches: Float) -> Bool:
        return _all_alone(block, members, reaches)

    return _halved(holds, np.zeros(len(members)), high, FINE)[0]


def _all_alone(block: Block, members: Bool, reaches: Float) -> Bool:
    """Tell for each set whether it can make every atom hold, each by itself, at a reach."""
    return np.asarray((block.best(members, reaches) >= 0).all(axis=1), np.bool_)


def _along(block: Block, ways: Small) -> Callable[[Float], Bool]:
    """Tell for reaches, one for each set, whether the block holds that far along its way."""

    def holds(reaches: Float) -> Bool:
        return np.asarray((block.margins(_columns(block, ways, reaches)) >= 0).all(axis=1), np.bool_)

    return holds


def _columns(block: Block, ways: Small, reaches: Float) -> Float:
    low, high = block.ends(reaches)
    return np.where(ways.T > 0, high, np.where(ways.T < 0, low, block.middles))


def _halved(holds: Callable[[Float], Bool], low: Float, high: Float, times: int) -> tuple[Float, Float]:
    """Halve intervals at whose upper end something holds, and does not at the lower one (or may not)."""
    for _ in range(times):
        middle = (low + high) / 2
        done = holds(middle)
        low, high = np.where(done, low, middle), np.where(done, middle, high)
    return low, high


def _by_programmes(block: Block, members: Bool, values: Float, high: float) -> MovedSet:
    """Settle the reach of a set whose members go differently far, from values that do at ``high``."""
    low, proved = 0.0, 0.0
    for _ in range(BY_PROGRAMME):
        middle = (low + high) / 2
        found = decide_jointly(block, members, middle)
        if found.values is not None:
            high, values = middle, found.values
        else:
            low = middle
            if found.answer == "no":
                proved = max(proved, middle)
    return _moved(block, members, values, proved)


def _moved(block: Block, members: Bool, values: Float, at_least: float) -> MovedSet:
    places = np.flatnonzero(members).tolist()
    reach = max((block.entries[k].reach_of(float(values[k])) for k in places), default=0.0)
    return MovedSet(
        values={block.rows[k]: float(values[k]) for k in places},
        reach=reach,
        at_least=min(float(at_least), reach),
    )
