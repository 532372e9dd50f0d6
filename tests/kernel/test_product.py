"""The largest product of gains: brute force, zero products, limits, large numbers."""

from __future__ import annotations

import math

import numpy as np
import pytest
from best_by_listing import all_on, moved, passing, random_rows, sums
from brute_force import bargain, make_system, systems
from hypothesis import given, settings
from hypothesis import strategies as st

from detente.errors import TooLargeError
from detente.kernel.listing import list_frontier
from detente.kernel.maximising import BEST, NONE, UNDECIDED
from detente.kernel.product import ZERO, maximise_product
from detente.kernel.system import PRED, System


def best_product(
    rows: np.ndarray, found: list[tuple[int, ...]], floors: list[int], powers: list[int]
) -> int | None:
    """Return the largest product among packages at which nobody loses."""
    gains = [[s - f for s, f in zip(sums(rows, x), floors, strict=True)] for x in found]
    products = [
        math.prod(g**p for g, p in zip(each, powers, strict=True)) for each in gains if min(each) >= 0
    ]
    return max(products, default=None)


@settings(max_examples=250)
@given(systems(max_issues=5), st.integers(1, 3), st.integers(0, 2**32 - 1))
def test_finds_the_largest_product(system: System, k: int, seed: int) -> None:
    """One to three parties, any floors, powers from 1 to 4, coarse and fine points."""
    rng = np.random.default_rng(seed)
    rows = random_rows(rng, system, k, spread=int(rng.choice([2, 8, 10**6, 10**15])))
    floors = (rng.integers(-5, 6, k) * int(np.abs(rows).max() // 8 + 1)).tolist()
    powers = rng.integers(1, 5, k).tolist()
    found = passing(system)
    result = maximise_product(
        system, clause_on=all_on(system), rows=rows, floors=floors, powers=powers, node_limit=100_000
    )
    best = best_product(rows, found, floors, powers)
    assert result.status == (NONE if best is None else BEST if best else ZERO)
    assert (result.value, result.upper) == (best, best)
    if result.columns is not None:
        package = tuple(result.columns.tolist())
        assert package in found
        assert best_product(rows, [package], floors, powers) == best


@settings(max_examples=100)
@given(systems(max_issues=5), st.integers(0, 3), st.integers(0, 2**32 - 1))
def test_out_of_nodes_the_truth_lies_between(system: System, limit: int, seed: int) -> None:
    """However short the search, the largest product lies between what was found and the upper bound."""
    rows = random_rows(np.random.default_rng(seed), system, 2)
    result = maximise_product(
        system, clause_on=all_on(system), rows=rows, floors=[-2, -2], powers=[1, 2], node_limit=limit
    )
    best = best_product(rows, passing(system), [-2, -2], [1, 2])
    if result.status != UNDECIDED:
        assert result.value == best
    elif best is not None:
        assert result.upper is not None
        assert (best if result.value is None else result.value) <= best <= result.upper


@settings(max_examples=60)
@given(systems(max_issues=4), st.integers(0, 2**32 - 1))
def test_order_origin_and_scale_do_not_matter(system: System, seed: int) -> None:
    """Issues in another order change nothing, nor a shift with its floor; a scale is a factor."""
    rows = random_rows(np.random.default_rng(seed), system, 2)

    def value(s: System, r: np.ndarray, floors: list[int]) -> int | None:
        return maximise_product(s, clause_on=all_on(s), rows=r, floors=floors, powers=[1, 1]).value

    plain = value(system, rows, [-3, -3])
    other, rearranged, _ = moved(system, rows, seed)
    assert value(other, rearranged, [-3, -3]) == plain
    shifted = rows.copy()
    shifted[0, : system.offsets[1]] += 50
    assert value(system, shifted, [47, -3]) == plain
    assert value(system, rows * [[5], [1]], [-15, -3]) == (None if plain is None else 5 * plain)


def test_ties_of_equal_products_end() -> None:
    """Many packages on one hyperbola: the search ends, at one of them."""
    rows = np.array([[1, 2, 3, 4, 6, 12], [12, 6, 4, 3, 2, 1]])
    system = make_system([6], rows, [0, 0], [(0, [PRED, 0])], 1)
    result = maximise_product(system, clause_on=all_on(system), rows=rows, floors=[0, 0], powers=[1, 1])
    assert (result.status, result.value, result.upper) == (BEST, 12, 12)


def test_extreme_gains_end() -> None:
    """Where weights cannot be exact, somebody is asked to gain more, and the search ends."""
    far = 2**58
    rows = np.array([[1, 2, far, far - 1], [far, far // 2, 1, 1]])
    system = make_system([4], rows, [0, 0], [(0, [PRED, 0])], 1)
    result = maximise_product(system, clause_on=all_on(system), rows=rows, floors=[0, 0], powers=[1, 1])
    assert (result.status, result.value) == (BEST, far)


def test_where_somebody_must_gain_nothing() -> None:
    """The largest product is zero when nobody loses but somebody gains nothing, which is said."""
    rows = np.array([[0, 5], [0, -1]])
    system = make_system([2], rows, [0, 0], [(0, [PRED, 0])], 1)
    on = all_on(system)
    result = maximise_product(system, clause_on=on, rows=rows, floors=[0, 0], powers=[1, 1])
    assert (result.status, result.value, result.upper) == (ZERO, 0, 0)
    assert result.columns is not None
    assert result.columns.tolist() == [0]
    worse = maximise_product(system, clause_on=on, rows=rows, floors=[1, 0], powers=[1, 1])
    assert (worse.status, worse.columns, worse.value) == (NONE, None, None)


def test_rows_past_int64_are_refused() -> None:
    """Sums that could overflow raise an error instead of wrapping, one row or all together."""
    system = make_system([2, 2], np.zeros((1, 4)), [0], [], 1)
    for entry in (2**61, 2**60):
        rows = np.array([[0, entry, 0, 0], [0, entry, 0, entry]])
        with pytest.raises(TooLargeError):
            maximise_product(system, clause_on=all_on(system), rows=rows, floors=[0, 0], powers=[1, 1])


@pytest.mark.parametrize("k", [2, 3])
def test_the_largest_product_stands_on_the_frontier(k: int) -> None:
    """On 16 million packages of real-valued points the value is that of the listed frontier."""
    system = bargain(np.random.default_rng(5), [4] * 12, strictness=0.1)
    on = all_on(system)
    rows, floors = system.tables[:k], system.thresholds[:k].tolist()
    listed = list_frontier(system, clause_on=on, rows=rows)
    products = [math.prod(int(s) - f for s, f in zip(point, floors, strict=True)) for point in listed.points]
    result = maximise_product(system, clause_on=on, rows=rows, floors=floors, powers=[1] * k)
    assert result.value == max(products)
