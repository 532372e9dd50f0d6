"""The conditions on weighted sums: never too strict, tight at the tangent, weights that fit."""

from __future__ import annotations

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from detente.kernel.tangents import least_weighted_sum, product_of, tangent_weights

gains = st.lists(st.integers(1, 10**12), min_size=1, max_size=4)


@given(st.data(), gains)
def test_no_larger_product_fails_the_condition(data: st.DataObject, better: list[int]) -> None:
    """Gains with at least the product have at least the weighted sum, whatever the weights."""
    k = len(better)
    powers = data.draw(st.lists(st.integers(1, 5), min_size=k, max_size=k))
    weights = data.draw(st.lists(st.integers(1, 10**9), min_size=k, max_size=k))
    product = product_of(better, powers)
    total = sum(w * g for w, g in zip(weights, better, strict=True))
    assert total >= least_weighted_sum(product, weights, powers)


@pytest.mark.parametrize("powers", [(1, 1), (3, 2)])
@pytest.mark.parametrize("weights", [(1, 1), (2, 5)])
@pytest.mark.parametrize("product", [1, 7, 36, 1000])
def test_the_sum_is_the_least_of_real_gains(
    powers: tuple[int, ...], weights: tuple[int, ...], product: int
) -> None:
    """Over real gains the least weighted sum has a closed form, met up to rounding to an integer."""
    degree = sum(powers)
    logs = sum(p * math.log(w / p) for p, w in zip(powers, weights, strict=True))
    real = degree * math.exp((math.log(product) + logs) / degree)
    least = least_weighted_sum(product, weights, powers)
    assert real - 1e-6 <= least < real + 1.0


@given(gains, st.integers(1, 4))
def test_the_tangent_leaves_out_its_own_point(point: list[int], power: int) -> None:
    """With exact weights the point where it touches lies just below the next product."""
    powers = [power] * len(point)
    sizes = [1] * len(point)
    weights = tangent_weights(point, powers, sizes, 10**60)
    total = sum(w * g for w, g in zip(weights, point, strict=True))
    assert total < least_weighted_sum(product_of(point, powers) + 1, weights, powers)
    assert total >= least_weighted_sum(product_of(point, powers), weights, powers)


@given(gains, st.integers(0, 2**61))
def test_weights_fit_the_room(point: list[int], size: int) -> None:
    """Weighted sizes stay within the room, or every weight that does not is 1."""
    sizes = [size // len(point)] * len(point)
    weights = tangent_weights(point, [1] * len(point), sizes, 2**60)
    assert min(weights) >= 1
    assert sum(w * s for w, s in zip(weights, sizes, strict=True)) <= 2**60 + sum(sizes)


def test_products() -> None:
    """Powers apply to each gain, and nothing overflows."""
    assert product_of((2, 3), (3, 2)) == 72
    assert product_of((2**61, 2**61), (5, 5)) == 2**610
