"""Points as people write them."""

from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from detente.exchange.exact_numbers import MAX_FIGURES
from detente.exchange.scoresheet_numbers import is_number, points_in, written_points


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("4", Fraction(4)),
        (" -2.5 ", Fraction(-5, 2)),
        ("+.5", Fraction(1, 2)),
        ("3.", Fraction(3)),
        ("1e3", Fraction(1000)),
        ("1/3", Fraction(1, 3)),
        ("-2 / 6", Fraction(-1, 3)),
        ("25%", Fraction(1, 4)),
        ("12.5 %", Fraction(1, 8)),
        ("\N{MINUS SIGN}7", Fraction(-7)),
        ("0.1", Fraction(1, 10)),
    ],
)
def test_numbers_are_read_exactly(text: str, expected: Fraction) -> None:
    """Whatever way they are written in."""
    assert points_in(text) == expected


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("", "is no number"),
        ("-", "is no number"),
        ("high", "write it as 4, -2.5, 1/3 or 25%"),
        ("nan", "is no number"),
        ("1/0", "divides by zero"),
        ("1 000", "is no number"),
        ("$5", "is no number"),
        ("1e9999", "is no number"),
        ("1,5", "write '1.5'"),
        ("9" * (MAX_FIGURES + 1), "is too long"),
        ("x" * 300, "xxx...' is no number"),
    ],
)
def test_anything_else_is_refused_with_its_reason(text: str, reason: str) -> None:
    """Nothing is guessed."""
    with pytest.raises(ValueError, match=r"characters|number|zero|comma") as caught:
        points_in(text)
    assert reason in str(caught.value)
    assert not is_number(text)


def test_a_decimal_comma_where_the_sheet_has_them() -> None:
    """Then a point is refused: it might separate thousands."""
    assert points_in("1,5", decimal=",") == Fraction(3, 2)
    with pytest.raises(ValueError, match="decimal point where other cells of the sheet have a comma"):
        points_in("1.500", decimal=",")


@given(st.fractions())
def test_what_is_written_is_read_back(points: Fraction) -> None:
    """Exactly, with an end as a decimal or without."""
    assert points_in(written_points(points)) == points


@pytest.mark.parametrize(
    ("points", "text"),
    [(Fraction(0), "0"), (Fraction(-1, 8), "-0.125"), (Fraction(100), "100"), (Fraction(1, 3), "1/3")],
)
def test_how_numbers_are_written(points: Fraction, text: str) -> None:
    """As decimals where that has an end."""
    assert written_points(points) == text


def test_a_number_too_long_to_write() -> None:
    """It is refused, not rounded."""
    with pytest.raises(ValueError, match="characters to write exactly"):
        written_points(Fraction(1, 3**2000))
