"""Decimal text to exact fractions and back."""

from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from detente.exchange.exact_numbers import decimal_text, exact_number, finite_factor, has_end, is_infinite


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("0.34", Fraction(34, 100)),
        (" -2 ", Fraction(-2)),
        ("1.0E-5", Fraction(1, 100_000)),
        (".5", Fraction(1, 2)),
        ("3.", Fraction(3)),
        ("+1e2", Fraction(100)),
        ("0.1000000000000000055511151231257827", Fraction("0.1000000000000000055511151231257827")),
    ],
)
def test_decimals_are_read_exactly(text: str, expected: Fraction) -> None:
    """No double comes in between."""
    assert exact_number(text) == expected


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("NaN", "no finite number"),
        ("-Infinity", "no finite number"),
        (".inf", "no finite number"),
        ("1/3", "no finite number"),
        ("25%", "no finite number"),
        ("0,5", "no finite number"),
        ("", "no finite number"),
        ("0x10", "no finite number"),
        ("1_000", "no finite number"),
        ("\u0663", "no finite number"),
        ("1e9999999999", "no finite number"),
        ("1e400", "beyond 1e308"),
        ("1" * 401, "401 characters"),
    ],
)
def test_everything_else_is_refused(text: str, reason: str) -> None:
    """With the reason, and before anything huge is computed."""
    with pytest.raises(ValueError, match=reason):
        exact_number(text)


@given(st.decimals(allow_nan=False, allow_infinity=False, places=20).map(Fraction))
def test_what_is_written_is_read_back(value: Fraction) -> None:
    """Exactly, for every decimal that ends."""
    text = decimal_text(value)
    assert "e" not in text
    assert exact_number(text) == value


def test_what_has_no_decimal_is_not_written() -> None:
    """A third has none that ends, and some are too long."""
    with pytest.raises(ValueError, match="no decimal with an end"):
        decimal_text(Fraction(1, 3))
    with pytest.raises(ValueError, match="characters to write"):
        decimal_text(Fraction(1, 2**500))


@given(st.fractions())
def test_the_factor_makes_the_decimal_end(value: Fraction) -> None:
    """And one is enough only where it ends already."""
    factor = finite_factor(value)
    assert has_end(value * factor)
    assert (factor == 1) == has_end(value)


@pytest.mark.parametrize("text", [".inf", "-.inf", "Infinity", "-Infinity", "inf", " -INF "])
def test_infinity_in_all_its_spellings(text: str) -> None:
    """YAML, JSON and Python each have their own."""
    assert is_infinite(text)
    assert not is_infinite("infinite")
    assert not is_infinite("1")
