"""Keeping a deal against breaking it, on integers: monotone, generous at a tie, never overflowing."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from detente.errors import TooLargeError
from detente.model.fixed_point import UNIT
from detente.model.keeping import LARGEST_SUM, keeping_table, require_room

shares = st.floats(0, 1)
amounts = st.integers(0, 1000 * UNIT)


def is_kept(surplus: int, temptation: int, discount: float, monitoring: float, threshold: int = 0) -> bool:
    """Tell whether one package is kept in one draw."""
    table, least = keeping_table(
        np.array([[surplus]]),
        np.array([threshold]),
        np.array([[temptation]]),
        np.array([discount]),
        np.array([monitoring]),
    )
    return bool(table[0, 0] >= least[0])


@given(amounts, amounts, shares, shares, shares)
def test_patience_never_takes_a_package_away(
    surplus: int, temptation: int, one: float, other: float, monitoring: float
) -> None:
    """What is kept at a discount factor is kept at every higher one."""
    low, high = sorted((one, other))
    kept = is_kept(surplus, temptation, low, monitoring)
    assert is_kept(surplus, temptation, high, monitoring) or not kept


@given(amounts, amounts, shares, shares, shares)
def test_monitoring_never_takes_a_package_away(
    surplus: int, temptation: int, discount: float, one: float, other: float
) -> None:
    """What is kept under a watch is kept under a better one."""
    low, high = sorted((one, other))
    kept = is_kept(surplus, temptation, discount, low)
    assert is_kept(surplus, temptation, discount, high) or not kept


@given(amounts, amounts, amounts, shares, shares)
def test_a_greater_surplus_or_a_lesser_temptation_helps(
    surplus: int, temptation: int, change: int, discount: float, monitoring: float
) -> None:
    """Improving a package that is kept does not break it."""
    if is_kept(surplus, temptation, discount, monitoring):
        assert is_kept(surplus + change, temptation, discount, monitoring)
        assert is_kept(surplus, max(0, temptation - change), discount, monitoring)


@given(st.integers(1, 99), st.integers(1, 100))
def test_a_package_exactly_at_the_condition_is_kept(discount: int, monitoring: int) -> None:
    """With d and q in hundredths and d q s = (1 - d) T exactly, it is a tie, and a tie holds."""
    surplus = (100 - discount) * 100 * UNIT
    temptation = discount * monitoring * UNIT
    assert is_kept(surplus, temptation, discount / 100, monitoring / 100)


def test_below_the_critical_factor_it_is_not_kept() -> None:
    """A surplus of 1 against a temptation of 9 is kept from nine tenths on."""
    assert is_kept(UNIT, 9 * UNIT, 0.9, 1.0)
    assert not is_kept(UNIT, 9 * UNIT, 0.8999, 1.0)


@pytest.mark.parametrize("monitoring", [0.0, 0.3, 1.0])
def test_who_discounts_nothing_needs_no_watching(monitoring: float) -> None:
    """At d = 1 temptation has no price, even if nothing is ever noticed; the surplus still counts."""
    assert is_kept(7, 10**6, 1.0, monitoring, threshold=7)
    assert not is_kept(6, 10**6, 1.0, monitoring, threshold=7)


@pytest.mark.parametrize(("discount", "monitoring"), [(0.0, 1.0), (0.0, 0.0), (0.9, 0.0), (1e-9, 1.0)])
def test_at_a_huge_ratio_any_temptation_breaks_it(discount: float, monitoring: float) -> None:
    """Only a package that tempts nobody is kept by who sees no future or is never found out."""
    assert not is_kept(1000 * UNIT, 1, discount, monitoring)
    assert is_kept(0, 0, discount, monitoring)


@pytest.mark.parametrize("ratio", [255.5, 256.0, 256.5, 2.0**22 - 1, 2.0**22])
def test_the_price_is_right_on_both_sides_of_every_limit(ratio: float) -> None:
    """Where the rounding changes, the price is at most the ratio and short of it by less than one."""
    discount = 1 / (1 + ratio)
    assert is_kept(int(ratio) + 1, 1, discount, 1.0)
    assert not is_kept(int(ratio) - 1, 1, discount, 1.0)


def test_shares_outside_their_bounds_are_cut() -> None:
    """A normal distribution may stray below 0 or above 1: such a draw counts as the bound."""
    assert is_kept(0, 5, 1.2, 1.0)
    assert not is_kept(100, 1, -0.1, 1.0)
    assert is_kept(1, 1, 0.5, 3.0)
    assert not is_kept(0, 1, 0.5, 3.0)


def test_each_draw_has_its_own_price() -> None:
    """Draws are rows: the same package may be kept in one and broken in another."""
    table, threshold = keeping_table(
        np.array([[4, 4], [4, 4], [4, 4]]),
        np.array([0, 0, 0]),
        np.array([[4, 5], [4, 5], [4, 0]]),
        np.array([0.5, 0.9, 0.0]),
        np.ones(3),
    )
    assert (table >= threshold[:, None]).tolist() == [[True, False], [True, True], [False, True]]


def test_products_that_do_not_fit_are_refused() -> None:
    """Points, or a price on points, past int64 are an error with advice, not a wrapped number."""
    with pytest.raises(TooLargeError, match="rescale"):
        is_kept(2**50, 0, 0.5, 1.0)
    with pytest.raises(TooLargeError, match="rescale"):
        is_kept(0, 2**45, 1 / (1 + 2.0**20), 1.0)


def test_room_is_needed_only_above_the_bound() -> None:
    """The largest sum itself still fits."""
    require_room(LARGEST_SUM)
    with pytest.raises(TooLargeError):
        require_room(np.nextafter(LARGEST_SUM, np.inf))
