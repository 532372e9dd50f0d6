"""Where most values of a number over the draws lie."""

from __future__ import annotations

import json
import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from detente.lenses.spread import Spread

numbers = st.lists(st.floats(-1e6, 1e6), min_size=1, max_size=60)


def test_the_percentiles_are_values_that_occurred() -> None:
    """Of 0 to 100, the 5th, the 50th and the 95th value, in whatever order they come."""
    values = np.random.default_rng(0).permutation(np.arange(101))
    assert Spread.of(values) == Spread(low=5.0, middle=50.0, high=95.0)


def test_draws_without_the_number_are_left_out() -> None:
    """NaN is no value; where nothing else is left there is nothing to tell."""
    assert Spread.of([math.nan, 2.0, math.nan]) == Spread(low=2.0, middle=2.0, high=2.0)
    assert Spread.of([math.nan, math.nan]) is None
    assert Spread.of([]) is None


@given(numbers)
def test_the_three_are_in_order_and_among_the_values(values: list[float]) -> None:
    """Nearest ranks: nothing between two values is made up, rounding to six digits apart."""
    found = Spread.of(values)
    assert found is not None
    assert found.low <= found.middle <= found.high
    rounded = {round(value, 6) + 0.0 for value in values}
    assert {found.low, found.middle, found.high} <= rounded
    assert found.is_certain == (found.low == found.high)


def test_six_digits_and_no_negative_zero() -> None:
    """What is told is short, and nothing below a millionth has a sign."""
    found = Spread.of([-1e-9, 1 / 3])
    assert found is not None
    assert str(found.low) == "0.0"
    assert found.high == 0.333333


def test_shape_does_not_matter() -> None:
    """A table of values is all its values, and truth values count as 0 and 1."""
    assert Spread.of(np.arange(101).reshape(-1, 1)) == Spread.of(np.arange(101))
    assert Spread.of([True, True, True]) == Spread(low=1.0, middle=1.0, high=1.0)


@pytest.mark.parametrize(("worst", "told"), [(math.inf, None), (-math.inf, None), (3.0, 3.0)])
def test_json_has_no_infinity(worst: float, told: float | None) -> None:
    """A number without bounds is null, and the rest is plain."""
    spread = Spread.of([worst] * 3)
    assert spread is not None
    assert spread.to_dict() == {"p05": told, "p50": told, "p95": told}
    assert json.loads(json.dumps(spread.to_dict(), allow_nan=False)) == spread.to_dict()
