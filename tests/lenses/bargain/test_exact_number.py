"""Exact fractions from numbers, and back to words."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction
from typing import Any

import pytest

from detente.errors import DetenteError
from detente.lenses.bargain.exact_number import exact_number, in_words


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        (3, Fraction(3)),
        (0.1, Fraction(1, 10)),
        (1e-3, Fraction(1, 1000)),
        (Decimal("0.25"), Fraction(1, 4)),
        (Fraction(2, 3), Fraction(2, 3)),
        (Decimal(0), Fraction(0)),
        (-2.5, Fraction(-5, 2)),
    ],
)
def test_a_number_is_read_as_it_is_written(value: Any, expected: Fraction) -> None:
    """Decimal fractions stay what they look like."""
    assert exact_number(value, "x") == expected


@pytest.mark.parametrize(
    "value", ["3", None, True, float("nan"), float("inf"), Decimal("NaN"), Decimal("1e999999999"), 1j]
)
def test_what_is_no_number_is_refused(value: Any) -> None:
    """The message says which number it is about; a huge exponent costs no memory."""
    with pytest.raises(DetenteError, match="points of Ann must be"):
        exact_number(value, "points of Ann")


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (Fraction(66), "66"),
        (Fraction(5, 2), "2.5"),
        (Fraction(395, 6), "65.83"),
        (Fraction(100), "100"),
        (Fraction(1, 3000), "0.00033"),
        (Fraction(0), "0"),
        (Fraction(-1, 2), "-0.5"),
    ],
)
def test_numbers_in_words(value: Fraction, text: str) -> None:
    """At most two digits after the point, and never 0 for what is not."""
    assert in_words(value) == text
