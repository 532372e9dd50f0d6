"""The Shapley value, against all orders and by its axioms."""

from __future__ import annotations

import itertools
import math
from collections.abc import Callable
from fractions import Fraction

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from detente.explain.attribution import FEWEST_PAIRS, is_sampled, shapley

Worth = Callable[[frozenset[str]], tuple[int, ...]]
NAMES = "abcdefghij"


def table(n: int, seed: int, n_questions: int = 2, high: int = 1000) -> Worth:
    """A game with random worths for all sets of the first n letters."""
    generator = np.random.default_rng(seed)
    sets = [frozenset(s) for k in range(n + 1) for s in itertools.combinations(NAMES[:n], k)]
    worths = generator.integers(0, high, (len(sets), n_questions))
    known = {s: tuple(map(int, w)) for s, w in zip(sets, worths, strict=True)}
    return known.__getitem__


def by_all_orders(players: str, worth: Worth) -> dict[str, tuple[Fraction, ...]]:
    """What each player adds, over every order there is."""
    n_questions = len(worth(frozenset()))
    total = {p: [0] * n_questions for p in players}
    for order in itertools.permutations(players):
        for k, player in enumerate(order):
            after, before = worth(frozenset(order[: k + 1])), worth(frozenset(order[:k]))
            total[player] = [t + a - b for t, a, b in zip(total[player], after, before, strict=True)]
    n_orders = math.factorial(len(players))
    return {p: tuple(Fraction(t, n_orders) for t in total[p]) for p in players}


@settings(deadline=None, max_examples=30)
@given(st.integers(0, 5), st.integers(0, 10**6))
def test_equal_to_all_orders(n: int, seed: int) -> None:
    """Exactly, whatever the game."""
    worth = table(n, seed)
    found = shapley(NAMES[:n], worth)
    assert found.values == by_all_orders(NAMES[:n], worth)
    assert found.is_exact
    assert found.evaluations == (2**n if n else 0)


@settings(deadline=None, max_examples=30)
@given(st.integers(4, 8), st.integers(0, 10**6), st.booleans())
def test_adds_up_exactly(n: int, seed: int, exact: bool) -> None:
    """To the worth of all less that of none, when sampled as well."""
    worth = table(n, seed)
    found = shapley(NAMES[:n], worth, most=2**n if exact else 1, seed=seed)
    assert found.is_exact == exact
    added = tuple(sum(column) for column in zip(*found.values.values(), strict=True))
    all_less_none = zip(worth(frozenset(NAMES[:n])), worth(frozenset()), strict=True)
    assert added == tuple(a - b for a, b in all_less_none)


@settings(deadline=None, max_examples=25)
@given(st.integers(2, 5), st.integers(0, 10**6), st.booleans())
def test_symmetry_and_dummy(n: int, seed: int, exact: bool) -> None:
    """Two that matter alike are given the same; one that never matters is given nothing."""
    inner = table(n, seed)

    def worth(chosen: frozenset[str]) -> tuple[int, ...]:
        # "y" and "z" only count how many of them there are; "x" is never looked at.
        twins = len(chosen & {"y", "z"}) ** 2
        return tuple(value + 7 * twins for value in inner(chosen - {"x", "y", "z"}))

    players = [*NAMES[:n], "x", "y", "z"]
    found = shapley(players, worth, most=2**12 if exact else 1).values
    assert found["x"] == (0, 0)
    assert found["y"] == found["z"] == (28 * Fraction(1, 2), 28 * Fraction(1, 2))


def test_adds_up_over_questions() -> None:
    """What is given for the sum of two games is the sum of what is given for each."""
    worth = table(5, 3)
    both = shapley(NAMES[:5], worth).values
    single = shapley(NAMES[:5], lambda s: (sum(worth(s)),)).values
    assert {p: (sum(both[p]),) for p in both} == single


def test_glove_game() -> None:
    """One left glove and two right ones: 2/3, 1/6 and 1/6 (Shapley 1953's value, a textbook case)."""
    found = shapley(["left", "r1", "r2"], lambda s: (int("left" in s and len(s) > 1),)).values
    assert found == {"left": (Fraction(2, 3),), "r1": (Fraction(1, 6),), "r2": (Fraction(1, 6),)}


def test_the_interval_covers_the_exact_value() -> None:
    """In about 95 of 100 cases: between 88% and 100% of 300."""
    covered = []
    for seed in range(50):
        worth = table(6, seed, n_questions=1)
        exact = shapley(NAMES[:6], worth).values
        found = shapley(NAMES[:6], worth, most=60, seed=seed)
        assert found.margins is not None
        for player in NAMES[:6]:
            off = abs(float(found.values[player][0] - exact[player][0]))
            covered.append(off <= found.margins[player][0] + 1e-9)
    assert 0.88 <= sum(covered) / len(covered) <= 1.0


def test_reverse_orders_cancel_what_two_do_to_each_other() -> None:
    """In a game of pairs every order with its reverse gives the exact value, with no margin."""

    def worth(chosen: frozenset[str]) -> tuple[int, ...]:
        pairs = itertools.combinations(sorted(chosen), 2)
        return (sum(ord(a) * ord(b) % 17 for a, b in pairs) + 5 * len(chosen),)

    exact = shapley(NAMES[:7], worth, most=128)
    found = shapley(NAMES[:7], worth, most=1)
    assert found.values == exact.values
    assert found.margins == dict.fromkeys(NAMES[:7], (0.0,))
    assert found.orders == 2 * FEWEST_PAIRS


def test_same_seed_same_answer() -> None:
    """And another seed another."""
    worth = table(8, 0)
    one, same, other = (shapley(NAMES[:8], worth, most=60, seed=seed) for seed in (4, 4, 5))
    assert one == same
    assert one.values != other.values


def test_no_set_is_judged_twice() -> None:
    """And about as many as allowed."""
    asked = []
    worth = table(9, 1)

    def noting(chosen: frozenset[str]) -> tuple[int, ...]:
        asked.append(chosen)
        return worth(chosen)

    found = shapley(NAMES[:9], noting, most=150)
    assert len(asked) == len(set(asked)) == found.evaluations
    assert 150 <= found.evaluations <= 150 + 2 * 9


@pytest.mark.parametrize("n", [0, 1, 3])
def test_few_are_always_exact(n: int) -> None:
    """Whatever is allowed; nobody is given nothing."""
    found = shapley(NAMES[:n], table(n, 1), most=1)
    assert found.is_exact
    assert len(found.values) == n


def test_whether_orders_are_sampled() -> None:
    """As soon as there are more sets than may be judged; with up to three players never."""
    assert [is_sampled(n, 31) for n in (3, 4, 5)] == [False, False, True]
    assert not is_sampled(3, 0)
