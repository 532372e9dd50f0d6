"""Largest tranches, fewest tranches, and the limit of tranches without end."""

from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from detente.errors import DetenteError, TooLargeError
from detente.lenses.staging.tranches import (
    MOST_TRANCHES,
    are_safe,
    fewest_tranches,
    largest_tranches,
    least_ratio,
    safe_tranches,
)

ONE = Fraction(1)
FRACTIONS = st.fractions(min_value=Fraction(1, 20), max_value=5, max_denominator=20)
DISCOUNTS = st.fractions(min_value=Fraction(1, 10), max_value=1, max_denominator=20)


def test_each_tranche_is_a_fixed_multiple_of_the_next() -> None:
    """With tau = b = 1 and d = 3/4 the multiple is 3/2, and the last tranche is d V."""
    found = largest_tranches(ONE, ONE, Fraction(3, 4), Fraction(1, 4), 3)
    assert found == (Fraction(27, 64), Fraction(9, 32), Fraction(3, 16))


@settings(max_examples=60, deadline=None)
@given(FRACTIONS, FRACTIONS, DISCOUNTS, FRACTIONS, st.integers(1, 6))
def test_the_largest_tranches_are_just_safe(
    tau: Fraction, b: Fraction, delta: Fraction, V: Fraction, n: int
) -> None:
    """Every one is safe, and none would be if it were any larger."""
    found = largest_tranches(tau, b, delta, V, n)
    assert are_safe(found, tau, b, delta, V)
    for k in range(n):
        larger = (*found[:k], found[k] * Fraction(1001, 1000), *found[k + 1 :])
        assert not are_safe(larger, tau, b, delta, V)


@settings(max_examples=60, deadline=None)
@given(FRACTIONS, FRACTIONS, DISCOUNTS, FRACTIONS)
def test_the_fewest_tranches_are_enough_and_fewer_are_not(
    tau: Fraction, b: Fraction, delta: Fraction, V: Fraction
) -> None:
    """A whole deal fits into so many of the largest tranches, not into one less; the cut is exact."""
    n = fewest_tranches(tau, b, delta, V)
    cut = safe_tranches(tau, b, delta, V)
    assert (n is None) == (cut is None)
    if n is None or cut is None:
        assert sum(largest_tranches(tau, b, delta, V, 40)) < 1
        return
    assert sum(cut) == 1
    assert min(cut) >= 0
    assert len(cut) == n
    assert are_safe(cut, tau, b, delta, V)
    assert n == 1 or sum(largest_tranches(tau, b, delta, V, n - 1)) < 1


def test_without_a_relation_after_the_end_everything_unravels() -> None:
    """V = 0: the last tranche is never safe, so no tranche before it is."""
    assert fewest_tranches(ONE, Fraction(5), ONE, Fraction(0)) is None
    assert safe_tranches(ONE, Fraction(5), ONE, Fraction(0)) is None


def test_one_tranche_is_enough_just_when_temptation_is_at_most_what_follows() -> None:
    """The condition is tau <= d V."""
    assert fewest_tranches(ONE, ONE, Fraction(1, 2), Fraction(2)) == 1
    assert fewest_tranches(ONE, ONE, Fraction(1, 2), Fraction(199, 100)) == 2


def test_a_series_whose_limit_is_one_never_reaches_it() -> None:
    """Growth 1/2 and last tranche 1/2 sum to 1 only without end."""
    tau, b, delta, V = Fraction(2), Fraction(1), Fraction(1, 3), Fraction(3)
    assert delta * (b + tau) / tau == Fraction(1, 2)
    assert delta * V / tau == Fraction(1, 2)
    assert fewest_tranches(tau, b, delta, V) is None
    assert fewest_tranches(tau, b, delta, V * Fraction(11, 10)) == 4


@settings(max_examples=60, deadline=None)
@given(FRACTIONS, FRACTIONS, DISCOUNTS)
def test_tranches_without_end(tau: Fraction, b: Fraction, delta: Fraction) -> None:
    """(1 - r) r**k is safe from the least ratio on, by the sum of the geometric series; else never."""
    r = least_ratio(tau, b, delta)
    assert (r is not None) == (delta > tau / (b + tau))
    if r is None:
        return
    assert r == tau / (delta * (b + tau))
    assume(r * delta < 1)
    # Every stage looks the same: tau (1 - r) against b times all that is to come.
    assert tau * (1 - r) == b * (1 - r) * delta * r / (1 - delta * r)


def test_floats_give_floats() -> None:
    """The same formulas, without exactness."""
    assert largest_tranches(1.0, 1.0, 0.75, 0.25, 2) == pytest.approx((0.28125, 0.1875))
    cut = safe_tranches(1.0, 1.0, 0.75, 0.25)
    assert cut is not None
    assert sum(cut) == pytest.approx(1)
    assert least_ratio(1.0, 1.0, 0.5) is None


@pytest.mark.parametrize(
    "numbers",
    [(0.0, 1.0, 0.5, 1.0), (1.0, -1.0, 0.5, 1.0), (1.0, 1.0, 0.5, -1.0), (1.0, 1.0, 1.5, 1.0)],
)
def test_numbers_out_of_range_are_told(numbers: tuple[float, float, float, float]) -> None:
    """No temptation, negative worth, discount factors above 1, no tranches at all, too many."""
    with pytest.raises(DetenteError):
        fewest_tranches(*numbers)
    with pytest.raises(DetenteError):
        largest_tranches(1.0, 1.0, 0.5, 1.0, MOST_TRANCHES + 1)


def test_too_many_tranches_are_told() -> None:
    """A tiny last tranche that hardly grows."""
    with pytest.raises(TooLargeError, match="10000"):
        fewest_tranches(1.0, 0.0, 1.0, 1e-9)
