"""Axes and how numbers are written on them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from detente.report.axis_scale import axis_scale, number

VALUES = st.floats(-1e15, 1e15, allow_nan=False)


@given(st.lists(VALUES, max_size=6), st.integers(2, 12))
def test_an_axis_holds_its_values_and_few_ticks(values: list[float], most: int) -> None:
    """Whatever the values, they are between the ends, and the ticks are within, apart and few."""
    scale = axis_scale(values, most)
    assert scale.low < scale.high
    assert all(scale.low <= value <= scale.high for value in values)
    assert len(scale.ticks) <= most + 1
    assert all(left < right for left, right in zip(scale.ticks, scale.ticks[1:], strict=False))
    assert len(set(scale.written())) == len(scale.ticks)


@pytest.mark.parametrize(
    ("values", "written"),
    [
        ([0, 100], ("0", "20", "40", "60", "80", "100")),
        ([-2, 1], ("-2", "-1", "0", "1")),
        ([1e5, 9.5e5], ("200,000", "400,000", "600,000", "800,000", "1,000,000")),
        ([0.001, 0.003], ("0.0010", "0.0015", "0.0020", "0.0025", "0.0030")),
        ([2e9, 4e9], ("2.0e+09", "2.5e+09", "3.0e+09", "3.5e+09", "4.0e+09")),
        ([5, 5], ("4.6", "4.8", "5.0", "5.2", "5.4")),
        ([], ("0.0", "0.2", "0.4", "0.6", "0.8", "1.0")),
    ],
)
def test_ticks_are_round(values: list[float], written: tuple[str, ...]) -> None:
    """They are multiples of 1, 2 or 5 times a power of ten, with the figures they need."""
    assert axis_scale(values, most=6).written() == written


def test_places_are_shares_of_the_axis() -> None:
    """The ends are 0 and 1."""
    scale = axis_scale([0, 10], most=5)
    assert (scale.place(scale.low), scale.place(5), scale.place(scale.high)) == (0, 0.5, 1)


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (0, "0"),
        (7, "7"),
        (-3.25, "-3.25"),
        (41.0004, "41"),
        (0.0012346, "0.001235"),
        (1234567.8, "1234568"),
        (2.5e12, "2.5e+12"),
        (-1e-7, "-1e-07"),
    ],
)
def test_numbers_have_the_figures_they_need(value: float, text: str) -> None:
    """Four are enough where there is a fraction; very large and small ones are powers of ten."""
    assert number(value) == text
