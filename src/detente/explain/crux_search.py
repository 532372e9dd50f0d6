"""Smallest sets that carry something, found by asking of one set after another.

Whether a set carries need not be monotone (one change may undo what another does), so a set is
minimal only if *no* part of it carries: sets are asked in order of size, and those that contain a
carrying one are passed over. Where that takes too long, members are taken away from the full set one
by one for as long as the rest still carries (the deletion filter; Chinneck and Dravnieks 1991,
*ORSA Journal on Computing* 3(2)), and what is left is searched.

Where it is quicker to tell of a set that it hardly carries, sets of two and more are screened first;
what is said of the sets found rests on questions that were asked in full all the same.
"""

from __future__ import annotations

import itertools
import math
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

__all__ = ["LISTED", "MinimalSets", "Proof", "minimal_sets"]

#: Further minimal sets are listed up to this size.
LISTED = 3
Members = frozenset[str]
Carries = Callable[[Members], bool]
Proof = Literal["smallest", "minimal", "irreducible", "none"]


@dataclass(frozen=True, kw_only=True)
class MinimalSets:
    """Sets that carry, none of which contains another.

    Attributes
    ----------
    sets : tuple of frozenset of str
        By size, then by name. Just the empty one where that carries already.
    proof : str
        ``"smallest"``: no set of fewer members than the first carries. ``"minimal"``: no part of the
        one set carries, but a smaller one may exist elsewhere. ``"irreducible"``: no single member of
        the one set can be left out; more is not known. ``"none"``: not even all members carry.
    complete_to : int
        All minimal sets of up to so many members are listed.
    asked : int
        Sets that were asked about.
    """

    sets: tuple[Members, ...]
    proof: Proof
    complete_to: int
    asked: int


def minimal_sets(
    members: Iterable[str], carries: Carries, *, budget: int, screen: Carries | None = None
) -> MinimalSets:
    """Find the smallest sets that carry, and further minimal ones of up to three members.

    Parameters
    ----------
    members : iterable of str
    carries : callable
        Says of a set whether it carries; asked at most once of each.
    budget : int
        Sets to ask about before the full set is taken apart instead; that asks about up to the square
        of the number of members more, and then, to look for smaller ones among what is left, again up
        to ``budget``.
    screen : callable, optional
        Says of a set, quickly, whether it may carry; it may err. Of sets of two and more members only
        those that may are asked about, and then all that are smaller than the smallest found, and all
        parts of those found: sets and proof are as true as without. Only ``complete_to`` is less, by
        those sizes of which some sets were not asked about.

    Returns
    -------
    MinimalSets
        The same whatever the order of the members.
    """
    search = _Search(sorted(set(members)), carries, budget, screen)
    n = len(search.members)
    if search.asks(frozenset()):
        return search.result([frozenset()], "smallest", n)
    if not search.asks(frozenset(search.members)):
        return search.result([], "none", 0)
    found: list[Members] = []
    complete = 0
    while complete < n and (not found or complete < LISTED):
        if search.is_too_much(search.candidates(search.members, complete + 1, found)):
            break
        found += search.of_size(search.members, complete + 1, found, screen=complete > 0)
        complete += 1
    if screen is not None and found:
        found, complete = search.confirmed(found)
    elif screen is not None:
        complete = min(complete, 1)
    return search.result(found, "smallest", complete) if found else search.taken_apart(complete)


class _Search:
    """What has been asked so far."""

    def __init__(self, members: Sequence[str], carries: Carries, budget: int, screen: Carries | None) -> None:
        self.members = members
        self.carries = carries
        self.budget = budget
        self.screen = screen
        self.known: dict[Members, bool] = {}
        self.unlikely: set[Members] = set()

    def asks(self, some: Members) -> bool:
        """Ask whether a set carries, once."""
        if some not in self.known:
            self.known[some] = self.carries(some)
        return self.known[some]

    def may_carry(self, some: Members) -> bool:
        """Screen a set."""
        if some in self.known or self.screen is None or self.screen(some):
            return True
        self.unlikely.add(some)
        return False

    def candidates(self, members: Sequence[str], size: int, found: Sequence[Members]) -> Iterator[Members]:
        """Yield the sets of a size that contain none of those found before."""
        for combination in itertools.combinations(members, size):
            some = frozenset(combination)
            if not any(known <= some for known in found):
                yield some

    def is_too_much(self, candidates: Iterator[Members]) -> bool:
        """Tell whether asking about all of them would pass the budget."""
        room = max(self.budget - len(self.known.keys() | self.unlikely), 0)
        return next(itertools.islice(candidates, room, None), None) is not None

    def of_size(
        self, members: Sequence[str], size: int, found: Sequence[Members], *, screen: bool = False
    ) -> list[Members]:
        """Return the sets of a size that carry and contain none found before."""
        candidates = self.candidates(members, size, found)
        return [some for some in candidates if (not screen or self.may_carry(some)) and self.asks(some)]

    def confirmed(self, found: Sequence[Members]) -> tuple[list[Members], int]:
        """Ask of all sets that are smaller than those found, and of all their parts, whether they carry.

        Returns the minimal sets and the size up to which all were asked about.
        """
        sure: list[Members] = []
        complete = 0
        while not sure and complete < max(len(found[0]) - 1, 1):
            complete += 1
            sure += self.of_size(self.members, complete, ())
        for some in found:
            for size in range(1, len(some) + 1):
                sure += self.of_size(sorted(some), size, sure)
        return sure, complete

    def taken_apart(self, complete: int) -> MinimalSets:
        """Reduce the full set, and look for less among what is left of it."""
        left = self._reduced()
        self.budget += len(self.known)
        for size in range(complete + 1, len(left)):
            if len(self.known) + math.comb(len(left), size) > self.budget:
                return self.result([frozenset(left)], "irreducible", complete)
            inside = self.of_size(left, size, ())
            if inside:
                return self.result(inside[:1], _proof(size, complete), complete)
        return self.result([frozenset(left)], _proof(len(left), complete), complete)

    def _reduced(self) -> list[str]:
        """Leave members out, one by one and again from the first, until none can be."""
        left, shrinks = list(self.members), True
        while shrinks:
            shrinks = False
            for name in list(left):
                rest = [other for other in left if other != name]
                if self.asks(frozenset(rest)):
                    left, shrinks = rest, True
        return left

    def result(self, sets: Iterable[Members], proof: Proof, complete: int) -> MinimalSets:
        """Put the sets in order."""
        ranked = sorted(sets, key=lambda some: (len(some), sorted(some)))
        return MinimalSets(sets=tuple(ranked), proof=proof, complete_to=complete, asked=len(self.known))


def _proof(size: int, complete: int) -> Proof:
    """Say what is known of a set no part of which carries, all sets of some size being known."""
    return "smallest" if size == complete + 1 else "minimal"
