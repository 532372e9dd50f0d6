"""Smallest carrying sets, against all subsets."""

from __future__ import annotations

import itertools

from hypothesis import given, settings
from hypothesis import strategies as st

from detente.explain.crux_search import LISTED, minimal_sets

NAMES = "abcdef"
Table = dict[frozenset[str], bool]


def subsets(names: str) -> list[frozenset[str]]:
    """All subsets, small ones first."""
    return [frozenset(c) for n in range(len(names) + 1) for c in itertools.combinations(names, n)]


@st.composite
def tables(draw: st.DrawFn) -> tuple[str, Table]:
    """Any set function on up to six names of which the full set carries; few sets carry."""
    names = NAMES[: draw(st.integers(1, 6))]
    every = subsets(names)
    carrying = draw(st.sets(st.sampled_from(every), max_size=8))
    return names, {some: some in carrying or len(some) == len(names) for some in every}


def minimal(names: str, table: Table) -> list[frozenset[str]]:
    """Sets that carry though no part of them does, by brute force."""
    carrying = [some for some in subsets(names) if table[some]]
    return [some for some in carrying if not any(other < some for other in carrying)]


def ranked(sets: list[frozenset[str]]) -> list[list[str]]:
    """Sets in the order of a result."""
    return sorted((sorted(some) for some in sets), key=lambda some: (len(some), some))


@settings(deadline=None)
@given(tables())
def test_brute_force(case: tuple[str, Table]) -> None:
    """With budget enough all minimal sets of the smallest size and up to three are found, no others."""
    names, table = case
    found = minimal_sets(names, table.__getitem__, budget=1000)
    expected = minimal(names, table)
    most = max(LISTED, min(map(len, expected)))
    assert [sorted(some) for some in found.sets] == ranked([s for s in expected if len(s) <= most])
    assert found.proof == "smallest"


@settings(deadline=None)
@given(tables(), st.integers(0, 40))
def test_what_is_said_holds_under_any_budget(case: tuple[str, Table], budget: int) -> None:
    """Whatever the budget: the sets carry, and the proof and completeness told are true."""
    names, table = case
    found = minimal_sets(names, table.__getitem__, budget=budget)
    expected = minimal(names, table)
    assert found.sets
    assert all(table[some] for some in found.sets)
    first = found.sets[0]
    if found.proof == "smallest":
        assert len(first) == min(map(len, expected))
    if found.proof in ("smallest", "minimal"):
        assert set(found.sets) <= set(expected)
    assert not any(table[first - {name}] for name in first) or first == frozenset()
    listed = {some for some in expected if len(some) <= found.complete_to}
    assert listed <= set(found.sets) or len(first) <= LISTED < found.complete_to
    assert found.asked <= 2 * budget + len(names) ** 2 + 4


@settings(deadline=None)
@given(tables(), st.randoms(use_true_random=False), st.integers(0, 40))
def test_order_makes_no_difference(case: tuple[str, Table], luck: object, budget: int) -> None:
    """Members in any order give the same result."""
    names, table = case
    mixed = list(names)
    luck.shuffle(mixed)  # type: ignore[attr-defined]
    assert minimal_sets(mixed, table.__getitem__, budget=budget) == minimal_sets(
        names, table.__getitem__, budget=budget
    )


@settings(deadline=None)
@given(tables(), st.sets(st.integers(0, 63)), st.integers(0, 80))
def test_a_screen_may_err(case: tuple[str, Table], wrong: set[int], budget: int) -> None:
    """Whatever a screen says, sets are minimal, and the proof and completeness told are true."""
    names, table = case
    screen = {some: table[some] != (k in wrong) for k, some in enumerate(subsets(names))}
    found = minimal_sets(names, table.__getitem__, budget=budget, screen=screen.__getitem__)
    expected = minimal(names, table)
    assert found.sets
    assert all(table[some] for some in found.sets)
    if found.proof != "irreducible":
        assert all(some in expected for some in found.sets)
    if found.proof == "smallest":
        assert len(found.sets[0]) == min(map(len, expected))
    listed = {some for some in expected if len(some) <= found.complete_to}
    assert listed <= set(found.sets)


def test_a_screen_spares_questions() -> None:
    """Pairs that a screen rules out are not asked about once a pair carries."""
    asked: list[frozenset[str]] = []

    def carries(some: frozenset[str]) -> bool:
        asked.append(some)
        return some >= frozenset("ab")

    found = minimal_sets("abcdef", carries, budget=99, screen=frozenset("ab").__le__)
    assert (found.sets, found.proof, found.complete_to) == ((frozenset("ab"),), "smallest", 1)
    assert len(asked) == 1 + 1 + 6 + 1


def test_nothing_is_needed() -> None:
    """Where the empty set carries, it is the answer after one question."""
    found = minimal_sets("abc", lambda _: True, budget=10)
    assert (found.sets, found.proof, found.asked) == ((frozenset(),), "smallest", 1)


def test_nothing_carries() -> None:
    """Where not even all together carry, there is no set."""
    found = minimal_sets("abc", lambda _: False, budget=10)
    assert (found.sets, found.proof) == ((), "none")


def test_each_set_is_asked_once() -> None:
    """No set is asked about twice, taking apart included."""
    asked: list[frozenset[str]] = []

    def carries(some: frozenset[str]) -> bool:
        asked.append(some)
        return len(some) >= 5

    found = minimal_sets("abcdef", carries, budget=10)
    assert len(asked) == len(set(asked)) == found.asked
    assert (len(found.sets[0]), found.proof) == (5, "irreducible")


def test_greedy_result_is_searched() -> None:
    """A set left by taking apart is replaced by a smaller one within it where there is one."""
    carrying = {frozenset("abcdef"), frozenset("cdef"), frozenset("cd")}
    found = minimal_sets("abcdef", carrying.__contains__, budget=20)
    assert ([*map(sorted, found.sets)], found.proof, found.complete_to) == ([["c", "d"]], "smallest", 1)
