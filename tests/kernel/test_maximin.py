"""The least gain at its largest: brute force, huge scales, limits."""

from __future__ import annotations

import numpy as np
import pytest
from best_by_listing import all_on, moved, passing, random_conditions, random_rows, sums
from brute_force import bargain, make_system, systems
from hypothesis import given, settings
from hypothesis import strategies as st

from detente.errors import TooLargeError
from detente.kernel.maximin import maximin
from detente.kernel.maximising import BEST, NONE, UNDECIDED, maximise
from detente.kernel.system import PRED, System


def level(rows: np.ndarray, package: tuple[int, ...], floors: list[int], scales: list[int]) -> int:
    """Return the least scaled gain of a package in Python's integers."""
    return min(m * (s - f) for m, s, f in zip(scales, sums(rows, package), floors, strict=True))


@settings(max_examples=250)
@given(systems(max_issues=5), st.integers(1, 3), st.integers(0, 2**32 - 1))
def test_finds_the_largest_least_gain(system: System, k: int, seed: int) -> None:
    """One to three parties, any floors, scales from 1 to past int64."""
    rng = np.random.default_rng(seed)
    rows = random_rows(rng, system, k)
    floors = rng.integers(-5, 6, k).tolist()
    scales = [int(rng.integers(1, 6)) * 10 ** int(rng.choice([0, 0, 1, 30])) for _ in range(k)]
    at_least = random_conditions(rng, system, passing(system))
    found = passing(system, at_least=at_least)
    result = maximin(
        system,
        clause_on=all_on(system),
        rows=rows,
        floors=floors,
        scales=scales,
        at_least=at_least,
        node_limit=100_000,
    )
    best = max((level(rows, x, floors, scales) for x in found), default=None)
    assert result.status == (BEST if found else NONE)
    assert (result.value, result.upper) == (best, best)
    if result.columns is not None:
        package = tuple(result.columns.tolist())
        assert package in found
        assert level(rows, package, floors, scales) == best
        assert result.goals is not None
        reached = [all(s >= g for s, g in zip(sums(rows, x), result.goals, strict=True)) for x in found]
        assert reached == [level(rows, x, floors, scales) == best for x in found]


@settings(max_examples=100)
@given(systems(max_issues=5), st.integers(0, 3), st.integers(0, 2**32 - 1))
def test_out_of_nodes_the_truth_lies_between(system: System, limit: int, seed: int) -> None:
    """However short the search, the best level lies between what was found and the upper bound."""
    rows = random_rows(np.random.default_rng(seed), system, 2)
    floors, scales = [0, 1], [3, 2]
    result = maximin(
        system, clause_on=all_on(system), rows=rows, floors=floors, scales=scales, node_limit=limit
    )
    found = passing(system)
    best = max((level(rows, x, floors, scales) for x in found), default=None)
    if result.status != UNDECIDED:
        assert result.value == best
    elif best is not None:
        assert result.upper is not None
        assert (best if result.value is None else result.value) <= best <= result.upper
    assert result.columns is None or tuple(result.columns.tolist()) in found


@settings(max_examples=80)
@given(systems(max_issues=4), st.integers(0, 2**32 - 1))
def test_order_and_scale_do_not_matter(system: System, seed: int) -> None:
    """Issues in another order change nothing; scales all doubled double the level."""
    rows = random_rows(np.random.default_rng(seed), system, 2)
    plain = maximin(system, clause_on=all_on(system), rows=rows, floors=[0, 0], scales=[1, 2])
    other, rearranged, _ = moved(system, rows, seed)
    again = maximin(other, clause_on=all_on(other), rows=rearranged, floors=[0, 0], scales=[1, 2])
    assert again.value == plain.value
    twice = maximin(system, clause_on=all_on(system), rows=rows, floors=[0, 0], scales=[2, 4])
    assert twice.value == (None if plain.value is None else 2 * plain.value)


def test_one_party_alone_gets_its_maximum() -> None:
    """With one row the level is the maximum less the floor."""
    system = bargain(np.random.default_rng(1), [4] * 12, strictness=0.3)
    on = all_on(system)
    most = maximise(system, clause_on=on, objective=system.tables[0])
    result = maximin(system, clause_on=on, rows=system.tables[:1], floors=[7], scales=[1])
    assert most.value is not None
    assert result.value == most.value - 7


def test_a_known_bargain() -> None:
    """Three cakes: 10 to either, or 6 to both; with a claim of 9 to 6 the second gets less."""
    rows = np.array([[10, 6, 0], [0, 6, 10]])
    system = make_system([3], rows, [0, 0], [(0, [PRED, 0])], 1)
    on = all_on(system)
    equal = maximin(system, clause_on=on, rows=rows, floors=[0, 0], scales=[1, 1])
    assert equal.columns is not None
    assert (equal.columns.tolist(), equal.value) == ([1], 6)
    start = np.array([2])
    tilted = maximin(system, clause_on=on, rows=rows, floors=[-100, 0], scales=[1, 100], incumbent=start)
    assert tilted.columns is not None
    assert (tilted.columns.tolist(), tilted.value) == ([1], 106)


def test_rows_past_int64_are_refused() -> None:
    """Sums that could overflow raise an error instead of wrapping."""
    system = make_system([2, 2], np.zeros((1, 4)), [0], [], 1)
    rows = np.array([[0, 2**61, 0, 2**61]])
    with pytest.raises(TooLargeError):
        maximin(system, clause_on=all_on(system), rows=rows, floors=[0], scales=[1])
