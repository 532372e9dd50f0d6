"""The smallest set of measures that does what is asked: exact, by branch and bound.

Smallest means fewest measures, then the shortest time kept up, then the least cost; what is left is
settled by the order of the dossier. Two options of one issue cannot be kept up together.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from detente.lenses.climate.measure_trials import CLOSE, Trials

__all__ = ["SmallestSet", "farthest_set", "smallest_set"]


@dataclass(frozen=True, kw_only=True)
class SmallestSet:
    """Measures and for how long.

    Attributes
    ----------
    measures : tuple of str
        In the order of the dossier.
    lasts : int
        Steps from the first on; 0 where no measure is needed.
    """

    measures: tuple[str, ...]
    lasts: int


def smallest_set(trials: Trials, costs: Mapping[str, float]) -> SmallestSet | None:
    """Find the smallest set of measures that meets the goal.

    Parameters
    ----------
    trials : Trials
    costs : mapping of str to float
        Measures to choose from, in the order of the dossier, and the cost of each; costs may lie
        below 0.

    Returns
    -------
    SmallestSet or None
        None where no set does.

    Raises
    ------
    TooLargeError
        Where too many sets would have to be tried.
    """
    if trials.works((), 0):
        return SmallestSet(measures=(), lasts=0)
    steps, names = trials.goal.steps, tuple(costs)
    if trials.rules_out((), names, len(names), steps):
        return None
    for size in range(1, len({_issue(name) for name in names}) + 1):
        lasts = _shortest(trials, names, size)
        if lasts is not None:
            found = _Branching(trials, names, lasts, costs).found(size)
            return None if found is None else SmallestSet(measures=found, lasts=lasts)
    return None


def farthest_set(trials: Trials, names: Sequence[str]) -> tuple[str, ...]:
    """Return the measures that together get expected hostility lowest, kept up throughout.

    All of them, unless some exclude each other because they are options of one issue: then measures
    are added one at a time, each the one that helps most, and that is a set which does much, not
    proven to be the one that does most.
    """
    chosen: tuple[str, ...] = ()
    if len({_issue(name) for name in names}) == len(names):
        return tuple(names)
    while free := _fitting(names, chosen):
        best = min(
            free, key=lambda name: trials.goal.reached(trials.path((*chosen, name), trials.goal.steps))
        )
        chosen = (*chosen, best)
    return tuple(name for name in names if name in chosen)


def _shortest(trials: Trials, names: Sequence[str], size: int) -> int | None:
    """Return the fewest steps for which some set of a size does; None if none does for any number."""
    steps = trials.goal.steps
    # The strongest first, so that a set that does is met early.
    strongest = sorted(
        names, key=lambda name: -trials.draws.acts[trials.draws.measures.index(name)].mean(axis=1).sum()
    )

    def is_enough(lasts: int) -> bool:
        return _Branching(trials, strongest, lasts).found(size) is not None

    if not trials.keeps_order.all():
        # Longer need not be better here, so that every length is asked.
        return next((lasts for lasts in range(1, steps + 1) if is_enough(lasts)), None)
    if not is_enough(steps):
        return None
    low, high = 0, steps
    while high - low > 1:
        middle = (low + high) // 2
        low, high = (low, middle) if is_enough(middle) else (middle, high)
    return high


class _Branching:
    """Goes through the sets of a size, leaving out branches that cannot hold what is looked for.

    With costs it finds the cheapest set, the first in order where several are; without, the first.
    """

    def __init__(
        self, trials: Trials, names: Sequence[str], lasts: int, costs: Mapping[str, float] | None = None
    ) -> None:
        self._trials, self._names, self._lasts, self._costs = trials, names, lasts, costs
        self._best: tuple[str, ...] | None = None
        self._best_cost = math.inf

    def found(self, size: int) -> tuple[str, ...] | None:
        """Return the set found; None where there is none."""
        self._branch((), tuple(self._names), size)
        return self._best

    def _branch(self, chosen: tuple[str, ...], free: tuple[str, ...], take: int) -> None:
        free = tuple(_fitting(free, chosen))
        if self._is_closed(chosen, free, take):
            return
        if not take:
            if self._trials.works(chosen, self._lasts):
                self._best, self._best_cost = chosen, self._cost(chosen)
            return
        for k, name in enumerate(free):
            self._branch((*chosen, name), free[k + 1 :], take - 1)

    def _is_closed(self, chosen: tuple[str, ...], free: tuple[str, ...], take: int) -> bool:
        if len({_issue(name) for name in free}) < take:
            return True
        if self._best is not None and (self._costs is None or not self._may_be_cheaper(chosen, free, take)):
            return True
        return take > 0 and self._trials.rules_out(chosen, free, take, self._lasts)

    def _may_be_cheaper(self, chosen: tuple[str, ...], free: tuple[str, ...], take: int) -> bool:
        cheapest = sorted(free, key=lambda name: self._cost((name,)))[:take]
        return self._cost((*chosen, *cheapest)) < self._best_cost - CLOSE

    def _cost(self, names: Sequence[str]) -> float:
        return math.fsum((self._costs or {}).get(name, 0.0) for name in names)


def _issue(name: str) -> str:
    return name.partition("=")[0]


def _fitting(names: Sequence[str], chosen: Sequence[str]) -> list[str]:
    """Return the measures on issues that are still open."""
    taken = {_issue(name) for name in chosen}
    return [name for name in names if _issue(name) not in taken]
