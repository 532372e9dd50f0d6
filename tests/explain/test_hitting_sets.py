"""Minimal hitting sets against listing every set."""

from __future__ import annotations

import itertools

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from detente.errors import TooLargeError
from detente.explain.hitting_sets import minimal_hitting_sets, smallest_first

families = st.lists(st.frozensets(st.sampled_from("abcdefg"), max_size=4), max_size=7)


def every_set(given_families: list[frozenset[str]]) -> list[frozenset[str]]:
    """Try every set of letters; keep the hitting ones of which no part hits."""
    letters = sorted(frozenset().union(*given_families))
    hitting: list[frozenset[str]] = []
    for size in range(len(letters) + 1):
        for chosen in map(frozenset, itertools.combinations(letters, size)):
            is_new = not any(smaller <= chosen for smaller in hitting)
            if is_new and all(chosen & family for family in given_families):
                hitting.append(chosen)
    return hitting


@settings(deadline=None, max_examples=300)
@given(families)
def test_all_and_only_minimal_ones(some: list[frozenset[str]]) -> None:
    """What is listed is what trying every set gives, smallest first, each once."""
    found = minimal_hitting_sets(some)
    assert len(set(found)) == len(found)
    assert found == smallest_first(every_set(some))


@settings(deadline=None, max_examples=100)
@given(families, st.integers(0, 4))
def test_largest_only_cuts(some: list[frozenset[str]], largest: int) -> None:
    """A bound on the size leaves out the larger ones and nothing else."""
    whole = minimal_hitting_sets(some)
    assert minimal_hitting_sets(some, largest=largest) == tuple(s for s in whole if len(s) <= largest)


def test_nothing_to_hit() -> None:
    """Without families there is nothing to do; an empty family cannot be hit."""
    assert minimal_hitting_sets([]) == (frozenset(),)
    assert minimal_hitting_sets([["a"], []]) == ()


def test_greiner_example() -> None:
    """The families on which the tree of 1987, as first printed, can miss a set."""
    some = [["a", "b"], ["b", "c"], ["a", "c"], ["b", "d"], ["b"]]
    assert [sorted(one) for one in minimal_hitting_sets(some)] == [["a", "b"], ["b", "c"]]


def test_too_many() -> None:
    """Ten pairs have 1,024 minimal hitting sets: refused in words where fewer are wanted."""
    pairs = [[f"a{k}", f"b{k}"] for k in range(10)]
    assert len(minimal_hitting_sets(pairs)) == 1024
    with pytest.raises(TooLargeError, match="more than 1,000 minimal sets"):
        minimal_hitting_sets(pairs, limit=1000)
