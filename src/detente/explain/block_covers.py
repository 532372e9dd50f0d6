"""The smallest sets that open a deal in a given share of draws, by branch and bound.

What opens a draw is known only through questions, so the search works on what the questions have shown
so far: *conflicts*, families of which whatever opens the draw has an element. A set of the smallest size
that hits all known conflicts of enough draws is put to the question; a draw that it does not open shows
a further conflict, and the search goes on. What passes is an answer, since nothing smaller did even by
the incomplete list. (Reiter 1987, *Artificial Intelligence* 32(1), for conflicts and what hits them; the
loop is that of implicit hitting sets, Moreno-Centeno and Karp 2013, *Operations Research* 61(2), here
for a share of the draws instead of all.)
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

__all__ = ["MOST_COVERS", "Cover", "Covers", "Group", "smallest_covers"]

Bool = NDArray[np.bool_]
Int = NDArray[np.int64]

#: Sets of the smallest size that are listed.
MOST_COVERS = 12
#: Nodes of the search, and sets put to the question, before it settles for less than the smallest.
MOST_NODES, MOST_QUESTIONS = 20_000, 200


@dataclass(kw_only=True)
class Group:
    """Draws that are alike, and what is known of them.

    Attributes
    ----------
    weight : int
        How many draws.
    conflict : callable
        Given a set, returns a family that whatever opens these draws must hit and the set does not;
        None where the set opens them.
    conflicts : list of frozenset of str
        Those known. The search adds to them.
    """

    weight: int
    conflict: Callable[[frozenset[str]], frozenset[str] | None]
    conflicts: list[frozenset[str]] = field(default_factory=list)

    def opens(self, chosen: frozenset[str]) -> bool:
        """Tell whether a set opens these draws; note a conflict if it does not."""
        if not all(chosen & conflict for conflict in self.conflicts):
            return False
        further = self.conflict(chosen)
        if further is not None:
            self.conflicts.append(further)
        return further is None


@dataclass(frozen=True, kw_only=True)
class Cover:
    """A set, and in how many draws it opens a deal."""

    units: frozenset[str]
    weight: int


@dataclass(frozen=True, kw_only=True)
class Covers:
    """The smallest sets that reach a goal.

    Attributes
    ----------
    sets : tuple of Cover
        Widest first, then by name; at most 12. Empty where no set reaches the goal.
    is_smallest : bool
        Whether it is proved that no smaller set does. If not, there is one set, of which nothing can
        be left out.
    has_all : bool
        Whether all sets of this size are listed.
    """

    sets: tuple[Cover, ...]
    is_smallest: bool = True
    has_all: bool = True


def smallest_covers(groups: Sequence[Group], units: Sequence[str], goal: int) -> Covers:
    """Find the smallest sets that open at least so many draws.

    Parameters
    ----------
    groups : sequence of Group
        Lifting more must never close what lifting less opens.
    units : sequence of str
        Of which the sets are made.
    goal : int
        Draws, at least 1.

    Returns
    -------
    Covers
    """
    if _weight_opened(groups, frozenset(units)) < goal:
        return Covers(sets=())
    search = _Search(groups=groups, units=tuple(units), goal=goal)
    for size in range(len(units) + 1):
        search.look_for(size)
        if search.found or search.is_over:
            break
    if search.found:
        return Covers(sets=_ranked(search.found), has_all=not search.is_over)
    return Covers(sets=(_pared(groups, units, goal),), is_smallest=False, has_all=False)


def _ranked(covers: Iterable[Cover]) -> tuple[Cover, ...]:
    return tuple(sorted(covers, key=lambda cover: (-cover.weight, sorted(cover.units))))


def _weight_opened(groups: Sequence[Group], chosen: frozenset[str]) -> int:
    return sum(group.weight for group in groups if group.opens(chosen))


def _pared(groups: Sequence[Group], units: Sequence[str], goal: int) -> Cover:
    """Leave out one after the other what can be left out."""
    chosen = frozenset(units)
    for unit in units:
        if _weight_opened(groups, chosen - {unit}) >= goal:
            chosen -= {unit}
    return Cover(units=chosen, weight=_weight_opened(groups, chosen))


@dataclass(kw_only=True)
class _Search:
    """Goes through the sets of one size after another; counts what it costs."""

    groups: Sequence[Group]
    units: tuple[str, ...]
    goal: int
    found: list[Cover] = field(default_factory=list)
    nodes: int = 0
    questions: int = 0

    @property
    def is_over(self) -> bool:
        """Whether it has taken too long, or found enough."""
        return self.nodes >= MOST_NODES or self.questions >= MOST_QUESTIONS or len(self.found) >= MOST_COVERS

    def look_for(self, size: int) -> None:
        """Add the sets of a size that reach the goal to those found."""
        tried: set[frozenset[str]] = set()
        while not self.is_over:
            known = _Known.of(self.groups, self.units)
            chosen = next((one for one in self._sets(known, size) if one not in tried), None)
            if chosen is None:
                return
            tried.add(chosen)
            self.questions += 1
            weight = _weight_opened(self.groups, chosen)
            if weight >= self.goal:
                self.found.append(Cover(units=chosen, weight=weight))

    def _sets(self, known: _Known, size: int) -> Iterator[frozenset[str]]:
        """Yield the sets of at most a size that hit all known conflicts of enough draws."""
        n = len(self.units)
        stack = [(np.zeros(n, np.bool_), np.ones(n, np.bool_))]
        while stack and not self.is_over:
            self.nodes += 1
            chosen, free = stack.pop()
            state = known.after(chosen, free, size - int(chosen.sum()))
            if state.within_reach < self.goal:
                continue
            if state.covered >= self.goal:
                yield frozenset(self.units[k] for k in np.flatnonzero(chosen))
                continue
            branch = int(np.argmax(np.where(free, state.wanted, -1)))
            free = free.copy()
            free[branch] = False
            stack.append((chosen, free))
            with_it = chosen.copy()
            with_it[branch] = True
            stack.append((with_it, free))


@dataclass(frozen=True, kw_only=True)
class _State:
    """Where a partial set stands: draws covered, draws within reach, draws that want each unit."""

    covered: int
    within_reach: int
    wanted: Int


@dataclass(frozen=True, kw_only=True, eq=False)
class _Known:
    """All known conflicts of all groups, as one table.

    ``members`` : conflicts by units. ``owner`` : group of each. ``weights`` : of the groups.
    """

    members: Bool
    owner: Int
    weights: Int

    @classmethod
    def of(cls, groups: Sequence[Group], units: Sequence[str]) -> _Known:
        number = {unit: k for k, unit in enumerate(units)}
        pairs = [(g, conflict) for g, group in enumerate(groups) for conflict in group.conflicts]
        members = np.zeros((len(pairs), len(units)), np.bool_)
        for row, (_, conflict) in enumerate(pairs):
            members[row, [number[unit] for unit in conflict]] = True
        return cls(
            members=members,
            owner=np.array([g for g, _ in pairs], np.int64),
            weights=np.array([group.weight for group in groups], np.int64),
        )

    def after(self, chosen: Bool, free: Bool, left: int) -> _State:
        """Judge a partial set to which ``left`` of the free units may be added."""
        missed = ~(self.members & chosen).any(axis=1)
        owner, ways = self.owner[missed], self.members[missed] & free
        n_groups = len(self.weights)
        uncovered = np.bincount(owner, minlength=n_groups) > 0
        n_ways = ways.sum(axis=1)
        # Conflicts with one way left force it; a group cannot force more than may be added.
        forced = np.zeros((n_groups, ways.shape[1]), np.bool_)
        np.logical_or.at(forced, owner[n_ways == 1], ways[n_ways == 1])
        lost = (forced.sum(axis=1) > left) | (uncovered & (left == 0))
        lost[owner[n_ways == 0]] = True
        alive = ways[~lost[owner]] * self.weights[owner[~lost[owner]], None]
        return _State(
            covered=int(self.weights[~uncovered].sum()),
            within_reach=int(self.weights[~lost].sum()),
            wanted=alive.sum(axis=0, dtype=np.int64),
        )
