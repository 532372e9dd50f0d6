"""The smallest sets that open enough draws, against trying every set."""

from __future__ import annotations

import itertools
from collections.abc import Callable

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from detente.explain import block_covers
from detente.explain.block_covers import Group, smallest_covers

UNITS = "abcdef"
Families = tuple[frozenset[str], ...]

openings = st.lists(st.frozensets(st.sampled_from(UNITS), max_size=4), max_size=3).map(tuple)
draws = st.lists(st.tuples(openings, st.integers(1, 4)), min_size=1, max_size=7)


def opens(sets: Families, chosen: frozenset[str]) -> bool:
    """Tell whether one of the sets is lifted as a whole."""
    return any(one <= chosen for one in sets)


def conflict_of(sets: Families) -> Callable[[frozenset[str]], frozenset[str] | None]:
    """Answer as a draw would that these sets open."""

    def conflict(chosen: frozenset[str]) -> frozenset[str] | None:
        if opens(sets, chosen):
            return None
        for unit in UNITS:
            if not opens(sets, chosen | {unit}):
                chosen |= {unit}
        return frozenset(UNITS) - chosen

    return conflict


def asked(some: list[tuple[Families, int]]) -> list[Group]:
    """Make groups of draws."""
    return [Group(weight=weight, conflict=conflict_of(sets)) for sets, weight in some]


def best(some: list[tuple[Families, int]], goal: int) -> set[tuple[frozenset[str], int]]:
    """Try every set, the small ones first."""
    for size in range(len(UNITS) + 1):
        found = set()
        for chosen in map(frozenset, itertools.combinations(UNITS, size)):
            weight = sum(w for sets, w in some if opens(sets, chosen))
            if weight >= goal:
                found.add((chosen, weight))
        if found:
            return found
    return set()


@settings(deadline=None, max_examples=100)
@given(draws, st.integers(1, 20))
def test_smallest_sets(some: list[tuple[Families, int]], goal: int) -> None:
    """Size, sets and draws reached are those of trying every set; all are listed unless it says so."""
    found = smallest_covers(asked(some), UNITS, goal)
    expected = best(some, goal)
    listed = {(cover.units, cover.weight) for cover in found.sets}
    assert found.is_smallest
    assert listed <= expected
    assert bool(listed) == bool(expected)
    assert listed == expected or not found.has_all
    assert found.has_all or len(listed) == block_covers.MOST_COVERS


def test_out_of_time(monkeypatch: pytest.MonkeyPatch) -> None:
    """Where the search is cut short, a set is given of which nothing can be left out, and said to be so."""
    monkeypatch.setattr(block_covers, "MOST_NODES", 1)
    some = [((frozenset("ab"), frozenset("cde")), 3)]
    found = smallest_covers(asked(some), UNITS, 3)
    assert not found.is_smallest
    assert not found.has_all
    (cover,) = found.sets
    assert cover.weight == 3
    assert not any(opens(some[0][0], cover.units - {unit}) for unit in cover.units)


def test_nothing_needed() -> None:
    """A draw that is open anyway needs the empty set; one that nothing opens has no set."""
    empty = smallest_covers(asked([((frozenset(),), 2)]), UNITS, 2)
    assert [cover.units for cover in empty.sets] == [frozenset()]
    assert smallest_covers(asked([((), 2)]), UNITS, 1).sets == ()


def test_conflicts_are_kept() -> None:
    """What one goal has taught serves the next."""
    groups = asked([((frozenset("ab"),), 1), ((frozenset("c"),), 1)])
    smallest_covers(groups, UNITS, 2)
    assert [sorted(group.conflicts, key=sorted) for group in groups] == [
        [frozenset("a"), frozenset("b")],
        [frozenset("c")],
    ]
