"""Fixed-point units: rounding, round trips and shares."""

from __future__ import annotations

from fractions import Fraction

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from detente.model.fixed_point import UNIT, share_of, to_points, to_units


def units(value: float) -> int:
    """Units of one number."""
    return int(to_units(np.array([value]))[0])


@given(st.floats(-1e6, 1e6))
def test_units_are_the_nearest(points: float) -> None:
    """A number becomes the nearest whole unit, at most half a unit away."""
    assert units(points) == round(Fraction(points) * UNIT)


@given(st.integers(-(2**50), 2**50))
def test_units_come_back(amount: int) -> None:
    """Whole units turn into points and back without loss."""
    assert units(float(to_points(amount))) == amount


def test_halves_go_to_the_even_unit() -> None:
    """Half a unit is rounded to the even side, up or down alike."""
    assert [units(n / 2 / UNIT) for n in (1, 3, 5, -1, -3)] == [0, 2, 2, 0, -2]


@given(st.integers(-(2**42), 2**42), st.integers(0, UNIT))
def test_a_share_is_the_nearest(amount: int, share: int) -> None:
    """A share of an amount is exact up to half a unit, halves going up."""
    exact = Fraction(amount) * share / UNIT
    found = int(share_of(np.array([amount]), np.array([share]))[0])
    assert Fraction(-1, 2) < found - exact <= Fraction(1, 2)


@given(st.integers(-(2**42), 2**42))
def test_all_and_nothing_are_exact(amount: int) -> None:
    """A share of 1 is the amount itself, a share of 0 nothing."""
    amounts, shares = np.array([amount, amount]), np.array([UNIT, 0])
    assert share_of(amounts, shares).tolist() == [amount, 0]
