"""Minimal hitting sets: the smallest changes that get past every one of many obstacles.

Where nothing passes unless one of *these* conditions is lifted, and one of *those*, and so on, what
has to be lifted is a set that meets ("hits") each of these families. Minimal hitting sets of conflicts
are the diagnoses of Reiter (1987, *Artificial Intelligence* 32(1)); his tree, which loses some of them
when it is pruned (Greiner, Smith and Wilkerson 1989, *Artificial Intelligence* 41(1)), is not used. The
search here adds one element at a time and goes on only while each chosen element still has a family
that it alone hits, so that every minimal set is met once (the idea of Murakami and Uno 2014, *Discrete
Applied Mathematics* 170).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from detente.errors import TooLargeError

__all__ = ["MOST_SETS", "minimal_hitting_sets", "smallest_first"]

#: Sets that are listed before the question counts as too large.
MOST_SETS = 20_000


def minimal_hitting_sets(
    families: Iterable[Iterable[str]], *, largest: int | None = None, limit: int = MOST_SETS
) -> tuple[frozenset[str], ...]:
    """List all sets that have an element of every family and of which no part has.

    Parameters
    ----------
    families : iterable of iterables of str
        In any order, with repetitions.
    largest : int, optional
        Only sets of at most this size; any size if not given.
    limit : int
        Most sets to list.

    Returns
    -------
    tuple of frozenset of str
        Smallest first, then by name. Without families the empty set alone; with an empty family none.

    Raises
    ------
    TooLargeError
        When there are more than ``limit``.

    Examples
    --------
    >>> [sorted(found) for found in minimal_hitting_sets([["a", "b"], ["b", "c"], ["a", "c"]])]
    [['a', 'b'], ['a', 'c'], ['b', 'c']]
    """
    distinct = {frozenset(family) for family in families}
    # Whatever hits a family also hits those that contain it.
    smallest = [one for one in distinct if not any(other < one for other in distinct)]
    if frozenset() in smallest:
        return ()
    search = _Search.of(smallest, len(smallest) if largest is None else largest)
    found: list[frozenset[str]] = []
    for hitting in search.sets():
        if len(found) == limit:
            raise TooLargeError(
                f"there are more than {limit:,} minimal sets; ask for smaller ones, or of fewer at once"
            )
        found.append(hitting)
    return smallest_first(found)


def smallest_first(sets: Iterable[frozenset[str]]) -> tuple[frozenset[str], ...]:
    """Sort sets by size, then by the names in them."""
    return tuple(sorted(sets, key=lambda one: (len(one), sorted(one))))


@dataclass(frozen=True, kw_only=True)
class _Search:
    """Families as bits: bit k of a number stands for family k."""

    names: tuple[str, ...]
    hits: dict[str, int]
    members: tuple[frozenset[str], ...]
    largest: int

    @classmethod
    def of(cls, families: list[frozenset[str]], largest: int) -> _Search:
        members = smallest_first(families)
        names = tuple(sorted(frozenset().union(*members)))
        hits = {name: sum(1 << k for k, one in enumerate(members) if name in one) for name in names}
        return cls(names=names, hits=hits, members=members, largest=largest)

    def sets(self) -> Iterator[frozenset[str]]:
        """Yield every minimal hitting set once."""
        return self._grown({}, (1 << len(self.members)) - 1, frozenset(self.names))

    def _grown(self, alone: dict[str, int], missed: int, free: frozenset[str]) -> Iterator[frozenset[str]]:
        """Yield those that contain the chosen elements and beyond them only free ones.

        ``alone`` gives for each chosen element the families that it alone hits, ``missed`` those
        that nothing chosen hits.
        """
        if not missed:
            yield frozenset(alone)
            return
        if len(alone) >= self.largest:
            return
        family = min(self._among(missed), key=lambda k: len(self.members[k] & free))
        choices = sorted(self.members[family] & free)
        # An element that was tried is out of reach of those tried before it, not of those after.
        free = free.difference(choices)
        for name in choices:
            hit = self.hits[name]
            left = {other: own & ~hit for other, own in alone.items()}
            if all(left.values()):
                yield from self._grown({**left, name: missed & hit}, missed & ~hit, free)
                free |= {name}

    @staticmethod
    def _among(bits: int) -> Iterator[int]:
        while bits:
            lowest = bits & -bits
            yield lowest.bit_length() - 1
            bits ^= lowest
